/**
 * The bytes of the sandbox, in journals and over HTTP: JSON in which money is a string of digits. A field that holds money ends in `Minor`
 * everywhere in Amends, and that name alone tells the reader to make it a `bigint` again.
 */
export const toWire = (value: unknown): string =>
  JSON.stringify(value, (_name, field) => (typeof field === "bigint" ? String(field) : field));

/** Throws `SyntaxError` where the text is no JSON. */
export const fromWire = (text: string): unknown =>
  JSON.parse(text, (name: string, field: unknown) =>
    name.endsWith("Minor") && typeof field === "string" && DIGITS.test(field) ? BigInt(field) : field,
  );

const DIGITS = /^-?\d+$/;

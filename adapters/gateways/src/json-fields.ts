/** Reading what a gateway answered: a field that is not as documented reads as null, and whoever needs it decides what that means. */
export type JsonFields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): JsonFields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

export const textOf = (fields: JsonFields, name: string): string | null => {
  const value = fields[name];
  return typeof value === "string" && value !== "" ? value : null;
};

/** A whole number of minor units, as WeChat Pay and Stripe write amounts. */
export const minorOf = (fields: JsonFields, name: string): bigint | null => {
  const value = fields[name];
  return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : null;
};

export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

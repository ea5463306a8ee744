export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const isMinorName = (name: string): boolean => name.endsWith("Minor");

/*
 * A filing takes some two thousand fields through here, so: plain loops, since lists of pairs cost three times as much, and no message put together
 * for what is as it should be.
 */

/** A document for a json column: amounts become integers, and only a field named `…Minor` may hold one. `undefined` fields are left out. */
export const toJson = (value: unknown): Json => written(value, "");

const written = (value: unknown, name: string): Json => {
  switch (typeof value) {
    case "bigint":
      return writtenMinor(value, name);
    case "string":
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) throw broken(`a document's ${name} is a finite number`);
      return value;
    case "object":
      if (value === null) return null;
      if (Array.isArray(value)) return value.map(item => written(item, name));
      return writtenObject(value);
    case "undefined":
    case "function":
    case "symbol":
      throw new Error(`broken invariant: a document's ${name} is of type ${typeof value}`);
  }
};

const writtenObject = (value: object): Json => {
  const fields = value as Readonly<Record<string, unknown>>;
  const document: Record<string, Json> = {};
  for (const key of Object.keys(fields)) {
    const field = fields[key];
    if (field !== undefined) set(document, key, written(field, key));
  }
  return document;
};

/** A host may call an option anything, `__proto__` too; assigning that one would lose it. */
const set = <T>(fields: Record<string, T>, key: string, value: T): void => {
  if (key === "__proto__") Object.defineProperty(fields, key, { value, enumerable: true, configurable: true, writable: true });
  else fields[key] = value;
};

const writtenMinor = (amount: bigint, name: string): number => {
  if (!isMinorName(name)) throw broken(`an amount's name ends in Minor, ${name} does not`);
  const number = Number(amount);
  if (!Number.isSafeInteger(number)) throw broken(`${name} ${amount} is within 2^53 − 1`);
  return number;
};

/** The way back: every number under a name ending in `Minor` is an amount. The caller names the type; a document is only ever written from it. */
export const fromJson = <T>(document: Json): T => read(document, "") as T;

const read = (value: Json, name: string): unknown => {
  if (typeof value === "number") return isMinorName(name) ? readMinor(value, name) : value;
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map(item => read(item, name));
  const fields: Record<string, unknown> = {};
  for (const key of Object.keys(value)) set(fields, key, read(value[key] ?? null, key));
  return fields;
};

const isList = (value: object): value is readonly Json[] => Array.isArray(value);

const readMinor = (amount: number, name: string): bigint => {
  if (!Number.isSafeInteger(amount)) throw broken(`a stored ${name} is a whole number within 2^53 − 1`);
  return BigInt(amount);
};

const broken = (invariant: string): Error => new Error(`broken invariant: ${invariant}`);

import { compareDecimal, type Decimal, decimalOf, isDecimal } from "../kernel/decimal.ts";

/** What a table may read or give out. Money may stay `bigint` in the facts: a cell sees the number it is. */
export type PolicyValue = null | boolean | number | bigint | string | Decimal | readonly PolicyValue[] | PolicyRecord;

/** Declare facts as `type`, not `interface`: only type aliases are assignable to an index signature. */
export type PolicyRecord = { readonly [key: string]: PolicyValue | undefined };

export type NumericValue = number | bigint | Decimal;

export const isList = (value: PolicyValue): value is readonly PolicyValue[] => Array.isArray(value);

export const isRecord = (value: PolicyValue): value is PolicyRecord =>
  typeof value === "object" && value !== null && !isList(value) && !isDecimal(value);

export const isNumeric = (value: PolicyValue): value is NumericValue =>
  typeof value === "number" || typeof value === "bigint" || isDecimal(value);

/** Negative, zero or positive. Whole numbers, the common case, never leave `number`. */
export const compareNumeric = (left: NumericValue, right: NumericValue): number =>
  typeof left === "number" && typeof right === "number" ? left - right : compareDecimal(toDecimal(left), toDecimal(right));

/** Equality as ZEN knows it: scalars of one type. A list or record equals nothing, not even itself. */
export const equalValues = (left: PolicyValue, right: PolicyValue): boolean => {
  if (typeof left !== "object" && left === right) return true;
  if (left === null || right === null) return left === right;
  return isNumeric(left) && isNumeric(right) && compareNumeric(left, right) === 0;
};

export const toDecimal = (value: NumericValue): Decimal => (typeof value === "object" ? value : decimalOf(value));

/** The plainest form of a number: a safe integer as `number`, everything else as `Decimal`. */
export const plainNumber = (value: NumericValue): number | Decimal => {
  if (typeof value === "number") return value;
  const decimal = toDecimal(value);
  const whole = Number(decimal.coefficient);
  return decimal.scale === 0 && Number.isSafeInteger(whole) ? whole : decimal;
};

/** For comparing and showing what may hold whole sums, which JSON has no form for: they are written as text. */
export const valueText = (value: unknown): string =>
  JSON.stringify(value, (_: string, part: unknown): unknown => (typeof part === "bigint" ? part.toString() : part));

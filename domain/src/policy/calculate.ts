import { addDecimal, type Decimal, multiplyDecimal, subtractDecimal } from "../kernel/decimal.ts";
import type { ArithmeticOperator } from "./expression.ts";
import { compareNumeric, equalValues, isList, isNumeric, type NumericValue, type PolicyValue, plainNumber, toDecimal } from "./value.ts";

/** What an order operator asks of a difference. */
export const ORDER: Readonly<Record<"<" | "<=" | ">" | ">=", (difference: number) => boolean>> = {
  "<": difference => difference < 0,
  "<=": difference => difference <= 0,
  ">": difference => difference > 0,
  ">=": difference => difference >= 0,
};

export const CALCULATE: Readonly<Record<ArithmeticOperator, (left: NumericValue, right: NumericValue) => PolicyValue>> = {
  "+": (left, right) => exact(left, right, (a, b) => a + b, addDecimal),
  "-": (left, right) => exact(left, right, (a, b) => a - b, subtractDecimal),
  "*": (left, right) => exact(left, right, (a, b) => a * b, multiplyDecimal),
};

/** Whole numbers stay `number` while the result is a safe integer; anything else is calculated as decimals, never as floats. */
const exact = (
  left: NumericValue,
  right: NumericValue,
  whole: (a: number, b: number) => number,
  decimal: (a: Decimal, b: Decimal) => Decimal,
): PolicyValue => {
  if (Number.isSafeInteger(left) && Number.isSafeInteger(right) && typeof left === "number" && typeof right === "number") {
    const result = whole(left, right);
    if (Number.isSafeInteger(result)) return result + 0;
  }
  return plainNumber(decimal(toDecimal(left), toDecimal(right)));
};

export const contains = (container: PolicyValue | undefined, needle: PolicyValue | undefined): boolean | undefined => {
  if (container === undefined || needle === undefined) return undefined;
  if (isList(container)) return container.some(item => equalValues(item, needle));
  return typeof container === "string" && typeof needle === "string" ? container.includes(needle) : undefined;
};

/** The smallest or largest of a list; `undefined`, which fails the cell, where the list is empty or holds anything but numbers. */
export const extreme = (list: PolicyValue | undefined, isBetter: (difference: number) => boolean): PolicyValue | undefined => {
  if (list === undefined || !isList(list)) return undefined;
  let best: NumericValue | undefined;
  for (const item of list) {
    if (!isNumeric(item)) return undefined;
    if (best === undefined || isBetter(compareNumeric(item, best))) best = item;
  }
  return best === undefined ? undefined : plainNumber(best);
};

import { describe, expect, test } from "vitest";
import {
  addDecimal,
  compareDecimal,
  decimalOf,
  formatDecimal,
  isDecimal,
  multiplyDecimal,
  parseDecimal,
  subtractDecimal,
} from "./decimal.ts";

const decimal = (text: string) => parseDecimal(text) ?? expect.fail(`${text} is not a decimal`);

describe("an exact decimal", () => {
  test("is read and written without loss", () => {
    for (const text of ["0", "-1", "12", "0.05", "-0.5", "123456789012345678901234567890.000000001"])
      expect(formatDecimal(decimal(text))).toBe(text);
  });

  test("loses trailing zeros, so equal numbers are equal values", () => {
    expect(decimal("1.500")).toEqual(decimal("1.5"));
    expect(decimal("-0")).toEqual(decimal("0.00"));
    expect(decimal("100")).toEqual(decimalOf(100));
  });

  test("refuses anything that is not a plain number", () => {
    for (const text of ["", "+1", "1e3", "1.", ".5", "1,000", "NaN", "0x1", " 1"]) expect(parseDecimal(text)).toBeNull();
  });

  test("adds a tenth and two tenths to three tenths", () => {
    expect(formatDecimal(addDecimal(decimal("0.1"), decimal("0.2")))).toBe("0.3");
    expect(formatDecimal(subtractDecimal(decimal("0.3"), decimal("0.1")))).toBe("0.2");
    expect(formatDecimal(multiplyDecimal(decimal("-0.25"), decimal("4")))).toBe("-1");
  });

  test("compares across scales", () => {
    expect(compareDecimal(decimal("0.5"), decimal("0.50"))).toBe(0);
    expect(compareDecimal(decimal("0.49"), decimal("0.5"))).toBeLessThan(0);
    expect(compareDecimal(decimal("-1"), decimal("-1.01"))).toBeGreaterThan(0);
  });

  test("is told from any JSON value", () => {
    expect(isDecimal(decimal("1"))).toBe(true);
    for (const value of [null, 1, "1", [], { coefficient: 1, scale: 0 }]) expect(isDecimal(value)).toBe(false);
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { addDecimal, compareDecimal, type Decimal, formatDecimal, multiplyDecimal, parseDecimal, subtractDecimal } from "./decimal.ts";

const anyDecimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 12 }))
  .map(([coefficient, scale]) => formatDecimal({ coefficient, scale }))
  .map(text => parseDecimal(text) ?? expect.fail(text));

const PLACES = 12;
/** The same number as a whole count of 10^-12: the plain reference the operations must agree with. */
const counted = (value: Decimal): bigint => value.coefficient * 10n ** BigInt(PLACES - value.scale);

test("adding, subtracting and comparing agree with counting the smallest unit", () => {
  fc.assert(
    fc.property(anyDecimal, anyDecimal, (left, right) => {
      expect(counted(addDecimal(left, right))).toBe(counted(left) + counted(right));
      expect(subtractDecimal(addDecimal(left, right), right)).toEqual(left);
      expect(Math.sign(compareDecimal(left, right))).toBe(counted(left) < counted(right) ? -1 : counted(left) > counted(right) ? 1 : 0);
    }),
  );
});

test("multiplying distributes over adding", () => {
  fc.assert(
    fc.property(anyDecimal, anyDecimal, anyDecimal, (a, b, c) => {
      expect(multiplyDecimal(a, addDecimal(b, c))).toEqual(addDecimal(multiplyDecimal(a, b), multiplyDecimal(a, c)));
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { type AmountRounding, allocate, type RoundingMode, roundAmount, roundDiv } from "./allocate.ts";

const anyMinor = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const anyWeights = fc.array(fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 5n })), {
  minLength: 1,
  maxLength: 12,
});
const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);
const absolute = (value: bigint) => (value < 0n ? -value : value);

test("the parts add up to the total and each is less than a unit off its true share", () => {
  fc.assert(
    fc.property(anyMinor, anyWeights, (total, weights) => {
      const parts = allocate(total, weights);
      const weightSum = sum(weights);
      expect(sum(parts)).toBe(total);
      expect(parts).toHaveLength(weights.length);
      for (const [place, part] of parts.entries()) {
        const [share, whole] = weightSum === 0n ? [total, BigInt(weights.length)] : [total * (weights[place] ?? 0n), weightSum];
        expect(absolute(part * whole - share)).toBeLessThan(whole);
      }
    }),
    { numRuns: 500 },
  );
});

test("no other split of whole units is nearer: who got the odd unit had at least the remainder of who did not", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 6n }), anyWeights, (total, weights) => {
      const weightSum = sum(weights);
      fc.pre(weightSum > 0n);
      const parts = allocate(total, weights).map((part, place) => {
        const share = total * (weights[place] ?? 0n);
        return { place, remainder: share % weightSum, isRaised: part > share / weightSum };
      });
      for (const raised of parts.filter(part => part.isRaised)) {
        for (const other of parts.filter(part => !part.isRaised)) {
          const isRightful = raised.remainder > other.remainder || (raised.remainder === other.remainder && raised.place < other.place);
          expect(isRightful).toBe(true);
        }
      }
    }),
  );
});

test("a reversal mirrors the charge place by place", () => {
  fc.assert(
    fc.property(anyMinor, anyWeights, (total, weights) => {
      expect(allocate(-total, weights)).toEqual(allocate(total, weights).map(part => -part));
    }),
  );
});

test("a quotient is the whole number next to the true one that its mode names", () => {
  const anyDivisor = fc.bigInt({ min: -1000n, max: 1000n }).filter(divisor => divisor !== 0n);
  fc.assert(
    fc.property(
      fc.bigInt({ min: -5000n, max: 5000n }),
      anyDivisor,
      fc.constantFrom<RoundingMode[]>("floor", "ceil", "half_up", "half_even"),
      (n, d, mode) => {
        const quotient = roundDiv(n, d, mode);
        // Exact in doubles at this size: the oracle is the language's own rounding of the true quotient.
        const exact = Number(n) / Number(d);
        const isTie = (2n * n) % d === 0n && n % d !== 0n;
        const even = 2 * Math.round(exact / 2);
        const away = Math.sign(exact) * Math.round(Math.abs(exact));
        const expected = { floor: Math.floor(exact), ceil: Math.ceil(exact), half_up: away, half_even: isTie ? even : away }[mode];
        expect(quotient).toBe(BigInt(expected));
      },
    ),
    { numRuns: 2000 },
  );
});

test("rounding up to yuan never takes from the buyer, and no rounding moves an amount by a yuan", () => {
  const anyRounding = fc.constantFrom<AmountRounding[]>("ceil_yuan", "half_up_cent", "half_up_yuan");
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10_000n }), anyRounding, (n, d, rounding) => {
      const rounded = roundAmount(n, d, rounding);
      expect(absolute(rounded * d - n)).toBeLessThan(100n * d);
      if (rounding === "ceil_yuan") expect(rounded * d).toBeGreaterThanOrEqual(n);
      if (rounding !== "half_up_cent") expect(rounded % 100n).toBe(0n);
    }),
  );
});

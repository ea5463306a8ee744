import { assert } from "./assert.ts";
import { type Minor, sumMinor } from "./money.ts";

/**
 * Splits a total by weights so that the parts add up to it exactly (policy.md M-10): every part is rounded down, and the units left over
 * go one each to the largest remainders, the earlier place first where they are equal. So no part is more than a unit off its true share.
 *
 * A weight of nought gets nothing, unless all are: then no one has a better claim than another and the split is even, the first places
 * taking the units left over. A negative total is the mirror of the positive one, so a charge and its reversal cancel place by place.
 */
export const allocate = (totalMinor: Minor, weights: readonly bigint[]): readonly Minor[] => {
  if (weights.length === 0 && totalMinor !== 0n) throw new Error(`broken invariant: ${totalMinor} cannot be split among nobody`);
  let weightSum = 0n;
  for (const weight of weights) {
    assert(weight >= 0n, "a weight is not negative");
    weightSum += weight;
  }
  if (weights.length <= 1) return weights.map(() => totalMinor);
  if (totalMinor < 0n) return allocate(-totalMinor, weights).map(part => -part);
  return weightSum === 0n
    ? byLargestRemainder(
        totalMinor,
        weights.map(() => 1n),
        BigInt(weights.length),
      )
    : byLargestRemainder(totalMinor, weights, weightSum);
};

const byLargestRemainder = (totalMinor: Minor, weights: readonly bigint[], weightSum: bigint): readonly Minor[] => {
  const parts = weights.map(weight => (totalMinor * weight) / weightSum);
  const leftOver = Number(totalMinor - sumMinor(parts));
  if (leftOver === 0) return parts;
  const places = weights.map((weight, place) => ({ place, remainder: (totalMinor * weight) % weightSum }));
  // The sort is stable, so equal remainders stay in the order of their places.
  places.sort((left, right) => (left.remainder === right.remainder ? 0 : left.remainder > right.remainder ? -1 : 1));
  for (const { place } of places.slice(0, leftOver)) parts[place] = (parts[place] ?? 0n) + 1n;
  return parts;
};

/**
 * `floor` and `ceil` go down and up the number line. The halves are decided away from nought (`half_up`) or to the even neighbour
 * (`half_even`), which mirrors: an amount and its reversal round to the same figure.
 */
export type RoundingMode = "floor" | "ceil" | "half_up" | "half_even";

/** The quotient as a whole number. */
export const roundDiv = (numerator: bigint, denominator: bigint, mode: RoundingMode): bigint => {
  assert(denominator !== 0n, "nothing is divided by nought");
  const sign = numerator < 0n !== denominator < 0n ? -1n : 1n;
  const magnitude = absolute(numerator);
  const divisor = absolute(denominator);
  const whole = magnitude / divisor;
  return sign * (isRaised(mode, sign, whole, magnitude % divisor, divisor) ? whole + 1n : whole);
};

/** Whether the magnitude goes one up. */
const isRaised = (mode: RoundingMode, sign: bigint, whole: bigint, remainder: bigint, divisor: bigint): boolean => {
  switch (mode) {
    case "floor":
      return sign < 0n && remainder > 0n;
    case "ceil":
      return sign > 0n && remainder > 0n;
    case "half_up":
      return 2n * remainder >= divisor;
    case "half_even":
      return 2n * remainder > divisor || (2n * remainder === divisor && whole % 2n === 1n);
  }
};

/** How a rule rounds its amount (policy.md M-9): it is a column of the amount table, because it differs from rule to rule. */
export type AmountRounding = "ceil_yuan" | "half_up_cent" | "half_up_yuan";

const MINOR_PER_YUAN = 100n;

/** The amount numerator/denominator, in minor units, rounded as its rule says: ¥61 × 30 % is 6100 × 30 / 100 → ¥19 by `ceil_yuan`. */
export const roundAmount = (numerator: bigint, denominator: bigint, rounding: AmountRounding): Minor => {
  switch (rounding) {
    case "ceil_yuan":
      return roundDiv(numerator, denominator * MINOR_PER_YUAN, "ceil") * MINOR_PER_YUAN;
    case "half_up_cent":
      return roundDiv(numerator, denominator, "half_up");
    case "half_up_yuan":
      return roundDiv(numerator, denominator * MINOR_PER_YUAN, "half_up") * MINOR_PER_YUAN;
  }
};

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

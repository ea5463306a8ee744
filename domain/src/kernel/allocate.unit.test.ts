import { describe, expect, test } from "vitest";
import { type AmountRounding, allocate, type RoundingMode, roundAmount, roundDiv } from "./allocate.ts";

describe("M-10: an order's discount is split over its lines", () => {
  test.each<[string, bigint, readonly bigint[], readonly bigint[]]>([
    ["evenly where it divides", 900n, [1n, 1n, 1n], [300n, 300n, 300n]],
    ["the odd cents going to the first of equals", 1000n, [1n, 1n, 1n], [334n, 333n, 333n]],
    ["the odd cent going to the largest remainder", 100n, [1990n, 3980n, 599n], [30n, 61n, 9n]],
    ["a free line bearing nothing", 500n, [0n, 1n, 0n, 2n], [0n, 167n, 0n, 333n]],
    ["evenly where all lines are free", 5n, [0n, 0n, 0n], [2n, 2n, 1n]],
    ["as a mirror when it is taken back", -1000n, [1n, 1n, 1n], [-334n, -333n, -333n]],
    ["nothing into nothings", 0n, [3n, 4n], [0n, 0n]],
    ["nothing among nobody", 0n, [], []],
    ["one bearing all", 7n, [9n], [7n]],
  ])("%s", (_, total, weights, parts) => expect(allocate(total, weights)).toEqual(parts));

  test("an amount among nobody and a negative weight are our mistakes", () => {
    expect(() => allocate(1n, [])).toThrow("1 cannot be split among nobody");
    expect(() => allocate(1n, [2n, -1n])).toThrow("a weight is not negative");
  });
});

describe("dividing", () => {
  const modes: readonly RoundingMode[] = ["floor", "ceil", "half_up", "half_even"];

  test.each<[bigint, bigint, readonly bigint[]]>([
    [7n, 2n, [3n, 4n, 4n, 4n]],
    [5n, 2n, [2n, 3n, 3n, 2n]],
    [-5n, 2n, [-3n, -2n, -3n, -2n]],
    [5n, -2n, [-3n, -2n, -3n, -2n]],
    [-5n, -2n, [2n, 3n, 3n, 2n]],
    [1n, 3n, [0n, 1n, 0n, 0n]],
    [-1n, 3n, [-1n, 0n, 0n, 0n]],
    [2n, 3n, [0n, 1n, 1n, 1n]],
    [6n, 3n, [2n, 2n, 2n, 2n]],
    [0n, 3n, [0n, 0n, 0n, 0n]],
  ])("%s / %s by floor, ceil, half_up, half_even is %s", (numerator, denominator, expected) => {
    expect(modes.map(mode => roundDiv(numerator, denominator, mode))).toEqual(expected);
  });

  test("by nought is our mistake", () => expect(() => roundDiv(1n, 0n, "floor")).toThrow("divided by nought"));
});

describe("M-9: each rule rounds its amount in its own way", () => {
  test.each<[string, bigint, bigint, AmountRounding, bigint]>([
    ["30 % of ¥61 for a breach of exchange is ¥19", 6100n * 30n, 100n, "ceil_yuan", 1900n],
    ["a whole yuan stays as it is", 1900n, 1n, "ceil_yuan", 1900n],
    ["a cent above makes the next yuan", 1901n, 1n, "ceil_yuan", 2000n],
    ["half a cent of a rotten-goods breach counts as one", 1235n, 10n, "half_up_cent", 124n],
    ["less than half a cent does not", 1234n, 10n, "half_up_cent", 123n],
    ["half a yuan of an installation breach counts as one", 1850n, 1n, "half_up_yuan", 1900n],
    ["less than half a yuan does not", 1849n, 1n, "half_up_yuan", 1800n],
    ["no cent is rounded on the way to the yuan", 184_996n, 100n, "half_up_yuan", 1800n],
  ])("%s", (_, numerator, denominator, rounding, amount) => expect(roundAmount(numerator, denominator, rounding)).toBe(amount));
});

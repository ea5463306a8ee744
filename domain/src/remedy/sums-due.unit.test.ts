import { expect, test } from "vitest";
import { type SumTerms, sumBy } from "./sums-due.ts";

const TERMS: SumTerms = { basisPoints: 3000, lossBasisPoints: 0, minMinor: 600n, maxMinor: 5000n, unitMinor: 100n, rounding: "ceil" };
const sum = (terms: Partial<SumTerms>, paidMinor: bigint, lossMinor = 0n) => sumBy({ ...TERMS, ...terms }, { paidMinor, lossMinor });

test("M-9: each rule rounds its own way", () => {
  expect(sum({}, 6_100n)).toBe(1_900n);
  expect(sum({ rounding: "half_up" }, 6_100n)).toBe(1_800n);
  expect(sum({ rounding: "half_up", unitMinor: 1n }, 6_101n)).toBe(1_830n);
});

test("the bounds hold after rounding", () => {
  expect([sum({}, 100n), sum({}, 100_000n), sum({ maxMinor: null }, 100_000n)]).toEqual([600n, 5_000n, 30_000n]);
});

test("of a share of the price and a share of the loss the greater counts", () => {
  const food = { basisPoints: 100_000, lossBasisPoints: 30_000, minMinor: 100_000n, maxMinor: null, unitMinor: 1n };
  expect([sum(food, 5_000n, 90_000n), sum(food, 26_000n), sum(food, 990n)]).toEqual([270_000n, 260_000n, 100_000n]);
});

import { expect, test } from "vitest";
import { asRow, atLeast, atMost, exactly, isMet, percentile } from "./figure.ts";

const figure = { name: "filing_rows", value: 16, unit: "rows" };

test("a bound that is reached exactly is met", () => {
  expect(isMet({ ...figure, target: atMost(16) })).toBe(true);
  expect(isMet({ ...figure, target: atLeast(16) })).toBe(true);
  expect(isMet({ ...figure, target: exactly(16) })).toBe(true);
});

test("a value on the wrong side of its bound is missed, and the row says so", () => {
  const missed = { ...figure, value: 17, target: atMost(16) };
  expect(isMet(missed)).toBe(false);
  expect(asRow(missed)).toContain("MISSED ≤ 16");
});

test("no number is never within a bound", () => {
  expect(isMet({ ...figure, value: Number.NaN, target: atLeast(0) })).toBe(false);
  expect(isMet({ ...figure, value: Number.NaN, target: atMost(9) })).toBe(false);
});

test("the 99th of a hundred values is the 99th percentile", () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(values, 0.99)).toBe(99);
  expect(percentile(values, 0.5)).toBe(50);
  expect(percentile([7], 0.99)).toBe(7);
});

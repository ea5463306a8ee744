import { expect, it } from "vitest";
import { fenOf } from "./yuan.ts";

it.each([
  ["59.9", 5990n],
  ["59.90", 5990n],
  ["¥ 1,128", 112_800n],
  ["0.01", 1n],
  ["999999999999.99", 99_999_999_999_999n],
])("%s is %s fen", (typed, fen) => {
  expect(fenOf(typed)).toBe(fen);
});

it.each(["", "0", "0.00", "-5", "1.234", "五十", "1e3", "5 9"])("%s is no amount to offer", typed => {
  expect(fenOf(typed)).toBeNull();
});

import { expect, test } from "vitest";
import { centsOf } from "./cents-of.ts";

test("every amount of two digits is read to the cent, where multiplying by a hundred would not", () => {
  expect(4.35 * 100).not.toBe(435);
  expect([4.35, 342.81].map(centsOf)).toEqual([435, 34281]);
  for (let cents = 0; cents < 200_000; cents += 1) {
    const written = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
    if (centsOf(JSON.parse(written)) !== cents) expect.fail(written);
  }
});

test("a fraction of a cent is a mistake in the data, not something to round", () => {
  expect(() => centsOf(1.005)).toThrow(/fraction of a cent/);
});

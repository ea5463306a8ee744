import { expect, it } from "vitest";
import { kilometresOf } from "./kilometres.ts";

it("a distance is whole kilometres, with or without commas; a new car may have run none", () => {
  expect(["12000", "12,000", " 12 000 ", "0"].map(kilometresOf)).toEqual([12_000, 12_000, 12_000, 0]);
});

it("what is no distance, or more than any car runs, is not taken", () => {
  expect(["", "12.5", "-1", "一万", "10000001"].map(kilometresOf)).toEqual([null, null, null, null, null]);
});

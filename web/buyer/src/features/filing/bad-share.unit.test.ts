import { expect, it } from "vitest";
import { badShareOf } from "./bad-share.ts";

it("what is bad of what came is a share, by pieces or by weight", () => {
  expect([badShareOf("3", "10"), badShareOf("250", "1000"), badShareOf("7", "7")]).toEqual([3000, 2500, 10_000]);
});

it("a share just above a step stays above it", () => {
  expect([badShareOf("30001", "100000"), badShareOf("50001", "100000"), badShareOf("1", "3")]).toEqual([3001, 5001, 3334]);
});

it("nothing bad, more bad than there is, or no number at all is no share", () => {
  for (const [bad, of] of [
    ["0", "5"],
    ["6", "5"],
    ["", "5"],
    ["2", ""],
    ["-1", "5"],
    ["1.5", "5"],
    ["1", "0"],
  ] as const)
    expect(badShareOf(bad, of)).toBeNull();
});

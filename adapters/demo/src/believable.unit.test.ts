import { expect, it } from "vitest";
import { isThinkable, tellStory } from "./believable.ts";
import { createChance } from "./chance.ts";

const OPEN = ["70.01", "40.02", "60.05"];
const told = (category: string, open: readonly string[] = OPEN) =>
  Array.from({ length: 40 }, (_, seed) => tellStory(category, open, createChance(seed))?.reason);

it("fruit rots and a tablet does not", () => {
  expect(told("fresh.fruit.apple")).toContain("70.01");
  expect(told("electronics.tablet")).toContain("40.02");
  expect(told("electronics.tablet")).not.toContain("70.01");
  expect(told("fresh.fruit.apple")).not.toContain("40.02");
  expect(new Set(told("book.exam", ["70.01"]))).toEqual(new Set([undefined]));
});

it("who has nothing particular to say gives the reason alone", () => {
  expect(tellStory("book.exam", ["80.09"], createChance(1))).toEqual({ reason: "80.09", condition: "unopened", words: null });
});

it("a telephone is mended and a fish is not", () => {
  expect([isThinkable("repair", "electronics.phone"), isThinkable("repair", "fresh.seafood.fish")]).toEqual([true, false]);
  expect(isThinkable("refund_only", "fresh.seafood.fish")).toBe(true);
});

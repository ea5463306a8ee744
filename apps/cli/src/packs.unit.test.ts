import { expect, test } from "vitest";
import { readPacks } from "./packs.ts";

test("the default pack stands first, with an overlay on it for each kind of operation", () => {
  const packs = readPacks([]);
  expect([...packs].map(([id, { overlays }]) => [id, overlays.length])).toEqual([
    ["base", 0],
    ["c2c", 1],
    ["group-buy", 1],
    ["marketplace", 1],
    ["brand", 1],
  ]);
});

test("a pack named on the command line comes last, also where it is one of these", () => {
  expect([...readPacks(["policies/c2c"]).keys()].at(-1)).toBe("c2c");
  expect(readPacks(["policies/tau-retail"]).get("tau-retail")?.overlays).toEqual([]);
});

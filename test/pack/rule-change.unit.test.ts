import { loadRunningPack } from "@amends/domain/case/load-running-pack";
import { heaviest, weighChange } from "@amends/domain/evaluation/weigh-change";
import type { CompiledPack, PackSource } from "@amends/domain/policy/pack";
import { expect, test } from "vitest";
import { readPack, sha256 } from "../policy/read-pack.ts";
import { withCells } from "./rewritten-pack.ts";

const BASE = readPack("policies/base");

const packOf = (source: PackSource): CompiledPack => {
  const loaded = loadRunningPack(source, [], sha256);
  if (loaded.kind === "refused") throw new Error(JSON.stringify(loaded.problems));
  return loaded.value.pack;
};
const BEFORE = packOf(BASE);
const changed = (...rewritten: Parameters<typeof withCells> extends [PackSource, ...infer Rest] ? Rest : never) =>
  weighChange(BEFORE, packOf(withCells(BASE, ...rewritten)));

test("G-5: a pack that says the same in other words changes nothing", () => {
  expect(weighChange(BEFORE, packOf(BASE))).toEqual([]);
  expect(changed("freight", "F-3", { "row.zh": "'换个说法'" })).toEqual([]);
});

test("G-5: a shorter window is worse for the buyer, and about refunds, so major", () => {
  expect(changed("reasons", "60.01", { windowAmount: "24" })).toEqual([
    { table: "reasons", row: "60.01", burdens: "buyer", weight: "major" },
  ]);
});

test("G-5: a longer window is worse for nobody and may hold at once", () => {
  expect(heaviest(changed("reasons", "60.01", { windowAmount: "96" }))).toBe("none");
});

test("G-5: freight laid on sellers is better for the buyer and still major, for the sellers", () => {
  expect(changed("freight", "F-3", { return: "'seller'" })).toEqual([{ table: "freight", row: "F-3", burdens: "seller", weight: "major" }]);
});

test("G-5: a limit nobody can weigh is as if somebody were worse off", () => {
  const after = packOf({ ...BASE, parameters: { ...BASE.parameters, "requests.mostPerLine": 9, "returnFreight.mostMinor": 99_999 } });
  expect(weighChange(BEFORE, after)).toEqual([
    { table: "parameters", row: "returnFreight.mostMinor", burdens: "unknown", weight: "major" },
    { table: "parameters", row: "requests.mostPerLine", burdens: "unknown", weight: "minor" },
  ]);
});

test("G-5: who of the desk gets what binds nobody else, and what is new took nothing away", () => {
  const { "negotiation.offersMax": _, ...fewer } = BASE.parameters;
  expect(heaviest(weighChange(packOf(BASE), BEFORE))).toBe("none");
  expect(weighChange({ ...BEFORE, parameters: fewer }, BEFORE)).toEqual([]);
  const words = { ...BASE.parameters, "reason.words.10.01": ["不想要"] };
  expect(heaviest(weighChange(BEFORE, packOf({ ...BASE, parameters: words })))).toBe("none");
});

import { describe, expect, test } from "vitest";
import { PLANS } from "../../../test/case/plans.ts";
import { withCells } from "../../../test/evaluation/changed-pack.ts";
import { compiledPack, layersOf, packFolders, readPack, sha256 } from "../../../test/policy/read-pack.ts";
import { serviceStandard } from "../promise/service-standard.ts";
import { promiseProblems } from "./check-promises.ts";
import { loadRunningPack } from "./load-running-pack.ts";

const BASE = compiledPack("policies/base");
const foundIn = (table: "promises" | "standards", rowId: string, cells: Readonly<Record<string, string>>) =>
  promiseProblems(withCells(BASE, table, rowId, cells), PLANS.values()).map(({ row, code, message }) => `${row} ${code}: ${message}`);
const found = (rowId: string, cells: Readonly<Record<string, string>>) => foundIn("promises", rowId, cells);

describe("a pack's promises", () => {
  test.each(packFolders("policies"))("%s is loaded: no level and no tier of it is slower than the one below", folder => {
    const [base, overlays] = layersOf(folder);
    expect(loadRunningPack(readPack(base), overlays.map(readPack), sha256)).toMatchObject({ kind: "loaded" });
  });

  test("the gravest case may not wait longer than the next", () => {
    expect(foundIn("standards", "SS-01", { standardSeconds: "1801" })).toContain(
      "SS-01 slower_promise: the seller's review step is slower for p1 than for p2 (SS-03)",
    );
    expect(foundIn("standards", "SS-01", { standardSeconds: "600" })).toEqual([]);
  });

  test("a level whose own time is missing is slower than one that has it", () => {
    expect(foundIn("standards", "SS-03", { standardSeconds: "" })).toContain(
      "PR-06 slower_promise: the seller's review step is slower for p2 than for p3 (SS-09)",
    );
  });

  test("a standard may make a step sooner and never later than the step itself promises", () => {
    expect(foundIn("standards", "SS-10", { standardSeconds: "604800" })).toEqual([]);
    const review = { type: "review", owner: "seller" } as const;
    const asked = {
      step: review,
      request: { type: "return_refund", kind: null },
      severity: { level: "p4" },
      buyer: { tier: "standard" },
    } as const;
    expect(serviceStandard(withCells(BASE, "standards", "SS-10", { standardSeconds: "604800" }), asked)).toMatchObject({
      standardSeconds: 14_400,
    });
  });

  test("a buyer of a higher tier may not wait longer", () => {
    expect(found("PR-15", { tier: "'vip'", silenceSeconds: "172801" })).toContain(
      "PR-15 slower_promise: the buyer's collect_evidence step is slower for vip than for standard (PR-99)",
    );
  });

  test("a step nobody promises a time for, or whose silence means what it cannot end with, is found", () => {
    expect(found("PR-17", { standardSeconds: "", silenceSeconds: "" })).toContain(
      "PR-17 missing_promise: promises no time for the carrier's intercept step",
    );
    expect(found("PR-19", { onSilence: "'approved'" })).toEqual([
      "PR-19 bad_cell: silence means approved, which no amend step can end with",
    ]);
  });
});

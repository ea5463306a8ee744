import { loadRunningPack } from "@amends/domain/case/load-running-pack";
import { evaluate } from "@amends/domain/evaluation/evaluate";
import type { FilingRequest } from "@amends/domain/intake/case-facts";
import { describe, expect, test } from "vitest";
import { filing, line, photos } from "../evaluation/filing.ts";
import { readPack, sha256 } from "../policy/read-pack.ts";

const running = (folder: string) => {
  const loaded = loadRunningPack(readPack("policies/base"), [readPack(folder)], sha256);
  if (loaded.kind === "loaded") return loaded.value;
  throw new Error(loaded.problems.map(({ table, row, message }) => `${table} ${row ?? ""}: ${message}`).join("\n"));
};

/** An example of how a brand or a category works, whom it is for, and the plan it brings. */
const EXAMPLES = [
  ["policies/sop-3c", "phone.smart", { serviceType: "repair", reason: "40.02" }, "repair_3c"],
  ["policies/sop-cosmetics", "beauty.cream", { serviceType: "guarantee_claim", reason: "70.11" }, "allergy_care"],
  ["policies/sop-fresh", "fresh.fruit", { serviceType: "refund_only", refundOnlyKind: "unreturnable", reason: "70.01" }, "fresh_refund"],
] as const satisfies readonly (readonly [string, string, Partial<FilingRequest>, string])[];

describe.each(EXAMPLES)("%s", (folder, category, request, plan) => {
  const decided = (of: string) =>
    evaluate(filing({ lines: [line({ category: of })], request: { ...request, evidence: photos(3) } }), running(folder).pack).remedy
      .planTemplate;

  test("sends its own goods its own way, and others as before", () => {
    expect(decided(category)).toBe(plan);
    expect(decided("home.cup")).not.toBe(plan);
  });

  test("brings a sound plan, with a time for every step of it", () => {
    expect(running(folder).templates.get(plan)?.steps.size).toBeGreaterThan(3);
  });
});

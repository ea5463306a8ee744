import { bindRules } from "@amends/domain/case/bind-rules";
import { loadRunningPack } from "@amends/domain/case/load-running-pack";
import { expect, test } from "vitest";
import { aCase } from "../case/a-case.ts";
import { filing } from "../evaluation/filing.ts";
import { readPack, sha256 } from "../policy/read-pack.ts";

const BASE = readPack("policies/base");
const standing = (parameters: Readonly<Record<string, readonly string[]>>) => {
  const loaded = loadRunningPack({ ...BASE, parameters: { ...BASE.parameters, ...parameters } }, [], sha256);
  if (loaded.kind === "refused") throw new Error(JSON.stringify(loaded.problems));
  const { rejectionReason } = bindRules(loaded.value, "return_refund", filing());
  const { state } = aCase({ template: "return_refund" }).opened;
  return (reason: string) => rejectionReason(reason, state);
};

/** 7P-7, 7D-10 and the void terms V-1 to V-7 of the reference that name a ground. */
const BARRED = [
  ...["exclusion_not_confirmed", "opened_for_inspection", "sale_item", "tag_style_worn", "signed_means_accepted"],
  ...["platform_not_liable", "final_interpretation", "complaint_excluded", "claims_excluded", "rescission_excluded", "contract_not_formed"],
];

test("G-8: what the law bars is no ground of refusal, though a pack allowed it and barred nothing", () => {
  const standings = standing({ "rejection.allowed": BARRED, "rejection.barred": [] });
  expect(BARRED.filter(reason => standings(reason) !== "barred")).toEqual([]);
});

test("G-8: a pack may bar more, and what it allows besides is allowed", () => {
  const standings = standing({ "rejection.barred": ["outside_window"] });
  expect(["misuse_shown", "outside_window", "no_such_ground"].map(standings)).toEqual(["allowed", "barred", "unknown"]);
});

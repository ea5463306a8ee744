import type { PlanTemplate } from "@amends/domain/case/plan-graph";
import { parsePlanTemplate } from "@amends/domain/case/plan-template";
import { readTables } from "../policy/read-pack.ts";

/** The plan templates of the base pack, and the one that private people have of their own, by id. */
export const PLANS: ReadonlyMap<string, PlanTemplate> = new Map(
  ["policies/base/plans/*.json", "policies/c2c/plans/*.json"].flatMap(readTables).map(({ id, json }) => [id, planOf(json)]),
);

export function planOf(json: unknown): PlanTemplate {
  const parsed = parsePlanTemplate(json);
  if ("steps" in parsed) return parsed;
  throw new Error(parsed.map(({ template, step, fault }) => `${template}.${step ?? ""}: ${fault}`).join("\n"));
}

export const planNamed = (id: string): PlanTemplate => {
  const plan = PLANS.get(id);
  if (plan === undefined) throw new Error(`no plan ${id}`);
  return plan;
};

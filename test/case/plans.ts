import type { PlanTemplate } from "@amends/domain/case/plan-graph";
import { parsePlanTemplate } from "@amends/domain/case/plan-template";
import { readTables } from "../policy/read-pack.ts";

const plansIn = (folders: readonly string[]): ReadonlyMap<string, PlanTemplate> =>
  new Map(folders.flatMap(folder => readTables(`policies/${folder}/plans/*.json`)).map(({ id, json }) => [id, planOf(json)]));

/** The plan templates of the base pack, and the one that private people have of their own, by id. */
export const PLANS: ReadonlyMap<string, PlanTemplate> = plansIn(["base", "c2c"]);

/** Those too that come with the examples of how a brand or a category works, and with trade across a border. */
export const EVERY_PLAN: ReadonlyMap<string, PlanTemplate> = new Map([...PLANS, ...plansIn(["cross-border", "sop-*"])]);

export function planOf(json: unknown): PlanTemplate {
  const parsed = parsePlanTemplate(json);
  if ("steps" in parsed) return parsed;
  throw new Error(parsed.map(({ template, step, fault }) => `${template}.${step ?? ""}: ${fault}`).join("\n"));
}

export const planNamed = (id: string): PlanTemplate => {
  const plan = EVERY_PLAN.get(id);
  if (plan === undefined) throw new Error(`no plan ${id}`);
  return plan;
};

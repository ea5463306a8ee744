import { checkStages } from "../evaluation/check-stages.ts";
import { onlyMoreGenerous } from "../evaluation/more-generous.ts";
import { loadPack, type PackChecks, type PackSource } from "../policy/pack.ts";
import { type Loaded, loaded, type PolicyProblem, refused } from "../policy/problem.ts";
import type { RunningPack } from "./bind-rules.ts";
import { promiseProblems } from "./check-promises.ts";
import type { PlanTemplate } from "./plan-graph.ts";
import { parsePlanTemplate } from "./plan-template.ts";

/**
 * Files to a pack that can decide: composed, compiled, every plan template sound, every table there that a stage asks, every plan named by a row there
 * too. All faults come back at once, each with its place; a pack with one is not used at all.
 */
export const loadRunningPack = (
  base: PackSource,
  overlays: readonly PackSource[],
  sha256: (bytes: Uint8Array) => string,
  checks: PackChecks = {},
): Loaded<RunningPack> => {
  const compiled = loadPack(base, overlays, sha256, {
    checkOverlay: onlyMoreGenerous,
    ...checks,
    checkTemplate: (_id, json) => faultOf(json),
  });
  if (compiled.kind === "refused") return compiled;
  const templates = new Map<string, PlanTemplate>();
  for (const [id, json] of Object.entries(compiled.value.templates)) {
    const template = parsePlanTemplate(json);
    if (!isFaults(template)) templates.set(id, template);
  }
  const unsound = [...checkStages(compiled.value), ...missingPlans(compiled.value.tables, templates)];
  // Promises are asked of the tables, which answer only once they are sound.
  const problems = unsound.length > 0 ? unsound : promiseProblems(compiled.value, templates.values());
  return problems.length > 0 ? refused(problems) : loaded({ pack: compiled.value, templates });
};

const faultOf = (json: unknown): string | null => {
  const template = parsePlanTemplate(json);
  return isFaults(template) ? template.map(({ step, fault }) => (step === null ? fault : `${step}: ${fault}`)).join("; ") : null;
};

const isFaults = (template: ReturnType<typeof parsePlanTemplate>): template is Exclude<typeof template, PlanTemplate> =>
  Array.isArray(template);

/** A row that sends a case to a plan nobody wrote would be found by the first buyer it hits. */
const missingPlans = (tables: RunningPack["pack"]["tables"], templates: ReadonlyMap<string, PlanTemplate>): readonly PolicyProblem[] => {
  const plans = tables.get("plans");
  if (plans === undefined) return [];
  return plans.rows.flatMap(row =>
    row.results.flatMap(({ field, expression }) =>
      field === "planTemplate" && expression.kind === "literal" && typeof expression.value === "string" && !templates.has(expression.value)
        ? [
            {
              code: "bad_cell" as const,
              table: "plans",
              row: row.id,
              column: field,
              message: `there is no plan template ${expression.value}`,
            },
          ]
        : [],
    ),
  );
};

import { checkStages } from "../evaluation/check-stages.ts";
import { overlayFault, parameterFault, textFault } from "../evaluation/lint-overlay.ts";
import { STAGE_TABLES } from "../intake/stage.ts";
import { type CompiledPack, loadPack, type PackChecks, type PackSource } from "../policy/pack.ts";
import { type Loaded, loaded, type PolicyProblem, refused } from "../policy/problem.ts";
import type { RunningPack } from "./bind-rules.ts";
import { promiseProblems } from "./check-promises.ts";
import type { PlanTemplate } from "./plan-graph.ts";
import { parsePlanTemplate } from "./plan-template.ts";

/**
 * Files to a pack that can decide: composed, compiled, every plan template sound, every table there that a stage asks, every plan named by a row there
 * too. All faults come back at once, each with its place; a pack with one is not used at all.
 *
 * `standIn`: what a pack that decided before knows nothing of, a table or parameter that came later, is taken from there. Its hash stays that of its files.
 */
export const loadRunningPack = (
  base: PackSource,
  overlays: readonly PackSource[],
  sha256: (bytes: Uint8Array) => string,
  { standIn, ...checks }: PackChecks & { readonly standIn?: CompiledPack } = {},
): Loaded<RunningPack> => {
  const own = loadPack(base, overlays, sha256, {
    checkOverlay: change => overlayFault(change, base.parameters),
    checkOverlayValue: (kind, key, value, below) =>
      kind === "text" ? textFault(value, base.parameters) : parameterFault(key, value, below),
    ...checks,
    checkTemplate: (_id, json) => faultOf(json),
  });
  if (own.kind === "refused") return own;
  const pack = standIn === undefined ? own.value : completed(own.value, standIn);
  const templates = new Map<string, PlanTemplate>();
  for (const [id, json] of Object.entries(pack.templates)) {
    const template = parsePlanTemplate(json);
    if (!isFaults(template)) templates.set(id, template);
  }
  const unsound = [...checkStages(pack), ...missingPlans(pack.tables, templates)];
  // Promises are asked of the tables, which answer only once they are sound.
  const problems = unsound.length > 0 ? unsound : promiseProblems(pack, templates.values());
  return problems.length > 0 ? refused(problems) : loaded({ pack, templates });
};

/** Of the tables only those that every pack must have: one without another of its own free will stays without it. */
const completed = (pack: CompiledPack, standIn: CompiledPack): CompiledPack => ({
  ...pack,
  vocabulary: { ...standIn.vocabulary, ...pack.vocabulary },
  tables: new Map([...[...standIn.tables].filter(([id]) => REQUIRED.has(id)), ...pack.tables]),
  templates: { ...standIn.templates, ...pack.templates },
  parameters: { ...standIn.parameters, ...pack.parameters },
  texts: { ...standIn.texts, ...pack.texts },
});

const REQUIRED: ReadonlySet<string> = new Set(STAGE_TABLES);

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

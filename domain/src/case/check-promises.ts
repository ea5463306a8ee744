import type { CustomerFacts } from "../intake/case-facts.ts";
import { REFUND_ONLY_KINDS, SERVICE_TYPES } from "../intake/service-type.ts";
import type { CompiledPack } from "../policy/pack.ts";
import type { PolicyProblem, PolicyProblemCode } from "../policy/problem.ts";
import { type PromiseContext, type ServiceStandard, serviceStandard } from "../promise/service-standard.ts";
import { SEVERITIES, type Severity } from "../triage/severity.ts";
import { ladderProblems } from "./check-ladder.ts";
import type { PlanTemplate, StepTemplate } from "./plan-graph.ts";
import { isOutcomeOf } from "./step.ts";

/**
 * What a pack promises for the steps of its plans, of every service type, severity and tier: each step has a time by which somebody acts or is told,
 * silence means an outcome the step can have, no severity is slower than the next and no tier slower than the one below it.
 */
export const promiseProblems = (pack: CompiledPack, templates: Iterable<PlanTemplate>): readonly PolicyProblem[] => {
  const found = new Map<string, PolicyProblem>();
  for (const step of stepsOf(templates))
    for (const request of REQUESTS)
      for (const problem of problemsOf(step, promisesFor(pack, step, request)))
        found.set(`${problem.row} ${problem.code} ${problem.message}`, problem);
  return [...found.values(), ...ladderProblems(pack, climbers(templates))];
};

/** The ladder of a step depends on the step and on whose it is, hardly on what was asked for. */
function* climbers(templates: Iterable<PlanTemplate>): Generator<PromiseContext> {
  for (const step of stepsOf(templates))
    for (const { severity, tier } of STANDINGS)
      yield { step, request: { type: "return_refund", kind: null }, severity: { level: severity }, buyer: { tier } };
}

type Step = Pick<StepTemplate, "type" | "owner">;
type Tier = CustomerFacts["tier"];
type Standing = { readonly severity: Severity; readonly tier: Tier };

/** From the slowest to the quickest. */
const TIERS: readonly Tier[] = ["standard", "vip", "green_lane"];

const STANDINGS: readonly Standing[] = SEVERITIES.flatMap(severity => TIERS.map(tier => ({ severity, tier })));

const REQUESTS: readonly PromiseContext["request"][] = SERVICE_TYPES.flatMap<PromiseContext["request"]>(type =>
  type === "refund_only" ? REFUND_ONLY_KINDS.map(kind => ({ type, kind })) : [{ type, kind: null }],
);

/** Each place among the standings with the one right below it, by severity and by tier. */
const NEIGHBOURS = STANDINGS.flatMap((one, higher) =>
  STANDINGS.flatMap((other, lower) => {
    const isGraver = one.tier === other.tier && SEVERITIES.indexOf(other.severity) === SEVERITIES.indexOf(one.severity) + 1;
    const isValued = one.severity === other.severity && TIERS.indexOf(one.tier) === TIERS.indexOf(other.tier) + 1;
    if (isGraver) return [{ higher, lower, words: `${one.severity} than for ${other.severity}` }];
    return isValued ? [{ higher, lower, words: `${one.tier} than for ${other.tier}` }] : [];
  }),
);

/** Plans share most of their steps; a promise is asked about the kind of step, whichever plan it stands in. */
const stepsOf = (templates: Iterable<PlanTemplate>): Iterable<Step> => {
  const steps = new Map<string, Step>();
  for (const template of templates) for (const { type, owner } of template.steps.values()) steps.set(`${type} ${owner}`, { type, owner });
  return steps.values();
};

const promisesFor = (pack: CompiledPack, { type, owner }: Step, request: PromiseContext["request"]): readonly ServiceStandard[] =>
  STANDINGS.map(({ severity, tier }) =>
    serviceStandard(pack, { step: { type, owner }, request, severity: { level: severity }, buyer: { tier } }),
  );

const problemsOf = (step: Step, promises: readonly ServiceStandard[]): readonly PolicyProblem[] => [
  ...promises.flatMap(promised => holesOf(step, promised)),
  ...NEIGHBOURS.flatMap(({ higher, lower, words }) => {
    const quick = promises[higher];
    const slow = promises[lower];
    return quick === undefined || slow === undefined || !isSlower(quick, slow)
      ? []
      : [
          problem(
            "slower_promise",
            slowRow(quick, slow),
            `the ${step.owner}'s ${step.type} step is slower for ${words} (${slowRow(slow, quick)})`,
          ),
        ];
  }),
];

const holesOf = ({ type, owner }: Step, { silenceSeconds, onSilence, standardSeconds, rowId }: ServiceStandard) => {
  const problems: PolicyProblem[] = [];
  if (silenceSeconds === null && standardSeconds === null)
    problems.push(problem("missing_promise", rowId, `promises no time for the ${owner}'s ${type} step`));
  if (onSilence !== null && onSilence !== "escalate" && !isOutcomeOf(type, onSilence))
    problems.push(problem("bad_cell", rowId, `silence means ${onSilence}, which no ${type} step can end with`));
  return problems;
};

/** Where silence decides nothing a person has to act, so only two silences are compared; a standard may not be missing where the lower one has it. */
const isSlower = (quick: ServiceStandard, slow: ServiceStandard): boolean =>
  isLonger(quick.standardSeconds, slow.standardSeconds) ||
  (slow.standardSeconds !== null && quick.standardSeconds === null) ||
  isLonger(quick.silenceSeconds, slow.silenceSeconds);

/** The row whose time is compared: the standard's where that is what is slower. */
const slowRow = (one: ServiceStandard, other: ServiceStandard): string =>
  one.standardSeconds === other.standardSeconds ? one.rowId : one.standardRowId;

const isLonger = (seconds: number | null, than: number | null): boolean => seconds !== null && than !== null && seconds > than;

const problem = (code: PolicyProblemCode, row: string, message: string): PolicyProblem => ({
  code,
  table: "promises",
  row,
  column: null,
  message,
});

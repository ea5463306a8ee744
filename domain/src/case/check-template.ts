import type { PlanTarget, PlanTemplate, StepTemplate, TemplateFault } from "./plan-graph.ts";
import { STEP_OUTCOMES, type StepOwner, type StepType } from "./step.ts";

/**
 * Who can bring a step of each type to its end. A step that waits for anybody else waits for ever: no command of theirs ends it, and no partner is asked.
 */
export const STEP_ENDED_BY: Readonly<Record<StepType, readonly StepOwner[]>> = {
  collect_evidence: ["buyer", "seller", "supplier", "platform"],
  review: ["seller", "supplier", "platform"],
  offer: ["buyer", "seller", "platform"],
  intercept: ["carrier", "system"],
  reserve: ["warehouse", "system"],
  pickup: ["carrier"],
  drop_off: ["buyer"],
  receive: ["warehouse", "seller", "inspector"],
  inspect: ["warehouse", "seller", "inspector"],
  return_to_buyer: ["seller", "warehouse"],
  refund: ["system", "finance"],
  compensate: ["system", "finance"],
  collect: ["buyer"],
  reship: ["warehouse", "seller", "carrier"],
  amend: ["system"],
  trace: ["carrier", "platform"],
  visit: ["repairer"],
  repair: ["repairer", "seller", "warehouse"],
  quote: ["buyer"],
  ship_back: ["repairer", "seller", "warehouse"],
  forward: ["warehouse"],
  follow_up: ["buyer"],
  dispose: ["buyer", "seller", "warehouse", "inspector"],
  lend: ["seller", "repairer", "warehouse"],
  recover: ["buyer"],
  // Stands beside the plan: see the step itself.
  give_address: ["seller", "platform"],
};

/**
 * What can be known of a plan before any case runs by it: every named step exists and can be reached, every way leads to an end, no step waits for one
 * who cannot end it or for steps that wait for it, and what happens without anybody's doing comes to a stop.
 */
export const graphFaults = (template: PlanTemplate): readonly TemplateFault[] => {
  const unknown = unknownSteps(template);
  if (unknown.length > 0) return unknown;
  const reached = reachableFrom(template, rootsOf(template));
  return [...template.steps.values()].flatMap(step =>
    faultsOf(step, template, reached).map(fault => ({ template: template.id, step: step.key, fault })),
  );
};

const faultsOf = (step: StepTemplate, template: PlanTemplate, reached: ReadonlySet<string>): readonly string[] => {
  const faults: string[] = [];
  if (!reached.has(step.key)) faults.push("can never be reached");
  if (!endsFrom(template, step.key)) faults.push("leads to no end");
  if (!STEP_ENDED_BY[step.type].includes(step.owner))
    faults.push(`waits for ${step.owner}, who cannot end a ${step.type} step; ${STEP_ENDED_BY[step.type].join(" or ")} can`);
  if (waitsForItself(template, step.key)) faults.push("waits through `after` for a step that waits for it");
  if (hopedWayLoops(template, step.key)) faults.push("comes back to itself when everything goes as hoped");
  return faults;
};

const unknownSteps = (template: PlanTemplate): readonly TemplateFault[] => {
  const named: (readonly [string | null, readonly string[]])[] = [
    [null, [...entriesOf(template), ...template.withdraw.keys()]],
    ...[...template.withdraw].map(([key, target]) => [key, targetKeys(target)] as const),
    ...[...template.steps.values()].map(step => [step.key, [...step.after, ...[...step.next.values()].flatMap(targetKeys)]] as const),
  ];
  return named.flatMap(([step, keys]) =>
    keys
      .filter(key => !template.steps.has(key))
      .map(key => ({ template: template.id, step, fault: `names the step ${key}, which does not exist` })),
  );
};

const entriesOf = ({ entry }: PlanTemplate): readonly string[] => [...entry.approved, ...entry.review, ...entry.contested];

const rootsOf = (template: PlanTemplate): readonly string[] => [
  ...entriesOf(template),
  ...[...template.withdraw.values()].flatMap(targetKeys),
];

const targetKeys = (target: PlanTarget): readonly string[] => (target.kind === "steps" ? target.keys : []);

const followedBy = (template: PlanTemplate, key: string): readonly string[] =>
  [...(template.steps.get(key)?.next.values() ?? [])].flatMap(targetKeys);

const reachableFrom = (template: PlanTemplate, roots: readonly string[]): ReadonlySet<string> =>
  closure(roots, key => followedBy(template, key));

const endsFrom = (template: PlanTemplate, root: string): boolean =>
  [...reachableFrom(template, [root])].some(key => [...(template.steps.get(key)?.next.values() ?? [])].some(({ kind }) => kind === "end"));

const waitsForItself = (template: PlanTemplate, key: string): boolean => {
  const awaited = (of: string) => template.steps.get(of)?.after ?? [];
  return closure(awaited(key), awaited).has(key);
};

/** A step with nothing to do ends at once with its first outcome; a way of such steps must not turn in a circle. */
const hopedWayLoops = (template: PlanTemplate, key: string): boolean => {
  const hoped = (of: string): readonly string[] => {
    const step = template.steps.get(of);
    const target = step?.next.get(STEP_OUTCOMES[step.type][0]);
    return target === undefined ? [] : targetKeys(target);
  };
  return closure(hoped(key), hoped).has(key);
};

const closure = (roots: readonly string[], next: (key: string) => readonly string[]): ReadonlySet<string> => {
  const reached = new Set<string>();
  const queue = [...roots];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (reached.has(key)) continue;
    reached.add(key);
    queue.push(...next(key));
  }
  return reached;
};

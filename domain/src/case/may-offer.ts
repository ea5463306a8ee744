import { activeStep, type CaseState } from "./case-state.ts";
import type { PlanTemplate } from "./plan-graph.ts";
import type { Step } from "./step.ts";

/** An offer that the plan puts before nobody would bind its maker and could never be accepted. */
export const isAnswered = (
  template: Pick<PlanTemplate, "steps">,
  { key }: Pick<Step, "key">,
  outcome: "offered" | "countered",
): boolean => {
  const target = template.steps.get(key)?.next.get(outcome);
  return target?.kind === "steps" && target.keys.some(next => template.steps.get(next)?.type === "offer");
};

/** Whether another way to settle can be put forward now: somebody reviews, the plan lets it be answered, and the two have not haggled for ever. */
export const mayOffer = (state: CaseState, template: Pick<PlanTemplate, "steps">, offersMax: number): boolean => {
  const review = activeStep(state, ({ type }) => type === "review");
  return state.end === null && review !== null && isAnswered(template, review, "offered") && state.offersMade < offersMax;
};

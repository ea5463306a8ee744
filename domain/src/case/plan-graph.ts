import type { StepOutcome, StepOwner, StepType } from "./step.ts";

/** How a case can end. `closed` may be opened again by a new filing; `rejected` names what would change it. */
export const CASE_ENDS = ["resolved", "rejected", "withdrawn", "closed"] as const;
export type CaseEnd = (typeof CASE_ENDS)[number];

/** What follows an outcome: steps to start, or the end of the case. */
export type PlanTarget = { readonly kind: "steps"; readonly keys: readonly string[] } | { readonly kind: "end"; readonly end: CaseEnd };

export type StepTemplate = {
  readonly key: string;
  readonly type: StepType;
  readonly owner: StepOwner;
  /** Keys that must have ended before this step may start, where ways join. */
  readonly after: readonly string[];
  readonly next: ReadonlyMap<StepOutcome, PlanTarget>;
  readonly title: { readonly zh: string; readonly en: string };
};

/**
 * The way a kind of case goes, as data. It can only name step types and outcomes that exist in code, so an operator may re-order the work but
 * cannot invent a state nobody handles. `withdraw` says, for each step a buyer may withdraw from, what is left to do (a parcel under way has to come
 * in and go back); a step not named there cannot be withdrawn from.
 */
export type PlanTemplate = {
  readonly id: string;
  readonly entry: PlanEntry;
  readonly steps: ReadonlyMap<string, StepTemplate>;
  readonly withdraw: ReadonlyMap<string, PlanTarget>;
};

/** Where a case begins: approved at once, before the one who may refuse, or before the platform where a refusal is contested. */
export type PlanEntry = {
  readonly approved: readonly string[];
  readonly review: readonly string[];
  readonly contested: readonly string[];
};

export type TemplateFault = { readonly template: string; readonly step: string | null; readonly fault: string };

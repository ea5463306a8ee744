import { earliest, type Instant, SECOND_MS } from "../kernel/time.ts";
import { addPassed, type ClockBasis, passedBetween } from "../promise/clock.ts";
import type { Severity } from "../triage/severity.ts";
import { type CommandRejected, rejected } from "./case-command.ts";
import type { CaseRules } from "./case-rules.ts";
import type { CaseState } from "./case-state.ts";
import { nextClimbAt } from "./climb.ts";
import type { Retargeted } from "./clock-event.ts";
import type { CaseDraft } from "./draft.ts";
import type { PlanContext } from "./plan-context.ts";
import type { PauseReason, Step } from "./step.ts";
import { MAY_ACT_FOR } from "./who-may.ts";

/**
 * The buyer was asked something, and the time until the answer is the buyer's: the standard stands still, and so does the ladder. What silence means
 * after a time is law or a platform's word and is never paused.
 */
export const waitForBuyer = (draft: CaseDraft, reason: PauseReason): CommandRejected | null => {
  const { state } = draft;
  if (state.end !== null) return rejected("case_ended", state, { end: state.end });
  const own = state.steps.filter(step => isStandard(step) && step.owner !== "buyer" && MAY_ACT_FOR[step.owner].includes(draft.by.role));
  const running = own.find(step => step.climb?.pausedAt === null);
  if (running !== undefined) {
    draft.record({ type: "step_paused", stepNo: running.stepNo, reason });
    return null;
  }
  return rejected(own.length > 0 ? "already_paused" : "nothing_to_pause", state);
};

export const goOn = (draft: CaseDraft, rules: CaseRules): CommandRejected | null => {
  const { state } = draft;
  if (state.end !== null) return rejected("case_ended", state, { end: state.end });
  if (!state.steps.some(isPaused)) return rejected("not_paused", state);
  resumeAll(draft, rules);
  return null;
};

/** The buyer has answered: whoever waited for it has the ball again. */
export const resumeAll = (draft: CaseDraft, context: PlanContext): void => {
  for (const step of draft.state.steps.filter(isPaused)) {
    const standardDueAt = resumedStandard(context, draft, step);
    draft.record({
      type: "step_resumed",
      stepNo: step.stepNo,
      standardDueAt,
      nextAt: climbFrom(context, draft.at, { ...step, standardDueAt }, draft.state),
    });
  }
};

/** What was left when the clock stopped is left now. A promise that was broken before stays broken since then. */
const resumedStandard = (context: PlanContext, { state, at }: CaseDraft, { climb, standardDueAt, type, owner }: Step): Instant | null => {
  const pausedAt = climb?.pausedAt ?? null;
  if (pausedAt === null || standardDueAt === null || standardDueAt <= pausedAt) return standardDueAt;
  const { basis } = context.promiseOf({ type, owner }, state);
  return addPassed(basis, at, passedBetween(basis, pausedAt, standardDueAt));
};

/**
 * The matter weighs more, or less, than was thought: what is promised changes for every open step, and what has been consumed of the old promise is
 * consumed of the new one. Pauses stay as they were.
 */
export const setSeverity = (draft: CaseDraft, rules: CaseRules, to: Severity): CommandRejected | null => {
  const { state } = draft;
  if (state.end !== null) return rejected("case_ended", state, { end: state.end });
  if (state.severity === to) return rejected("severity_unchanged", state, { severity: to });
  const graver = { ...state, severity: to };
  const steps = state.steps.filter(step => step.status === "active").flatMap(step => retargeted(rules, draft, { step, graver }));
  draft.record({ type: "severity_changed", from: state.severity, to, steps });
  return null;
};

type Change = { readonly step: Step; readonly graver: CaseState };

const retargeted = (context: PlanContext, draft: CaseDraft, { step, graver }: Change): readonly Retargeted[] => {
  const { startedAt, dueAt, climb } = step;
  const was = context.promiseOf(step, draft.state);
  const is = context.promiseOf(step, graver);
  if (startedAt === null || dueAt === null || is.standardSeconds === null) return [];
  const at = climb?.pausedAt ?? draft.at;
  const consumedMs = consumedOf(step, was, at, startedAt);
  const leftMs = is.standardSeconds * SECOND_MS - consumedMs;
  const standardDueAt = leftMs > 0 ? addPassed(is.basis, at, leftMs) : at;
  // Where no time was given to silence the standard is when it climbs; a graver case does not wait for the old one.
  const sooner = step.onTimeout === "escalate" && is.silenceSeconds === null ? earliest(dueAt, standardDueAt) : dueAt;
  const changed = { ...step, standardDueAt, dueAt: sooner };
  // One that is paused climbs no further until it goes on.
  const nextAt = isPaused(step) ? null : climbFrom(context, draft.at, changed, graver);
  return [{ stepNo: step.stepNo, standardDueAt, dueAt: sooner, nextAt }];
};

type Standard = { readonly standardSeconds: number | null; readonly basis: ClockBasis };

const consumedOf = ({ standardDueAt }: Step, { standardSeconds, basis }: Standard, at: Instant, startedAt: Instant): number => {
  if (standardDueAt === null || standardSeconds === null) return passedBetween(basis, startedAt, at);
  const leftMs = at <= standardDueAt ? passedBetween(basis, at, standardDueAt) : -passedBetween(basis, standardDueAt, at);
  return standardSeconds * SECOND_MS - leftMs;
};

const climbFrom = (context: PlanContext, at: Instant, step: Step, state: CaseState): Instant | null => {
  const { climb, dueAt, startedAt, standardDueAt } = step;
  if (climb === null || dueAt === null || startedAt === null) return null;
  return nextClimbAt(context, step, { state, taken: climb.rung, at }, { dueAt, standardDueAt, startedAt });
};

const isStandard = ({ status, standardDueAt }: Step): boolean => status === "active" && standardDueAt !== null;
export const isPaused = ({ status, climb }: Step): boolean => status === "active" && climb !== null && climb.pausedAt !== null;

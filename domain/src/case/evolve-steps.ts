import type { PlanAmended, Recorded, StepEnded, StepStarted } from "./case-event.ts";
import type { ReturnAddressCorrected } from "./goods-event.ts";
import { PENDING_STEP, type PlannedStep, type Step, statusAfter } from "./step.ts";

const NO_TIMES = { dueAt: null, standardDueAt: null, climb: null } as const;

export const planned = (step: PlannedStep): Step => ({ ...step, ...PENDING_STEP });

export const amended = (steps: readonly Step[], event: PlanAmended): readonly Step[] =>
  steps.map(step => {
    if (event.skipped.includes(step.stepNo)) return { ...step, status: "skipped" as const, ...NO_TIMES };
    if (event.cancelled.includes(step.stepNo)) return { ...step, status: "cancelled" as const, ...NO_TIMES };
    return step;
  });

export const started = (step: Step, event: Recorded<StepStarted>): Step => ({
  ...step,
  status: event.ready ? "ready" : "active",
  startedAt: event.ready ? null : event.at,
  dueAt: event.dueAt,
  onTimeout: event.onTimeout,
  standardDueAt: event.standardDueAt,
  climb: event.ready ? null : { rung: 0, nextAt: event.climbAt, pausedAt: null },
});

/** A step that has ended waits for nothing: its times go, so that "what is due" is one question about open steps. */
export const ended = (step: Step, event: Recorded<StepEnded>): Step => ({
  ...step,
  status: statusAfter(event.outcome),
  outcome: event.outcome,
  automatic: event.automatic,
  endedAt: event.at,
  ...NO_TIMES,
});

export const sentAnew = (step: Step, { dueAt, nextAt }: Pick<ReturnAddressCorrected, "dueAt" | "nextAt">): Step => ({
  ...step,
  dueAt,
  climb: step.climb === null ? null : { ...step.climb, nextAt },
});

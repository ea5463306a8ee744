import type { Instant } from "../kernel/time.ts";
import { outsideQuiet, type Rung, rungAt } from "../promise/ladder.ts";
import type { CaseState } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import type { PlanContext } from "./plan-context.ts";
import type { StepTemplate } from "./plan-graph.ts";
import type { Step, StepOwner } from "./step.ts";

type Promised = Pick<StepTemplate, "type" | "owner">;

/** What a climb is reckoned from: the standard where there is one, else the silence. */
type Times = { readonly dueAt: Instant; readonly standardDueAt: Instant | null; readonly startedAt: Instant };

/** When the rung above those taken is reached; null where there is none, and so nothing but the silence is waited for. */
export const nextClimbAt = (
  context: PlanContext,
  step: Promised,
  { state, taken, at }: { readonly state: CaseState; readonly taken: number; readonly at: Instant },
  { dueAt, standardDueAt, startedAt }: Times,
): Instant | null => {
  const rung = context.rungAbove(step, state, taken);
  if (rung === null) return null;
  const { standardSeconds, basis } = context.promiseOf(step, state);
  const goalAt = standardDueAt ?? dueAt;
  const goalMs = standardSeconds === null || standardDueAt === null ? goalAt - startedAt : standardSeconds * 1000;
  const moment = rungAt({ basis: standardDueAt === null ? AROUND_THE_CLOCK : basis, goalMs, goalAt }, rung.atBasisPoints, at);
  return rung.speaks && context.quietHours !== null ? outsideQuiet(moment, context.quietHours, { at, decidedAt: dueAt }) : moment;
};

const AROUND_THE_CLOCK = { kind: "around_the_clock" } as const;

/**
 * Who has a step that the platform takes over. It decides in a merchant's stead, and asks on where a carrier does not say where its parcel is; what
 * hands have to do stays with whoever holds the goods, and the platform's people see to it. A buyer's answer is nobody else's to give.
 */
export const takenOverBy = ({ type, owner }: Pick<Step, "type" | "owner">): StepOwner =>
  ((type === "review" || type === "offer") && (owner === "seller" || owner === "supplier")) || (type === "trace" && owner === "carrier")
    ? "platform"
    : owner;

/** Whether a rung, and not the silence, is what the step's time has come for. */
export const isRungDue = ({ climb, dueAt }: Step, at: Instant): boolean =>
  climb !== null && climb.nextAt !== null && climb.nextAt <= at && (dueAt === null || climb.nextAt <= dueAt);

/** One rung, on record and once: its number stands in the step, and the next one's time with it. */
export const climbRung = (draft: CaseDraft, context: PlanContext, step: Step): void => {
  const { climb, dueAt, startedAt, standardDueAt } = step;
  const rung = climb === null ? null : context.rungAbove(step, draft.state, climb.rung);
  if (rung === null || dueAt === null || startedAt === null) return;
  const owner = rung.action === "platform" ? takenOverBy(step) : step.owner;
  const times = { dueAt, standardDueAt, startedAt };
  const nextAt = nextClimbAt(context, { ...step, owner }, { state: draft.state, taken: rung.rung, at: draft.at }, times);
  draft.record({ type: "step_climbed", stepNo: step.stepNo, rung: rung.rung, action: rung.action, owner, rowId: rung.rowId, nextAt });
};

/**
 * Whoever was to do it cannot: the platform has the step at once, by the rung that would have given it over in the end. The rungs below are still to be
 * climbed, by the platform's people, and what was promised stays as it was.
 */
export const handOver = (draft: CaseDraft, context: PlanContext, step: Step): void => {
  const { climb, dueAt, startedAt, standardDueAt } = step;
  const owner = takenOverBy(step);
  if (owner === step.owner || climb === null || dueAt === null || startedAt === null) return;
  const handing = handingRung(context, step, draft.state, climb.rung);
  if (handing === null) return;
  const rung = { state: draft.state, taken: climb.rung, at: draft.at };
  const nextAt = nextClimbAt(context, { ...step, owner }, rung, { dueAt, standardDueAt, startedAt });
  draft.record({ type: "step_climbed", stepNo: step.stepNo, rung: climb.rung, action: "platform", owner, rowId: handing.rowId, nextAt });
};

const handingRung = (context: PlanContext, step: Step, state: CaseState, taken: number): Rung | null => {
  const rung = context.rungAbove(step, state, taken);
  return rung === null || rung.action === "platform" ? rung : handingRung(context, step, state, rung.rung);
};

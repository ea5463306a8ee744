import { addMs, DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import { type CommandRejected, rejected } from "./case-command.ts";
import { activeStep } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import type { PlannedStep } from "./step.ts";

/** The step of whoever calls a buyer that was served badly. No plan foresees it: it stands after the case's end, which it leaves as it is. */
export const RECOVERY = "recovery";
export const RECOVERY_TITLE = { zh: "专人回访", en: "Somebody calls the buyer" } as const;

/** Design §6: a person calls back within 30 minutes; who has not within a day is reported upwards. */
const CALL_BACK_MS = 30 * MINUTE_MS;

/** The buyer said that it went badly: once in a case, somebody is to call and make it good. */
export const openRecovery = (draft: CaseDraft, score: number): CommandRejected | null => {
  const { state } = draft;
  if (state.end === null || state.steps.some(({ key }) => key === RECOVERY)) return null;
  const stepNo = state.steps.length + 1;
  draft.record({ type: "plan_amended", reason: "recovery", added: [recoveryStep(stepNo)], skipped: [], cancelled: [] });
  draft.record({
    type: "step_started",
    stepNo,
    dueAt: addMs(draft.at, DAY_MS),
    onTimeout: "escalate",
    standardDueAt: addMs(draft.at, CALL_BACK_MS),
    climbAt: null,
  });
  draft.record({ type: "recovery_wanted", stepNo, score });
  return null;
};

/** Somebody has called. What came of it stands in a note; money goes out by a new filing. */
export const closeRecovery = (draft: CaseDraft): CommandRejected | null => {
  const step = activeStep(draft.state, ({ key }) => key === RECOVERY);
  if (step === null) return rejected("step_not_open", draft.state, { step: "follow_up" });
  draft.record({ type: "step_ended", stepNo: step.stepNo, outcome: "settled", automatic: null, code: null });
  return null;
};

const recoveryStep = (stepNo: number): PlannedStep => ({ stepNo, key: RECOVERY, type: "follow_up", owner: "platform" });

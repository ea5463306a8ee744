import { type CommandRejected, rejected } from "./case-command.ts";
import { activeStep } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import type { Step, StepType } from "./step.ts";
import { MAY_ACT_FOR } from "./who-may.ts";

/**
 * Finds the open step a command speaks of, and checks that the one who speaks may act for its owner. Where several of a kind are open, each waits for
 * its own owner.
 */
export const onOpenStep = (draft: CaseDraft, type: StepType, act: (step: Step) => CommandRejected | null): CommandRejected | null => {
  const { state } = draft;
  if (state.end !== null) return rejected("case_ended", state, { end: state.end });
  if (activeStep(state, candidate => candidate.type === type) === null) return rejected("step_not_open", state, { step: type });
  const own = activeStep(state, candidate => candidate.type === type && MAY_ACT_FOR[candidate.owner].includes(draft.by.role));
  return own === null ? rejected("not_the_owner", state, { step: type, role: draft.by.role }) : act(own);
};

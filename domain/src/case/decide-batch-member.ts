import type { BatchId } from "../kernel/ids.ts";
import { type CommandRejected, rejected } from "./case-command.ts";
import type { CaseRules } from "./case-rules.ts";
import { activeStep } from "./case-state.ts";
import { approve } from "./decide-review.ts";
import type { CaseDraft } from "./draft.ts";
import { endStep } from "./plan.ts";

export type JoinBatch = { readonly batchId: BatchId; readonly judgedReason: string; readonly approves: boolean };

/**
 * The case learns which common cause it has and, where it was filed for that cause, is decided by it. Asked again by the same batch nothing happens, so
 * whoever sends this may send it twice.
 */
export const joinBatch = (draft: CaseDraft, rules: CaseRules, { batchId, judgedReason, approves }: JoinBatch): CommandRejected | null => {
  const { state } = draft;
  if (state.batchId === batchId) return null;
  if (state.batchId !== null) return rejected("in_another_batch", state, { batchId: state.batchId });
  draft.record({ type: "batch_joined", batchId });
  if (state.judgedReason === null) draft.record({ type: "reason_judged", judgedReason, rootCause: state.rootCause });
  return approves ? approveForBatch(draft, rules) : null;
};

/** What proves the batch proves each of its cases: nobody is asked to show it again. What the rules approved already needs no review. */
const approveForBatch = (draft: CaseDraft, rules: CaseRules): CommandRejected | null => {
  const asked = activeStep(draft.state, ({ type }) => type === "collect_evidence");
  if (asked !== null) endStep(draft, rules, asked, "provided", { automatic: { because: "rule", rowId: null, overruledBy: "supervisor" } });
  return activeStep(draft.state, ({ type }) => type === "review") === null ? null : approve(draft, rules);
};

import type { BatchId } from "../kernel/ids.ts";
import { type CommandRejected, rejected } from "./case-command.ts";
import type { CaseRules } from "./case-rules.ts";
import { activeStep } from "./case-state.ts";
import { judgeCause } from "./decide-judgement.ts";
import { approve } from "./decide-review.ts";
import type { CaseDraft } from "./draft.ts";
import { endStep } from "./plan.ts";

/** `rootCause` where the batch names what caused it. `isProven`: the batch has evidence, which stays in the cases it comes from. */
export type JoinBatch = {
  readonly batchId: BatchId;
  readonly judgedReason: string;
  readonly rootCause?: string | undefined;
  readonly isProven?: boolean | undefined;
  readonly approves: boolean;
};

/**
 * The case learns which common cause it has and, where it was filed for that cause, is decided by it. Asked again by the same batch nothing happens, so
 * whoever sends this may send it twice.
 */
export const joinBatch = (draft: CaseDraft, rules: CaseRules, joined: JoinBatch): CommandRejected | null => {
  const { batchId, judgedReason, approves } = joined;
  const { state } = draft;
  if (state.batchId === batchId) return null;
  if (state.batchId !== null) return rejected("in_another_batch", state, { batchId: state.batchId });
  draft.record({ type: "batch_joined", batchId });
  if (state.judgedReason === null) draft.record({ type: "reason_judged", judgedReason, rootCause: state.rootCause });
  const fault = judgeForBatch(draft, rules, joined);
  if (fault !== null) return fault;
  return approves ? approveForBatch(draft, rules) : null;
};

/** A cause that somebody has found in this very case stands: they have looked at it and not at the batch alone. */
const judgeForBatch = (
  draft: CaseDraft,
  rules: CaseRules,
  { judgedReason, rootCause, isProven = false }: JoinBatch,
): CommandRejected | null =>
  rootCause === undefined || draft.state.judgement !== undefined
    ? null
    : judgeCause(draft, rules, { judgedReason, rootCause, evidence: [], text: null }, isProven);

/** What proves the batch proves each of its cases: nobody is asked to show it again. What the rules approved already needs no review. */
const approveForBatch = (draft: CaseDraft, rules: CaseRules): CommandRejected | null => {
  const asked = activeStep(draft.state, ({ type }) => type === "collect_evidence");
  if (asked !== null) endStep(draft, rules, asked, "provided", { automatic: { because: "rule", rowId: null, overruledBy: "supervisor" } });
  return activeStep(draft.state, ({ type }) => type === "review") === null ? null : approve(draft, rules);
};

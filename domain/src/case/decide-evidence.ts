import { addMs, SECOND_MS } from "../kernel/time.ts";
import { type CommandRejected, rejected } from "./case-command.ts";
import type { CaseRules } from "./case-rules.ts";
import type { EvidenceRequest } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import { MORE_EVIDENCE } from "./more-evidence.ts";
import { onOpenStep } from "./on-open-step.ts";
import { startAdded } from "./plan.ts";
import { PENDING_STEP, type Step } from "./step.ts";

export type AskedEvidence = Omit<EvidenceRequest, "stepNo">;

/**
 * Whoever reviews asks one side, once, to show what is missing, until the time the pack gives for that. The review's own time goes on afterwards with what
 * was left of it: somebody who asks has not been silent.
 */
export const requestEvidence = (draft: CaseDraft, rules: CaseRules, asked: AskedEvidence): CommandRejected | null =>
  onOpenStep(draft, "review", review => {
    const { state } = draft;
    if (asked.photos + asked.videos + asked.documents === 0) return rejected("nothing_asked", state);
    if (asked.of === review.owner) return rejected("evidence_of_oneself", state, { of: asked.of });
    if (isAskedBefore(draft, asked)) return rejected("evidence_asked_before", state, { of: asked.of });
    ask(draft, rules, review, asked);
    return null;
  });

const isAskedBefore = ({ state }: CaseDraft, { of }: AskedEvidence): boolean =>
  state.steps.some(({ type, owner }) => type === "collect_evidence" && owner === of);

/** What the reason needs and was not shown is asked for by the rules themselves, before anybody reviews. */
export const requestAtFiling = (draft: CaseDraft, rules: CaseRules, asked: AskedEvidence): void => {
  const review = draft.state.steps.find(step => step.type === "review" && step.status === "active");
  if (review !== undefined && !isAskedBefore(draft, asked)) ask(draft, rules, review, asked);
};

const ask = (draft: CaseDraft, rules: CaseRules, review: Step, asked: AskedEvidence): void => {
  const stepNo = draft.state.steps.length + 1;
  const step: Step = {
    ...PENDING_STEP,
    stepNo,
    key: MORE_EVIDENCE,
    type: "collect_evidence",
    owner: asked.of,
  };
  const { silenceSeconds } = rules.promiseOf(step, draft.state);
  const waitMs = (silenceSeconds ?? 0) * SECOND_MS;
  const reviewDueAt = review.dueAt === null ? null : addMs(review.dueAt, waitMs);
  draft.record({ type: "evidence_requested", request: { ...asked, stepNo }, step, reviewStepNo: review.stepNo, reviewDueAt });
  startAdded(draft, rules, step);
};

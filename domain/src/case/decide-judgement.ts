import type { JudgedCause } from "../evaluation/judge-cause.ts";
import { addMs } from "../kernel/time.ts";
import { WHOLE_BASIS_POINTS } from "../liability/attribute-liability.ts";
import { type CommandRejected, rejected } from "./case-command.ts";
import type { CaseRules } from "./case-rules.ts";
import type { CaseState, Judgement } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import type { NamedCause, WrittenText } from "./named-cause.ts";
import { countedFiles } from "./void-files.ts";

/** A person says what the matter was, whatever the buyer called it. Nothing follows from that alone. */
export const judgeReason = (draft: CaseDraft, rules: CaseRules, reason: string): CommandRejected | null => {
  if (!rules.knowsReason(reason)) return rejected("judged_reason_unknown", draft.state, { reason });
  draft.record({ type: "reason_judged", judgedReason: reason, rootCause: draft.state.rootCause });
  return null;
};

/**
 * A person says what really caused it: who answers to the buyer, who bears it in the end and who pays the way back follow from the cause's row. What has
 * been paid stays paid; recourse is reckoned anew. A seller's objection is answered by somebody else than who judged, and that
 * is the end of it.
 */
export const judgeCause = (draft: CaseDraft, rules: CaseRules, named: NamedCause): CommandRejected | null => {
  const { state, by } = draft;
  const { judgement } = state;
  if (judgement?.isFinal === true) return rejected("judgement_final", state, { cause: state.rootCause ?? "" });
  const answersObjection = judgement !== undefined && judgement.objection !== null;
  if (answersObjection && !mayAnswer(judgement, draft)) return rejected("other_judge_needed", state, { role: by.role });
  const { judgedReason, rootCause, evidence, text, firstShareBasisPoints } = named;
  const found = rules.judgeCause({ reason: judgedReason, cause: rootCause }, state, draft.at);
  if (typeof found === "string") return rejected(found, state, { reason: judgedReason, cause: rootCause });
  // What proves the batch proves each of its cases.
  if (found.needsEvidence && countedFiles(state, evidence).length === 0 && !wasInspected(state) && state.batchId === null)
    return rejected("cause_needs_evidence", state, { cause: rootCause });
  const liability = sharedBy(found.liability, firstShareBasisPoints);
  if (liability === null) return rejected("cause_not_shared", state, { cause: rootCause });
  const { rowId, freight } = found;
  draft.record({ type: "cause_judged", judgedReason, rootCause, rowId, liability, freight, evidence, text, answersObjection });
  return null;
};

/** What each had in it, as the judge found; null where the cause lies with one alone, who bears it whole. */
const sharedBy = (liability: JudgedCause["liability"], firstShareBasisPoints: number | undefined): JudgedCause["liability"] | null => {
  if (firstShareBasisPoints === undefined) return liability;
  const [first, second] = liability.inward;
  if (first === undefined || second === undefined) return null;
  const otherShareBasisPoints = WHOLE_BASIS_POINTS - firstShareBasisPoints;
  return {
    ...liability,
    inward: [
      { ...first, shareBasisPoints: firstShareBasisPoints },
      { ...second, shareBasisPoints: otherShareBasisPoints },
    ],
  };
};

/** Whoever judged is not asked whether they were right, and a desk does not judge over a desk. */
const mayAnswer = ({ by }: Judgement, { by: answering }: CaseDraft): boolean =>
  (answering.role === "supervisor" || answering.role === "admin") && answering.id !== by.id;

/** The warehouse's count is on record, and stands for photos of it. */
const wasInspected = ({ lines }: CaseState): boolean => lines.some(({ inspection }) => inspection !== null);

/** The seller says why a judged cause is wrong: once for each judgement, in time, and somebody else looks at it. */
export const objectToJudgement = (draft: CaseDraft, rules: CaseRules, text: WrittenText): CommandRejected | null => {
  const { state, at } = draft;
  const { judgement } = state;
  if (judgement === undefined) return rejected("nothing_judged", state);
  if (judgement.isFinal) return rejected("judgement_final", state, { cause: state.rootCause ?? "" });
  if (judgement.objection !== null) return rejected("objected_before", state);
  const { withinMs, answeredWithinMs } = rules.objectionTerms();
  const untilAt = addMs(judgement.at, withinMs);
  if (at > untilAt) return rejected("objection_too_late", state, { untilAt });
  draft.record({ type: "judgement_objected", text, answerBy: addMs(at, answeredWithinMs) });
  return null;
};

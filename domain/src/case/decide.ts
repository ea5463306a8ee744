import type { FileKind } from "../evidence/evidence-file.ts";
import type { Instant } from "../kernel/time.ts";
import type { Actor } from "../party/party.ts";
import { assessFile } from "./assess-file.ts";
import { payDebt, remindOfDebt } from "./buyer-debt.ts";
import { type CaseCommand, type CommandRejected, rejected } from "./case-command.ts";
import type { Recorded } from "./case-event.ts";
import type { CaseRules } from "./case-rules.ts";
import type { CaseState } from "./case-state.ts";
import { contradictionsOf } from "./contradictions.ts";
import { correctParcel } from "./correct-parcel.ts";
import { noteReturnAddress } from "./decide-address.ts";
import { answerEffect } from "./decide-answers.ts";
import { joinBatch } from "./decide-batch-member.ts";
import { goOn, resumeAll, setSeverity, waitForBuyer } from "./decide-clock.ts";
import { requestEvidence } from "./decide-evidence.ts";
import { inspectGoods, receiveGoods } from "./decide-goods.ts";
import { grant } from "./decide-grant.ts";
import { judgeCause, judgeReason, objectToJudgement } from "./decide-judgement.ts";
import { confirmArrival, handOver, matchParcel, reportTrace, reportTracking, sendBack } from "./decide-parcels.ts";
import { requestPickup } from "./decide-pickup.ts";
import { confirmSolution, provideEvidence, retryStep, settleByHand, stepDue } from "./decide-plan.ts";
import { closeRecovery, openRecovery } from "./decide-recovery.ts";
import { answerQuote, lendUnit, quoteRepair, reportRepair, reportVisit } from "./decide-repair.ts";
import { answerOffer, approve, counterOffer, makeOffer, reject } from "./decide-review.ts";
import { CaseDraft } from "./draft.ts";
import type { Effect } from "./effect.ts";
import { withdrawConsent } from "./evidence-consent.ts";
import { extendTimes, takeBackExtension } from "./extension.ts";
import { acceptLateGoods } from "./late-goods.ts";
import { passToPlatform } from "./pass-to-platform.ts";
import { enterProof } from "./proof.ts";
import { MAY_COMMAND } from "./who-may.ts";
import { withdraw } from "./withdraw.ts";

export type Decided = {
  readonly kind: "decided";
  readonly state: CaseState;
  readonly events: readonly Recorded[];
  readonly effects: readonly Effect[];
};

/**
 * One command to a running case: what happened and what is asked of the world, or why not. Pure; the caller commits events and effects together.
 * Who may see the case was settled when it was loaded; who may act on it is settled here.
 */
export const decide = (state: CaseState, command: CaseCommand, rules: CaseRules, at: Instant, by: Actor): Decided | CommandRejected => {
  if (!MAY_COMMAND[command.kind].includes(by.role)) return rejected("not_the_owner", state, { command: command.kind, role: by.role });
  const draft = new CaseDraft(state, at, by);
  const refusal = carryOut(draft, command, rules);
  if (refusal !== null) return refusal;
  passToPlatform(draft, rules);
  return { kind: "decided", state: draft.state, events: draft.events, effects: draft.effects };
};

const carryOut = (draft: CaseDraft, command: CaseCommand, rules: CaseRules): CommandRejected | null => {
  switch (command.kind) {
    case "approve":
      return approve(draft, rules);
    case "reject":
      return reject(draft, rules, command.reason);
    case "make_offer":
      return makeOffer(draft, rules, command);
    case "answer_offer":
      return answerOffer(draft, rules, command.accept);
    case "counter_offer":
      return counterOffer(draft, rules, command);
    case "grant":
      return grant(draft, rules, command.grant);
    case "enter_proof":
      return enterProof(draft, rules, command.proof, command.outcome);
    case "confirm_solution":
      return confirmSolution(draft, rules, command.settled);
    case "report_trace":
      return reportTrace(draft, rules, command.finding);
    case "report_visit":
      return reportVisit(draft, rules, command.met);
    case "quote_repair":
      return quoteRepair(draft, rules, command.amountMinor);
    case "answer_quote":
      return answerQuote(draft, rules, command.accept);
    case "report_repair":
      return reportRepair(draft, rules, command);
    case "lend_unit":
      return lendUnit(draft, rules, command);
    case "withdraw":
      return withdraw(draft, rules);
    case "request_evidence": {
      const asks = (kind: FileKind): number => (command.kinds.includes(kind) ? 1 : 0);
      const counts = { photos: asks("photo"), videos: asks("video"), documents: asks("document") };
      return requestEvidence(draft, rules, { of: command.of, ...counts, rowId: null });
    }
    case "provide_evidence":
      return provideEvidence(draft, rules, command.items);
    case "withdraw_consent":
      return withdrawConsent(draft, command.fileId);
    case "assess_file":
      return assessFile(draft, command);
    case "hand_over":
      return handOver(draft, rules, command);
    case "correct_parcel":
      return correctParcel(draft, command);
    case "request_pickup":
      return requestPickup(draft, rules);
    case "match_parcel":
      return matchParcel(draft, rules, command);
    case "accept_late_goods":
      return acceptLateGoods(draft, rules, command);
    case "receive_goods":
      return receiveGoods(draft, rules, command);
    case "inspect_goods":
      return inspectGoods(draft, rules, command.lines);
    case "send_back":
      return sendBack(draft, rules, command);
    case "confirm_arrival":
      return confirmArrival(draft, rules, command.arrived);
    case "report_tracking":
      return reportTracking(draft, rules, command);
    case "effect_answered":
      return answerEffect(draft, rules, command.effectId, command.answer);
    case "step_due":
      return stepDue(draft, rules, command.stepNo);
    case "wait_for_buyer":
      return waitForBuyer(draft, command.reason);
    case "extend_times":
      extendTimes(draft, rules, command.extension);
      return null;
    case "note_return_address":
      return noteReturnAddress(draft, rules, command);
    case "take_back_extension":
      takeBackExtension(draft, command.extensionId);
      return null;
    case "go_on":
      return goOn(draft, rules);
    case "set_severity":
      return setSeverity(draft, rules, command.severity);
    case "retry_step":
      return retryStep(draft, rules, command.stepNo);
    case "settle_by_hand":
      return settleByHand(draft, rules, command);
    case "judge_reason":
      return judgeReason(draft, rules, command.judgedReason);
    case "judge_cause":
      return judgeCause(draft, rules, command);
    case "object_to_judgement":
      return objectToJudgement(draft, rules, command.text);
    case "add_note":
      draft.record({ type: "note_added", textId: command.textId, textHash: command.textHash, visibleTo: command.visibleTo });
      if (draft.by.role === "buyer") resumeAll(draft, rules);
      return null;
    case "clear_attention":
      if (draft.state.attention.some(known => known !== "judgement_objected")) draft.record({ type: "attention_cleared" });
      return null;
    case "open_recovery":
      return openRecovery(draft, command.score);
    case "close_recovery":
      return closeRecovery(draft);
    case "pay_debt":
      return payDebt(draft);
    case "remind_of_debt":
      return remindOfDebt(draft, command.reminder);
    case "name_handler":
      if (draft.state.end === null) draft.record({ type: "handler_named", accountId: command.accountId, promisedAt: command.promisedAt });
      return null;
    case "join_batch":
      return joinBatch(draft, rules, command);
    case "order_facts_changed": {
      const contradicts = contradictionsOf(draft.state, rules.order);
      const { toVersion } = command;
      if (draft.state.end === null || contradicts.length > 0) draft.record({ type: "order_facts_changed", toVersion, contradicts });
      return null;
    }
  }
};

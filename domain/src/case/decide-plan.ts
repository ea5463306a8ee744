import { consentFault } from "../evidence/consent.ts";
import type { EvidenceItem } from "../intake/case-facts.ts";
import { makeOrdinalId } from "../kernel/ids.ts";
import { sumMinor } from "../kernel/money.ts";
import { addMs, DAY_MS } from "../kernel/time.ts";
import type { Role } from "../party/party.ts";
import { withdrawingCourier } from "./call-off-couriers.ts";
import { type CommandRejected, rejected } from "./case-command.ts";
import { type DueRefund, dueBenefits, dueRefunds } from "./case-money.ts";
import type { CaseRules } from "./case-rules.ts";
import { activeStep, type CaseState } from "./case-state.ts";
import { climbRung, isRungDue, takenOverBy } from "./climb.ts";
import { endAnswered } from "./decide-address.ts";
import { resumeAll, setSeverity } from "./decide-clock.ts";
import { lacksGrant } from "./decide-grant.ts";
import { leaveOpenWhereApproved } from "./decide-review.ts";
import type { CaseDraft } from "./draft.ts";
import { COLLECTED_TENDER_NO } from "./effect.ts";
import { sideAsked } from "./evidence-known.ts";
import { type HandPayment, isSamePayment } from "./hand-payment.ts";
import { onOpenStep } from "./on-open-step.ts";
import { endStep, follow } from "./plan.ts";
import { STEP_OUTCOMES, type Step, type StepType, wakeAt } from "./step.ts";
import { giveBackCollected } from "./step-effects.ts";
import { MAY_ACT_FOR } from "./who-may.ts";
import { goOnWithdrawing } from "./withdraw.ts";

/** An escalated step is asked about once a day until somebody acts: no case may wait for nobody. */
const ESCALATION_REPEAT_MS = DAY_MS;

/** Who may add what comes when the case is long over: a carrier's letter, an insurer's report, for what is still being recovered. */
const ADDS_LATER: readonly Role[] = ["finance", "agent", "complaint_owner", "supervisor", "admin"];

/** Evidence is taken from whoever brings it; only the one who was asked for it, or to show that the goods are destroyed, ends the waiting. */
export const provideEvidence = (draft: CaseDraft, rules: CaseRules, items: readonly EvidenceItem[]): CommandRejected | null => {
  const { state } = draft;
  if (state.end !== null && !ADDS_LATER.includes(draft.by.role)) return rejected("case_ended", state, { end: state.end });
  if (items.length === 0) return rejected("evidence_missing", state);
  const fault = consentFault(items, rules.consentTerms(state, draft.by.role));
  if (fault !== null) return rejected(fault.code, state, fault.params);
  draft.record({ type: "evidence_added", items, of: sideAsked(draft.by.role, provingStep(draft)?.owner ?? null) });
  if (draft.by.role === "buyer" || draft.by.role === "integrator") resumeAll(draft, rules);
  const asked = provingStep(draft);
  if (asked !== null) endStep(draft, rules, asked, STEP_OUTCOMES[asked.type][0]);
  return null;
};

/** Steps that wait for something to be shown. */
const PROVES: ReadonlySet<StepType> = new Set(["collect_evidence", "dispose"]);

const provingStep = ({ state, by }: CaseDraft): Step | null =>
  activeStep(state, ({ type, owner }) => PROVES.has(type) && MAY_ACT_FOR[owner].includes(by.role));

/** Somebody asked the buyer whether the matter is solved. Who says no is heard again; who says nothing has nothing to add. */
export const confirmSolution = (draft: CaseDraft, rules: CaseRules, settled: boolean): CommandRejected | null =>
  onOpenStep(draft, "follow_up", step => {
    const { steps, severity } = draft.state;
    const reopened = steps.filter(({ outcome }) => outcome === "reopened").length + (settled ? 0 : 1);
    // Before the plan goes on, so that whoever takes it up next does so by the sooner promise.
    if (!settled && reopened >= rules.graveFromReopened() && (severity === "p3" || severity === "p4")) setSeverity(draft, rules, "p2");
    endStep(draft, rules, step, settled ? "settled" : "reopened");
    return null;
  });

/**
 * A step's time has come: a rung of its ladder, or the end of its silence. Asked too early (clocks differ between servers) it is not due; asked again after the step has ended nothing happens. Where
 * silence decides, the plan goes on with the outcome it stands for; where it does not, the step stays with its owner and climbs.
 */
export const stepDue = (draft: CaseDraft, rules: CaseRules, stepNo: number): CommandRejected | null => {
  const { state } = draft;
  const step = state.steps.find(candidate => candidate.stepNo === stepNo);
  if (step === undefined || step.status !== "active" || step.dueAt === null) return null;
  // A word that got lost on its way is found out here at the latest.
  if (step.type === "give_address" && endAnswered(draft, rules)) return null;
  if (isRungDue(step, draft.at)) {
    climbRung(draft, rules, step);
    return null;
  }
  if (draft.at < step.dueAt) return rejected("not_due_yet", state, { stepNo, dueAt: wakeAt(step) ?? step.dueAt });
  if (step.onTimeout === null || step.onTimeout === "escalate" || mayStillBeDone(state, step) || approvesNothing(state, rules, step)) {
    draft.record({ type: "step_escalated", stepNo, nextDueAt: addMs(draft.at, ESCALATION_REPEAT_MS), owner: takenOverBy(step) });
    return null;
  }
  if (withdrawingCourier(state)?.stepNo === stepNo && goOnWithdrawing(draft, rules)) return null;
  if (step.onTimeout === "received") countAsReceived(draft, step);
  if (step.type === "review" && step.onTimeout === "approved") leaveOpenWhereApproved(draft, rules, step);
  endStep(draft, rules, step, step.onTimeout, { automatic: { because: "silence", rowId: null, overruledBy: "platform" } });
  return null;
};

/** A change of the order that was asked for and not answered may have been made: nobody's silence can say that it was not. */
const mayStillBeDone = ({ serviceType, openEffects }: CaseState, { type, stepNo }: Step): boolean =>
  type === "amend" && serviceType === "amend_order" && openEffects.some(open => open.stepNo === stepNo && !open.refused);

/** Silence can agree to a sum that was asked for, and to none that nobody named. */
const approvesNothing = (state: CaseState, { template }: CaseRules, step: Step): boolean =>
  step.onTimeout === "approved" && lacksGrant(state, template, step);

/** Whoever does not count what came in has received all that was sent. */
const countAsReceived = (draft: CaseDraft, { stepNo }: Step): void => {
  const lines = draft.state.lines.map(({ lineNo, quantity, receivedQuantity }) => ({ lineNo, quantity: quantity - receivedQuantity }));
  draft.record({ type: "goods_received", stepNo, lines });
};

/** Asks the partners again for what one of them refused, under new keys: the old ones have their final answer. */
export const retryStep = (draft: CaseDraft, rules: CaseRules, stepNo: number): CommandRejected | null => {
  const { state } = draft;
  if (isNotGivenBack(state, stepNo)) {
    giveBackCollected(draft);
    return null;
  }
  if (state.end !== null) return rejected("case_ended", state, { end: state.end });
  const step = openManualRefund(state, stepNo);
  const retried = step === null ? undefined : retriedKey(rules, step);
  if (step === null || retried === undefined) return rejected("nothing_to_retry", state, { stepNo });
  draft.record({ type: "plan_amended", reason: "retried", added: [], skipped: [], cancelled: [stepNo] });
  follow(draft, rules, { kind: "steps", keys: [retried] }, "retried", null);
  return null;
};

/**
 * Finance paid outside the gateways and vouches for it with the reference of that payment. Above what one person may vouch for, a second one records the
 * same payment before it counts.
 */
export const settleByHand = (
  draft: CaseDraft,
  rules: CaseRules,
  { stepNo, gatewayRef }: { readonly stepNo: number; readonly gatewayRef: string },
): CommandRejected | null => {
  const { state } = draft;
  const isGivenBackLate = isNotGivenBack(state, stepNo);
  if (!isGivenBackLate && state.end !== null) return rejected("case_ended", state, { end: state.end });
  const step = openManualRefund(state, stepNo);
  if (!isGivenBackLate && step === null) return rejected("step_not_open", state, { stepNo });
  const refunds = dueRefunds(state).filter(({ tenderNo }) => !isGivenBackLate || tenderNo === COLLECTED_TENDER_NO);
  const second = secondPayer(draft, rules, { stepNo, gatewayRef, amountMinor: sumMinor(refunds.map(refund => refund.amountMinor)) });
  if (second !== null) return second === "recorded" ? null : second;
  payByHand(draft, stepNo, gatewayRef, refunds);
  if (isGivenBackLate || step === null) return null;
  for (const { benefitNo } of dueBenefits(draft.state))
    draft.record({ type: "benefit_granted", effectId: null, benefitNo, grantRef: gatewayRef });
  endStep(draft, rules, step, STEP_OUTCOMES[step.type][0]);
  return null;
};

/** Null: the payment counts now. */
const secondPayer = (draft: CaseDraft, rules: CaseRules, payment: Omit<HandPayment, "by" | "at">): "recorded" | CommandRejected | null => {
  const { state, by } = draft;
  if (payment.amountMinor <= rules.paidByHandAloneMinor()) return null;
  const { handPayment } = state;
  if (handPayment === undefined || !isSamePayment(handPayment, payment)) {
    draft.record({ type: "hand_payment_recorded", ...payment });
    return "recorded";
  }
  return handPayment.by.id === by.id ? rejected("hand_payment_needs_another", state, { ref: payment.gatewayRef }) : null;
};

const payByHand = (draft: CaseDraft, stepNo: number, gatewayRef: string, refunds: readonly DueRefund[]): void => {
  for (const { tenderNo, amountMinor } of refunds) {
    const effectId = makeOrdinalId("effect", draft.state.caseId, draft.state.effectsAsked + 1);
    draft.record({
      type: "effect_asked",
      effectId,
      stepNo,
      kind: "manual_refund",
      tenderNo,
      amountMinor,
      benefitNo: null,
      reservation: null,
    });
    draft.record({ type: "money_returned", effectId, tenderNo, amountMinor, gatewayRef });
  }
};

/** Money that came too late and that its own method would not take back: no step waits for it any more, and it is the buyer's all the same. */
const isNotGivenBack = ({ openEffects }: CaseState, stepNo: number): boolean =>
  openEffects.some(
    open => open.refused && open.stepNo === stepNo && open.tenderNo === COLLECTED_TENDER_NO && open.kind === "refund_tender",
  );

const openManualRefund = (state: CaseState, stepNo: number): Step | null =>
  activeStep(state, step => step.stepNo === stepNo && (step.type === "refund" || step.type === "compensate") && step.owner === "finance");

/** The step whose failure led to this one: the template names the manual step as what follows it. */
const retriedKey = ({ template }: CaseRules, manual: Step): string | undefined =>
  [...template.steps.values()].find(({ key, next }) => {
    const target = next.get("refund_failed") ?? next.get("not_compensated");
    return key !== manual.key && target?.kind === "steps" && target.keys.includes(manual.key);
  })?.key;

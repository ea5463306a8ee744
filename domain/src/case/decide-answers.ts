import { assert } from "../kernel/assert.ts";
import { type EffectId, makeOrdinalId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { isOwing } from "./buyer-debt.ts";
import { type CommandRejected, type EffectAnswer, rejected } from "./case-command.ts";
import type { CaseEvent } from "./case-event.ts";
import { stillToCollectMinor } from "./case-money.ts";
import type { CaseRules } from "./case-rules.ts";
import type { CaseState, OpenEffect } from "./case-state.ts";
import { handOver } from "./climb.ts";
import { answerCallOff } from "./decide-pickup.ts";
import type { CaseDraft } from "./draft.ts";
import type { Parcel } from "./parcel.ts";
import { endStep } from "./plan.ts";
import { bookPaidBack } from "./revise-refund.ts";
import { type AutomaticReason, STEP_OUTCOMES, type Step, type StepOutcome, type StepType } from "./step.ts";
import { giveBackCollected } from "./step-effects.ts";

const BY_GATEWAY: AutomaticReason = { because: "gateway", rowId: null, overruledBy: "platform" };

/** The outcome that each step type takes when its partner has refused. */
const REFUSED: Readonly<Partial<Record<StepType, StepOutcome>>> = {
  refund: "refund_failed",
  compensate: "not_compensated",
  collect: "not_collected",
  intercept: "not_intercepted",
  reserve: "out_of_stock",
  reship: "not_delivered",
  pickup: "not_booked",
  amend: "not_amended",
  visit: "not_booked",
  repair: "not_accepted",
};

const PAYOUTS: readonly OpenEffect["kind"][] = ["refund_tender", "pay_compensation", "grant_benefit"];

/** What each step type waits for from its partners. */
const WAITS_FOR: Readonly<Partial<Record<StepType, readonly OpenEffect["kind"][]>>> = {
  refund: PAYOUTS,
  compensate: PAYOUTS,
  collect: ["collect_payment"],
  intercept: ["intercept_parcel", "hold_parcel"],
  trace: ["trace_parcel"],
  visit: ["book_visit"],
  repair: ["order_repair"],
  reserve: ["reserve_stock"],
  reship: ["ship_goods"],
  pickup: ["book_pickup"],
  amend: ["amend_order"],
};

const waitsFor = ({ type }: Step, { kind }: OpenEffect): boolean => WAITS_FOR[type]?.includes(kind) === true;

/**
 * A partner's final word. A step that asked several partners (a refund over three tenders) ends with the last of them. The same word twice changes
 * nothing. A word that comes when its step is long over still tells what moved: money nobody waits for goes back, stock nobody waits for is released, and
 * a courier nobody waits for is called off.
 */
export const answerEffect = (draft: CaseDraft, rules: CaseRules, effectId: EffectId, answer: EffectAnswer): CommandRejected | null => {
  const { state } = draft;
  const open = state.openEffects.find(candidate => candidate.effectId === effectId);
  if (open === undefined) return wasAsked(state, effectId) ? null : rejected("effect_not_open", state, { effectId });
  if (open.refused) return null;
  assert(answer.kind === "refused" || ANSWERS[open.kind] === answer.kind, `${effectId} asks ${open.kind}, not ${answer.kind}`);
  if (open.kind === "cancel_pickup") {
    answerCallOff(draft, rules, open, answer);
    return null;
  }
  const step = state.steps.find(candidate => candidate.stepNo === open.stepNo);
  assert(step !== undefined, `${effectId} belongs to a step`);
  const waits = step.status === "active" && waitsFor(step, open);
  draft.record(answerEvent(open, answer, draft.at, waits));
  if (waits && answer.kind === "pickup_booked" && answer.feeMinor !== undefined && answer.feeMinor > 0n)
    draft.record({ type: "return_freight_stated", amountMinor: answer.feeMinor, paidBy: "platform" });
  if (waits) endWhenAnswered(draft, rules, step, answer);
  else if (answer.kind === "stock_reserved") draft.ask(step.stepNo, { kind: "release_stock", reservation: effectId });
  else if (answer.kind === "pickup_booked") {
    const { carrier, trackingNo } = answer;
    draft.ask(step.stepNo, { kind: "cancel_pickup", booking: effectId, carrier, trackingNo });
  }
  if (answer.kind === "money_collected") {
    if (isOwing(draft.state) && stillToCollectMinor(draft.state.money) === 0n) bookPaidBack(draft, rules);
    giveBackCollected(draft);
  }
  return null;
};

const ANSWERS: Readonly<Record<OpenEffect["kind"], EffectAnswer["kind"] | null>> = {
  refund_tender: "money_returned",
  pay_compensation: "money_returned",
  grant_benefit: "benefit_granted",
  collect_payment: "money_collected",
  intercept_parcel: "intercepted",
  hold_parcel: "intercepted",
  trace_parcel: "parcel_traced",
  order_repair: "repair_ordered",
  book_visit: "visit_booked",
  reserve_stock: "stock_reserved",
  release_stock: "stock_released",
  ship_goods: "goods_shipped",
  book_pickup: "pickup_booked",
  cancel_pickup: "pickup_cancelled",
  amend_order: "order_amended",
  review_order_change: null,
  notify: null,
  manual_refund: null,
};

const wasAsked = ({ caseId, effectsAsked }: CaseState, effectId: EffectId): boolean =>
  Array.from({ length: effectsAsked }, (_, index) => makeOrdinalId("effect", caseId, index + 1)).includes(effectId);

const answerEvent = (
  { effectId, tenderNo, amountMinor, benefitNo }: OpenEffect,
  answer: EffectAnswer,
  at: Instant,
  waits: boolean,
): CaseEvent => {
  switch (answer.kind) {
    case "money_returned":
      assert(tenderNo !== null && amountMinor !== null, `${effectId} returns a stated sum to a stated tender`);
      return { type: "money_returned", effectId, tenderNo, amountMinor, gatewayRef: answer.gatewayRef };
    case "money_collected":
      assert(amountMinor !== null, `${effectId} collects a stated sum`);
      return { type: "money_collected", effectId, amountMinor, gatewayRef: answer.gatewayRef };
    case "benefit_granted":
      assert(benefitNo !== null, `${effectId} gives a stated benefit`);
      return { type: "benefit_granted", effectId, benefitNo, grantRef: answer.grantRef };
    case "stock_reserved":
      return waits ? { type: "stock_reserved", effectId } : { type: "effect_done", effectId };
    case "stock_released":
      return { type: "stock_released", effectId };
    case "pickup_booked":
      return waits ? { type: "parcel_named", way: "return", effectId, parcel: parcelOf(answer, at) } : { type: "effect_done", effectId };
    case "goods_shipped":
      return { type: "parcel_named", way: "replacement", effectId, parcel: parcelOf(answer, at) };
    case "parcel_traced":
      return { type: "parcel_traced", effectId, finding: answer.finding };
    case "repair_ordered":
      return waits ? { type: "repair_ordered", effectId, jobRef: answer.jobRef } : { type: "effect_done", effectId };
    case "visit_booked": {
      const { visitRef, slotAt } = answer;
      return waits ? { type: "visit_booked", effectId, visitRef, slotAt } : { type: "effect_done", effectId };
    }
    case "intercepted":
    case "pickup_cancelled":
    case "order_amended":
      return { type: "effect_done", effectId };
    case "refused":
      return { type: "effect_refused", effectId, code: answer.code };
  }
};

/**
 * A booked pickup and a shipped replacement still have to arrive, a booked visit to be made, a taken job to be done: their steps end by what is reported
 * later. So does a trace of a parcel that is moving, and one that its carrier does not know: a person goes on asking, and begins at once.
 */
const endWhenAnswered = (draft: CaseDraft, rules: CaseRules, step: Step, answer: EffectAnswer): void => {
  if (GOES_ON.has(answer.kind)) return;
  if (answer.kind === "refused" && step.type === "trace") {
    handOver(draft, rules, step);
    return;
  }
  if (answer.kind === "parcel_traced") {
    if (answer.finding !== "moving") endStep(draft, rules, step, answer.finding, { automatic: BY_GATEWAY });
    return;
  }
  const ofStep = draft.state.openEffects.filter(open => open.stepNo === step.stepNo && waitsFor(step, open));
  if (ofStep.some(open => !open.refused)) return;
  const outcome = ofStep.length > 0 ? REFUSED[step.type] : STEP_OUTCOMES[step.type][0];
  assert(outcome !== undefined, `a ${step.type} step can be refused`);
  endStep(draft, rules, step, outcome, { automatic: BY_GATEWAY, ...(answer.kind === "refused" ? { code: answer.code } : {}) });
};

const GOES_ON: ReadonlySet<EffectAnswer["kind"]> = new Set(["pickup_booked", "goods_shipped", "visit_booked", "repair_ordered"]);

const parcelOf = ({ carrier, trackingNo, slotAt }: Omit<Parcel, "sentAt" | "seenAt">, sentAt: Instant): Parcel => ({
  carrier,
  trackingNo,
  sentAt,
  ...(slotAt === undefined ? {} : { slotAt }),
});

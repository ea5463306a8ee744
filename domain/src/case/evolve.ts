import { assert } from "../kernel/assert.ts";
import { NO_REFUNDS } from "../order/refund-totals.ts";
import type { CaseDecided, CaseFiled, Recorded, StepEnded } from "./case-event.ts";
import type { CaseLine, CaseState } from "./case-state.ts";
import { withConsents, withoutConsent } from "./consented-files.ts";
import { concerns } from "./contradictions.ts";
import { evolveClock } from "./evolve-clock.ts";
import { courierBooked } from "./evolve-couriers.ts";
import { effectAsked, refusedEffect, withoutEffect } from "./evolve-effects.ts";
import { evolveJudgement, objectionOf } from "./evolve-judgement.ts";
import { evolveMoney } from "./evolve-money.ts";
import { evolveParcels } from "./evolve-parcels.ts";
import { evolveProof } from "./evolve-proof.ts";
import { amended, ended, planned, sentAnew, started } from "./evolve-steps.ts";
import type { RefundRevised } from "./money-event.ts";
import { parcelCorrected } from "./parcel-seen.ts";
import { goneForRepair, homeFromRepair } from "./repair-away.ts";
import { PENDING_STEP, replaceStep, type StepOutcome } from "./step.ts";
import { withAssessment } from "./void-files.ts";

/** From these outcomes on the money is owed, whoever decided. */
const PROMISING: ReadonlySet<StepOutcome> = new Set([
  "approved",
  "accepted_keep",
  "accepted_return",
  "passed",
  "passed_with_deduction",
  "proven_fake",
]);

/** An offer stands until it is answered. */
const ANSWERED: ReadonlySet<StepOutcome> = new Set(["accepted_keep", "accepted_return", "declined"]);

/** The state after one more event. Total over every event type; an event out of order is our own mistake and stops the fold. */
export const evolve = (state: CaseState | null, event: Recorded): CaseState => {
  if (event.type === "case_filed") {
    assert(state === null, `${event.case.caseId} is filed once`);
    return opened(event);
  }
  assert(state !== null, `${event.type} follows case_filed`);
  assert(event.seq === state.version + 1, `${state.caseId}: event ${event.seq} follows ${state.version}`);
  return { ...change(state, event), version: event.seq };
};

/** The fold of a whole history; what is stored beside the events must equal it. */
export const replay = (events: readonly Recorded[]): CaseState => {
  let state: CaseState | null = null;
  for (const event of events) state = evolve(state, event);
  assert(state !== null, "a history begins with case_filed");
  return state;
};

const change = (state: CaseState, event: Exclude<Recorded, { type: "case_filed" }>): CaseState => {
  switch (event.type) {
    case "case_decided":
      return decided(state, event);
    case "plan_amended":
      return { ...state, steps: [...amended(state.steps, event), ...event.added.map(planned)] };
    case "step_started":
      return { ...state, steps: replaceStep(state.steps, event.stepNo, step => started(step, event)) };
    case "step_ended":
      return afterStep(state, event);
    case "step_escalated":
      return { ...state, steps: replaceStep(state.steps, event.stepNo, step => ({ ...step, dueAt: event.nextDueAt, owner: event.owner })) };
    case "step_climbed":
    case "step_paused":
    case "step_resumed":
    case "severity_changed":
    case "times_extended":
    case "extension_withdrawn":
      return evolveClock(state, event);
    case "return_address_asked": {
      const { step: asking, heldStepNo } = event;
      const steps = replaceStep(state.steps, heldStepNo, step => ({ ...step, ...PENDING_STEP, status: "ready" }));
      return { ...state, steps: [...steps, asking], addressAsked: { stepNo: asking.stepNo, heldStepNo } };
    }
    case "return_address_corrected":
      return { ...state, steps: replaceStep(state.steps, event.stepNo, step => sentAnew(step, event)), sendTo: event.sendTo };
    case "offer_made":
      return { ...state, offer: event.offer, offersMade: event.offer.offerNo };
    case "freight_agreed":
      return { ...state, freight: event.freight, freightAgreed: event.ruleId };
    case "refund_revised":
      return revised(state, event);
    case "effect_asked":
      return effectAsked(state, event);
    case "buyer_debt_due":
      return { ...state, money: evolveMoney(state, event) };
    case "effect_done":
    case "stock_released":
      return withoutEffect(state, event.effectId);
    case "effect_refused":
      return refusedEffect(state, event);
    case "money_returned":
    case "money_collected":
    case "benefit_granted":
      return { ...withoutEffect(state, event.effectId), money: evolveMoney(state, event) };
    case "repair_ordered":
      return { ...withoutEffect(state, event.effectId), repair: { ...state.repair, jobRef: event.jobRef } };
    case "visit_booked": {
      const { visitRef, slotAt } = event;
      return { ...withoutEffect(state, event.effectId), repair: { ...state.repair, visit: { visitRef, slotAt } } };
    }
    case "unit_lent":
      return { ...state, repair: { ...state.repair, loan: event.loan } };
    case "repair_quoted":
      return { ...state, repair: { ...state.repair, quotedMinor: event.amountMinor } };
    case "parcel_traced":
      return withoutEffect(state, event.effectId);
    case "stock_reserved":
      return { ...withoutEffect(state, event.effectId), reservation: event.effectId };
    case "parcel_named":
      return {
        ...withoutEffect(courierBooked(state, event), event.effectId),
        ...(event.way === "return" ? { returnParcel: event.parcel } : { replacementParcel: event.parcel }),
        repair: event.way === "return" ? goneForRepair(state, event.parcel) : state.repair,
        // What a partner has shipped is no longer on its shelf.
        reservation: event.way === "replacement" && event.effectId !== null ? null : state.reservation,
      };
    case "parcel_corrected":
      return parcelCorrected(state, event);
    case "parcel_tracked":
    case "withdrawal_asked":
    case "pickup_cancelled":
    case "pickup_not_cancelled":
    case "late_goods_accepted":
      return evolveParcels(state, event);
    case "return_freight_stated":
      return { ...state, returnFreight: { amountMinor: event.amountMinor, paidBy: event.paidBy } };
    case "goods_received":
      return {
        ...state,
        lines: mapLines(state.lines, event.lines, (line, part) => ({ ...line, receivedQuantity: line.receivedQuantity + part.quantity })),
      };
    case "goods_inspected":
      return { ...state, lines: mapLines(state.lines, event.lines, (line, part) => ({ ...line, inspection: part.inspection })) };
    case "reason_judged":
    case "cause_judged":
    case "judgement_objected":
    case "cause_left_open":
    case "borne_by_platform":
      return evolveJudgement(state, event);
    case "loss_proved":
    case "grant_proposed":
      return evolveProof(state, event);
    case "hand_payment_recorded": {
      const { by, at, stepNo, gatewayRef, amountMinor } = event;
      return { ...state, handPayment: { by, at, stepNo, gatewayRef, amountMinor } };
    }
    case "case_ended":
      return {
        ...state,
        end: event.end,
        endedAt: event.at,
        endReason: event.reason,
        attention: objectionOf(state),
      };
    case "evidence_requested": {
      const { request, step: added, reviewStepNo, reviewDueAt } = event;
      const steps = replaceStep(state.steps, reviewStepNo, step => ({ ...step, dueAt: reviewDueAt }));
      return { ...state, evidenceRequest: request, steps: [...steps, added] };
    }
    case "evidence_added":
      return {
        ...state,
        evidence: [...new Set([...state.evidence, ...event.items.map(({ sha256 }) => sha256)])],
        ...withConsents(state.consents ?? [], event.items),
      };
    case "consent_withdrawn":
      return withoutConsent(state, event);
    case "file_assessed":
      return withAssessment(state, event);
    case "batch_joined":
      return { ...state, batchId: event.batchId };
    case "repair_reported":
    case "note_added":
    case "handler_named":
    case "recovery_wanted":
      return state;
    case "order_facts_changed":
      return { ...state, attention: [...event.contradicts.filter(each => concerns(each, state)), ...objectionOf(state)] };
    case "attention_cleared":
      return { ...state, attention: objectionOf(state) };
  }
};

const opened = (event: Recorded<CaseFiled>): CaseState => ({
  ...event.case,
  judgedReason: null,
  rootCause: null,
  version: event.seq,
  filedAt: event.at,
  end: null,
  endedAt: null,
  endReason: null,
  severity: "p4",
  packHash: "",
  planTemplate: "",
  instantRefund: "none",
  liability: { outward: "none", inward: [], burdenOn: "none", confidenceBasisPoints: 0 },
  freight: { outbound: "none", return: "none" },
  lines: event.lines.map(({ replacementSkuId = null, replacementPriceMinor = null, ...line }) => ({
    ...line,
    replacementSkuId,
    replacementPriceMinor,
    receivedQuantity: 0,
    inspection: null,
    promisedMinor: 0n,
  })),
  steps: [],
  money: {
    currency: event.currency,
    refunds: [],
    ask: null,
    totals: NO_REFUNDS,
    collect: null,
    benefits: [],
    legs: [],
    promised: false,
    calledOff: false,
  },
  offer: null,
  offersMade: 0,
  returnParcel: null,
  replacementParcel: null,
  reservation: null,
  amendment: event.amendment ?? null,
  attention: [],
  evidence: (event.evidence ?? []).map(({ sha256 }) => sha256),
  ...withConsents([], event.evidence ?? []),
  repair: { jobRef: null, visit: null, quotedMinor: null, loan: null },
  batchId: null,
  effectsAsked: 0,
  openEffects: [],
});

const afterStep = (state: CaseState, event: Recorded<StepEnded>): CaseState => ({
  ...state,
  steps: replaceStep(state.steps, event.stepNo, step => ended(step, event)),
  lines: isHomeAgain(state, event) ? state.lines.map(line => ({ ...line, receivedQuantity: 0, inspection: null })) : state.lines,
  money: PROMISING.has(event.outcome) ? { ...state.money, promised: true } : state.money,
  replacementParcel: event.outcome === "not_delivered" ? null : state.replacementParcel,
  offer: ANSWERED.has(event.outcome) ? null : state.offer,
  openEffects: state.openEffects.filter(open => open.stepNo !== event.stepNo || !open.refused),
  repair: homeFromRepair(
    LOAN_OVER.has(event.outcome) ? { ...state.repair, loan: null } : state.repair,
    isHomeAgain(state, event),
    event.at,
  ),
});

/** What was lent is back, or paid for, or given up. */
const LOAN_OVER: ReadonlySet<StepOutcome> = new Set(["goods_back", "collected", "not_collected"]);

/** Repaired goods that arrived are with the buyer as if they had never left. */
const isHomeAgain = ({ steps }: CaseState, { stepNo, outcome }: StepEnded): boolean =>
  outcome === "delivered" && steps.some(step => step.stepNo === stepNo && step.type === "ship_back");

const decided = (state: CaseState, event: CaseDecided): CaseState => ({
  ...state,
  severity: event.severity,
  packHash: event.packHash,
  planTemplate: event.planTemplate,
  instantRefund: event.instantRefund,
  liability: event.liability,
  freight: event.freight,
  lines: mapLines(state.lines, event.promisedLines, (line, promised) => ({
    ...line,
    promisedMinor: promised.promisedMinor,
    ratioBasisPoints: promised.ratioBasisPoints,
  })),
  money: { ...event.money, promised: event.outcome === "approved" },
  steps: event.steps.map(planned),
});

const revised = (state: CaseState, event: RefundRevised): CaseState => ({
  ...state,
  lines: mapLines(state.lines, event.promisedLines, (line, promised) => ({
    ...line,
    promisedMinor: promised.promisedMinor,
    ratioBasisPoints: promised.ratioBasisPoints,
  })),
  money: event.money,
});

const mapLines = <P extends { readonly lineNo: number }>(
  lines: readonly CaseLine[],
  parts: readonly P[],
  replace: (line: CaseLine, part: P) => CaseLine,
): readonly CaseLine[] =>
  lines.map(line => {
    const part = parts.find(candidate => candidate.lineNo === line.lineNo);
    return part === undefined ? line : replace(line, part);
  });

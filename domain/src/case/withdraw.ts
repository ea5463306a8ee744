import { callOffCouriers, expectedCourier, withdrawingCourier } from "./call-off-couriers.ts";
import { type CommandRejected, rejected } from "./case-command.ts";
import type { CaseRules } from "./case-rules.ts";
import { type CaseState, type OpenEffect, promisedStep } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import { heldStep } from "./give-address.ts";
import { follow, isBeside, isOpen } from "./plan.ts";
import type { PlanTarget } from "./plan-graph.ts";
import { callOff } from "./revise-refund.ts";
import { giveBackCollected, releaseStock } from "./step-effects.ts";
import { MAY_ACT_FOR } from "./who-may.ts";

/**
 * The buyer takes the request back. What is left to do then stands in the plan template, by the step the case is at: nothing where nothing has moved,
 * bringing a parcel in and sending it back where one is under way. Once money moves, or while another way is open that cannot be left, it is too late.
 * While a courier is on the way nobody knows whether anything has moved: the carrier is asked first, and its answer says which of the two it is. A desk
 * that has heard it from the carrier need not wait for that.
 */
export const withdraw = (draft: CaseDraft, rules: CaseRules): CommandRejected | null => {
  const { state, by } = draft;
  if (state.end !== null) return rejected("case_ended", state, { end: state.end });
  const isWaiting = withdrawingCourier(state) !== null;
  if (isWaiting && !MAY_ACT_FOR.platform.includes(by.role)) return null;
  const way = wayOut(state, rules);
  if (way === null) return rejected("cannot_withdraw_now", state, { step: ownStep(state)?.type ?? "none" });
  const courier = isWaiting ? null : expectedCourier(state);
  if (courier === null) {
    takeBack(draft, rules, way);
    return null;
  }
  draft.record({ type: "withdrawal_asked", booking: courier.booking });
  callOffCouriers(draft);
  return null;
};

/** Where the goods are is known now. Where they have gone too far to be taken back, the case goes on with them, and false says so. */
export const goOnWithdrawing = (draft: CaseDraft, rules: CaseRules): boolean => {
  const way = draft.state.end === null ? wayOut(draft.state, rules) : null;
  if (way !== null) takeBack(draft, rules, way);
  return way !== null;
};

const takeBack = (draft: CaseDraft, rules: CaseRules, way: PlanTarget): void => {
  const cancelled = draft.state.steps.filter(isOpen).map(({ stepNo }) => stepNo);
  draft.record({ type: "plan_amended", reason: "withdrawn", added: [], skipped: [], cancelled });
  callOff(draft, rules);
  releaseStock(draft);
  giveBackCollected(draft);
  callOffCouriers(draft);
  follow(draft, rules, way, "withdrawn", null);
};

const wayOut = (state: CaseState, { template }: CaseRules): PlanTarget | null => {
  const step = ownStep(state);
  const open = state.steps.filter(isOpen);
  if (step === null || isTooLate(state) || !open.every(each => isBeside(each) || template.withdraw.has(each.key))) return null;
  return template.withdraw.get(step.key) ?? null;
};

/** Who was asked for more may still take the whole matter back. */
const ownStep = (state: CaseState) => promisedStep(state.steps.filter(step => !isBeside(step))) ?? heldStep(state);

const isTooLate = ({ money, openEffects }: CaseState): boolean =>
  money.refunds.some(refund => refund.refundedMinor > 0n) ||
  money.benefits.some(({ grantRef }) => grantRef !== null) ||
  openEffects.some(open => PAYS_OUT.has(open.kind) && !open.refused);

const PAYS_OUT: ReadonlySet<OpenEffect["kind"]> = new Set(["refund_tender", "pay_compensation", "grant_benefit"]);

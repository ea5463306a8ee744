import { assert } from "../kernel/assert.ts";
import { callOffCouriers, expectedCourier, withdrawingCourier } from "./call-off-couriers.ts";
import { type CommandRejected, type EffectAnswer, rejected } from "./case-command.ts";
import type { CaseRules } from "./case-rules.ts";
import { activeStep, type OpenEffect } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import { ALREADY_COLLECTED, couriersOf } from "./evolve-couriers.ts";
import { heldStep } from "./give-address.ts";
import { nameParcel, passHeld } from "./name-parcel.ts";
import { onOpenStep } from "./on-open-step.ts";
import { type BookedCourier, overdueAt } from "./parcel.ts";
import { endStep } from "./plan.ts";
import type { AutomaticReason, Step, StepType } from "./step.ts";
import { askPickup } from "./step-effects.ts";
import { goOnWithdrawing } from "./withdraw.ts";

/** The buyer would rather have the goods collected: the same step, by a courier who comes; or by another one, where the first did not. */
export const requestPickup = (draft: CaseDraft, rules: CaseRules): CommandRejected | null => {
  const step = activeStep(draft.state, ({ type }) => type === "pickup");
  if (step !== null) return bookAgain(draft, rules, step);
  return onOpenStep(draft, "drop_off", dropOff => {
    endStep(draft, rules, dropOff, "pickup_wanted");
    return null;
  });
};

/**
 * The next slot, in place of one that was missed. The time the pack gives for the whole pickup runs on: when it is over the buyer chooses anew, so that
 * nobody waits for ever for couriers who do not come. Asked again while a slot is being booked, it is that slot.
 */
const bookAgain = (draft: CaseDraft, rules: CaseRules, step: Step): CommandRejected | null => {
  const { state, at } = draft;
  if (state.openEffects.some(({ kind, stepNo, refused }) => kind === "book_pickup" && stepNo === step.stepNo && !refused)) return null;
  const courier = expectedCourier(state);
  if (courier === null) return rejected("step_not_open", state, { step: "drop_off" });
  const overdue = overdueAt(courier);
  if (courier.isMissed !== true && (overdue === null || at < overdue))
    return rejected("courier_expected", state, { trackingNo: courier.trackingNo });
  dropFee(draft);
  callOffCouriers(draft);
  askPickup(draft, rules, step);
  return null;
};

/** What a carrier says of a courier who was called off. Who has come already has the goods; from whoever cannot be called back nobody need take more. */
export const answerCallOff = (draft: CaseDraft, rules: CaseRules, { effectId, booking }: OpenEffect, answer: EffectAnswer): void => {
  assert(booking !== undefined, `${effectId} calls a booking off`);
  const courier = couriersOf(draft.state).find(each => each.booking === booking);
  const isWithdrawing = withdrawingCourier(draft.state)?.booking === booking;
  if (answer.kind === "refused") draft.record({ type: "pickup_not_cancelled", effectId, booking, code: answer.code });
  else draft.record({ type: "pickup_cancelled", effectId, booking });
  if (courier === undefined) return;
  if (answer.kind === "refused" && answer.code === ALREADY_COLLECTED) {
    collected(draft, rules, courier, { isWithdrawing, because: "gateway" });
    return;
  }
  if (isWithdrawing && goOnWithdrawing(draft, rules)) return;
  if (answer.kind !== "refused" && !isBooked(draft)) dropFee(draft);
};

/** The courier has the goods, whatever was thought of them meanwhile: they are on their way under that courier's number. */
export const collected = (
  draft: CaseDraft,
  rules: CaseRules,
  { carrier, trackingNo }: BookedCourier,
  { isWithdrawing, because }: { readonly isWithdrawing: boolean; readonly because: AutomaticReason["because"] },
): void => {
  const { state } = draft;
  if (state.end !== null) return;
  const held = heldStep(state);
  const step = activeStep(state, ({ type }) => SENDS.has(type));
  if (held === null && step === null) return;
  if (state.returnParcel?.trackingNo !== trackingNo) nameParcel(draft, "return", { carrier, trackingNo, seenAt: draft.at });
  if (held !== null) passHeld(draft, rules, held);
  else if (step !== null)
    endStep(draft, rules, step, step.type === "recover" ? "goods_back" : "handed_over", {
      automatic: { because, rowId: null, overruledBy: "platform" },
    });
  if (isWithdrawing) goOnWithdrawing(draft, rules);
};

const SENDS: ReadonlySet<StepType> = new Set(["pickup", "drop_off", "recover"]);

const isBooked = ({ state }: CaseDraft): boolean =>
  couriersOf(state).length > 0 || state.openEffects.some(({ kind, refused }) => kind === "book_pickup" && !refused);

/** A pickup that was not made is not paid for. */
const dropFee = (draft: CaseDraft): void => {
  const { end, returnFreight } = draft.state;
  if (end === null && returnFreight?.paidBy === "platform" && returnFreight.amountMinor > 0n)
    draft.record({ type: "return_freight_stated", amountMinor: 0n, paidBy: "platform" });
};

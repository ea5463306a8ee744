import { activeStep, type CaseState } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import { couriersOf } from "./evolve-couriers.ts";
import type { BookedCourier } from "./parcel.ts";

/** Nobody need come any more. Each booking is called off once, under the key of that effect; what the carrier answers comes back like any answer. */
export const callOffCouriers = (draft: CaseDraft): void => {
  for (const { isCalledOff, stepNo, booking, carrier, trackingNo } of couriersOf(draft.state)) {
    if (isCalledOff !== true) draft.ask(stepNo, { kind: "cancel_pickup", booking, carrier, trackingNo });
  }
};

type Booked = Pick<CaseState, "couriers" | "steps">;

/** The one who is to come for the step that waits for a courier; null while none is booked, or none is wanted. */
export const expectedCourier = (state: Booked): BookedCourier | null => {
  const step = activeStep(state, ({ type }) => type === "pickup");
  return couriersOf(state).find(({ stepNo, isCalledOff }) => stepNo === step?.stepNo && isCalledOff !== true) ?? null;
};

/** The courier whose carrier has yet to say whether the buyer can take the request back; null while nobody waits for that. */
export const withdrawingCourier = (state: Booked): BookedCourier | null => {
  const step = activeStep(state, ({ type }) => type === "pickup");
  return couriersOf(state).find(({ stepNo, withdraws }) => stepNo === step?.stepNo && withdraws === true) ?? null;
};

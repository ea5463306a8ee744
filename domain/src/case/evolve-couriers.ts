import type { EffectAsked, Recorded } from "./case-event.ts";
import type { CaseState } from "./case-state.ts";
import type { ParcelNamed, ParcelTracked, PickupCancelled, PickupNotCancelled, WithdrawalAsked } from "./goods-event.ts";
import { type BookedCourier, COLLECTED_CODES } from "./parcel.ts";

/** A booking's answer names its parcel; a number that a person names is what came of a booking under the same number. */
export const courierBooked = (state: CaseState, { way, effectId, parcel }: ParcelNamed): CaseState => {
  if (way !== "return") return state;
  const { carrier, trackingNo, slotAt } = parcel;
  const stepNo = state.openEffects.find(open => open.effectId === effectId)?.stepNo;
  const others = couriersOf(state).filter(courier => courier.trackingNo !== trackingNo);
  if (effectId === null || stepNo === undefined) return withCouriers(state, others);
  return withCouriers(state, [...others, { booking: effectId, stepNo, carrier, trackingNo, ...(slotAt === undefined ? {} : { slotAt }) }]);
};

export const courierCalledOff = (state: CaseState, { booking }: EffectAsked): CaseState =>
  booking === undefined ? state : changed(state, booking, courier => ({ ...courier, isCalledOff: true }));

export const courierWithdrawn = (state: CaseState, { booking }: WithdrawalAsked): CaseState =>
  changed(state, booking, courier => ({ ...courier, withdraws: true }));

export const courierScanned = (state: CaseState, { trackingNo, code }: ParcelTracked): CaseState => {
  const courier = couriersOf(state).find(each => each.trackingNo === trackingNo);
  if (courier === undefined) return state;
  if (code === "pickup_missed") return changed(state, courier.booking, each => ({ ...each, isMissed: true }));
  return COLLECTED_CODES.has(code) ? without(state, courier) : state;
};

/** Nobody comes: the number of that pickup is no parcel of the case any more. */
export const courierCancelled = (state: CaseState, { booking }: PickupCancelled): CaseState => {
  const courier = couriersOf(state).find(each => each.booking === booking);
  if (courier === undefined) return state;
  const rest = without(state, courier);
  return state.returnParcel?.trackingNo === courier.trackingNo ? { ...rest, returnParcel: null } : rest;
};

/** Who has the goods has seen the parcel. */
export const courierKept = (state: CaseState, { booking, code, at }: Recorded<PickupNotCancelled>): CaseState => {
  const courier = couriersOf(state).find(each => each.booking === booking);
  if (courier === undefined) return state;
  const rest = without(state, courier);
  const { returnParcel } = state;
  if (code !== ALREADY_COLLECTED || returnParcel?.trackingNo !== courier.trackingNo) return rest;
  return { ...rest, returnParcel: { ...returnParcel, seenAt: returnParcel.seenAt ?? at } };
};

/** The carrier's word that a pickup is made already. */
export const ALREADY_COLLECTED = "already_collected";

export const couriersOf = ({ couriers }: Pick<CaseState, "couriers">): readonly BookedCourier[] => couriers ?? [];

const changed = (state: CaseState, booking: BookedCourier["booking"], change: (courier: BookedCourier) => BookedCourier): CaseState =>
  withCouriers(
    state,
    couriersOf(state).map(courier => (courier.booking === booking ? change(courier) : courier)),
  );

const without = (state: CaseState, { booking }: BookedCourier): CaseState =>
  withCouriers(
    state,
    couriersOf(state).filter(courier => courier.booking !== booking),
  );

const withCouriers = ({ couriers: _before, ...state }: CaseState, couriers: readonly BookedCourier[]): CaseState =>
  couriers.length === 0 ? state : { ...state, couriers };

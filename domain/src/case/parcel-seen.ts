import type { CaseState } from "./case-state.ts";
import type { ParcelCorrected, ParcelTracked } from "./goods-event.ts";

/** The first scan of a return makes its number certain. A number that was only entered with the carrier, or that no courier came for, has been seen by nobody. */
export const parcelSeen = (state: CaseState, { trackingNo, code, trackedAt }: ParcelTracked): CaseState => {
  const { returnParcel } = state;
  if (returnParcel === null || returnParcel.trackingNo !== trackingNo) return state;
  if (code === "number_entered" || code === "pickup_missed" || returnParcel.seenAt !== undefined) return state;
  return { ...state, returnParcel: { ...returnParcel, seenAt: trackedAt } };
};

/** The same parcel under its right number: when it was sent stays as it was told. */
export const parcelCorrected = (state: CaseState, { carrier, trackingNo }: ParcelCorrected): CaseState =>
  state.returnParcel === null ? state : { ...state, returnParcel: { ...state.returnParcel, carrier, trackingNo } };

import { type CommandRejected, rejected } from "./case-command.ts";
import { activeStep } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";

/**
 * The number of the return was typed wrong: nobody would ever see that parcel come. Right until a carrier or the warehouse has seen the parcel under it;
 * from then on another number is another parcel. The step goes on waiting until the time it had. The same word twice changes nothing the second time.
 */
export const correctParcel = (
  draft: CaseDraft,
  named: { readonly carrier: string; readonly trackingNo: string },
): CommandRejected | null => {
  const { state } = draft;
  if (state.end !== null) return rejected("case_ended", state, { end: state.end });
  const parcel = state.returnParcel;
  if (parcel === null || activeStep(state, ({ type }) => type === "receive") === null) {
    return rejected("step_not_open", state, { step: "receive" });
  }
  const trackingNo = named.trackingNo.trim();
  if (trackingNo === "") return rejected("tracking_no_missing", state);
  if (trackingNo === parcel.trackingNo && named.carrier === parcel.carrier) return null;
  if (parcel.seenAt !== undefined) return rejected("parcel_seen", state, { trackingNo: parcel.trackingNo });
  draft.record({
    type: "parcel_corrected",
    was: { carrier: parcel.carrier, trackingNo: parcel.trackingNo },
    carrier: named.carrier,
    trackingNo,
  });
  return null;
};

import type { Instant } from "../kernel/time.ts";
import type { TrackingCode } from "../order/order-facts.ts";
import { type CommandRejected, rejected } from "./case-command.ts";
import type { CaseRules } from "./case-rules.ts";
import { activeStep } from "./case-state.ts";
import { onOpenStep } from "./decide-review.ts";
import type { CaseDraft } from "./draft.ts";
import { endStep } from "./plan.ts";

type Named = { readonly carrier: string; readonly trackingNo: string };

/** The buyer has sent the goods; only a number that can be followed counts. */
export const handOver = (draft: CaseDraft, rules: CaseRules, named: Named): CommandRejected | null =>
  onOpenStep(draft, "drop_off", step => {
    if (named.trackingNo.trim() === "") return rejected("tracking_no_missing", draft.state);
    nameParcel(draft, "return", named);
    endStep(draft, rules, step, "handed_over");
    return null;
  });

/** The buyer would rather have the goods collected: the same step, by a courier who comes. */
export const requestPickup = (draft: CaseDraft, rules: CaseRules): CommandRejected | null =>
  onOpenStep(draft, "drop_off", step => {
    endStep(draft, rules, step, "pickup_wanted");
    return null;
  });

/** Goods that are not accepted, or not ours, go back to the buyer. */
export const sendBack = (draft: CaseDraft, rules: CaseRules, named: Named): CommandRejected | null =>
  onOpenStep(draft, "return_to_buyer", step => {
    if (named.trackingNo.trim() === "") return rejected("tracking_no_missing", draft.state);
    nameParcel(draft, "replacement", named);
    endStep(draft, rules, step, "sent_back");
    return null;
  });

/** The one who waits for the new goods says that they came, or that they did not; a carrier's record may never say either. */
export const confirmArrival = (draft: CaseDraft, rules: CaseRules, arrived: boolean): CommandRejected | null => {
  const { state } = draft;
  if (state.end !== null) return rejected("case_ended", state, { end: state.end });
  const step = activeStep(state, candidate => candidate.type === "reship");
  if (step === null || state.replacementParcel === null) return rejected("step_not_open", state, { step: "reship" });
  endStep(draft, rules, step, arrived ? "delivered" : "not_delivered");
  return null;
};

/**
 * A scan of a parcel of this case. It moves the plan only where a step waits for just this: a booked pickup that was made, a replacement that
 * arrived or was lost, the first parcel refused at the door instead of sent back. Every other scan is kept for the timeline.
 */
export const reportTracking = (draft: CaseDraft, rules: CaseRules, scan: Scan): CommandRejected | null => {
  draft.record({ type: "parcel_tracked", trackingNo: scan.trackingNo, code: scan.code, trackedAt: scan.trackedAt });
  if (draft.state.end !== null) return null;
  const { returnParcel, replacementParcel } = draft.state;
  if (returnParcel?.trackingNo === scan.trackingNo) returnScanned(draft, rules, scan.code);
  else if (replacementParcel?.trackingNo === scan.trackingNo) replacementScanned(draft, rules, scan.code);
  else if (comesBack(scan.code)) firstParcelComesBack(draft, rules, scan.trackingNo);
  return null;
};

type Scan = { readonly trackingNo: string; readonly code: TrackingCode; readonly trackedAt: Instant };

const comesBack = (code: TrackingCode): boolean => code === "refused" || code === "returned_to_sender" || code === "intercepted";

const returnScanned = (draft: CaseDraft, rules: CaseRules, code: TrackingCode): void => {
  if (code === "picked_up") endOpen(draft, rules, "pickup", "handed_over");
  if (code === "lost") endOpen(draft, rules, "receive", "not_arrived");
};

const replacementScanned = (draft: CaseDraft, rules: CaseRules, code: TrackingCode): void => {
  if (code === "signed") endOpen(draft, rules, "reship", "delivered");
  if (code === "lost" || comesBack(code)) endOpen(draft, rules, "reship", "not_delivered");
};

/** Who refuses the goods at the door has sent them back. */
const firstParcelComesBack = (draft: CaseDraft, rules: CaseRules, trackingNo: string): void => {
  const { lines, steps } = draft.state;
  const parcel = rules.order.shipments.find(
    shipment =>
      shipment.trackingNo === trackingNo &&
      shipment.signedAt === null &&
      shipment.lines.some(part => lines.some(line => line.lineNo === part.lineNo)),
  );
  if (parcel === undefined || !steps.some(step => step.type === "drop_off" && step.status === "active")) return;
  nameParcel(draft, "return", parcel);
  endOpen(draft, rules, "drop_off", "handed_over");
};

const endOpen = (
  draft: CaseDraft,
  rules: CaseRules,
  type: "pickup" | "drop_off" | "receive" | "reship",
  outcome: "handed_over" | "not_arrived" | "delivered" | "not_delivered",
): void => {
  const step = activeStep(draft.state, candidate => candidate.type === type);
  if (step !== null) endStep(draft, rules, step, outcome, { automatic: { because: "tracking", rowId: null, overruledBy: "platform" } });
};

const nameParcel = (draft: CaseDraft, way: "return" | "replacement", { carrier, trackingNo }: Named): void =>
  draft.record({ type: "parcel_named", way, effectId: null, parcel: { carrier, trackingNo: trackingNo.trim(), sentAt: draft.at } });

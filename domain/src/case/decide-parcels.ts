import type { Instant } from "../kernel/time.ts";
import type { Role } from "../party/party.ts";
import { withdrawingCourier } from "./call-off-couriers.ts";
import { type CommandRejected, type ReturnFreightClaim, rejected } from "./case-command.ts";
import type { CaseRules } from "./case-rules.ts";
import { activeStep } from "./case-state.ts";
import { isPaidAsNotCome } from "./contradictions.ts";
import { collected } from "./decide-pickup.ts";
import type { CaseDraft } from "./draft.ts";
import { couriersOf } from "./evolve-couriers.ts";
import { heldStep } from "./give-address.ts";
import { nameParcel, passHeld } from "./name-parcel.ts";
import { onOpenStep } from "./on-open-step.ts";
import { COLLECTED_CODES, type NamedParcel, type ScanCode } from "./parcel.ts";
import { endStep } from "./plan.ts";
import { checkReturnFreight, stateReturnFreight } from "./return-freight.ts";
import type { Step, StepOutcome, StepType } from "./step.ts";
import { MAY_ACT_FOR } from "./who-may.ts";
import { goOnWithdrawing } from "./withdraw.ts";

/** The buyer has sent the goods; only a number that can be followed counts. Goods that had to be asked back travel at the cost of who kept them. */
export const handOver = (
  draft: CaseDraft,
  rules: CaseRules,
  { returnFreight, ...named }: NamedParcel & { readonly returnFreight?: ReturnFreightClaim },
): CommandRejected | null => {
  const held = heldStep(draft.state);
  if (held !== null) return sentUntold(draft, rules, held, named);
  // Who is tired of waiting for the courier may send the goods all the same; the courier is called off.
  const fetched = withdrawingCourier(draft.state) === null ? activeStep(draft.state, step => step.type === "pickup") : null;
  if (draft.state.end === null && fetched !== null) return sent(draft, rules, fetched, { returnFreight, ...named });
  const isAskedBack = activeStep(draft.state, step => step.type === "recover") !== null;
  return onOpenStep(draft, isAskedBack ? "recover" : "drop_off", step => {
    if (!isAskedBack) return sent(draft, rules, step, { returnFreight, ...named });
    if (named.trackingNo.trim() === "") return rejected("tracking_no_missing", draft.state);
    nameParcel(draft, "return", named);
    endStep(draft, rules, step, "goods_back");
    return null;
  });
};

const sent = (
  draft: CaseDraft,
  rules: CaseRules,
  step: Step,
  { returnFreight, ...named }: NamedParcel & { readonly returnFreight: ReturnFreightClaim | undefined },
): CommandRejected | null => {
  if (named.trackingNo.trim() === "") return rejected("tracking_no_missing", draft.state);
  const fault = returnFreight === undefined ? null : checkReturnFreight(draft.state, rules, returnFreight);
  if (fault !== null) return fault;
  nameParcel(draft, "return", named);
  if (returnFreight !== undefined) stateReturnFreight(draft, returnFreight);
  endStep(draft, rules, step, "handed_over");
  return null;
};

/** The buyer was told elsewhere where to send the goods: nobody need say it here any more. */
const sentUntold = (draft: CaseDraft, rules: CaseRules, held: Step, named: NamedParcel): CommandRejected | null => {
  if (!MAY_ACT_FOR.buyer.includes(draft.by.role)) return rejected("not_the_owner", draft.state, { step: held.type, role: draft.by.role });
  if (named.trackingNo.trim() === "") return rejected("tracking_no_missing", draft.state);
  nameParcel(draft, "return", named);
  passHeld(draft, rules, held);
  return null;
};

/**
 * A parcel that stood in a warehouse without a word is this case's: the case goes on as if its buyer had named it. Where goods are waited for under another
 * number, this one is the right one.
 */
export const matchParcel = (draft: CaseDraft, rules: CaseRules, named: NamedParcel): CommandRejected | null => {
  const { state } = draft;
  if (state.end !== null) return rejected("case_ended", state, { end: state.end });
  if (state.returnParcel?.trackingNo === named.trackingNo.trim()) return null;
  const held = heldStep(state);
  if (held !== null) {
    nameParcel(draft, "return", { ...named, seenAt: draft.at });
    passHeld(draft, rules, held);
    return null;
  }
  const step = activeStep(state, ({ type }) => WAITS_FOR_GOODS.has(type));
  if (step === null) return rejected("step_not_open", state, { step: "receive" });
  const isWithdrawing = withdrawingCourier(state) !== null;
  nameParcel(draft, "return", { ...named, seenAt: draft.at });
  if (step.type !== "receive") endStep(draft, rules, step, step.type === "recover" ? "goods_back" : "handed_over");
  if (isWithdrawing) goOnWithdrawing(draft, rules);
  return null;
};

export const WAITS_FOR_GOODS: ReadonlySet<StepType> = new Set(["drop_off", "pickup", "recover", "receive"]);

/**
 * Goods that are not accepted, or not ours, go back to the buyer, and that is all. Repaired ones go back too, and have to arrive; so do those a centre has
 * examined, at whichever of the two they belong to by its report.
 */
export const sendBack = (draft: CaseDraft, rules: CaseRules, named: NamedParcel): CommandRejected | null => {
  const arrives = activeStep(draft.state, step => HAS_TO_ARRIVE.has(step.type))?.type;
  return onOpenStep(draft, arrives ?? "return_to_buyer", step => {
    if (named.trackingNo.trim() === "") return rejected("tracking_no_missing", draft.state);
    nameParcel(draft, "replacement", named);
    if (arrives === undefined) endStep(draft, rules, step, "sent_back");
    return null;
  });
};

const HAS_TO_ARRIVE: ReadonlySet<StepType> = new Set(["ship_back", "forward"]);

/** Where the parcel is, from whoever has asked the carrier; a host's word counts as much once the platform's people look for it. */
export const reportTrace = (draft: CaseDraft, rules: CaseRules, finding: "arrived" | "lost" | "damaged"): CommandRejected | null => {
  const { state } = draft;
  if (state.end !== null) return rejected("case_ended", state, { end: state.end });
  const step = activeStep(state, ({ type }) => type === "trace");
  if (step === null) return rejected("step_not_open", state, { step: "trace" });
  draft.record({ type: "parcel_traced", effectId: null, finding });
  endStep(draft, rules, step, finding);
  return null;
};

/** The one who waits for the goods says that they came, or that they did not; a carrier's record may never say either. */
export const confirmArrival = (draft: CaseDraft, rules: CaseRules, arrived: boolean): CommandRejected | null => {
  const { state, by } = draft;
  if (state.end !== null) return rejected("case_ended", state, { end: state.end });
  const step = activeStep(state, ({ type }) => type in RECEIVER);
  if (step === null || state.replacementParcel === null) return rejected("step_not_open", state, { step: "reship" });
  if (isParty(by.role) && RECEIVER[step.type] !== by.role) return rejected("not_the_owner", state, { step: step.type, role: by.role });
  endStep(draft, rules, step, arrived ? "delivered" : "not_delivered");
  return null;
};

const RECEIVER: Readonly<Partial<Record<StepType, "buyer" | "seller">>> = { reship: "buyer", ship_back: "buyer", forward: "seller" };

/** Somebody at a desk writes down what either of them told. */
const isParty = (role: Role): boolean => role === "buyer" || role === "seller";

/**
 * A scan of a parcel of this case. It moves the plan only where a step waits for just this: a booked pickup that was made, a replacement that
 * arrived or was lost, the first parcel refused at the door instead of sent back. Every other scan is kept for the timeline.
 */
export const reportTracking = (draft: CaseDraft, rules: CaseRules, scan: Scan): CommandRejected | null => {
  const courier = couriersOf(draft.state).find(({ trackingNo }) => trackingNo === scan.trackingNo);
  const isWithdrawing = courier !== undefined && withdrawingCourier(draft.state)?.booking === courier.booking;
  draft.record({ type: "parcel_tracked", trackingNo: scan.trackingNo, code: scan.code, trackedAt: scan.trackedAt });
  if (draft.state.end !== null) {
    if (scan.code === "signed" && isOwnParcel(draft, rules, scan.trackingNo) && isPaidAsNotCome(draft.state))
      draft.record({ type: "order_facts_changed", toVersion: rules.order.sourceVersion, contradicts: ["signed_after_refund"] });
    return null;
  }
  if (courier !== undefined && COLLECTED_CODES.has(scan.code)) {
    collected(draft, rules, courier, { isWithdrawing, because: "tracking" });
    return null;
  }
  const { returnParcel, replacementParcel } = draft.state;
  if (returnParcel?.trackingNo === scan.trackingNo) returnScanned(draft, rules, scan.code);
  else if (replacementParcel?.trackingNo === scan.trackingNo) replacementScanned(draft, rules, scan.code);
  else firstParcelScanned(draft, rules, scan);
  return null;
};

type Scan = { readonly trackingNo: string; readonly code: ScanCode; readonly trackedAt: Instant };

const comesBack = (code: ScanCode): boolean => code === "refused" || code === "returned_to_sender" || code === "intercepted";

const returnScanned = (draft: CaseDraft, rules: CaseRules, code: ScanCode): void => {
  if (code === "picked_up") endOpen(draft, rules, "pickup", "handed_over");
  if (code === "lost") endOpen(draft, rules, "receive", "not_arrived");
};

const replacementScanned = (draft: CaseDraft, rules: CaseRules, code: ScanCode): void => {
  const outcome = code === "signed" ? "delivered" : code === "lost" || comesBack(code) ? "not_delivered" : null;
  if (outcome === null) return;
  endOpen(draft, rules, "reship", outcome);
  endOpen(draft, rules, "ship_back", outcome);
  endOpen(draft, rules, "forward", outcome);
};

/** The buyer's own parcel moves again, or will not any more. One that comes back is lost to the buyer. */
const firstParcelScanned = (draft: CaseDraft, rules: CaseRules, { trackingNo, code }: Scan): void => {
  if (comesBack(code)) firstParcelComesBack(draft, rules, trackingNo);
  const finding = code === "signed" ? "arrived" : code === "lost" || comesBack(code) ? "lost" : code === "damaged" ? "damaged" : null;
  if (finding !== null && isOwnParcel(draft, rules, trackingNo)) endOpen(draft, rules, "trace", finding);
};

const isOwnParcel = ({ state }: CaseDraft, { order }: CaseRules, trackingNo: string): boolean =>
  order.shipments.some(
    shipment => shipment.trackingNo === trackingNo && shipment.lines.some(part => state.lines.some(line => line.lineNo === part.lineNo)),
  );

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
  nameParcel(draft, "return", { ...parcel, seenAt: draft.at });
  endOpen(draft, rules, "drop_off", "handed_over");
};

const endOpen = (draft: CaseDraft, rules: CaseRules, type: StepType, outcome: StepOutcome): void => {
  const step = activeStep(draft.state, candidate => candidate.type === type);
  if (step !== null) endStep(draft, rules, step, outcome, { automatic: { because: "tracking", rowId: null, overruledBy: "platform" } });
};

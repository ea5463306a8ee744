import { addMs, HOUR_MS, type Instant } from "../kernel/time.ts";
import { type LighterWith, lighterWith } from "../order/parcel-weight.ts";
import type { Hit } from "../policy/compile-table.ts";
import type { EvaluationContext, RecordVoice } from "./evaluation-context.ts";
import { hoursLate } from "./line-context.ts";
import type { RefundOnlyKind, ServiceType } from "./service-type.ts";
import { ask, holdsText, type StagePack, textOf, wholeOf, wholeOrNull, wordOf } from "./stage.ts";
import { isInWindow, type LineTerms, type ReasonWindow, WINDOW_STARTS, type WindowTerms } from "./windows.ts";

export const EVIDENCE_SETS = [
  "none",
  "agreement",
  "photos",
  "video",
  "snapshot",
  "scale",
  "whereabouts",
  "brand",
  "test",
  "fresh_photos",
  "date_photo",
  "medical",
  "official",
  "call_log",
] as const;

/** What makes a claim a matter for people and never for a machine alone (policy.md G-10), or lifts its severity. */
export const SENSITIVITIES = [
  "none",
  "injury",
  "food_poisoning",
  "minor",
  "privacy",
  "safety",
  "punitive",
  "crime",
  "regulator",
  "media",
  "lawsuit",
] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** Which of the records we hold bears on the claim. */
export const RECORDS = ["none", "system", "not_shipped_in_time", "not_arrived", "stalled", "refused", "damaged", "lighter"] as const;

export const WINDOW_UNITS = ["hours", "days", "months", "years"] as const;
export const NO_PROMISE = "none";

/** `return_refund`, or with its kind `refund_only.pre_ship`: how a reason names what it may ask for. */
export const typeKey = (type: ServiceType, kind: RefundOnlyKind | null): string => (kind === null ? type : `${type}.${kind}`);

/** The claimed reason as the pack knows it, with its window and what the records say of it put into the context. */
export const lookUpReason = (
  pack: StagePack,
  context: EvaluationContext,
  at: Instant,
  terms: LineTerms,
): { readonly reason: Hit; readonly evidence: Hit } => {
  const reason = ask(pack, "reasons", context);
  context.reason = reason.outputs;
  context.line.inReasonWindow = isInWindow(windowOf(reason), promisedDays(reason, context), at, termsFor(reason, terms));
  const limits = ask(pack, "tracking_limits", context);
  context.line.gapLimitHours = wholeOf(limits, "gapHours");
  context.line.lighterWith = weighed(limits, context.line.no, terms.terms);
  promiseShipping(context.line, wholeOrNull(limits, "shipHours"), at, terms.terms);
  context.line.record = recordVoice(wordOf(reason, "record", RECORDS), context);
  const evidence = ask(pack, "evidence", context);
  context.request.evidenceComplete = isEvidenceComplete(evidence, context);
  return { reason, evidence };
};

/** A pack that does not say how far scales differ does not go by weights. */
const weighed = (limits: Hit, lineNo: number, { order }: WindowTerms): LighterWith => {
  const [grams, basisPoints] = [wholeOrNull(limits, "lighterGrams"), wholeOrNull(limits, "lighterBasisPoints")];
  return grams === null || basisPoints === null ? "unknown" : lighterWith(order, lineNo, { grams, basisPoints });
};

/** Who said nothing of when the goods go out has promised what the pack says, from the payment. */
const promiseShipping = (
  line: EvaluationContext["line"],
  hours: number | null,
  at: Instant,
  { order: { paidAt }, goods }: WindowTerms,
): void => {
  if (line.shipPromiseHours !== null || hours === null || paidAt === null) return;
  line.shipPromiseHours = hours;
  line.hoursLate = hoursLate(addMs(paidAt, hours * HOUR_MS), goods, at);
};

/** T-7: what a fault gives runs as the guarantee does, and what its repair gives runs from that (3B-7); all else from the sign-off. */
export const termsFor = (reason: Hit, { terms, guarantee }: LineTerms): WindowTerms =>
  reason.outputs["ground"] === "quality" ? guarantee : reason.outputs["windowFrom"] === "repair" ? { ...guarantee, repairs: [] } : terms;

export const windowOf = (hit: Hit): ReasonWindow => ({
  from: wordOf(hit, "windowFrom", WINDOW_STARTS),
  amount: wholeOf(hit, "windowAmount"),
  unit: wordOf(hit, "windowUnit", WINDOW_UNITS),
});

/** Days of the promise that makes this reason's window longer, where it was made. */
export const promisedDays = (hit: Hit, { line }: EvaluationContext): number | null => {
  const kind = textOf(hit, "windowPromise");
  const values: Readonly<Record<string, number | null>> = line.promiseValue;
  return kind === NO_PROMISE ? null : (values[kind] ?? null);
};

export const allowsType = (hit: Hit, type: ServiceType, kind: RefundOnlyKind | null): boolean =>
  holdsText(hit, "types", typeKey(type, kind));

/** A video shows more than photos do, so it stands for them (policy.md §5.7). */
const isEvidenceComplete = (needed: Hit, { request: { evidence } }: EvaluationContext): boolean =>
  (evidence.photo >= wholeOf(needed, "photos") || evidence.video > wholeOf(needed, "videos")) &&
  evidence.video >= wholeOf(needed, "videos") &&
  evidence.document >= wholeOf(needed, "documents");

const recordVoice = (record: (typeof RECORDS)[number], { line }: EvaluationContext): RecordVoice => {
  switch (record) {
    case "none":
      return "silent";
    case "system":
      return "agrees";
    case "not_shipped_in_time":
      return line.hoursLate > 0 ? "agrees" : "contradicts";
    case "not_arrived":
      if (line.state === "lost" || line.state === "refused") return "agrees";
      return line.state === "delivered" ? "contradicts" : stalled(line);
    case "stalled":
      return line.state === "delivered" ? "contradicts" : stalled(line);
    case "refused":
      return line.state === "refused" ? "agrees" : line.state === "delivered" ? "contradicts" : "silent";
    case "damaged":
      return line.custody === "unknown" || line.custody === "buyer" || line.state === "lost" ? "silent" : "agrees";
    case "lighter":
      return LOST_ON_THE_WAY.includes(line.lighterWith) ? "agrees" : "silent";
  }
};

/** What grows lighter at the buyer's is no record of ours; a parcel that kept its weight may have been packed short. */
const LOST_ON_THE_WAY: readonly LighterWith[] = ["seller", "carrier_out", "pickup_point"];

/** No scan for longer than parcels to this region may go without one. */
const stalled = ({ hoursSinceTracking, gapLimitHours }: EvaluationContext["line"]): RecordVoice =>
  hoursSinceTracking !== null && hoursSinceTracking >= gapLimitHours ? "agrees" : "silent";

import type { Recorded } from "@amends/domain/case/case-event";
import type { EvidenceItem } from "@amends/domain/intake/case-facts";
import type { AccountId, TextId } from "@amends/domain/kernel/ids";
import type { Actor, Role } from "@amends/domain/party/party";

/** An event as one reader is shown it: what of it is theirs to know, and the text somebody wrote, if it may be read. */
export type ShownEvent = Pick<Recorded, "seq" | "at" | "type"> & {
  /** The id is null where the reader may know the role but not the person. */
  readonly by: { readonly role: Role; readonly id: string | null };
  readonly data: Readonly<Record<string, unknown>>;
  readonly text: string | null;
};

export type Audience = "staff" | "seller" | "buyer";

export const audienceOf = (role: Role): Audience => (role === "buyer" || role === "seller" ? role : "staff");

/** The text an event names, where it names one. */
export const textIdOf = (event: Recorded): TextId | null => {
  if (event.type === "note_added") return event.textId;
  if (event.type === "cause_judged" || event.type === "judgement_objected" || event.type === "file_assessed") return event.text.textId;
  return event.type === "case_filed" ? (event.statementTextId ?? null) : null;
};

/**
 * The history as a reader sees it. Staff see every event whole. Buyer and seller see what happened between them: no internal note, no call to a partner
 * and its answer, no sharing of costs, and of a person at a desk only the role.
 */
export const showTimeline = (
  events: readonly Recorded[],
  audience: Audience,
  textOf: (textId: TextId) => string | null,
  nameOf: (accountId: AccountId) => string | null,
): readonly ShownEvent[] =>
  events.flatMap((event): readonly ShownEvent[] => {
    const part = dataFor(event, audience);
    if (part === null) return [];
    const data = event.type === "handler_named" ? { ...part, name: nameOf(event.accountId) } : part;
    const { seq, at, type } = event;
    const textId = textIdOf(event);
    return [{ seq, at, type, by: actorFor(event.by, audience), data, text: textId === null ? null : textOf(textId) }];
  });

/** Outside, a person at a desk is their role. */
export const actorFor = (by: Actor, audience: Audience): ShownEvent["by"] =>
  audience === "staff" || NAMED.has(by.role) ? by : { role: by.role, id: null };

const NAMED: ReadonlySet<Role> = new Set<Role>(["buyer", "seller", "system"]);

const dataFor = (event: Recorded, audience: Audience): ShownEvent["data"] | null => {
  if (audience === "staff") return wholeOf(event);
  return audience === "buyer" && NOT_FOR_BUYERS.has(event.type) ? null : partOf(event);
};

/** Who is at fault among those behind the counter is for them; what follows for the buyer stands in the case. */
const NOT_FOR_BUYERS: ReadonlySet<Recorded["type"]> = new Set([
  "reason_judged",
  "cause_judged",
  "judgement_objected",
  "cause_left_open",
  "borne_by_platform",
  "loss_proved",
  "grant_proposed",
  "hand_payment_recorded",
]);

const wholeOf = ({ seq: _seq, at: _at, by: _by, type: _type, ...data }: Recorded): ShownEvent["data"] => data;

/** Field by field: what a new event type holds is shown to nobody outside until somebody has thought about it. */
const partOf = (event: Recorded): ShownEvent["data"] | null => {
  switch (event.type) {
    case "case_filed":
      return {
        reason: event.case.claimedReason,
        lines: event.lines.map(({ lineNo, quantity }) => ({ lineNo, quantity })),
        evidence: (event.evidence ?? []).map(shownItem),
        contestsRefusal: event.contestsRefusal,
      };
    case "case_decided":
      return { outcome: event.outcome, promisedLines: event.promisedLines };
    case "plan_amended":
      return { reason: event.reason };
    case "step_started":
      return { stepNo: event.stepNo, dueAt: event.dueAt, onTimeout: event.onTimeout };
    case "times_extended":
      return { zh: event.zh, en: event.en, untilAt: event.untilAt };
    case "extension_withdrawn":
      return {};
    case "step_paused":
      return { stepNo: event.stepNo, reason: event.reason };
    case "step_resumed":
      return { stepNo: event.stepNo };
    case "step_ended":
      return { stepNo: event.stepNo, outcome: event.outcome, automatic: event.automatic, code: event.code };
    case "offer_made":
      return {
        offerNo: event.offer.offerNo,
        amountMinor: event.offer.amountMinor,
        keepGoods: event.offer.keepGoods,
        benefits: event.offer.benefits,
        freight: event.offer.freight,
      };
    case "freight_agreed":
      return { ruleId: event.ruleId, freight: event.freight };
    case "refund_revised":
      return { because: event.because, promisedLines: event.promisedLines };
    case "money_returned":
      return { tenderNo: event.tenderNo, amountMinor: event.amountMinor };
    case "money_collected":
      return { amountMinor: event.amountMinor };
    case "buyer_debt_due":
      return { amountMinor: event.amountMinor, reminder: event.reminder };
    case "benefit_granted":
      return { benefitNo: event.benefitNo };
    case "visit_booked":
      return { slotAt: event.slotAt };
    case "unit_lent":
      return { loan: event.loan };
    case "repair_quoted":
      return { amountMinor: event.amountMinor };
    case "repair_reported":
      return { result: event.result, parts: event.parts };
    case "parcel_traced":
      return { finding: event.finding };
    case "parcel_named":
      return { way: event.way, carrier: event.parcel.carrier, trackingNo: event.parcel.trackingNo };
    case "parcel_corrected":
      return { was: event.was, carrier: event.carrier, trackingNo: event.trackingNo };
    case "return_freight_stated":
      return { amountMinor: event.amountMinor, paidBy: event.paidBy };
    case "parcel_tracked":
      return { trackingNo: event.trackingNo, code: event.code, trackedAt: event.trackedAt };
    case "withdrawal_asked":
    case "pickup_cancelled":
      return {};
    case "pickup_not_cancelled":
      return { code: event.code };
    case "late_goods_accepted":
      return { carrier: event.carrier, trackingNo: event.trackingNo, lines: event.lines };
    case "goods_received":
    case "goods_inspected":
      return { stepNo: event.stepNo, lines: event.lines };
    case "reason_judged":
      return { judgedReason: event.judgedReason };
    case "cause_judged": {
      const { judgedReason, rootCause, liability, freight, answersObjection } = event;
      return { judgedReason, rootCause, liability, freight, answersObjection };
    }
    case "judgement_objected":
      return { answerBy: event.answerBy };
    case "cause_left_open":
      return { floor: event.floor, inward: event.inward };
    case "borne_by_platform":
      return { ruleId: event.ruleId, explanation: event.explanation, amountMinor: event.amountMinor };
    case "loss_proved":
      return { lossMinor: event.lossMinor, shares: event.shares };
    case "grant_proposed":
    case "hand_payment_recorded":
      return null;
    case "evidence_requested": {
      const { stepNo: _stepNo, ...asked } = event.request;
      return asked;
    }
    case "return_address_asked":
      return { of: event.step.owner, receiver: event.receiver };
    case "return_address_corrected":
      return { stepNo: event.stepNo, dueAt: event.dueAt };
    case "evidence_added":
      return { items: event.items.map(shownItem) };
    case "consent_withdrawn":
      return { fileId: event.fileId };
    case "file_assessed":
      return { fileId: event.fileId, finding: event.finding };
    case "note_added":
      return event.visibleTo === "everyone" ? {} : null;
    case "batch_joined":
      return { batchId: event.batchId };
    case "handler_named":
      return { promisedAt: event.promisedAt };
    case "case_ended":
      return { end: event.end, reason: event.reason };
    case "effect_asked":
    case "effect_done":
    case "effect_refused":
    case "repair_ordered":
    case "stock_reserved":
    case "stock_released":
    case "step_escalated":
    case "step_climbed":
    case "severity_changed":
    case "attention_cleared":
    case "recovery_wanted":
    case "order_facts_changed":
      return null;
  }
};

const shownItem = ({ fileId, kind, consent, shows }: EvidenceItem): ShownEvent["data"] => ({
  fileId,
  kind,
  ...(shows === undefined ? {} : { shows }),
  ...(consent === undefined ? {} : { consent }),
});

import { PARTIES, type Party } from "@amends/domain/party/party";
import { formatAmount } from "@amends/ui/format/amount";
import type { Language } from "@amends/ui/words/language";
import type { ConsoleWords } from "../../words/console-words.ts";
import type { CaseDetail } from "./api/get-case.ts";

type TimelineEvent = CaseDetail["timeline"][number];
export const STREAMS = ["message", "decision", "parcel", "money"] as const;
export type Stream = (typeof STREAMS)[number];
/** `quote`: what a person wrote beside it, word for word. */
export type EventWords = { readonly text: string; readonly stream: Stream | "plan"; readonly quote?: string | null };

/** One event as one line. An event this version does not know is shown by its name rather than hidden. */
export const eventWords = (event: TimelineEvent, shown: CaseDetail, words: ConsoleWords, language: Language): EventWords => {
  const { data } = event;
  const say = words.event;
  const step = (): string => shown.steps.find(({ stepNo }) => stepNo === data["stepNo"])?.title[language] ?? "";
  const outcome = (): string => words.outcome_[textOf(data["outcome"])] ?? textOf(data["outcome"]);
  const asked = (): string => {
    const request = shown.timeline.find(({ type, data: of }) => type === "effect_asked" && of["effectId"] === data["effectId"]);
    return request === undefined ? "" : nameOf(words.partner.asked, textOf(request.data["kind"]));
  };
  const money = (minor: unknown): string => formatAmount({ amountMinor: BigInt(Number(minor ?? 0)), currency: shown.refund.currency });
  const sideOf = (side: unknown): string => say.of[textOf(side)] ?? textOf(side);
  switch (event.type) {
    case "case_filed":
      return { text: `${say.case_filed}${say.because(reasonWords(shown.reason, shown, language))}`, stream: "message", quote: event.text };
    case "case_decided":
      return { text: say.case_decided(say.decided[textOf(data["outcome"])] ?? textOf(data["outcome"])), stream: "decision" };
    case "plan_amended":
      return { text: say.plan_amended, stream: "plan" };
    case "step_started":
      return { text: say.step_started(step()), stream: "plan" };
    case "step_ended":
      return { text: say.step_ended(step(), `${outcome()}${because(data["code"], words)}`), stream: "decision" };
    case "step_climbed":
      return { text: say.step_climbed(step(), say.climb[textOf(data["action"])] ?? textOf(data["action"])), stream: "decision" };
    case "step_paused":
      return { text: say.step_paused(step()), stream: "decision" };
    case "step_resumed":
      return { text: say.step_resumed(step()), stream: "decision" };
    case "times_extended":
      return { text: textOf(data[language]), stream: "plan" };
    case "extension_withdrawn":
      return { text: say.extension_withdrawn, stream: "plan" };
    case "severity_changed":
      return { text: say.severity_changed(textOf(data["from"]).toUpperCase(), textOf(data["to"]).toUpperCase()), stream: "decision" };
    case "step_escalated":
      return { text: say.step_escalated(step()), stream: "decision" };
    case "offer_made":
      return {
        text: say.offer_made(money(recordOf(data["offer"])["amountMinor"]), recordOf(data["offer"])["keepGoods"] === true),
        stream: "decision",
      };
    case "freight_agreed": {
      const freight = recordOf(data["freight"]);
      return {
        text: say.freight_agreed(sideOf(freight["outbound"]), sideOf(freight["return"]), data["ruleId"] === "F-1"),
        stream: "decision",
      };
    }
    case "refund_revised":
      return { text: say.refund_revised(money(promisedOf(data["promisedLines"]))), stream: "money" };
    case "effect_asked":
      return { text: say.effect_asked(nameOf(words.partner.asked, textOf(data["kind"]))), stream: "plan" };
    case "effect_done":
      return { text: say.effect_done(asked()), stream: "plan" };
    case "effect_refused":
      return { text: say.effect_refused(asked(), nameOf(words.partner.refusal, textOf(data["code"]))), stream: "plan" };
    case "money_returned":
      return { text: say.money_returned(money(data["amountMinor"])), stream: "money" };
    case "money_collected":
      return { text: say.money_collected(money(data["amountMinor"])), stream: "money" };
    case "buyer_debt_due":
      return { text: (data["reminder"] === 0 ? say.buyer_debt_due : say.buyer_debt_reminded)(money(data["amountMinor"])), stream: "money" };
    case "stock_reserved":
      return { text: say.stock_reserved, stream: "parcel" };
    case "stock_released":
      return { text: say.stock_released, stream: "parcel" };
    case "parcel_named": {
      // A seller is shown the parcel without what else the event holds.
      const parcel = "parcel" in data ? recordOf(data["parcel"]) : data;
      return { text: say.parcel_named(textOf(parcel["carrier"]), textOf(parcel["trackingNo"])), stream: "parcel" };
    }
    case "parcel_corrected":
      return {
        text: say.parcel_corrected(textOf(recordOf(data["was"])["trackingNo"]), textOf(data["carrier"]), textOf(data["trackingNo"])),
        stream: "parcel",
      };
    case "parcel_tracked":
      return {
        text: say.parcel_tracked(textOf(data["trackingNo"]), words.tracking[textOf(data["code"])] ?? textOf(data["code"])),
        stream: "parcel",
      };
    case "benefit_granted":
      return { text: say.benefit_granted, stream: "money" };
    case "parcel_traced":
      return { text: say.parcel_traced(words.outcome_[textOf(data["finding"])] ?? textOf(data["finding"])), stream: "parcel" };
    case "repair_ordered":
      return { text: say.repair_ordered, stream: "plan" };
    case "visit_booked":
      return { text: say.visit_booked, stream: "plan" };
    case "repair_quoted":
      return { text: say.repair_quoted(money(data["amountMinor"])), stream: "money" };
    case "repair_reported":
      return { text: say.repair_reported(words.outcome_[textOf(data["result"])] ?? textOf(data["result"])), stream: "decision" };
    case "unit_lent": {
      const loan = recordOf(data["loan"]);
      return { text: say.unit_lent(textOf(loan["unitRef"]), money(loan["worthMinor"])), stream: "parcel" };
    }
    case "return_freight_stated":
      return { text: say.return_freight_stated(money(data["amountMinor"])), stream: "money" };
    case "recovery_wanted":
      return { text: say.recovery_wanted, stream: "decision" };
    case "attention_cleared":
      return { text: say.attention_cleared, stream: "plan" };
    case "goods_received":
      return { text: say.goods_received, stream: "parcel" };
    case "goods_inspected":
      return { text: say.goods_inspected, stream: "parcel" };
    case "withdrawal_asked":
      return { text: say.withdrawal_asked, stream: "message" };
    case "pickup_cancelled":
      return { text: say.pickup_cancelled, stream: "parcel" };
    case "pickup_not_cancelled":
      return { text: say.pickup_not_cancelled(nameOf(words.partner.refusal, textOf(data["code"]))), stream: "parcel" };
    case "late_goods_accepted":
      return { text: say.late_goods_accepted(textOf(data["trackingNo"]), piecesOf(data["lines"])), stream: "parcel" };
    case "reason_judged":
      return { text: say.reason_judged(reasonWords(textOf(data["judgedReason"]), shown, language)), stream: "decision" };
    case "cause_judged": {
      const party = words.party[partyOf(recordOf(data["liability"])["outward"])];
      return {
        text: say.cause_judged(causeWords(textOf(data["rootCause"]), shown, language), party),
        stream: "decision",
        quote: event.text,
      };
    }
    case "judgement_objected":
      return { text: say.judgement_objected, stream: "message", quote: event.text };
    case "cause_left_open":
      return { text: say.cause_left_open, stream: "decision" };
    case "borne_by_platform":
      return { text: say.borne_by_platform(money(data["amountMinor"]), textOf(recordOf(data["explanation"])[language])), stream: "money" };
    case "loss_proved":
      return { text: say.loss_proved(money(data["lossMinor"])), stream: "decision" };
    case "hand_payment_recorded":
      return { text: say.hand_payment_recorded(money(data["amountMinor"]), textOf(data["gatewayRef"])), stream: "money" };
    case "grant_proposed":
      return { text: say.grant_proposed(money(data["onTopMinor"])), stream: "decision" };
    case "evidence_requested": {
      const { of } = "request" in data ? recordOf(data["request"]) : data;
      return { text: say.evidence_requested(say.of[textOf(of)] ?? textOf(of)), stream: "message" };
    }
    case "return_address_asked": {
      const owner = textOf("step" in data ? recordOf(data["step"])["owner"] : data["of"]);
      return { text: say.return_address_asked(say.of[owner] ?? owner), stream: "plan" };
    }
    case "return_address_corrected":
      return { text: say.return_address_corrected, stream: "plan" };
    case "evidence_added":
      return { text: say.evidence_added(Array.isArray(data["items"]) ? data["items"].length : 0), stream: "message" };
    case "file_assessed":
      return {
        text: say.file_assessed(
          say.finding[textOf(recordOf(data["finding"])["because"])] ?? say.finding[textOf(recordOf(data["finding"])["kind"])] ?? "",
        ),
        stream: "decision",
        quote: event.text,
      };
    case "consent_withdrawn":
      return { text: say.consent_withdrawn, stream: "message" };
    case "note_added":
      return { text: event.text ?? say.note_erased, stream: "message" };
    case "batch_joined":
      return { text: say.batch_joined, stream: "decision" };
    case "order_facts_changed":
      return { text: say.order_facts_changed, stream: "plan" };
    case "handler_named":
      return { text: say.handler_named(textOf(data["name"])), stream: "message" };
    case "case_ended":
      return { text: say.case_ended(nameOf(words.phase, textOf(data["end"]))), stream: "decision" };
    default:
      return { text: event.type, stream: "plan" };
  }
};

/** In the words of the row that spoke; the code alone where the case shows no such row. */
export const reasonWords = (reason: string, { explanation }: Pick<CaseDetail, "explanation">, language: Language): string =>
  explanation.find(({ stage, rowId }) => stage === "reasons" && rowId === reason)?.[language] ?? reason;

const causeWords = (cause: string, { judgement, explanation }: CaseDetail, language: Language): string =>
  (judgement?.cause === cause ? judgement : explanation.find(({ rowId }) => rowId === cause))?.[language] ?? cause;

/** Why somebody refused; a gateway's own code is said with the effect it refused. */
const because = (code: unknown, { rejection, event }: ConsoleWords): string => {
  const reasons: Readonly<Record<string, string>> = rejection;
  const reason = reasons[textOf(code)];
  return reason === undefined ? "" : event.because(reason);
};

const partyOf = (value: unknown): Party => PARTIES.find(party => party === value) ?? "none";
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const nameOf = (names: Readonly<Record<string, string>>, key: string): string => names[key] ?? key;
const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
const promisedOf = (lines: unknown): number =>
  Array.isArray(lines) ? lines.reduce<number>((sum, line) => sum + Number(recordOf(line)["promisedMinor"] ?? 0), 0) : 0;
const piecesOf = (lines: unknown): number =>
  Array.isArray(lines)
    ? lines.reduce<number>((sum, line) => {
        const { good, damaged } = recordOf(recordOf(line)["inspection"]);
        return sum + Number(good ?? 0) + Number(damaged ?? 0);
      }, 0)
    : 0;

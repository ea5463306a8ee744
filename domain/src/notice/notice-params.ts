import type { Recorded } from "../case/case-event.ts";
import type { Currency } from "../kernel/money.ts";
import type { NoticeParam, NoticeParams } from "./notice.ts";

export type NoticedCase = {
  readonly shortNo: string;
  readonly currency: Currency;
  /** What the person who took the case over is called, where the event names one. */
  readonly handlerName: string | null;
};

const text = (value: string): NoticeParam => ({ kind: "text", text: value });

/** What the texts about an event may speak of. Numbers of parcels and cases, times and sums: nothing that names a buyer. */
export const noticeParams = (event: Recorded, { shortNo, currency, handlerName }: NoticedCase): NoticeParams => ({
  shortNo: text(shortNo),
  ...ofEvent(event, currency, handlerName),
});

const ofEvent = (event: Recorded, currency: Currency, handlerName: string | null): NoticeParams => {
  const amount = (amountMinor: bigint): NoticeParam => ({ kind: "amount", amountMinor, currency });
  switch (event.type) {
    case "step_started":
      return {
        ...(event.dueAt === null ? {} : { due: { kind: "moment", at: event.dueAt } }),
        ...(event.onTimeout === null ? {} : { otherwise: { kind: "word", word: `otherwise.${event.onTimeout}` } }),
      };
    case "offer_made":
      return { amount: amount(event.offer.amountMinor) };
    case "money_returned":
    case "money_collected":
    case "buyer_debt_due":
    case "repair_quoted":
      return { amount: amount(event.amountMinor) };
    case "refund_revised":
      return { amount: amount(event.promisedLines.reduce((sum, { promisedMinor }) => sum + promisedMinor, 0n)) };
    case "visit_booked":
      return { due: { kind: "moment", at: event.slotAt } };
    case "parcel_named":
      return { carrier: text(event.parcel.carrier), trackingNo: text(event.parcel.trackingNo) };
    case "handler_named":
      return {
        ...(handlerName === null ? {} : { name: text(handlerName) }),
        ...(event.promisedAt === null ? {} : { due: { kind: "moment", at: event.promisedAt } }),
      };
    case "case_ended":
      return event.reason === null ? {} : { reason: { kind: "word", word: `ended.${event.reason}` } };
  }
  return {};
};

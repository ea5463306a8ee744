import { mayBookAgain } from "./buyer-actions.ts";
import type { CaseDetail } from "./money-words.ts";

export type CourierNews = "missed" | "overdue" | "withdrawing" | "cancelled" | "collected" | "notCancelled";

/** What the buyer is told of a courier who does not come as was said; null while one is waited for as booked, or none ever was. */
export const courierNews = ({ courier, timeline }: Pick<CaseDetail, "courier" | "timeline">, now: number): CourierNews | null => {
  if (courier !== null) {
    if (courier.isWithdrawing) return "withdrawing";
    if (courier.isMissed) return "missed";
    return mayBookAgain(courier, now) ? "overdue" : null;
  }
  const last = timeline.findLast(({ type }) => type === "pickup_cancelled" || type === "pickup_not_cancelled");
  if (last === undefined) return null;
  if (last.type === "pickup_cancelled") return "cancelled";
  return last.data["code"] === "already_collected" ? "collected" : "notCancelled";
};

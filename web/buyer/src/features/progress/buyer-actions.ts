import { COMPENSATION_TENDER_NO } from "@amends/domain/case/effect";
import type { CaseDetail } from "./money-words.ts";

/** What a buyer may do about a case right now. The first is the page's one primary action; withdrawing is always the quietest. */
export type BuyerAction =
  | "provide_evidence"
  | "show_disposal"
  | "answer_offer"
  | "answer_quote"
  | "hand_over"
  | "pay_difference"
  | "pay_debt"
  | "take_compensation"
  | "request_pickup"
  | "book_again"
  | "confirm_arrival"
  | "confirm_solution"
  | "withdraw";

const ENDED: readonly CaseDetail["phase"][] = ["resolved", "rejected", "withdrawn", "closed"];

/** Read off the steps that wait for the buyer. Whether the case lets it happen is the server's word; this only decides what is offered. */
export const buyerActions = (shown: CaseDetail, now: number, inWechat = false): readonly BuyerAction[] => {
  const { phase, steps, offer, repair, evidenceAsked, replacementParcel, courier } = shown;
  const owed: readonly BuyerAction[] = shown.collect?.owing === true && owesMoney(shown) ? ["pay_debt"] : [];
  if (ENDED.includes(phase)) return owed;
  const waiting = new Set(steps.filter(({ status, owner }) => status === "active" && owner === "buyer").map(({ type }) => type));
  const running = new Set(steps.filter(({ status }) => status === "active").map(({ type }) => type));
  const actions: BuyerAction[] = waiting.has("collect") ? [] : [...owed];
  if (waiting.has("collect") && owesMoney(shown)) actions.push("pay_difference");
  if (inWechat && (running.has("compensate") || running.has("refund")) && isCompensated(shown)) actions.push("take_compensation");
  if (waiting.has("collect_evidence") && evidenceAsked !== null) actions.push("provide_evidence");
  if (waiting.has("offer") && offer !== null) actions.push("answer_offer");
  if (waiting.has("dispose")) actions.push("show_disposal");
  if (waiting.has("quote") && repair.quoted !== null) actions.push("answer_quote");
  if (waiting.has("follow_up")) actions.push("confirm_solution");
  if ((running.has("reship") || running.has("ship_back")) && replacementParcel !== null) actions.push("confirm_arrival");
  if (waiting.has("drop_off")) actions.push("hand_over", "request_pickup");
  else if (waiting.has("recover")) actions.push("hand_over");
  // The carrier is being asked whether the request can still be taken back: until it answers there is nothing else to do.
  if (courier?.isWithdrawing === true) return actions;
  if (running.has("pickup"))
    actions.push(...(courier !== null && mayBookAgain(courier, now) ? (["book_again"] as const) : []), "hand_over");
  if (!running.has("refund") && !running.has("inspect")) actions.push("withdraw");
  return actions;
};

/** The courier did not come: the carrier says so, or the time that was booked is over. */
export const mayBookAgain = ({ isMissed, overdueAt }: NonNullable<CaseDetail["courier"]>, now: number): boolean =>
  isMissed || (overdueAt !== null && overdueAt <= now);

/** A courier is waited for as booked: whatever else can be done, nothing has to be. */
export const isCourierComing = ({ courier }: Pick<CaseDetail, "courier">, now: number): boolean =>
  courier !== null && !courier.isWithdrawing && !mayBookAgain(courier, now);

const owesMoney = ({ collect }: CaseDetail): boolean => collect !== null && collect.amount.amountMinor > collect.collected.amountMinor;

/** Money on top of what was paid travels by a transfer, which some gateways let the buyer take themselves. */
const isCompensated = ({ refunds }: CaseDetail): boolean =>
  refunds.some(
    ({ tenderNo, methodKind, promised, refunded }) =>
      tenderNo === COMPENSATION_TENDER_NO && methodKind === "wallet" && refunded.amountMinor < promised.amountMinor,
  );

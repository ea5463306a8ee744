import type { Instant } from "../kernel/time.ts";
import type { LineGoods } from "../order/goods-state.ts";
import type { OrderFacts, OrderLine, SevenDayFacts, Shipment, TrackingEvent } from "../order/order-facts.ts";
import type { CaseFacts, FiledLine, FilingRequest } from "./case-facts.ts";
import type { LineContext } from "./evaluation-context.ts";
import { piecesState } from "./pieces-state.ts";
import { promisesOf } from "./promise-context.ts";
import { daysBetween, hoursBetween, isInSevenDayWindow, SEVEN_DAYS, type WindowTerms } from "./windows.ts";

export const lineContext = (
  { at, operation, order }: CaseFacts,
  line: OrderLine,
  filed: FiledLine,
  { serviceType, refundOnlyKind }: Pick<FilingRequest, "serviceType" | "refundOnlyKind">,
  terms: WindowTerms,
): LineContext => {
  const { goods } = terms;
  const promised = promisesOf(order, line);
  const last = lastEventOf(order, line.lineNo);
  return {
    no: line.lineNo,
    state: piecesState(goods, filed.quantity, serviceType, refundOnlyKind),
    received: filed.goodsReceived,
    category: line.category,
    department: departmentOf(line.category),
    goods: line.goods,
    condition: filed.condition,
    damageBasisPoints: filed.damageBasisPoints,
    quantity: filed.quantity,
    wholeLine: filed.quantity === line.quantity,
    sevenDayClass: line.sevenDay.class,
    confirmed: isConfirmed(line.sevenDay, line.skuId),
    inSevenDayWindow: isInSevenDayWindow(Math.max(SEVEN_DAYS, promised.promiseValue.longer_return ?? 0), at, terms),
    inReasonWindow: true,
    daysSinceSigned: goods.signedAt === null ? null : daysBetween(goods.signedAt, at, operation),
    hoursSinceSigned: goods.signedAt === null ? null : hoursBetween(goods.signedAt, at),
    hoursLate: hoursLate(line, goods, at),
    hoursSinceTracking: last === null ? null : hoursBetween(last.at, at),
    lastEvent: last?.code ?? null,
    record: "silent",
    promise: promised.promise,
    promiseValue: promised.promiseValue,
    guaranteed: promised.guaranteed,
    freightPromiseBy: promised.freightPromiseBy,
  };
};

export const departmentOf = (category: string): string => {
  const dot = category.indexOf(".");
  return dot === -1 ? category : category.slice(0, dot);
};

/** Shown and accepted for this very article, and not ticked beforehand; anything else excludes nothing (7D a20). */
export const isConfirmed = ({ confirmation }: SevenDayFacts, skuId: string): boolean =>
  confirmation !== null && !confirmation.defaultChecked && confirmation.skuId === skuId;

const hoursLate = (line: OrderLine, goods: LineGoods, at: Instant): number =>
  line.shipBy === null || goods.counts.not_shipped === 0 || at <= line.shipBy ? 0 : Math.max(1, hoursBetween(line.shipBy, at));

const lastEventOf = (order: OrderFacts, lineNo: number): TrackingEvent | null => {
  let last: TrackingEvent | null = null;
  for (const shipment of order.shipments) {
    if (!carries(shipment, lineNo)) continue;
    for (const event of shipment.events) if (last === null || event.at >= last.at) last = event;
  }
  return last;
};

const carries = (shipment: Shipment, lineNo: number): boolean => {
  for (const part of shipment.lines) if (part.lineNo === lineNo) return true;
  return false;
};

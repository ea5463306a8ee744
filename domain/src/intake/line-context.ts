import { maxMinor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import { isWhollyAccepted } from "../order/acceptance-record.ts";
import type { LineGoods } from "../order/goods-state.ts";
import type { OrderFacts, OrderLine } from "../order/order-facts.ts";
import { parcelTrack, staysInRegion } from "../order/parcel-track.ts";
import type { CaseFacts, FiledLine, FilingRequest } from "./case-facts.ts";
import type { LineContext } from "./evaluation-context.ts";
import { daysInUse, isInGuarantee } from "./guarantee.ts";
import { piecesState } from "./pieces-state.ts";
import { promisesOf } from "./promise-context.ts";
import { daysBetween, hoursBetween, isInSevenDayWindow, type LineTerms, SEVEN_DAYS } from "./windows.ts";

export const lineContext = (
  { at, operation, order, seller }: CaseFacts,
  line: OrderLine,
  filed: FiledLine,
  { serviceType, refundOnlyKind }: Pick<FilingRequest, "serviceType" | "refundOnlyKind">,
  { terms, guarantee }: LineTerms,
): LineContext => {
  const { goods } = terms;
  const promised = promisesOf(order, line);
  const { last, ...track } = parcelTrack(order, line.lineNo, at);
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
    usedKm: filed.usedKilometres ?? null,
    sevenDayClass: line.sevenDay.class,
    confirmed: isConfirmed(line, order),
    inSevenDayWindow: isInSevenDayWindow(Math.max(SEVEN_DAYS, promised.promiseValue.longer_return ?? 0), at, terms),
    inReasonWindow: true,
    ripens: line.ripensDays !== undefined,
    daysSinceSigned: goods.signedAt === null ? null : daysBetween(goods.signedAt, at, operation),
    hoursSinceSigned: goods.signedAt === null ? null : hoursBetween(goods.signedAt, at),
    inSevenDays: isInGuarantee({ unit: "days", count: 7 }, at, guarantee),
    inTwoYears: isInGuarantee({ unit: "years", count: 2 }, at, guarantee),
    inThreeYears: isInGuarantee({ unit: "years", count: 3 }, at, guarantee),
    daysInUse: daysInUse(at, guarantee),
    // From when the goods were received (CRPL a23): what came in exchange counts anew, time in repair does not stand still.
    inSixMonths: isInGuarantee({ unit: "months", count: 6 }, at, { ...guarantee, repairs: [] }),
    // A trader's sign-off sheet accepts nothing (SPC8 a1), whatever the host was told.
    accepted: !seller.isTrader && isWhollyAccepted(order, line),
    hoursLate: hoursLate(line.shipBy, goods, at),
    shipPromiseHours: line.shipBy === null || order.paidAt === null ? null : hoursBetween(order.paidAt, line.shipBy),
    deliveryDays: order.paidAt === null ? null : daysBetween(order.paidAt, goods.signedAt ?? at, operation),
    giftMinor: dearestGift(order, line.lineNo),
    hoursSinceTracking: last === null ? null : hoursBetween(last.at, at),
    pickupHours: track.pickupHours,
    hubHours: track.hubHours,
    gapHours: track.gapHours,
    gapLimitHours: 0,
    staysInRegion: staysInRegion(order, line.lineNo),
    pickedUpBeforePayment: track.pickedUpBeforePayment,
    custody: track.custody,
    lighterWith: "unknown",
    lastEvent: last?.code ?? null,
    record: "silent",
    promise: promised.promise,
    promiseValue: promised.promiseValue,
    guaranteed: promised.guaranteed,
    freightPromiseBy: promised.freightPromiseBy,
    pricePromiseBy: promised.pricePromiseBy,
    guaranteeBy: promised.guaranteeBy,
    fake: promised.fake,
  };
};

export const departmentOf = (category: string): string => {
  const dot = category.indexOf(".");
  return dot === -1 ? category : category.slice(0, dot);
};

/** Shown and accepted for this very article, not ticked beforehand, and no later than it was paid for; anything else excludes nothing (7D a20). */
const isConfirmed = ({ sevenDay: { confirmation }, skuId }: OrderLine, { paidAt }: OrderFacts): boolean =>
  confirmation !== null && !confirmation.defaultChecked && confirmation.skuId === skuId && (paidAt === null || confirmation.at <= paidAt);

const dearestGift = ({ gifts }: OrderFacts, lineNo: number): number | null => {
  const prices = gifts.flatMap(({ withLineNos, markedPriceMinor }) => (withLineNos.includes(lineNo) ? (markedPriceMinor ?? []) : []));
  return prices.length === 0 ? null : Number(prices.reduce(maxMinor));
};

/** What goes out late has been late, whenever it is asked about: pieces sent count up to their sending, pieces unsent up to now. */
export const hoursLate = (shipBy: Instant | null, { counts, lastShippedAt }: LineGoods, at: Instant): number => {
  const sentAt = counts.not_shipped > 0 ? at : lastShippedAt;
  return shipBy === null || sentAt === null || sentAt <= shipBy ? 0 : Math.max(1, hoursBetween(shipBy, sentAt));
};

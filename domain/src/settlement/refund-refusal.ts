import type { OrderId } from "../kernel/ids.ts";
import { type Minor, sumMinor } from "../kernel/money.ts";
import { lineTotals, type RefundTotals, replacementTotals } from "../order/refund-totals.ts";
import { outboundLeft } from "./freight-share.ts";
import { leftPieces, shareLines } from "./line-share.ts";
import type { LineAsk, PieceState, RefundAsk, RefundInput } from "./refund-ask.ts";

export type RefundRefusal = { readonly kind: "refused" } & RefundFault;

/** In order of precedence: the first that holds is the answer. */
export type RefundFault =
  | { readonly code: "line_unknown"; readonly lineNo: number }
  | { readonly code: "quantity_not_positive"; readonly lineNo: number; readonly quantity: number }
  | { readonly code: "ratio_out_of_range"; readonly lineNo: number; readonly basisPoints: number }
  | {
      readonly code: "quantity_above_left";
      readonly lineNo: number;
      readonly from: PieceState;
      readonly askedQuantity: number;
      readonly leftQuantity: number;
    }
  | { readonly code: "amount_above_left"; readonly lineNo: number; readonly askedMinor: Minor; readonly leftMinor: Minor }
  | { readonly code: "tender_unknown"; readonly tenderNo: number }
  | { readonly code: "consent_missing"; readonly methodRef: string }
  | { readonly code: "currency_mismatch"; readonly askedCurrency: string; readonly orderCurrency: string }
  | { readonly code: "amount_negative"; readonly field: string; readonly amountMinor: Minor }
  | { readonly code: "order_not_paid"; readonly orderId: OrderId }
  | { readonly code: "freight_above_left"; readonly askedMinor: Minor; readonly leftMinor: Minor }
  | { readonly code: "gift_unknown"; readonly giftNo: number }
  | { readonly code: "gift_goods_not_returned"; readonly giftNo: number }
  | { readonly code: "gift_charged_before"; readonly giftNo: number }
  | { readonly code: "gift_price_not_marked"; readonly giftNo: number }
  | { readonly code: "new_item_quantity_not_positive"; readonly skuId: string; readonly quantity: number }
  | { readonly code: "compensation_above_cap"; readonly head: string; readonly askedMinor: Minor; readonly leftMinor: Minor }
  | { readonly code: "nothing_asked"; readonly orderId: OrderId };

export const refuseRefund = (input: RefundInput): RefundFault | null => {
  for (const check of CHECKS) {
    const fault = check(input);
    if (fault !== null) return fault;
  }
  return null;
};

type Check = (input: RefundInput) => RefundFault | null;

const lineKnown: Check = ({ order, ask }) => {
  const unknown = ask.lines.find(line => !order.lines.some(candidate => candidate.lineNo === line.lineNo));
  return unknown === undefined ? null : { code: "line_unknown", lineNo: unknown.lineNo };
};

const quantityPositive: Check = ({ ask }) => {
  const wrong = ask.lines.find(line => !isCount(line.quantity));
  return wrong === undefined ? null : { code: "quantity_not_positive", lineNo: wrong.lineNo, quantity: wrong.quantity };
};

const ratioInRange: Check = ({ ask }) => {
  for (const line of ask.lines) {
    if (!isRatio(line.damageBasisPoints)) return { code: "ratio_out_of_range", lineNo: line.lineNo, basisPoints: line.damageBasisPoints };
    if (line.basis.kind === "ratio" && !isRatio(line.basis.basisPoints))
      return { code: "ratio_out_of_range", lineNo: line.lineNo, basisPoints: line.basis.basisPoints };
  }
  return null;
};

const isRatio = (basisPoints: number): boolean => Number.isInteger(basisPoints) && basisPoints >= 0 && basisPoints <= 10_000;

const quantityLeft: Check = ({ order, earlier, ask }) => {
  for (const line of order.lines) {
    const before = lineTotals(earlier, line.lineNo);
    for (const from of PIECES_OF_LINE) {
      const askedQuantity = piecesAsked(ask.lines, { lineNo: line.lineNo, from });
      const leftQuantity = leftPieces(line, before, from);
      if (askedQuantity > leftQuantity) return { code: "quantity_above_left", lineNo: line.lineNo, from, askedQuantity, leftQuantity };
    }
  }
  return replacementsLeft(earlier, ask);
};

const replacementsLeft = (earlier: RefundTotals, ask: RefundAsk): RefundFault | null => {
  for (const { lineNo, from, skuId = "" } of ask.lines) {
    if (from !== "exchanged") continue;
    const askedQuantity = piecesAsked(ask.lines, { lineNo, from, skuId });
    const leftQuantity = replacementTotals(earlier, lineNo, skuId).quantity;
    if (askedQuantity > leftQuantity) return { code: "quantity_above_left", lineNo, from, askedQuantity, leftQuantity };
  }
  return null;
};

const PIECES_OF_LINE = ["partly_refunded", "untouched"] as const;

const amountLeft: Check = ({ order, earlier, ask }) => {
  // What was paid and not given back is never more than is left.
  if (ask.lines.every(line => line.basis.kind === "paid")) return null;
  const over = shareLines(order, earlier, ask).find(share => share.amountMinor > share.leftMinor);
  return over === undefined
    ? null
    : { code: "amount_above_left", lineNo: over.line.lineNo, askedMinor: over.amountMinor, leftMinor: over.leftMinor };
};

const tenderKnown: Check = ({ order, earlier, ask }) => {
  const named = [...(ask.target.kind === "other_method" ? ask.target.tenderNos : []), ...earlier.tenders.map(tender => tender.tenderNo)];
  const unknown = named.find(tenderNo => !order.tenders.some(tender => tender.tenderNo === tenderNo));
  return unknown === undefined ? null : { code: "tender_unknown", tenderNo: unknown };
};

/** G-9 (7D a14). A pack row can open stored value to the buyer's choice, never a card or an account. */
const consentGiven: Check = ({ ask: { target } }) => {
  if (target.kind === "original_routes" || target.consentRef !== null) return null;
  const storedValue = target.methodKind === "gift_card" || target.methodKind === "store_credit";
  return storedValue && target.allowedByRuleId !== null ? null : { code: "consent_missing", methodRef: target.methodRef };
};

const sameCurrency: Check = ({ order, ask }) =>
  ask.currency === order.currency ? null : { code: "currency_mismatch", askedCurrency: ask.currency, orderCurrency: order.currency };

const noNegative: Check = ({ ask }) => {
  const wrong = amountsAsked(ask).find(([, amountMinor]) => amountMinor < 0n);
  return wrong === undefined ? null : { code: "amount_negative", field: wrong[0], amountMinor: wrong[1] };
};

const orderPaid: Check = ({ order }) => (order.paidAt === null ? { code: "order_not_paid", orderId: order.orderId } : null);

const freightLeft: Check = ({ order, earlier, ask: { freight } }) => {
  if (freight.outbound.kind !== "amount") return null;
  const leftMinor = outboundLeft(order, earlier);
  return freight.outbound.amountMinor > leftMinor
    ? { code: "freight_above_left", askedMinor: freight.outbound.amountMinor, leftMinor }
    : null;
};

/** M-6 (7D a12): only the price marked before the purchase, once, and only where the goods of the gift go back. */
const giftsChargeable: Check = ({ order, earlier, ask }) => {
  for (const [index, giftNo] of ask.giftsKept.entries()) {
    const gift = order.gifts.find(candidate => candidate.giftNo === giftNo);
    if (gift === undefined) return { code: "gift_unknown", giftNo };
    if (!ask.lines.some(line => gift.withLineNos.includes(line.lineNo))) return { code: "gift_goods_not_returned", giftNo };
    if (earlier.giftNos.includes(giftNo) || ask.giftsKept.indexOf(giftNo) !== index) return { code: "gift_charged_before", giftNo };
    if (gift.markedPriceMinor === null) return { code: "gift_price_not_marked", giftNo };
  }
  return null;
};

const newItemsCounted: Check = ({ ask }) => {
  const wrong = ask.newItems.find(item => !isCount(item.quantity));
  return wrong === undefined ? null : { code: "new_item_quantity_not_positive", skuId: wrong.skuId, quantity: wrong.quantity };
};

/** M-11: all sums of one head, earlier ones included, stay within its cap. */
const withinCaps: Check = ({ earlier, ask }) => {
  for (const extra of ask.extras) {
    if (extra.capMinor === null) continue;
    const askedMinor = sumMinor(ask.extras.filter(other => other.head === extra.head).map(other => other.amountMinor));
    const leftMinor = extra.capMinor - (earlier.extras.find(done => done.head === extra.head)?.amountMinor ?? 0n);
    if (askedMinor > leftMinor) return { code: "compensation_above_cap", head: extra.head, askedMinor, leftMinor };
  }
  return null;
};

const somethingAsked: Check = ({ order, ask }) =>
  ask.lines.length > 0 ||
  ask.extras.length > 0 ||
  ask.newItems.length > 0 ||
  ask.freight.outbound.kind !== "none" ||
  ask.freight.returnTrip.kind !== "none"
    ? null
    : { code: "nothing_asked", orderId: order.orderId };

const CHECKS: readonly Check[] = [
  lineKnown,
  quantityPositive,
  ratioInRange,
  quantityLeft,
  amountLeft,
  tenderKnown,
  consentGiven,
  sameCurrency,
  noNegative,
  orderPaid,
  freightLeft,
  giftsChargeable,
  newItemsCounted,
  withinCaps,
  somethingAsked,
];

const isCount = (quantity: number): boolean => Number.isSafeInteger(quantity) && quantity > 0;

const piecesAsked = (asks: readonly LineAsk[], { lineNo, from, skuId }: Pick<LineAsk, "lineNo" | "from" | "skuId">): number =>
  asks.reduce((sum, ask) => (ask.lineNo === lineNo && ask.from === from && ask.skuId === skuId ? sum + ask.quantity : sum), 0);

const amountsAsked = (ask: RefundAsk): readonly (readonly [field: string, amountMinor: Minor])[] => [
  ...ask.lines.flatMap(({ lineNo, basis }) =>
    basis.kind === "amount" || basis.kind === "price_drop" ? [[`lines.${lineNo}.amount`, basis.amountMinor] as const] : [],
  ),
  ...(ask.freight.outbound.kind === "amount" ? [["freight.outbound", ask.freight.outbound.amountMinor] as const] : []),
  ...(ask.freight.returnTrip.kind === "none" ? [] : [["freight.return", ask.freight.returnTrip.amountMinor] as const]),
  ["payment_fee", ask.paymentFeeMinor],
  ...ask.newItems.map(item => [`new_items.${item.skuId}.price`, item.unitPriceMinor] as const),
  ...ask.extras.map(extra => [`extras.${extra.head}`, extra.amountMinor] as const),
];

import { roundDiv } from "../kernel/allocate.ts";
import { type Minor, sumMinor } from "../kernel/money.ts";
import type { Discount, OrderFacts, OrderLine } from "../order/order-facts.ts";
import { type DiscountTotals, type LinesRefunded, lineTotals, type RefundTotals } from "../order/refund-totals.ts";

/** What one discount's share on one line did in this refund. */
export type DiscountMove = DiscountTotals & { readonly bearer: Discount["bearer"]; readonly sellerId: OrderLine["sellerId"] };

/**
 * A refund undoes the discount on what it refunds: that part falls back to whoever bore it. Where a partial return breaks the threshold (M-4, 7D a17),
 * pieces kept are priced anew at their price at purchase: the buyer loses the rest of that discount and its bearer saves it. Both are targets over all
 * refunds so far, so a loss is given back once the kept pieces come back as well.
 */
export const moveDiscounts = (order: OrderFacts, before: RefundTotals, after: LinesRefunded): readonly DiscountMove[] =>
  order.discounts.flatMap(discount => {
    const broken = isBroken(discount, order, after);
    return discount.shares.flatMap(({ lineNo, amountMinor }) => {
      const line = order.lines.find(candidate => candidate.lineNo === lineNo);
      if (line === undefined) return [];
      const fellBackMinor = fallenBack(line, amountMinor, after);
      const recomputedMinor = broken ? amountMinor - fellBackMinor : 0n;
      const done = doneBefore(before, discount.discountNo, lineNo);
      const move = {
        discountNo: discount.discountNo,
        lineNo,
        bearer: discount.bearer,
        sellerId: line.sellerId,
        fellBackMinor: fellBackMinor - done.fellBackMinor,
        recomputedMinor: recomputedMinor - done.recomputedMinor,
      };
      return move.fellBackMinor === 0n && move.recomputedMinor === 0n ? [] : [move];
    });
  });

export type BearerAmount = { readonly bearer: Discount["bearer"]; readonly amountMinor: Minor };

/** What each bearer of discounts gets back or saves by this refund. */
export const perBearer = (moves: readonly DiscountMove[]): readonly BearerAmount[] => {
  const amounts: BearerAmount[] = [];
  for (const bearer of BEARERS) {
    let amountMinor = 0n;
    for (const move of moves) if (move.bearer === bearer) amountMinor += move.fellBackMinor + move.recomputedMinor;
    if (amountMinor !== 0n) amounts.push({ bearer, amountMinor });
  }
  return amounts;
};

const BEARERS: readonly Discount["bearer"][] = ["platform", "seller", "creator"];

/** Only a threshold that was reached at purchase can break, and only by pieces given back under `recompute`. */
const isBroken = (discount: Discount, order: OrderFacts, totals: LinesRefunded): boolean => {
  if (discount.thresholdMinor === null) return false;
  const lines = order.lines.filter(line => discount.shares.some(share => share.lineNo === line.lineNo));
  const bought = sumMinor(lines.map(line => line.unitPriceMinor * BigInt(line.quantity)));
  const outside = sumMinor(lines.map(line => line.unitPriceMinor * BigInt(lineTotals(totals, line.lineNo).outsideDiscountQuantity)));
  return bought >= discount.thresholdMinor && bought - outside < discount.thresholdMinor;
};

/** In proportion to the money refunded; a line that cost nothing has only its pieces to go by. */
const fallenBack = (line: OrderLine, shareMinor: Minor, totals: LinesRefunded): Minor => {
  const { amountMinor, settledQuantity } = lineTotals(totals, line.lineNo);
  return line.paidMinor > 0n
    ? roundDiv(shareMinor * amountMinor, line.paidMinor, "half_up")
    : roundDiv(shareMinor * BigInt(settledQuantity), BigInt(line.quantity), "half_up");
};

const doneBefore = (totals: RefundTotals, discountNo: number, lineNo: number): Pick<DiscountTotals, "fellBackMinor" | "recomputedMinor"> =>
  totals.discounts.find(done => done.discountNo === discountNo && done.lineNo === lineNo) ?? { fellBackMinor: 0n, recomputedMinor: 0n };

import { allocate, roundDiv } from "../kernel/allocate.ts";
import { type Minor, maxMinor, minMinor, sumMinor } from "../kernel/money.ts";
import type { Discount, OrderFacts, OrderLine } from "../order/order-facts.ts";
import { type DiscountTotals, type LinesRefunded, lineTotals, type RefundTotals } from "../order/refund-totals.ts";

/** What one discount's share on one line did in this refund. */
export type DiscountMove = DiscountTotals & { readonly bearer: Discount["bearer"]; readonly sellerId: OrderLine["sellerId"] };

/**
 * A refund undoes the discount on what it refunds: that part falls back to whoever bore it. Where a partial return breaks the threshold or the bundle
 * (M-4, 7D a17), pieces kept are priced anew at their price at purchase: the buyer loses what the goods kept do not earn, and its bearer saves it. Both
 * are targets over all refunds so far, so a loss is given back once the kept pieces come back as well.
 */
export const moveDiscounts = (order: OrderFacts, before: RefundTotals, after: LinesRefunded): readonly DiscountMove[] =>
  order.discounts.flatMap(discount => {
    const shares = sharesOf(discount, order, after);
    const lost = lostOf(discount, shares, after);
    return shares.flatMap(({ line, fellBackMinor }, index) => {
      const done = doneBefore(before, discount.discountNo, line.lineNo);
      const move = {
        discountNo: discount.discountNo,
        lineNo: line.lineNo,
        bearer: discount.bearer,
        sellerId: line.sellerId,
        fellBackMinor: fellBackMinor - done.fellBackMinor,
        recomputedMinor: (lost[index] ?? 0n) - done.recomputedMinor,
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

/** A discount on one line: what fell back of it, and what still lies on pieces kept. */
type Share = { readonly line: OrderLine; readonly shareMinor: Minor; readonly fellBackMinor: Minor; readonly keptMinor: Minor };

/** In the order of the lines, which decides where an odd cent of a loss goes. */
const sharesOf = (discount: Discount, order: OrderFacts, after: LinesRefunded): readonly Share[] =>
  discount.shares
    .flatMap(({ lineNo, amountMinor }) => {
      const line = order.lines.find(candidate => candidate.lineNo === lineNo);
      if (line === undefined) return [];
      const fellBackMinor = fallenBack(line, amountMinor, after);
      return [{ line, shareMinor: amountMinor, fellBackMinor, keptMinor: amountMinor - fellBackMinor }];
    })
    .sort((left, right) => left.line.lineNo - right.line.lineNo);

/** What the buyer loses of each share, as it stands after all refunds so far. */
const lostOf = (discount: Discount, shares: readonly Share[], after: LinesRefunded): readonly Minor[] => {
  if (discount.bundleSets !== undefined) return lostSets(discount.bundleSets, shares, after);
  const { thresholdMinor } = discount;
  const bought = listed(shares, line => line.quantity);
  const counted = listed(shares, line => line.quantity - lineTotals(after, line.lineNo).outsideDiscountQuantity);
  // Only a threshold that was reached at purchase can break, and only by pieces given back under `recompute`.
  if (thresholdMinor === null || bought < thresholdMinor || counted >= thresholdMinor) return shares.map(() => 0n);
  const earnedMinor = highestStep(discount, counted);
  const kept = shares.map(({ keptMinor }) => keptMinor);
  return allocate(maxMinor(0n, sumMinor(kept) - earnedMinor), kept);
};

/** Whole sets keep their discount; a piece whose set is broken costs what it costs alone. */
const lostSets = (sets: number, shares: readonly Share[], after: LinesRefunded): readonly Minor[] => {
  const whole = shares.reduce((fewest, { line: { lineNo, quantity } }) => {
    const kept = BigInt(Math.max(0, quantity - lineTotals(after, lineNo).outsideDiscountQuantity));
    return minMinor(fewest, (kept * BigInt(sets)) / BigInt(quantity));
  }, BigInt(sets));
  return shares.map(({ shareMinor, keptMinor }) => keptMinor - minMinor(keptMinor, roundDiv(shareMinor * whole, BigInt(sets), "half_up")));
};

const highestStep = ({ lowerSteps = [] }: Discount, countedMinor: Minor): Minor =>
  lowerSteps.reduce((most, step) => (countedMinor >= step.thresholdMinor ? maxMinor(most, step.amountMinor) : most), 0n);

const listed = (shares: readonly Share[], pieces: (line: OrderLine) => number): Minor =>
  sumMinor(shares.map(({ line }) => line.unitPriceMinor * BigInt(pieces(line))));

/** In proportion to the money refunded; a line that cost nothing has only its pieces to go by. */
const fallenBack = (line: OrderLine, shareMinor: Minor, totals: LinesRefunded): Minor => {
  const { amountMinor, settledQuantity } = lineTotals(totals, line.lineNo);
  return line.paidMinor > 0n
    ? roundDiv(shareMinor * amountMinor, line.paidMinor, "half_up")
    : roundDiv(shareMinor * BigInt(settledQuantity), BigInt(line.quantity), "half_up");
};

const doneBefore = (totals: RefundTotals, discountNo: number, lineNo: number): Pick<DiscountTotals, "fellBackMinor" | "recomputedMinor"> =>
  totals.discounts.find(done => done.discountNo === discountNo && done.lineNo === lineNo) ?? { fellBackMinor: 0n, recomputedMinor: 0n };

import { describe, expect, test } from "vitest";
import { aLine, anAsk, anOrder, pieces } from "../../../test/settlement/an-order.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import { addTotals, collectionPaid, NO_REFUNDS, type RefundTotals } from "../order/refund-totals.ts";
import { computeRefund } from "./compute-refund.ts";
import type { LineAsk, RefundAsk } from "./refund-ask.ts";
import type { RefundBreakdown } from "./refund-breakdown.ts";

describe("M-4: steps and bundles", () => {
  // ¥200 + ¥100 + ¥200 with ¥100 off from ¥500 and ¥50 off from ¥300, shared by price.
  const steps = anOrder({
    lines: [aLine(1, 1, 20_000n, 16_000n), aLine(2, 1, 10_000n, 8000n), aLine(3, 1, 20_000n, 16_000n)],
    discounts: [
      {
        discountNo: 1,
        bearer: "platform",
        amountMinor: 10_000n,
        thresholdMinor: 50_000n,
        lowerSteps: [{ thresholdMinor: 30_000n, amountMinor: 5000n }],
        shares: [
          { lineNo: 1, amountMinor: 4000n },
          { lineNo: 2, amountMinor: 2000n },
          { lineNo: 3, amountMinor: 4000n },
        ],
      },
    ],
  });

  test("goods kept that still reach a lower step keep what that step gives", () => {
    const refund = refundOf(steps, { lines: [pieces(1, 1)], thresholdDiscounts: "recompute" });
    // ¥300 kept cost ¥250 by the step of ¥300, and ¥400 were paid.
    expect(refund.totalToBuyerMinor).toBe(15_000n);
    expect(refund.discounts.map(({ lineNo, recomputedMinor }) => [lineNo, recomputedMinor])).toEqual([
      [1, 0n],
      [2, 333n],
      [3, 667n],
    ]);
  });

  test("below the lowest step all of it is lost, and the last piece brings it back", () => {
    const refunds = inTurnAs(steps, { thresholdDiscounts: "recompute" }, [pieces(1, 1)], [pieces(2, 1)], [pieces(3, 1)]);
    expect(refunds.map(refund => refund.totalToBuyerMinor)).toEqual([15_000n, 5000n, 20_000n]);
  });

  // Two sets of a razor at ¥50 and four blades at ¥10 each, ¥20 off a set.
  const sets = anOrder({
    lines: [aLine(1, 2, 5000n, 7778n), aLine(2, 8, 1000n, 6222n)],
    discounts: [
      {
        discountNo: 1,
        bearer: "seller",
        amountMinor: 4000n,
        thresholdMinor: null,
        bundleSets: 2,
        shares: [
          { lineNo: 1, amountMinor: 2222n },
          { lineNo: 2, amountMinor: 1778n },
        ],
      },
    ],
  });

  test("a whole set returned breaks nothing of the other", () => {
    const refund = refundOf(sets, { lines: [pieces(1, 1), pieces(2, 4)], thresholdDiscounts: "recompute" });
    expect(refund.totalToBuyerMinor).toBe(7000n);
  });

  test("a piece returned breaks its set: what is kept of it costs what it costs alone", () => {
    const refund = refundOf(sets, { lines: [pieces(2, 1)], thresholdDiscounts: "recompute" });
    // One set and ¥50 + 3 × ¥10 kept cost ¥70 + ¥80; ¥140 were paid.
    expect([refund.totalToBuyerMinor, refund.amountToCollectMinor]).toEqual([0n, 1000n]);
    expect(refundOf(sets, { lines: [pieces(2, 1)], thresholdDiscounts: "keep" }).totalToBuyerMinor).toBe(778n);
  });
});

describe("tax where a line has it", () => {
  test("each part brings back its share of the tax, together just what was within the price", () => {
    const order = anOrder({ lines: [{ ...aLine(1, 3, 4000n, 10_000n), taxMinor: 1150n }] });
    expect(inTurn(order, [pieces(1, 1)], [pieces(1, 1)], [pieces(1, 1)]).map(refund => refund.lines[0]?.taxMinor)).toEqual([
      383n,
      384n,
      383n,
    ]);
  });
});

describe("goods that came in exchange", () => {
  const order = anOrder({ lines: [aLine(1, 1, 10_000n, 10_000n)] });
  const exchangedFor = (unitPriceMinor: bigint, from: LineAsk = pieces(1, 1)) => ({
    lines: [from],
    newItems: [{ skuId: "other", name: "别的", quantity: 1, unitPriceMinor, replacesLineNo: 1 }],
  });
  const other: LineAsk = { ...pieces(1, 1), from: "exchanged", skuId: "other" };

  test("for dearer ones: what was paid on top comes back too, and in all just what was paid", () => {
    const exchange = refundOf(order, exchangedFor(12_000n));
    const after = addTotals(exchange.adds, collectionPaid(exchange.amountToCollectMinor));
    const returned = refundOf(order, { lines: [other] }, after);
    expect([exchange.amountToCollectMinor, returned.totalToBuyerMinor, returned.collectionReturnedMinor]).toEqual([2000n, 12_000n, 2000n]);
    expect(tendersOf(returned)).toEqual([[1, 10_000n, "original_route"]]);
    expect(returned.steps().map(step => step.key)).toEqual(["line_exchanged"]);
  });

  test("for cheaper ones: what went back at the exchange does not go back again", () => {
    const exchange = refundOf(order, exchangedFor(8000n));
    const returned = refundOf(order, { lines: [other] }, exchange.adds);
    expect([exchange.totalToBuyerMinor, returned.totalToBuyerMinor]).toEqual([2000n, 8000n]);
  });

  test("a share of their price for a flaw, the rest when they come back, and nothing for the goods they replaced", () => {
    const exchange = refundOf(order, exchangedFor(8000n)).adds;
    const flaw = refundOf(order, { lines: [{ ...other, basis: { kind: "ratio", basisPoints: 3000 } }] }, exchange);
    const rest = refundOf(order, { lines: [other] }, addTotals(exchange, flaw.adds));
    expect([flaw.totalToBuyerMinor, rest.totalToBuyerMinor]).toEqual([2400n, 5600n]);
    expect(answerTo(order, { lines: [pieces(1, 1)] }, exchange)).toMatchObject({ code: "quantity_above_left", leftQuantity: 0 });
  });

  test("exchanged once more are worth what they were charged at; twice back is once too many", () => {
    const first = refundOf(order, exchangedFor(8000n)).adds;
    const again = refundOf(
      order,
      {
        ...exchangedFor(9000n, other),
        newItems: [{ skuId: "third", name: "再换", quantity: 1, unitPriceMinor: 9000n, replacesLineNo: 1 }],
      },
      first,
    );
    expect(again.amountToCollectMinor).toBe(1000n);
    const after = addTotals(first, again.adds);
    expect(refundOf(order, { lines: [{ ...other, skuId: "third" }] }, after)).toMatchObject({
      totalToBuyerMinor: 8000n,
      collectionStruckMinor: 1000n,
    });
    expect(answerTo(order, { lines: [other] }, after)).toMatchObject({ code: "quantity_above_left", from: "exchanged" });
  });
});

const answerTo = (order: OrderFacts, ask: Partial<RefundAsk>, earlier: RefundTotals) => computeRefund({ order, earlier, ask: anAsk(ask) });

const refundOf = (order: OrderFacts, ask: Partial<RefundAsk>, earlier = NO_REFUNDS): RefundBreakdown => {
  const answer = answerTo(order, ask, earlier);
  if (answer.kind === "refused") throw new Error(`refused: ${answer.code}`);
  return answer;
};

const inTurnAs = (order: OrderFacts, ask: Partial<RefundAsk>, ...parts: readonly RefundAsk["lines"][]): readonly RefundBreakdown[] => {
  let totals = NO_REFUNDS;
  return parts.map(lines => {
    const refund = refundOf(order, { ...ask, lines }, totals);
    totals = addTotals(totals, refund.adds);
    return refund;
  });
};

const inTurn = (order: OrderFacts, ...parts: readonly RefundAsk["lines"][]): readonly RefundBreakdown[] => inTurnAs(order, {}, ...parts);

const tendersOf = (refund: RefundBreakdown) => refund.tenders.map(tender => [tender.tenderNo, tender.amountMinor, tender.manner]);

import { describe, expect, test } from "vitest";
import { aLine, anAsk, anOrder, aTender, pieces } from "../../../test/settlement/an-order.ts";
import type { Discount, OrderFacts } from "../order/order-facts.ts";
import { addTotals, collectionPaid, NO_REFUNDS, type RefundTotals } from "../order/refund-totals.ts";
import { computeRefund } from "./compute-refund.ts";
import type { FreightAsk, RefundAsk } from "./refund-ask.ts";
import type { RefundBreakdown } from "./refund-breakdown.ts";

const CARELESS_FREIGHT: FreightAsk = { ...anAsk({}).freight, outboundBearer: "seller" };

describe("M-1: the base is what was really paid", () => {
  test("three pieces for ¥100.00 come back as 33.33, 33.34 and 33.33", () => {
    const order = anOrder({ lines: [aLine(1, 3, 4000n, 10_000n)] });
    expect(inTurn(order, [pieces(1, 1)], [pieces(1, 1)], [pieces(1, 1)]).map(refund => refund.totalToBuyerMinor)).toEqual([
      3333n,
      3334n,
      3333n,
    ]);
  });

  test("a share of 30 % of one spoiled box of two is 30 % of that box", () => {
    const order = anOrder({ lines: [aLine(1, 2, 5000n, 8000n)] });
    expect(refundOf(order, { lines: [pieces(1, 1, { kind: "ratio", basisPoints: 3000 })] }).totalToBuyerMinor).toBe(1200n);
  });

  test("a box refunded in part and then returned gets the rest of its price, and an untouched box all of its own", () => {
    const order = anOrder({ lines: [aLine(1, 2, 5000n, 8000n)] });
    const [, whole, rest] = inTurn(
      order,
      [pieces(1, 1, { kind: "ratio", basisPoints: 3000 })],
      [pieces(1, 1)],
      [{ ...pieces(1, 1), from: "partly_refunded" }],
    );
    expect([whole?.totalToBuyerMinor, rest?.totalToBuyerMinor]).toEqual([4000n, 2800n]);
    expect(rest?.steps().map(step => step.key)).toEqual(["line_rest"]);
  });

  test("a price difference paid before lowers the refund of a later return by just that (PP-4)", () => {
    const order = anOrder({ lines: [aLine(1, 1, 10_000n, 10_000n)] });
    const [difference, returned] = inTurn(
      order,
      [pieces(1, 1, { kind: "amount", amountMinor: 1000n })],
      [{ ...pieces(1, 1), from: "partly_refunded" }],
    );
    expect([difference?.totalToBuyerMinor, returned?.totalToBuyerMinor]).toEqual([1000n, 9000n]);
  });

  test("value lost in the buyer's hands is taken off as inspected", () => {
    const order = anOrder({ lines: [aLine(1, 1, 9999n, 9999n)] });
    const refund = refundOf(order, { lines: [{ ...pieces(1, 1), damageBasisPoints: 3050 }] });
    expect(refund.totalToBuyerMinor).toBe(6949n);
    expect(refund.steps().map(step => [step.zh, step.amountMinor])).toEqual([
      ["「商品1」× 1：按实付金额退", 9999n],
      ["「商品1」× 1：验货折损 30.5%", -3050n],
    ]);
  });
});

describe("M-2, M-3: the money goes back the way it came, points as points", () => {
  const order = anOrder({
    lines: [aLine(1, 1, 6000n, 6000n), aLine(2, 1, 4000n, 4000n)],
    tenders: [aTender(1, "card", 7000n), aTender(2, "gift_card", 2000n), aTender(3, "points", 1000n)],
  });

  test("each route gets its share of the line it paid for", () => {
    expect(tendersOf(refundOf(order, { lines: [pieces(2, 1)] }))).toEqual([
      [1, 2800n, "original_route"],
      [2, 800n, "original_route"],
      [3, 400n, "in_kind"],
    ]);
  });

  test("deductions are borne by money first, so that points stay whole", () => {
    const refund = refundOf(order, {
      lines: [pieces(2, 1)],
      freight: { ...CARELESS_FREIGHT, returnTrip: { kind: "deduct", amountMinor: 360n, advancedBy: "platform" } },
    });
    expect(tendersOf(refund)).toEqual([
      [1, 2520n, "original_route"],
      [2, 720n, "original_route"],
      [3, 400n, "in_kind"],
    ]);
  });

  test("with the buyer's consent money goes to another method; points still go back in kind", () => {
    const target = {
      kind: "other_method",
      methodKind: "wallet",
      methodRef: "w-9",
      tenderNos: [1],
      consentRef: "text_1",
      allowedByRuleId: null,
    } as const;
    expect(refundOf(order, { lines: [pieces(2, 1)], target }).tenders.map(tender => [tender.methodRef, tender.manner])).toEqual([
      ["w-9", "other_method"],
      ["gift_card-2", "original_route"],
      ["points-3", "in_kind"],
    ]);
  });
});

describe("M-4: a threshold broken by a partial return", () => {
  const discount = (shares: readonly bigint[], thresholdMinor: bigint, bearer: Discount["bearer"] = "platform"): Discount => ({
    discountNo: 1,
    bearer,
    amountMinor: shares.reduce((a, b) => a + b, 0n),
    thresholdMinor,
    shares: shares.map((amountMinor, index) => ({ lineNo: index + 1, amountMinor })),
  });
  const twoShirts = anOrder({
    lines: [aLine(1, 1, 10_000n, 8500n), aLine(2, 1, 10_000n, 8500n)],
    discounts: [discount([1500n, 1500n], 15_000n)],
  });

  test("the piece kept is priced anew, and the bearer of the discount saves all of it", () => {
    const refund = refundOf(twoShirts, { lines: [pieces(2, 1)], thresholdDiscounts: "recompute" });
    expect(refund.totalToBuyerMinor).toBe(7000n);
    expect(refund.bearers).toEqual([{ bearer: "platform", amountMinor: 3000n }]);
    expect(refund.steps().map(step => [step.key, step.amountMinor])).toEqual([
      ["line_paid", 8500n],
      ["discount_lost", -1500n],
    ]);
  });

  test("what the buyer lost comes back with the last piece: ¥70 and ¥100 are the ¥170 paid", () => {
    const refunds = inTurnAs(twoShirts, { thresholdDiscounts: "recompute" }, [pieces(2, 1)], [pieces(1, 1)]);
    expect(refunds.map(refund => refund.totalToBuyerMinor)).toEqual([7000n, 10_000n]);
    expect(refunds[1]?.steps().at(-1)?.key).toBe("discount_restored");
  });

  test("a fault that is not the buyer's never costs the buyer a discount", () => {
    const refund = refundOf(twoShirts, { lines: [pieces(2, 1)], thresholdDiscounts: "keep" });
    expect(refund.totalToBuyerMinor).toBe(8500n);
    expect(refund.bearers).toEqual([{ bearer: "platform", amountMinor: 1500n }]);
  });

  test("a discount with no threshold, or one still reached, stays", () => {
    const free = { ...twoShirts, discounts: twoShirts.discounts.map(one => ({ ...one, thresholdMinor: null })) };
    const reached = { ...twoShirts, discounts: twoShirts.discounts.map(one => ({ ...one, thresholdMinor: 10_000n })) };
    for (const order of [free, reached])
      expect(refundOf(order, { lines: [pieces(2, 1)], thresholdDiscounts: "recompute" }).totalToBuyerMinor).toBe(8500n);
  });

  // ¥10 and ¥95 with ¥50 off from ¥100: without the ¥10 piece the other costs ¥95, of which ¥49.76 was paid.
  const saver = anOrder({
    lines: [aLine(1, 1, 1000n, 524n), aLine(2, 1, 9500n, 4976n)],
    discounts: [discount([476n, 4524n], 10_000n, "seller")],
  });

  test("where the discount lost is more than the refund, the difference is to be collected", () => {
    const refund = refundOf(saver, { lines: [pieces(1, 1)], thresholdDiscounts: "recompute" });
    expect([refund.totalToBuyerMinor, refund.amountToCollectMinor, refund.tenders]).toEqual([0n, 4000n, []]);
  });

  test("a collection no longer owed is struck off where unpaid and given back where paid, beside the order's own money", () => {
    const first = refundOf(saver, { lines: [pieces(1, 1)], thresholdDiscounts: "recompute" }).adds;
    const later = { lines: [pieces(2, 1)], thresholdDiscounts: "recompute" } as const;
    const unpaid = refundOf(saver, later, first);
    const paid = refundOf(saver, later, addTotals(first, collectionPaid(4000n)));
    expect([unpaid.collectionStruckMinor, unpaid.collectionReturnedMinor, unpaid.totalToBuyerMinor]).toEqual([4000n, 0n, 5500n]);
    expect([paid.collectionStruckMinor, paid.collectionReturnedMinor, paid.totalToBuyerMinor]).toEqual([0n, 4000n, 9500n]);
    expect(tendersOf(paid)).toEqual([[1, 5500n, "original_route"]]);
  });

  test("a collection that was struck off and never asked for after all goes back with the next refund", () => {
    const { adds } = refundOf(saver, { lines: [pieces(1, 1)] });
    const struck = addTotals(adds, { ...NO_REFUNDS, tenders: [{ tenderNo: 1, amountMinor: -400n }], collectDueMinor: -400n });
    const rest = refundOf(saver, { lines: [pieces(2, 1)] }, struck);
    expect([rest.totalToBuyerMinor, addTotals(struck, rest.adds).collectDueMinor]).toEqual([4976n + 400n, 0n]);
  });

  test("a collection that was given back, and whose own refund was then given up, is not given back again", () => {
    const { adds } = refundOf(saver, { lines: [pieces(1, 1)] });
    const givenUp = addTotals(adds, { ...NO_REFUNDS, tenders: [{ tenderNo: 1, amountMinor: -400n }], collectPaidMinor: -400n });
    const rest = refundOf(saver, { lines: [pieces(2, 1)] }, givenUp);
    expect([rest.collectionReturnedMinor, rest.totalToBuyerMinor]).toEqual([0n, 4976n]);
  });
});

describe("M-5: outbound freight", () => {
  const order = anOrder({
    lines: [aLine(1, 1, 6000n, 6000n), aLine(2, 1, 5000n, 5000n)],
    freight: { freeFromMinor: 9900n, feeMinor: 1000n },
  });
  const deduct = { freight: { ...CARELESS_FREIGHT, brokenFreeFreight: "deduct" } } as const;

  test("is charged when what is kept no longer ships free, and comes back with the last piece", () => {
    const refunds = inTurnAs(order, deduct, [pieces(2, 1)], [pieces(1, 1)]);
    expect(refunds.map(refund => refund.totalToBuyerMinor)).toEqual([4000n, 7000n]);
  });

  test("is not charged when everything of a free-shipping order goes back at once (F-3)", () => {
    expect(refundOf(order, { ...deduct, lines: [pieces(1, 1), pieces(2, 1)] }).totalToBuyerMinor).toBe(11_000n);
  });

  test("that the buyer paid goes back once, and the way back is reimbursed on top", () => {
    const paidFreight = anOrder({ lines: [aLine(1, 1, 6000n, 6000n)], freight: { paidMinor: 800n } });
    const freight: FreightAsk = {
      ...CARELESS_FREIGHT,
      outbound: { kind: "rest" },
      returnTrip: { kind: "reimburse", amountMinor: 1200n, bearer: "seller" },
    };
    const refund = refundOf(paidFreight, { lines: [pieces(1, 1)], freight });
    expect([refund.totalToBuyerMinor, tendersOf(refund)]).toEqual([8000n, [[1, 6800n, "original_route"]]]);
    expect(refundOf(paidFreight, { freight: { ...freight, returnTrip: { kind: "none" } } }, refund.adds).totalToBuyerMinor).toBe(0n);
  });
});

describe("M-6, M-7, M-11: what else may be taken off or added", () => {
  const order = anOrder({
    lines: [aLine(1, 1, 6000n, 6000n)],
    gifts: [{ giftNo: 1, name: "杯子", withLineNos: [1], markedPriceMinor: 990n }],
  });

  test("a gift kept costs the price marked before the purchase", () => {
    expect(refundOf(order, { lines: [pieces(1, 1)], giftsKept: [1] }).totalToBuyerMinor).toBe(5010n);
  });

  test("a payment fee the seller absorbed may be taken off", () => {
    expect(refundOf(order, { lines: [pieces(1, 1)], paymentFeeMinor: 36n }).totalToBuyerMinor).toBe(5964n);
  });

  test("compensation comes on top of the refund and touches no tender", () => {
    const extras = [{ head: "late_shipping", amountMinor: 300n, capMinor: 3000n, bearer: "seller", ruleId: "late-48h" } as const];
    const refund = refundOf(order, { lines: [pieces(1, 1)], extras });
    expect([refund.totalToBuyerMinor, tendersOf(refund)]).toEqual([6300n, [[1, 6000n, "original_route"]]]);
    expect(refund.steps().at(-1)?.ruleIds).toEqual(["late-48h", "M-11"]);
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

import { describe, expect, test } from "vitest";
import { aLine, anAsk, anOrder, aTender, pieces } from "../../../test/settlement/an-order.ts";
import type { OrderFacts, TenderKind } from "../order/order-facts.ts";
import { addTotals, NO_REFUNDS, type RefundTotals } from "../order/refund-totals.ts";
import { computeRefund } from "./compute-refund.ts";
import { postingsForPromise } from "./postings.ts";
import type { RefundAsk } from "./refund-ask.ts";
import type { RefundBreakdown } from "./refund-breakdown.ts";

const refundOf = (of: OrderFacts, ask: Partial<RefundAsk>, earlier: RefundTotals = NO_REFUNDS): RefundBreakdown => {
  const answer = computeRefund({ order: of, earlier, ask: anAsk(ask) });
  if (answer.kind === "refused") throw new Error(`refused: ${answer.code}`);
  return answer;
};

/** ¥320 at the list, ¥32 off from ¥300 by the platform on all, ¥20 off by a creator on the first line; ¥6 freight; paid in three ways. */
const order = anOrder({
  lines: [{ ...aLine(1, 2, 10_000n, 16_000n), taxMinor: 1841n }, aLine(2, 1, 8000n, 7200n), aLine(3, 1, 4000n, 3600n)],
  discounts: [
    {
      discountNo: 1,
      bearer: "platform",
      amountMinor: 3200n,
      thresholdMinor: 30_000n,
      shares: [
        { lineNo: 1, amountMinor: 2000n },
        { lineNo: 2, amountMinor: 800n },
        { lineNo: 3, amountMinor: 400n },
      ],
    },
    { discountNo: 2, bearer: "creator", amountMinor: 2000n, thresholdMinor: null, shares: [{ lineNo: 1, amountMinor: 2000n }] },
  ],
  freight: { paidMinor: 600n },
  tenders: [aTender(1, "wallet", 20_000n), aTender(2, "gift_card", 5400n), aTender(3, "points", 2000n)],
  gifts: [{ giftNo: 1, name: "杯子", withLineNos: [1], markedPriceMinor: 990n }],
});

const oneOfTwo: Partial<RefundAsk> = {
  lines: [pieces(1, 1)],
  thresholdDiscounts: "recompute",
  giftsKept: [1],
  freight: { ...anAsk({}).freight, returnTrip: { kind: "deduct", amountMinor: 800n, advancedBy: "platform" } },
};

describe("one of two pieces back, which breaks the platform's threshold, of a line a creator took something off too, the gift kept", () => {
  const refund = refundOf(order, oneOfTwo);

  test("each row of the table says what it adds or takes off, by which rule, in both languages, and the rows come to the sum", () => {
    const rows = refund.steps();
    expect(rows.map(({ zh, en, amountMinor, ruleIds }) => [zh, en, amountMinor, ruleIds.join(" ")])).toEqual([
      ["「商品1」× 1：按实付金额退", "「商品1」× 1: what was really paid", 8000n, "M-1"],
      ["留下的商品不再满足优惠门槛，按购买时单价补差", "Goods kept no longer reach the discount's threshold", -2200n, "M-4"],
      ["扣除退货运费", "Return freight", -800n, "DT-FREIGHT"],
      ["赠品「杯子」未退回，按事先标明的价格", "Gift kept: 杯子, at the price marked before the purchase", -990n, "M-6"],
    ]);
    expect(rows.reduce((sum, row) => sum + row.amountMinor, 0n)).toBe(refund.totalToBuyerMinor);
    expect(refund.totalToBuyerMinor).toBe(4010n);
  });

  test("the line's share is half of what was paid for it, with half of its tax within", () => {
    expect(refund.lines.map(line => [line.lineNo, line.worthMinor, line.amountMinor, line.taxMinor])).toEqual([[1, 8000n, 8000n, 921n]]);
  });

  test("what is taken off is borne by wallet and gift card as they paid, and the points come back whole", () => {
    expect(refund.tenders.map(tender => [tender.methodRef, tender.amountMinor, tender.manner])).toEqual([
      ["wallet-1", 2698n, "original_route"],
      ["gift_card-2", 728n, "original_route"],
      ["points-3", 584n, "in_kind"],
    ]);
  });

  test("the platform saves its whole discount, the creator only what was on the piece", () => {
    expect(refund.bearers).toEqual([
      { bearer: "platform", amountMinor: 3200n },
      { bearer: "creator", amountMinor: 1000n },
    ]);
  });

  test("on the books the seller gives back the list price of the piece less the gift, and each bearer its own", () => {
    const legs = postingsForPromise(refund, { customerId: order.customerId, sellerId: aLine(1, 1, 0n, 0n).sellerId });
    expect(Object.fromEntries(legs.map(({ account, amountMinor }) => [account, amountMinor]))).toEqual({
      buyer_refunds_payable: -4010n,
      seller_settlement: 9010n,
      platform_subsidy: -3200n,
      creator_subsidy: -1000n,
      freight_expense: -800n,
    });
  });

  test("with all the rest back too, each way of paying has had what it paid, less the gift and the way back", () => {
    const rest = refundOf(order, { ...oneOfTwo, ...REST }, refund.adds);
    const totals = addTotals(refund.adds, rest.adds);
    expect(rest.bearers).toEqual([{ bearer: "creator", amountMinor: 1000n }]);
    expect(totals.tenders.find(tender => tender.tenderNo === 3)?.amountMinor).toBe(2000n);
    expect(totals.tenders.reduce((sum, tender) => sum + tender.amountMinor, 0n)).toBe(27_400n - 990n - 800n);
  });
});

const REST: Partial<RefundAsk> = {
  lines: [pieces(1, 1), pieces(2, 1), pieces(3, 1)],
  giftsKept: [],
  freight: { ...anAsk({}).freight, outbound: { kind: "rest" } },
};

describe("the lawful order of the ways of paying", () => {
  const paidBy = (...kinds: readonly TenderKind[]) =>
    anOrder({
      lines: [aLine(1, 2, 10_000n, 20_000n)],
      tenders: kinds.map((kind, index) => aTender(index + 1, kind, 20_000n / BigInt(kinds.length))),
    });
  const elsewhere = {
    kind: "other_method",
    methodKind: "bank",
    methodRef: "b-1",
    tenderNos: [],
    consentRef: "text_1",
    allowedByRuleId: null,
  } as const;

  test("a coupon comes back as a coupon and store credit as store credit; what is taken off is taken from the credit", () => {
    const freight = { ...anAsk({}).freight, returnTrip: { kind: "deduct", amountMinor: 1000n, advancedBy: "seller" } } as const;
    const refund = refundOf(paidBy("coupon", "store_credit"), { lines: [pieces(1, 1)], freight });
    expect(refund.tenders.map(tender => [tender.methodKind, tender.amountMinor, tender.manner])).toEqual([
      ["coupon", 5000n, "in_kind"],
      ["store_credit", 4000n, "original_route"],
    ]);
  });

  test("a consent to another method moves all that is money and leaves a coupon what it is", () => {
    const refund = refundOf(paidBy("coupon", "card", "gift_card", "points"), { lines: [pieces(1, 2)], target: elsewhere });
    expect(refund.tenders.map(tender => [tender.tenderKind, tender.methodRef, tender.manner])).toEqual([
      ["coupon", "coupon-1", "in_kind"],
      ["card", "b-1", "other_method"],
      ["gift_card", "b-1", "other_method"],
      ["points", "points-4", "in_kind"],
    ]);
  });

  test("points give way only where what is taken off is more than all the money", () => {
    const freight = { ...anAsk({}).freight, returnTrip: { kind: "deduct", amountMinor: 6000n, advancedBy: "seller" } } as const;
    const refund = refundOf(paidBy("points", "card"), { lines: [pieces(1, 1)], freight });
    expect(refund.tenders.map(tender => [tender.methodKind, tender.amountMinor])).toEqual([["points", 4000n]]);
  });
});

import { expect, test } from "vitest";
import { aLine, anAsk, anOrder, aTender, pieces } from "../../../test/settlement/an-order.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import { NO_REFUNDS } from "../order/refund-totals.ts";
import { computeRefund } from "./compute-refund.ts";
import { type Leg, postingsForCollection, postingsForPromise, postingsForSettlement, reversalOf } from "./postings.ts";
import type { RefundAsk } from "./refund-ask.ts";
import type { RefundBreakdown } from "./refund-breakdown.ts";

const SELLER = "seller_0000000000000000000000s1";
const order = anOrder({
  lines: [aLine(1, 1, 10_000n, 8500n), aLine(2, 1, 10_000n, 8500n)],
  tenders: [aTender(1, "card", 16_000n), aTender(2, "points", 1000n)],
  discounts: [
    {
      discountNo: 1,
      bearer: "platform",
      amountMinor: 3000n,
      thresholdMinor: 15_000n,
      shares: [
        { lineNo: 1, amountMinor: 1500n },
        { lineNo: 2, amountMinor: 1500n },
      ],
    },
  ],
});

test("a refund takes from the seller what the buyer paid and the platform added, and returns the platform its subsidy", () => {
  expect(promised({ lines: [pieces(2, 1)] })).toEqual({
    "buyer_refunds_payable buyer": -8500n,
    "seller_settlement seller": 10_000n,
    "platform_subsidy platform": -1500n,
  });
});

test("a discount lost on the piece kept is saved by its bearer; the seller's price of that piece does not move", () => {
  expect(promised({ lines: [pieces(2, 1)], thresholdDiscounts: "recompute" })).toEqual({
    "buyer_refunds_payable buyer": -7000n,
    "seller_settlement seller": 10_000n,
    "platform_subsidy platform": -3000n,
  });
});

test("a carrier's fault is paid by the platform and stands as a claim against the carrier", () => {
  const extras = [{ head: "late_delivery", amountMinor: 500n, capMinor: null, bearer: "carrier_out", ruleId: "late" } as const];
  expect(promised({ extras })).toEqual({ "buyer_refunds_payable buyer": -500n, "recourse_receivable carrier_out": 500n });
});

test("the platform's own costs stand in its expense accounts, the seller's in its settlement", () => {
  const freight: RefundAsk["freight"] = { ...anAsk({}).freight, returnTrip: { kind: "reimburse", amountMinor: 1200n, bearer: "platform" } };
  const extras = [
    { head: "goodwill", amountMinor: 300n, capMinor: null, bearer: "platform", ruleId: "g" } as const,
    { head: "late_shipping", amountMinor: 500n, capMinor: null, bearer: "seller", ruleId: "late" } as const,
  ];
  expect(promised({ freight, extras })).toEqual({
    "buyer_refunds_payable buyer": -2000n,
    "freight_expense platform": 1200n,
    "compensation_expense platform": 300n,
    "seller_settlement seller": 500n,
  });
});

test("an exchange upwards is owed by the buyer until it is collected", () => {
  const newItems = [{ skuId: "new", name: "新品", quantity: 1, unitPriceMinor: 9000n }];
  expect(promised({ lines: [pieces(2, 1)], newItems })).toEqual({
    "buyer_receivable buyer": 500n,
    "seller_settlement seller": 1000n,
    "platform_subsidy platform": -1500n,
  });
  expect(summed(postingsForCollection({ methodKind: "wallet", amountMinor: 500n }, order.customerId))).toEqual({
    "gateway_clearing wallet": 500n,
    "buyer_receivable buyer": -500n,
  });
});

test("each payout leaves by the clearing account of its kind", () => {
  expect(summed(postingsForSettlement(refund({ lines: [pieces(2, 1)] }).tenders, order.customerId))).toEqual({
    "buyer_refunds_payable buyer": 8500n,
    "gateway_clearing card": -8000n,
    "gateway_clearing points": -500n,
  });
});

test("a withdrawn promise is its own opposite, leg by leg", () => {
  const legs = postingsForPromise(refund({ lines: [pieces(2, 1)] }), { customerId: order.customerId, sellerId: SELLER });
  expect(summed([...legs, ...reversalOf(legs)])).toEqual({
    "buyer_refunds_payable buyer": 0n,
    "seller_settlement seller": 0n,
    "platform_subsidy platform": 0n,
  });
});

const refund = (ask: Partial<RefundAsk>, of: OrderFacts = order): RefundBreakdown => {
  const answer = computeRefund({ order: of, earlier: NO_REFUNDS, ask: anAsk(ask) });
  if (answer.kind === "refused") throw new Error(`refused: ${answer.code}`);
  return answer;
};

const promised = (ask: Partial<RefundAsk>) => summed(postingsForPromise(refund(ask), { customerId: order.customerId, sellerId: SELLER }));

const summed = (legs: readonly Leg[]): Record<string, bigint> => {
  const totals: Record<string, bigint> = {};
  for (const { account, partyRef, amountMinor } of legs) {
    const who = partyRef === order.customerId ? "buyer" : partyRef === SELLER ? "seller" : partyRef;
    totals[`${account} ${who}`] = (totals[`${account} ${who}`] ?? 0n) + amountMinor;
  }
  return totals;
};

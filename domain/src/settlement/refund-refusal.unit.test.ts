import { expect, test } from "vitest";
import { aLine, anAsk, anOrder, pieces } from "../../../test/settlement/an-order.ts";
import type { Currency } from "../kernel/money.ts";
import { NO_REFUNDS, type RefundTotals } from "../order/refund-totals.ts";
import { computeRefund } from "./compute-refund.ts";
import type { RefundAsk } from "./refund-ask.ts";

const order = anOrder({
  lines: [aLine(1, 2, 5000n, 9000n), aLine(2, 1, 3000n, 3000n)],
  freight: { paidMinor: 800n },
  gifts: [
    { giftNo: 1, name: "杯子", withLineNos: [1], markedPriceMinor: 990n },
    { giftNo: 2, name: "袜子", withLineNos: [1], markedPriceMinor: null },
    { giftNo: 3, name: "帽子", withLineNos: [2], markedPriceMinor: 500n },
  ],
});
const { freight } = anAsk({});
const other = {
  kind: "other_method",
  methodKind: "card",
  methodRef: "c-9",
  tenderNos: [],
  consentRef: null,
  allowedByRuleId: "choice",
} as const;
const late = { head: "late_shipping", capMinor: 3000n, bearer: "seller", ruleId: "late" } as const;
const oneOf1 = [pieces(1, 1)];

/** In the order of precedence: each wrong ask, and the answer with what a message needs. */
const REFUSALS: readonly (readonly [wrong: string, ask: Partial<RefundAsk>, answer: Record<string, unknown>])[] = [
  ["a line that is not in the order", { lines: [pieces(333, 1)] }, { code: "line_unknown", lineNo: 333 }],
  ["no piece", { lines: [pieces(1, 0)] }, { code: "quantity_not_positive", lineNo: 1, quantity: 0 }],
  ["half a piece", { lines: [pieces(1, 0.5)] }, { code: "quantity_not_positive", lineNo: 1, quantity: 0.5 }],
  [
    "more than all of it",
    { lines: [pieces(1, 1, { kind: "ratio", basisPoints: 10_001 })] },
    { code: "ratio_out_of_range", lineNo: 1, basisPoints: 10_001 },
  ],
  [
    "damage of less than nothing",
    { lines: [{ ...pieces(1, 1), damageBasisPoints: -1 }] },
    { code: "ratio_out_of_range", lineNo: 1, basisPoints: -1 },
  ],
  [
    "more pieces than were bought, in two asks",
    { lines: [pieces(1, 2), pieces(1, 1, { kind: "ratio", basisPoints: 3000 })] },
    { code: "quantity_above_left", lineNo: 1, from: "untouched", askedQuantity: 3, leftQuantity: 2 },
  ],
  [
    "the rest of a piece that never had a part",
    { lines: [{ ...pieces(1, 1), from: "partly_refunded" }] },
    { code: "quantity_above_left", lineNo: 1, from: "partly_refunded", askedQuantity: 1, leftQuantity: 0 },
  ],
  [
    "an agreed sum above what was paid",
    { lines: [pieces(1, 1, { kind: "amount", amountMinor: 4501n })] },
    { code: "amount_above_left", lineNo: 1, askedMinor: 4501n, leftMinor: 4500n },
  ],
  ["a route that paid nothing", { lines: oneOf1, target: { ...other, tenderNos: [7] } }, { code: "tender_unknown", tenderNo: 7 }],
  ["a card nobody consented to", { lines: oneOf1, target: other }, { code: "consent_missing", methodRef: "c-9" }],
  [
    "stored value no rule opens",
    { lines: oneOf1, target: { ...other, methodKind: "gift_card", allowedByRuleId: null } },
    { code: "consent_missing", methodRef: "c-9" },
  ],
  [
    "another currency",
    { lines: oneOf1, currency: "USD" as Currency },
    { code: "currency_mismatch", askedCurrency: "USD", orderCurrency: "CNY" },
  ],
  [
    "a negative sum",
    { lines: [pieces(1, 1, { kind: "amount", amountMinor: -1n })] },
    { code: "amount_negative", field: "lines.1.amount", amountMinor: -1n },
  ],
  ["a negative fee", { lines: oneOf1, paymentFeeMinor: -5n }, { code: "amount_negative", field: "payment_fee", amountMinor: -5n }],
  [
    "more freight than was paid",
    { freight: { ...freight, outbound: { kind: "amount", amountMinor: 801n } } },
    { code: "freight_above_left", askedMinor: 801n, leftMinor: 800n },
  ],
  ["a gift that was never given", { lines: oneOf1, giftsKept: [9] }, { code: "gift_unknown", giftNo: 9 }],
  ["a gift whose goods stay with the buyer", { lines: oneOf1, giftsKept: [3] }, { code: "gift_goods_not_returned", giftNo: 3 }],
  ["one gift charged twice", { lines: oneOf1, giftsKept: [1, 1] }, { code: "gift_charged_before", giftNo: 1 }],
  ["a gift nobody had priced", { lines: oneOf1, giftsKept: [2] }, { code: "gift_price_not_marked", giftNo: 2 }],
  [
    "an exchange into no piece",
    { lines: oneOf1, newItems: [{ skuId: "x", name: "新品", quantity: 0, unitPriceMinor: 1n }] },
    { code: "new_item_quantity_not_positive", skuId: "x", quantity: 0 },
  ],
  [
    "two sums of one head above its cap",
    {
      extras: [
        { ...late, amountMinor: 2000n },
        { ...late, amountMinor: 1001n },
      ],
    },
    { code: "compensation_above_cap", head: "late_shipping", askedMinor: 3001n, leftMinor: 3000n },
  ],
  ["nothing at all", {}, { code: "nothing_asked", orderId: order.orderId }],
];

test.each(REFUSALS)("%s is refused", (_wrong, ask, answer) => {
  expect(refuse(ask)).toEqual({ kind: "refused", ...answer });
});

test("the first fault in the order of precedence is the one told", () => {
  expect(refuse({ lines: [pieces(333, 0)], currency: "USD" as Currency })).toMatchObject({ code: "line_unknown" });
  expect(refuse({ lines: [pieces(1, 3)], currency: "USD" as Currency, paymentFeeMinor: -1n })).toMatchObject({
    code: "quantity_above_left",
  });
  expect(refuse({ lines: oneOf1, currency: "USD" as Currency, target: other })).toMatchObject({ code: "consent_missing" });
});

test("an order nobody paid for has nothing to give back", () => {
  expect(computeRefund({ order: { ...order, paidAt: null }, earlier: NO_REFUNDS, ask: anAsk({ lines: oneOf1 }) })).toMatchObject({
    code: "order_not_paid",
  });
});

test("the cap of a head counts what was paid under it before, and another head has its own", () => {
  const earlier: RefundTotals = { ...NO_REFUNDS, extras: [{ head: "late_shipping", amountMinor: 2500n }] };
  expect(refuse({ extras: [{ ...late, amountMinor: 501n }] }, earlier)).toMatchObject({ code: "compensation_above_cap", leftMinor: 500n });
  expect(refuse({ extras: [{ ...late, head: "stock_out", amountMinor: 3000n }] }, earlier)).toMatchObject({ kind: "refund" });
});

test("a rule that opens stored value to the buyer's choice is enough for a gift card", () => {
  expect(refuse({ lines: oneOf1, target: { ...other, methodKind: "gift_card" } })).toMatchObject({ kind: "refund" });
});

const refuse = (ask: Partial<RefundAsk>, earlier = NO_REFUNDS) => computeRefund({ order, earlier, ask: anAsk(ask) });

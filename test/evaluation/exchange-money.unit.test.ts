import { evaluate } from "@amends/domain/evaluation/evaluate";
import type { EarlierClaim } from "@amends/domain/intake/case-facts";
import { instant } from "@amends/domain/kernel/time";
import { addTotals, collectionPaid, NO_REFUNDS, type RefundTotals } from "@amends/domain/order/refund-totals";
import { describe, expect, it } from "vitest";
import { aLine, anAsk, anOrder, pieces } from "../settlement/an-order.ts";
import { mustRefund } from "../settlement/arbitrary-refunds.ts";
import { BASE } from "./base-pack.ts";
import { type Filing, filing, line } from "./filing.ts";

const SHIRT = line({ category: "clothing.shirt", unitPriceMinor: 10_000n, paidMinor: 8500n });
const exchangeFor = (priceMinor: bigint, given: Filing = {}): Filing => ({
  lines: [SHIRT],
  catalogue: [{ skuId: "sku-2", productId: "product-1", priceMinor, available: 3 }],
  filed: { replacementSkuId: "sku-2" },
  request: { serviceType: "exchange", reason: "30.03" },
  ...given,
});
const moneyOf = (given: Filing) => {
  const { remedy } = evaluate(filing(given), BASE);
  return { back: remedy.refundMinor, collect: remedy.collectMinor };
};

const EXCHANGED: RefundTotals = (() => {
  const order = anOrder({ lines: [aLine(1, 1, 10_000n, 8500n)] });
  const newItems = [{ skuId: "sku-2", name: "商品", quantity: 1, unitPriceMinor: 12_000n, replacesLineNo: 1 }];
  const { adds } = mustRefund(order, NO_REFUNDS, anAsk({ lines: [pieces(1, 1)], newItems }));
  return addTotals(adds, collectionPaid(adds.collectDueMinor));
})();

const exchanged = (refund: RefundTotals): EarlierClaim => ({
  caseId: "case_1",
  serviceType: "exchange",
  open: false,
  rejected: false,
  filedAt: instant(0),
  reason: "30.03",
  lineNos: [1],
  evidence: [],
  amendment: null,
  lines: [],
  refund,
  isExchanged: true,
});

describe("an exchange", () => {
  it("for the same price at the list moves no money, whatever discount was taken off at the purchase", () => {
    expect(moneyOf(exchangeFor(10_000n))).toEqual({ back: 0n, collect: 0n });
  });

  it("for something dearer or cheaper is reckoned against what was really paid", () => {
    expect(moneyOf(exchangeFor(12_000n))).toEqual({ back: 0n, collect: 3500n });
    expect(moneyOf(exchangeFor(6000n))).toEqual({ back: 2500n, collect: 0n });
  });

  it("for goods no cheaper does not break the threshold of a discount; for cheaper ones it does", () => {
    const order: Filing["order"] = {
      discounts: [
        {
          discountNo: 1,
          bearer: "platform",
          amountMinor: 3000n,
          thresholdMinor: 20_000n,
          shares: [
            { lineNo: 1, amountMinor: 1500n },
            { lineNo: 2, amountMinor: 1500n },
          ],
        },
      ],
    };
    const given = (priceMinor: bigint): Filing => {
      const whole = exchangeFor(priceMinor, { lines: [SHIRT, { ...SHIRT, lineNo: 2 }], order });
      const lines = filing(whole).request.lines.filter(({ lineNo }) => lineNo === 1);
      return { ...whole, request: { ...whole.request, lines } };
    };
    expect(moneyOf(given(12_000n))).toEqual({ back: 0n, collect: 3500n });
    expect(moneyOf(given(6000n))).toEqual({ back: 1000n, collect: 0n });
  });
});

describe("what came in an exchange", () => {
  it("comes back at what was charged for it: the price of the first goods and the difference", () => {
    expect(moneyOf({ lines: [SHIRT], claims: [exchanged(EXCHANGED)] })).toEqual({ back: 12_000n, collect: 0n });
  });

  it("after an exchange at the same price is worth what was paid for the first", () => {
    expect(moneyOf({ lines: [SHIRT], claims: [exchanged(NO_REFUNDS)] })).toEqual({ back: 8500n, collect: 0n });
  });

  it("can be exchanged again, at the difference to what was charged for it", () => {
    const again = exchangeFor(11_000n, { claims: [exchanged(EXCHANGED)] });
    expect(moneyOf(again)).toEqual({ back: 1000n, collect: 0n });
  });
});

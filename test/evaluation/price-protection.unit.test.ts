import { evaluate, evaluateFiling } from "@amends/domain/evaluation/evaluate";
import { addMs, DAY_MS, HOUR_MS, type Instant } from "@amends/domain/kernel/time";
import type { BuyerPromise, Discount } from "@amends/domain/order/order-facts";
import type { PriceFact, PriceOffer } from "@amends/domain/order/price-facts";
import { NO_REFUNDS, type RefundTotals } from "@amends/domain/order/refund-totals";
import { postingsForPromise } from "@amends/domain/settlement/postings";
import { describe, expect, it } from "vitest";
import { BASE } from "./base-pack.ts";
import { daysAfterSigning, type Filing, filing, line, promise } from "./filing.ts";

const PAID_AT = daysAfterSigning(-5);
const daysAfterPaying = (days: number): Instant => addMs(PAID_AT, days * DAY_MS);

const price = (priceMinor: bigint, days: number, offer: PriceOffer = "public"): PriceFact => ({
  skuId: line().skuId,
  from: daysAfterPaying(days),
  priceMinor,
  offer,
});

type Given = {
  readonly prices: readonly PriceFact[];
  readonly promised?: Partial<BuyerPromise>;
  readonly quantity?: number;
  readonly paidMinor?: bigint;
  readonly discounts?: readonly Discount[];
  readonly earlier?: RefundTotals;
};

/** Two pieces at 100.00 unless told otherwise, filed on the second day after the sign-off; a week of price protection was promised. */
const asked = ({ prices, promised = {}, quantity = 2, paidMinor = 20_000n, discounts = [], earlier }: Given) => {
  const given: Filing = {
    lines: [line({ quantity, paidMinor, promises: [{ ...promise("price_protection", 7), ...promised }] })],
    filed: { quantity },
    order: { discounts },
    request: { serviceType: "price_protection", reason: "80.09" },
    ...(earlier === undefined
      ? {}
      : {
          claims: [
            {
              caseId: "case_1",
              serviceType: "price_protection",
              open: false,
              rejected: false,
              reason: "80.09",
              lineNos: [1],
              evidence: [],
              filedAt: PAID_AT,
              amendment: null,
              lines: [],
              refund: earlier,
            },
          ],
        }),
  };
  return { ...filing(given), prices };
};

const backFor = (given: Given): bigint => evaluate(asked(given), BASE).remedy.refundMinor;

describe("price protection is reckoned from what the article cost since", () => {
  it("EL-63, RM-26: what was paid above the lowest public price goes back at once, for every piece", () => {
    const decision = evaluate(asked({ prices: [price(10_000n, -3), price(9_500n, 1), price(9_000n, 3), price(9_800n, 6)] }), BASE);
    expect(decision).toMatchObject({ outcome: "approved", remedy: { refundMinor: 2_000n, planTemplate: "price_protection" } });
    expect(decision.trace.map(({ rowId }) => rowId)).toEqual(expect.arrayContaining(["PO-99", "PT-99", "RM-26"]));
  });

  it("the price on the day of the purchase, and what came before it, is not compared with", () => {
    expect(backFor({ prices: [price(8_000n, -3)] })).toBe(0n);
  });

  it("PO-1, PO-2: no sale for some, and none that lasted less than a day, counts", () => {
    const offers = ["presale", "flash", "multi_buy", "invite", "newcomer", "limited_crowd", "random_pay", "subsidy", "used_goods"] as const;
    for (const offer of offers) expect(backFor({ prices: [price(5_000n, 1, offer), price(10_000n, 4)] }), offer).toBe(0n);
    const short = { ...price(10_000n, 1), from: addMs(daysAfterPaying(1), 23 * HOUR_MS) };
    const long = { ...short, from: addMs(daysAfterPaying(1), 24 * HOUR_MS) };
    expect([backFor({ prices: [price(9_000n, 1), short] }), backFor({ prices: [price(9_000n, 1), long] })]).toEqual([0n, 2_000n]);
  });

  it("a price that still stands counts from its first hour", () => {
    expect(backFor({ prices: [{ ...price(9_000n, 1), from: addMs(asked({ prices: [] }).at, -HOUR_MS) }] })).toBe(2_000n);
  });

  it("the base is what was really paid, after coupons", () => {
    expect(backFor({ prices: [price(9_000n, 1)], paidMinor: 18_500n })).toBe(500n);
    expect(backFor({ prices: [price(9_000n, 1)], paidMinor: 17_000n })).toBe(0n);
  });

  it("PP-5: a payment channel's discount lowers the difference by its own part: 12.00 less 2.00, 3.00 cheaper, is 2.40 back", () => {
    const channel: Discount = {
      discountNo: 1,
      bearer: "platform",
      byPaymentChannel: true,
      amountMinor: 200n,
      thresholdMinor: null,
      shares: [{ lineNo: 1, amountMinor: 200n }],
    };
    expect(backFor({ prices: [price(900n, 1)], quantity: 1, paidMinor: 1_000n, discounts: [channel] })).toBe(240n);
  });

  it("a promise that names its most pays no more", () => {
    expect(backFor({ prices: [price(9_000n, 1)], promised: { capMinor: 1_500n } })).toBe(1_500n);
  });

  it("PP-3: the difference is paid once for each order, however often the price falls; one that paid nothing uses up nothing", () => {
    const { money } = evaluateFiling(asked({ prices: [price(9_000n, 1)] }), BASE);
    const earlier = money.computed?.kind === "refund" ? money.computed.adds : NO_REFUNDS;
    const again = evaluate(asked({ prices: [price(9_000n, 1), price(8_500n, 3)], earlier }), BASE);
    expect(again).toMatchObject({ outcome: "refused", lines: [{ refusal: "price_paid_before" }] });
    expect(backFor({ prices: [price(9_000n, 1)], earlier: NO_REFUNDS })).toBe(2_000n);
  });

  it("the window is what was promised, be it shorter than the usual thirty days, and those where no days were named (PP-1)", () => {
    const outcomeAfter = (value: number | null, days: number): string => {
      const facts = asked({ prices: [price(9_000n, 1)], promised: { value } });
      return evaluate({ ...facts, at: daysAfterSigning(days) }, BASE).outcome;
    };
    expect([outcomeAfter(1, 0.5), outcomeAfter(1, 5)]).toEqual(["approved", "refused"]);
    expect([outcomeAfter(45, 40), outcomeAfter(45, 50)]).toEqual(["approved", "refused"]);
    expect([outcomeAfter(null, 25), outcomeAfter(null, 40)]).toEqual(["approved", "refused"]);
  });

  it("more than 500 yuan is laid out and left to a person, and so is a drop the catalogue knows nothing of", () => {
    const large = evaluate(asked({ prices: [price(30_000n, 1)], paidMinor: 120_000n }), BASE);
    expect(large).toMatchObject({ outcome: "review", remedy: { refundMinor: 60_000n } });
    expect(evaluate(asked({ prices: [] }), BASE)).toMatchObject({ outcome: "review", remedy: { refundMinor: 0n } });
  });

  it("PT-1, PT-2: who promised it pays for it, and the sale stands at the seller's price", () => {
    const borneBy = (by: BuyerPromise["by"]) => {
      const facts = asked({ prices: [price(9_000n, 1)], promised: { by } });
      const { money } = evaluateFiling(facts, BASE);
      if (money.computed?.kind !== "refund") throw new Error("a drop goes back");
      const legs = postingsForPromise(money.computed, { customerId: facts.customer.customerId, sellerId: facts.seller.sellerId });
      return Object.fromEntries(
        legs.filter(({ amountMinor }) => amountMinor > 0n).map(({ account, amountMinor }) => [account, amountMinor]),
      );
    };
    expect(borneBy("seller")).toEqual({ seller_settlement: 2_000n });
    expect(borneBy("platform")).toEqual({ platform_subsidy: 2_000n });
    expect(borneBy("creator")).toEqual({ creator_subsidy: 2_000n });
  });

  it("goods that come back afterwards bring back the rest, and the platform has its part again (PP-4)", () => {
    const { money } = evaluateFiling(asked({ prices: [price(9_000n, 1)], promised: { by: "platform" } }), BASE);
    const earlier = money.computed?.kind === "refund" ? money.computed.adds : NO_REFUNDS;
    const facts = asked({ prices: [], earlier });
    const back = evaluateFiling({ ...facts, request: { ...facts.request, serviceType: "return_refund", reason: "30.01" } }, BASE).money;
    expect(back.refundMinor).toBe(18_000n);
    if (back.computed?.kind !== "refund") throw new Error("the rest goes back");
    const parties = { customerId: facts.customer.customerId, sellerId: facts.seller.sellerId };
    const legs = postingsForPromise(back.computed, parties).map(({ account, amountMinor }) => [account, amountMinor]);
    expect(Object.fromEntries(legs)).toMatchObject({ seller_settlement: 20_000n, platform_subsidy: -2_000n });
  });
});

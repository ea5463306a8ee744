import { evaluate } from "@amends/domain/evaluation/evaluate";
import type { Discount } from "@amends/domain/order/order-facts";
import { expect, test } from "vitest";
import { BASE } from "../evaluation/base-pack.ts";
import { filing, line, photos } from "../evaluation/filing.ts";

/** One piece of 400 yuan: 20 taken off by the platform, 80 by the seller, 300 paid. */
const claimed = (reason: string, quantity = 1) => {
  const off = (discountNo: number, bearer: Discount["bearer"], amountMinor: bigint): Discount => ({
    ...{ discountNo, bearer, amountMinor, thresholdMinor: null },
    shares: [{ lineNo: 1, amountMinor }],
  });
  const facts = filing({
    lines: [line({ quantity: 2, unitPriceMinor: 20_000n, paidMinor: 30_000n })],
    filed: { quantity },
    order: { discounts: [off(1, "platform", 2_000n), off(2, "seller", 8_000n)] },
    request: { serviceType: "compensation", reason, evidence: photos(2) },
  });
  return evaluate(facts, BASE).compensation.map(({ ruleId, amountMinor }) => [ruleId, amountMinor]);
};

test("PD-1, X-16: fraud is reckoned on the price of the goods, which a platform's coupon does not lower", () => {
  expect(claimed("50.03", 2)).toEqual([["PD-1", 96_000n]]);
  expect(claimed("50.03", 1)).toEqual([["PD-1", 50_000n]]);
});

test("PD-5, X-16: unsafe food is reckoned on what was really paid, beside the fraud that knowing it would be (PD-7)", () => {
  expect(claimed("70.09", 2)).toEqual([
    ["PD-3", 300_000n],
    ["PD-1", 96_000n],
  ]);
  expect(claimed("70.09", 1)).toEqual([
    ["PD-3", 150_000n],
    ["PD-1", 50_000n],
  ]);
});

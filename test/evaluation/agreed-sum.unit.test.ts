import { evaluateFiling } from "@amends/domain/evaluation/evaluate";
import { expect, test } from "vitest";
import { BASE } from "./base-pack.ts";
import { daysAfterSigning, type Filing, filing, line } from "./filing.ts";

/** Two pieces of 150 yuan with 50 off from 300; the first went back without a reason, and the discount with it. */
const lines = [1, 2].map(lineNo => line({ lineNo, skuId: `sku-${lineNo}`, unitPriceMinor: 15_000n, paidMinor: 12_500n }));
const discount = { discountNo: 1, bearer: "seller", amountMinor: 5000n, thresholdMinor: 30_000n } as const;
const shares = [1, 2].map(lineNo => ({ lineNo, amountMinor: 2500n }));
const asked = (lineNo: number, request: Filing["request"] = {}, claims: Filing["claims"] = []) => {
  const facts = filing({ lines, claims, order: { discounts: [{ ...discount, shares }] }, request });
  const own = facts.request.lines.filter(filed => filed.lineNo === lineNo);
  return evaluateFiling({ ...facts, request: { ...facts.request, lines: own } }, BASE);
};

test("M-4: what was agreed is what comes back, though part of a discount lost before is in it", () => {
  const { money } = asked(1);
  const refund = money.computed?.kind === "refund" ? money.computed.adds : expect.unreachable("the first return is lawful");
  expect(money.refundMinor).toBe(10_000n);
  const returned = { caseId: "case_1", serviceType: "return_refund", open: false, rejected: false, reason: "30.01", lineNos: [1] } as const;
  const claim = { ...returned, filedAt: daysAfterSigning(1), evidence: [], amendment: null, lines: [{ lineNo: 1, quantity: 1 }], refund };
  const agreed = { serviceType: "refund_only", refundOnlyKind: "agreed", reason: "40.01", agreedMinor: 4000n } as const;
  expect(asked(2, agreed, [claim]).decision.remedy.refundMinor).toBe(4000n);
  expect(asked(2, agreed).decision.remedy.refundMinor).toBe(4000n);
});

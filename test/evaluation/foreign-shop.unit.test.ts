import { evaluate } from "@amends/domain/evaluation/evaluate";
import type { EarlierClaim } from "@amends/domain/intake/case-facts";
import { NO_REFUNDS } from "@amends/domain/order/refund-totals";
import type { CompiledPack } from "@amends/domain/policy/pack";
import { describe, expect, it } from "vitest";
import { BASE } from "./base-pack.ts";
import { withCells } from "./changed-pack.ts";
import { type Filing, filing, line, SIGNED_AT } from "./filing.ts";

/** The first row of the table, written as another shop would write it: no code knows these rules. */
const withRule = (cells: Readonly<Record<string, string>>): CompiledPack => {
  const blank = {
    order: "",
    type: "",
    kind: "",
    verdict: "'refused'",
    route: "'none'",
    refusal: "'order_cancelled'",
    because: "'eligibility'",
  };
  return withCells(BASE, "eligibility", "EL-00", { ...blank, ...cells });
};

const claim = (given: Partial<EarlierClaim>): EarlierClaim => ({
  caseId: "case_000000000000000000000001",
  serviceType: "exchange",
  open: false,
  rejected: false,
  reason: "00.00",
  lineNos: [],
  evidence: [],
  filedAt: SIGNED_AT,
  amendment: null,
  lines: [{ lineNo: 2, quantity: 1 }],
  refund: NO_REFUNDS,
  ...given,
});

const twoLines = [line(), line({ lineNo: 2 })];
const firstLine: Filing["request"] = {
  lines: [{ lineNo: 1, quantity: 1, goodsReceived: true, condition: "used", damageBasisPoints: null, replacementSkuId: null }],
};
const goesForward = (given: Filing, pack: CompiledPack) => evaluate(filing(given), pack).lines[0]?.eligible;

describe("another shop's rules, as cells alone", () => {
  it("one return or one exchange per order, once", () => {
    const once = withRule({ type: "['return_refund', 'exchange']", taken: "contains($, 'return_refund') or contains($, 'exchange')" });
    expect(goesForward({ lines: twoLines, request: firstLine }, once)).toBe(true);
    expect(goesForward({ lines: twoLines, request: firstLine, claims: [claim({})] }, once)).toBe(false);
    expect(goesForward({ lines: twoLines, request: firstLine, claims: [claim({ rejected: true })] }, once)).toBe(true);
  });

  it("after a change of items nothing but the address may change", () => {
    const onlyAddress = withRule({ type: "'amend_order'", amendment: "!= 'address'", amended: "contains($, 'items')" });
    const changed = [claim({ serviceType: "amend_order", amendment: "items", lines: [] })];
    const change = (kind: "address" | "payment"): Filing => ({
      stage: "not_shipped",
      claims: changed,
      buyer: { methods: [{ methodRef: "card-9", tenderKind: "card", balanceMinor: null }] },
      request: {
        serviceType: "amend_order",
        reason: "10.03",
        amendment: kind === "address" ? { kind, recipientTextId: "text_000000000000000000000002" } : { kind, methodRef: "card-9" },
      },
    });
    expect(goesForward(change("address"), onlyAddress)).toBe(true);
    expect(goesForward(change("payment"), onlyAddress)).toBe(false);
    expect(goesForward(change("payment"), BASE)).toBe(true);
  });

  it("refunds only to the original method or the buyer's own gift card", () => {
    const routes = withRule({ refundRoute: "not in ['original', 'stored_value_own']" });
    const methods = [
      { methodRef: "gift-1", tenderKind: "gift_card", balanceMinor: 0n },
      { methodRef: "card-9", tenderKind: "card", balanceMinor: null },
    ] as const;
    const to = (methodRef: string): Filing => ({
      buyer: { methods },
      filed: { condition: "used" },
      request: { refundTo: { methodRef, consented: true } },
    });
    expect(["wallet-1", "gift-1", "card-9"].map(methodRef => goesForward(to(methodRef), routes))).toEqual([true, true, false]);
  });

  it("a stored value must hold enough for the difference", () => {
    const catalogue = [{ skuId: "sku-2", productId: "product-1", priceMinor: 13_000n, available: 1 }];
    const exchange = (balanceMinor: bigint) =>
      goesForward(
        {
          catalogue,
          buyer: { methods: [{ methodRef: "gift-1", tenderKind: "gift_card", balanceMinor }] },
          filed: { replacementSkuId: "sku-2" },
          request: { serviceType: "exchange", reason: "30.03", differenceBy: { methodRef: "gift-1" } },
        },
        withRule({ type: "'exchange'", difference: "false" }),
      );
    expect([exchange(199n), exchange(200n)]).toEqual([false, true]);
  });
});

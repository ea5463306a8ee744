import { evaluate } from "@amends/domain/evaluation/evaluate";
import { replacedPieces } from "@amends/domain/intake/request-context";
import { sumMinor } from "@amends/domain/kernel/money";
import { amendmentMoney } from "@amends/domain/settlement/amendment-money";
import { describe, expect, it, test } from "vitest";
import { BASE } from "./base-pack.ts";
import { type Filing, filing, line } from "./filing.ts";

/** Three cups of a list price of ¥40.00, of which ¥100.00 was really paid. */
const CUPS = line({ quantity: 3, unitPriceMinor: 4_000n, paidMinor: 10_000n });
const CARD = { methodRef: "card-9", tenderKind: "card", balanceMinor: null } as const;

const changed = (pieces: number, priceMinor: bigint, given: Filing = {}) =>
  filing({
    stage: "not_shipped",
    lines: [CUPS],
    catalogue: [{ skuId: "sku-2", productId: "product-1", priceMinor, available: 9 }],
    buyer: { methods: [CARD] },
    filed: { replacementSkuId: "sku-2", quantity: pieces },
    request: { serviceType: "amend_order", reason: "10.02", amendment: { kind: "items" }, differenceBy: { methodRef: CARD.methodRef } },
    ...given,
  });

describe("the difference of a changed order is named beforehand as it is booked in the case", () => {
  test.each([
    [1, 3_334n, 0n, 0n],
    [1, 3_335n, 1n, 0n],
    [2, 3_333n, 0n, 1n],
    [2, 4_000n, 1_333n, 0n],
    [3, 4_000n, 2_000n, 0n],
    [3, 3_000n, 0n, 1_000n],
  ])("%i of three discounted pieces at %i: %i to pay, %i back", (pieces, priceMinor, collectMinor, refundMinor) => {
    const facts = changed(pieces, priceMinor);
    expect(evaluate(facts, BASE).remedy).toMatchObject({ collectMinor, refundMinor });
    const parties = { customerId: facts.order.customerId, sellerId: CUPS.sellerId };
    const booked = amendmentMoney(facts.order, { kind: "items", replaced: replacedPieces(facts), differenceBy: null }, parties);
    expect([booked.collect?.amountMinor ?? 0n, sumMinor(booked.refunds.map(refund => refund.promisedMinor))]).toEqual([
      collectMinor,
      refundMinor,
    ]);
  });

  it("an order nobody has paid yet is changed before any money moves", () => {
    expect(evaluate(changed(3, 5_000n, { order: { paidAt: null } }), BASE).remedy).toMatchObject({ collectMinor: 0n, refundMinor: 0n });
  });
});

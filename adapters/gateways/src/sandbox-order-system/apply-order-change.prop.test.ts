import type { OrderChange } from "@amends/domain/case/effect";
import { sumMinor } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import { goodsOfLine } from "@amends/domain/order/goods-state";
import type { Discount, OrderFacts, OrderLine, Tender, TenderKind } from "@amends/domain/order/order-facts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lineOf, orderOf, shipmentOf } from "../contract/orders.ts";
import { STARTED_AT } from "../contract/requests.ts";
import { applyOrderChange, isBalanced } from "./apply-order-change.ts";
import type { Catalogue } from "./catalogue.ts";

const at = instant(STARTED_AT);
const catalogue: Catalogue = skuId => ({
  skuId,
  productId: `product-of-${skuId}`,
  name: `Other ${skuId}`,
  category: "home.other",
  goods: "physical",
  options: {},
  unitPriceMinor: BigInt(skuId.slice("other-".length)),
});

const arbitraryLine = fc.record({
  quantity: fc.integer({ min: 1, max: 9 }),
  unit: fc.bigInt(1n, 99_999n),
  cuts: fc.array(fc.nat(1000), { maxLength: 3 }),
});

/** Orders as shops make them: list price = paid + discount shares on every line, paid by several routes. */
const arbitraryOrder: fc.Arbitrary<OrderFacts> = fc
  .record({
    lines: fc.array(arbitraryLine, { minLength: 1, maxLength: 4 }),
    freightMinor: fc.bigInt(0n, 2000n),
    weights: fc.array(fc.bigInt(1n, 100n), { minLength: 1, maxLength: 4 }),
    shipped: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }),
  })
  .map(({ lines, freightMinor, weights, shipped }) => {
    const shares = lines.map(({ quantity, unit, cuts }) => {
      let leftMinor = unit * BigInt(quantity);
      return [0, 1, 2].map(no => {
        const share = (leftMinor * BigInt(cuts[no] ?? 0)) / 1000n;
        leftMinor -= share;
        return share;
      });
    });
    const orderLines: OrderLine[] = lines.map(({ quantity, unit }, index) => {
      const paidMinor = unit * BigInt(quantity) - sumMinor(shares[index] ?? []);
      return lineOf(index + 1, { quantity, unitPriceMinor: unit, paidMinor, taxMinor: paidMinor / 10n });
    });
    const discounts: Discount[] = [0, 1, 2].map(no => {
      const parts = shares.map((line, index) => ({ lineNo: index + 1, amountMinor: line[no] ?? 0n })).filter(part => part.amountMinor > 0n);
      return {
        discountNo: no + 1,
        bearer: "seller",
        amountMinor: sumMinor(parts.map(part => part.amountMinor)),
        thresholdMinor: null,
        shares: parts,
      };
    });
    let restMinor = sumMinor(orderLines.map(line => line.paidMinor)) + freightMinor;
    const kinds: readonly TenderKind[] = ["gift_card", "card", "wallet", "points"];
    const tenders: Tender[] = weights.map((weight, index) => {
      const paidMinor = index === weights.length - 1 ? restMinor : (restMinor * weight) / 200n;
      restMinor -= paidMinor;
      return { tenderNo: index + 1, kind: kinds[index] ?? "card", methodRef: `method-${index}`, paidMinor };
    });
    const parts = orderLines
      .map((line, index) => ({ lineNo: line.lineNo, quantity: Math.min(line.quantity, shipped[index] ?? 0) }))
      .filter(part => part.quantity > 0);
    return orderOf(1, { lines: orderLines, freightMinor, tenders, discounts, shipments: parts.length > 0 ? [shipmentOf(parts)] : [] });
  });

/** Mostly changes that fit, now and then one that asks for too much. */
const arbitraryPieces = {
  lineNo: fc.integer({ min: 1, max: 3 }),
  quantity: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 2 }) }, fc.integer({ min: 3, max: 9 })),
};
const arbitraryChange: fc.Arbitrary<OrderChange> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("cancel_lines" as const),
      lines: fc.array(fc.record(arbitraryPieces), { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.array(fc.record({ ...arbitraryPieces, unit: fc.bigInt(1n, 99_999n) }), { minLength: 1, maxLength: 2 }).map(lines => ({
      kind: "replace_items" as const,
      differencePaidBy: { tenderKind: "gift_card" as const, methodRef: "gift-new" },
      lines: lines.map(({ lineNo, quantity, unit }) => ({ lineNo, quantity, skuId: `other-${unit}`, unitPriceMinor: unit })),
    })),
  },
  fc.constant({ kind: "change_payment" as const, tenderKind: "wallet" as const, methodRef: "wallet-new" }),
);

/** What list prices say was to be paid, line by line. */
const agreesWithListPrices = (order: OrderFacts): boolean =>
  order.lines.every(line => {
    const shares = order.discounts.flatMap(discount => discount.shares.filter(share => share.lineNo === line.lineNo));
    return line.paidMinor === line.unitPriceMinor * BigInt(line.quantity) - sumMinor(shares.map(share => share.amountMinor));
  });

const hasNothingNegative = (order: OrderFacts): boolean =>
  [...order.lines, ...order.tenders].every(part => part.paidMinor >= 0n) &&
  order.lines.every(line => line.quantity > 0 && line.taxMinor >= 0n && goodsOfLine(order, line.lineNo).counts.not_shipped >= 0) &&
  order.discounts.every(
    discount =>
      discount.amountMinor === sumMinor(discount.shares.map(share => share.amountMinor)) &&
      discount.shares.every(share => share.amountMinor > 0n),
  );

test("after any row of changes the order balances, line by line and in all, and nothing is negative", () => {
  let changedCount = 0;
  fc.assert(
    fc.property(arbitraryOrder, fc.array(arbitraryChange, { minLength: 1, maxLength: 4 }), (first, changes) => {
      let order = first;
      for (const change of changes) {
        const next = applyOrderChange(order, change, at, catalogue);
        if ("kind" in next) continue;
        changedCount += 1;
        expect(isBalanced(next)).toBe(true);
        expect(agreesWithListPrices(next)).toBe(true);
        expect(hasNothingNegative(next)).toBe(true);
        expect(next.sourceVersion).toBe(order.sourceVersion + 1);
        order = next;
      }
    }),
    { numRuns: 2000 },
  );
  expect(changedCount).toBeGreaterThan(500);
});

test("cancelling piece by piece or all at once ends with the order cancelled, and nothing of the purchase rewritten", () => {
  fc.assert(
    fc.property(arbitraryOrder, fc.boolean(), (shipped, byPiece) => {
      const start: OrderFacts = { ...shipped, shipments: [] };
      const steps = start.lines.flatMap(line =>
        byPiece
          ? Array.from({ length: line.quantity }, () => [{ lineNo: line.lineNo, quantity: 1 }])
          : [[{ lineNo: line.lineNo, quantity: line.quantity }]],
      );
      const end = steps.reduce((order: OrderFacts, lines) => {
        expect(order.cancelledAt).toBeNull();
        const next = applyOrderChange(order, { kind: "cancel_lines", lines }, at, catalogue);
        if ("kind" in next) throw new Error(next.why);
        return next;
      }, start);
      expect(end).toEqual({
        ...start,
        sourceVersion: start.sourceVersion + steps.length,
        cancelledAt: at,
        lines: start.lines.map(line => ({ ...line, cancelledQuantity: line.quantity })),
      });
    }),
    { numRuns: 300 },
  );
});

import { minMinor } from "@amends/domain/kernel/money";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import { addTotals, lineTotals, NO_REFUNDS, type RefundTotals, sumOfRefunds } from "@amends/domain/order/refund-totals";
import { postingsForPromise, postingsForSettlement, reversalOf } from "@amends/domain/settlement/postings";
import type { RefundBreakdown } from "@amends/domain/settlement/refund-breakdown";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryOrder, arbitraryWish, mustRefund, onlyReturns, onlyUntouched, sum, tell, theRest } from "./arbitrary-refunds.ts";
import { referenceOf } from "./reference.ts";

const RUNS = { numRuns: 2_000 };
const story = fc.tuple(arbitraryOrder, fc.array(arbitraryWish, { minLength: 1, maxLength: 6 }));

describe("refunds of random orders, told in random parts", () => {
  test("every figure equals the slow reference", () => {
    fc.assert(
      fc.property(story, ([order, wishes]) => {
        const { asks, refunds } = tell(order, wishes);
        for (const [index, refund] of refunds.entries()) {
          const expected = referenceOf(order, asks.slice(0, index + 1));
          expect(figuresOf(refund)).toEqual({
            lines: withoutZero(expected.lines),
            taxes: withoutZero(expected.taxes),
            tenders: withoutZero(expected.tenders),
            bearers: withoutZero(expected.bearers),
            subsidies: withoutZero(expected.subsidies),
            toBuyer: expected.toBuyer,
            toCollect: expected.toCollect,
          });
        }
      }),
      RUNS,
    );
  });

  test("no order, line, tender or bearer gives back more than it took, and nothing is negative", () => {
    fc.assert(
      fc.property(story, ([order, wishes]) => {
        const { refunds, totals } = tell(order, wishes);
        for (const line of order.lines) expect(lineTotals(totals, line.lineNo).amountMinor).toBeLessThanOrEqual(line.paidMinor);
        for (const tender of order.tenders) expect(givenTo(totals, tender.tenderNo)).toBeLessThanOrEqual(tender.paidMinor);
        for (const bearer of ["platform", "seller", "creator"] as const)
          expect(sum(refunds.map(refund => bearerOf(refund, bearer)))).toBeLessThanOrEqual(borneBy(order, bearer));
        expect(totals.freightMinor).toBeLessThanOrEqual(order.freight.paidMinor);
        for (const refund of refunds) expect(smallestOf(refund)).toBeGreaterThanOrEqual(0n);
      }),
      RUNS,
    );
  });

  test("returning everything, in whatever parts, gives back exactly what was paid to where it came from", () => {
    fc.assert(
      fc.property(story, ([order, wishes]) => {
        const told = tell(order, wishes.map(onlyReturns));
        const rest = theRest(order, told.totals);
        const last = rest.lines.length === 0 && rest.freight.outbound.kind === "none" ? null : mustRefund(order, told.totals, rest);
        const totals = last === null ? told.totals : addTotals(told.totals, last.adds);
        for (const line of order.lines) expect(lineTotals(totals, line.lineNo).amountMinor).toBe(line.paidMinor);
        for (const tender of order.tenders) expect(givenTo(totals, tender.tenderNo)).toBe(tender.paidMinor);
        for (const bearer of ["platform", "seller", "creator"] as const)
          expect(sum([...told.refunds, ...(last === null ? [] : [last])].map(refund => bearerOf(refund, bearer)))).toBe(
            borneBy(order, bearer),
          );
        expect([totals.collectDueMinor, totals.collectPaidMinor, totals.freeFreightMinor, totals.deductedMinor]).toEqual([0n, 0n, 0n, 0n]);
        const parts = [...told.refunds, ...(last === null ? [] : [last])];
        for (const line of order.lines)
          expect(sum(parts.flatMap(part => part.lines.filter(one => one.lineNo === line.lineNo).map(one => one.taxMinor)))).toBe(
            line.taxMinor,
          );
        for (const left of totals.subsidies ?? []) expect(left.amountMinor).toBe(0n);
        for (const left of totals.replacements ?? []) expect([left.quantity, left.worthMinor, left.givenMinor]).toEqual([0, 0n, 0n]);
      }),
      RUNS,
    );
  });

  test("the order in which lines, tenders, discounts and asks are listed decides no cent", () => {
    fc.assert(
      fc.property(story, ([order, wishes]) => {
        const { asks, refunds } = tell(
          order,
          wishes.map(wish => ({ ...wish, collectionPaid: false })),
        );
        const mirrored = mirror(order);
        let totals = NO_REFUNDS;
        for (const [index, ask] of asks.entries()) {
          const refund = mustRefund(mirrored, totals, { ...ask, lines: [...ask.lines].reverse() });
          totals = addTotals(refund.adds, totals);
          expect(refunds[index] && figuresOf(refunds[index])).toEqual(figuresOf(refund));
        }
      }),
      RUNS,
    );
  });

  test("pieces returned one by one come to the same as together, at every step", () => {
    fc.assert(
      fc.property(arbitraryOrder, fc.nat(3), fc.boolean(), (order, place, recompute) => {
        const line = order.lines[place % order.lines.length];
        if (line === undefined) return;
        const ask = (quantity: number) => ({
          ...theRest(order, NO_REFUNDS),
          thresholdDiscounts: recompute ? ("recompute" as const) : ("keep" as const),
          freight: { ...theRest(order, NO_REFUNDS).freight, outbound: { kind: "none" } as const },
          lines: [{ lineNo: line.lineNo, quantity, from: "untouched" as const, basis: { kind: "paid" as const }, damageBasisPoints: 0 }],
        });
        let totals = NO_REFUNDS;
        for (let count = 1; count <= line.quantity; count += 1) {
          totals = addTotals(totals, mustRefund(order, totals, ask(1)).adds);
          const together = mustRefund(order, NO_REFUNDS, ask(count)).adds;
          expect(netOf(totals)).toBe(netOf(together));
          expect(lineTotals(totals, line.lineNo)).toEqual(lineTotals(together, line.lineNo));
        }
      }),
      RUNS,
    );
  });

  test("a withdrawn refund is undone by leaving it out: the rest still comes to exactly what was paid", () => {
    fc.assert(
      fc.property(story, fc.nat(5), ([order, wishes], withdrawn) => {
        const { refunds } = tell(order, wishes.map(onlyReturns).map(onlyUntouched));
        const kept = sumOfRefunds(refunds.filter((_, index) => index !== withdrawn % refunds.length).map(refund => refund.adds));
        fc.pre(kept.collectDueMinor >= 0n && kept.collectPaidMinor >= 0n);
        const rest = theRest(order, kept);
        const totals = rest.lines.length === 0 ? kept : addTotals(kept, mustRefund(order, kept, rest).adds);
        for (const line of order.lines) expect(lineTotals(totals, line.lineNo).amountMinor).toBe(line.paidMinor);
        if (rest.lines.length > 0) for (const tender of order.tenders) expect(givenTo(totals, tender.tenderNo)).toBe(tender.paidMinor);
      }),
      RUNS,
    );
  });

  test("the steps add up to what the buyer gets or owes", () => {
    fc.assert(
      fc.property(story, ([order, wishes]) => {
        for (const refund of tell(order, wishes).refunds)
          expect(sum(refund.steps().map(step => step.amountMinor))).toBe(
            refund.totalToBuyerMinor + refund.collectionStruckMinor - refund.amountToCollectMinor,
          );
      }),
      RUNS,
    );
  });

  test("promise, settlement and withdrawal are balanced, and a paid refund leaves nothing payable", () => {
    fc.assert(
      fc.property(story, ([order, wishes]) => {
        const parties = { customerId: order.customerId, sellerId: "seller_0000000000000000000000s1" } as const;
        for (const refund of tell(order, wishes).refunds) {
          const promised = postingsForPromise(refund, parties);
          const besides = refund.totalToBuyerMinor - sum(refund.tenders.map(tender => tender.amountMinor));
          const paid = postingsForSettlement([...refund.tenders, { methodKind: "wallet", amountMinor: besides }], order.customerId);
          expect(sum([...promised, ...paid].map(leg => leg.amountMinor))).toBe(0n);
          expect(sum([...promised, ...paid].filter(leg => leg.account === "buyer_refunds_payable").map(leg => leg.amountMinor))).toBe(0n);
          expect(
            sum([...promised, ...reversalOf(promised)].filter(leg => leg.account === "seller_settlement").map(leg => leg.amountMinor)),
          ).toBe(0n);
        }
      }),
      RUNS,
    );
  });
});

const figuresOf = (refund: RefundBreakdown) => ({
  lines: withoutZero(refund.lines.map(line => [line.lineNo, line.amountMinor])),
  taxes: withoutZero(refund.lines.map(line => [line.lineNo, line.taxMinor])),
  tenders: withoutZero(refund.tenders.map(tender => [tender.tenderNo, tender.amountMinor])),
  bearers: withoutZero(refund.bearers.map(({ bearer, amountMinor }) => [bearer, amountMinor])),
  subsidies: withoutZero((refund.subsidies ?? []).map(({ bearer, amountMinor }) => [bearer, amountMinor])),
  toBuyer: refund.totalToBuyerMinor + refund.collectionStruckMinor,
  toCollect: refund.amountToCollectMinor,
});

const withoutZero = (rows: Iterable<readonly [string | number, bigint]>): Record<string, bigint> => {
  const totals: Record<string, bigint> = {};
  for (const [key, amount] of rows) totals[key] = (totals[key] ?? 0n) + amount;
  return Object.fromEntries(Object.entries(totals).filter(([, amount]) => amount !== 0n));
};

const smallestOf = (refund: RefundBreakdown): bigint =>
  [
    refund.totalToBuyerMinor,
    refund.amountToCollectMinor,
    refund.collectionReturnedMinor,
    refund.collectionStruckMinor,
    ...[...refund.lines, ...refund.tenders, ...refund.bearers].map(row => row.amountMinor),
  ].reduce(minMinor);

const netOf = (totals: RefundTotals): bigint =>
  sum(totals.tenders.map(tender => tender.amountMinor)) - totals.collectDueMinor - totals.collectPaidMinor;

const givenTo = (totals: RefundTotals, tenderNo: number): bigint =>
  totals.tenders.find(tender => tender.tenderNo === tenderNo)?.amountMinor ?? 0n;

const bearerOf = (refund: RefundBreakdown, bearer: string): bigint => refund.bearers.find(row => row.bearer === bearer)?.amountMinor ?? 0n;

const borneBy = (order: OrderFacts, bearer: string): bigint =>
  sum(order.discounts.filter(discount => discount.bearer === bearer).map(discount => discount.amountMinor));

const mirror = (order: OrderFacts): OrderFacts => ({
  ...order,
  lines: [...order.lines].reverse(),
  tenders: [...order.tenders].reverse(),
  discounts: [...order.discounts].reverse().map(discount => ({ ...discount, shares: [...discount.shares].reverse() })),
});

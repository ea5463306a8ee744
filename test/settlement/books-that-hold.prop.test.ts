import { instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import { addTotals, collectionPaid, lineTotals, NO_REFUNDS, type RefundTotals } from "@amends/domain/order/refund-totals";
import { leftPieces } from "@amends/domain/settlement/line-share";
import { postingsForCollection, postingsForPromise } from "@amends/domain/settlement/postings";
import type { RefundBreakdown } from "@amends/domain/settlement/refund-breakdown";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anAsk, pieces } from "./an-order.ts";
import { arbitraryOrder, arbitraryWish, mustRefund, sum, tell } from "./arbitrary-refunds.ts";

/*
 * What must hold of an order's books through any chain of returns, exchanges and payments, whatever other systems' running totals do: what is owed is never
 * lost, never changed by goods moving, and never asked for twice.
 */
const RUNS = { numRuns: 1_000, seed: 4 };
const story = fc.tuple(arbitraryOrder, fc.array(arbitraryWish, { minLength: 1, maxLength: 6 }));
const PARTIES = { customerId: "customer_000000000000000000000001", sellerId: "seller_0000000000000000000000s1" } as const;
/** Paid beside the order and no part of what it costs. */
const BESIDE: readonly string[] = ["return_freight_reimbursed", "compensation"];

/** The totals after each refund of a story, and after the buyer paid what was due where the wish says so. */
const chain = ([order, wishes]: [OrderFacts, readonly Parameters<typeof tell>[1][number][]]) => {
  const steps: { readonly refund: RefundBreakdown; readonly before: RefundTotals; readonly after: RefundTotals }[] = [];
  let before = NO_REFUNDS;
  const { asks } = tell(order, wishes);
  for (const [index, ask] of asks.entries()) {
    const refund = mustRefund(order, before, ask);
    let after = addTotals(before, refund.adds);
    if (wishes[index]?.collectionPaid === true) after = addTotals(after, collectionPaid(after.collectDueMinor));
    steps.push({ refund, before, after });
    before = after;
  }
  return steps;
};

/** Stories in which every wish came to something: only then does a wish say of its own refund whether the buyer paid. */
const told = (given: Parameters<typeof chain>[0]): ReturnType<typeof chain> => {
  fc.pre(tell(given[0], given[1]).asks.length === given[1].length);
  return chain(given);
};

const paidFor = (order: OrderFacts): bigint => sum(order.tenders.map(tender => tender.paidMinor));
const givenBack = (totals: RefundTotals): bigint => sum(totals.tenders.map(tender => tender.amountMinor));

describe("through any chain of refunds", () => {
  test("what the order costs = paid − refunded + outstanding, at every step", () => {
    fc.assert(
      fc.property(story, given => {
        const [order] = given;
        let costs = paidFor(order);
        for (const { refund, after } of told(given)) {
          costs -= sum(refund.steps().flatMap(step => (BESIDE.includes(step.key) ? [] : [step.amountMinor])));
          expect(costs).toBe(paidFor(order) + after.collectPaidMinor - givenBack(after) + after.collectDueMinor);
        }
      }),
      RUNS,
    );
  });

  test("goods that are shipped, received or called off change nothing of what is owed", () => {
    fc.assert(
      fc.property(story, given => {
        const [order] = given;
        const moved: OrderFacts = {
          ...order,
          lines: order.lines.map(line => ({ ...line, cancelledQuantity: 1 })),
          shipments: [
            {
              shipmentNo: 1,
              carrier: "sf",
              trackingNo: "SF1",
              lines: order.lines.map(({ lineNo, quantity }) => ({ lineNo, quantity })),
              shippedAt: instant(1),
              signedAt: instant(2),
              events: [{ at: instant(2), code: "signed" }],
            },
          ],
        };
        const { asks } = tell(order, given[1]);
        let totals = NO_REFUNDS;
        for (const ask of asks) {
          const { adds } = mustRefund(order, totals, ask);
          expect(mustRefund(moved, totals, ask).adds).toEqual(adds);
          totals = addTotals(totals, adds);
        }
      }),
      RUNS,
    );
  });

  test("a swap at equal price has no difference, and swapping back has none either", () => {
    fc.assert(
      fc.property(story, fc.nat(3), (given, place) => {
        const [order] = given;
        const noThresholds = given[1].map(wish => ({ ...wish, recompute: false, breakFreight: false }));
        const { totals } = tell(order, noThresholds);
        const line = order.lines[place % order.lines.length];
        fc.pre(line !== undefined && leftPieces(line, lineTotals(totals, line.lineNo), "untouched") > 0);
        if (line === undefined) return;
        const worth = mustRefund(order, totals, anAsk({ lines: [pieces(line.lineNo, 1)] })).lines[0]?.amountMinor ?? 0n;
        const swap = (skuId: string) => [{ skuId, name: "同价", quantity: 1, unitPriceMinor: worth, replacesLineNo: line.lineNo }];
        const there = mustRefund(order, totals, anAsk({ lines: [pieces(line.lineNo, 1)], newItems: swap("even") }));
        const backAsk = anAsk({ lines: [{ ...pieces(line.lineNo, 1), from: "exchanged", skuId: "even" }], newItems: swap("again") });
        const back = mustRefund(order, addTotals(totals, there.adds), backAsk);
        for (const { totalToBuyerMinor, amountToCollectMinor } of [there, back])
          expect([totalToBuyerMinor, amountToCollectMinor]).toEqual([0n, 0n]);
      }),
      RUNS,
    );
  });

  test("tax is within every part by one rule: the parts of a line come to its share of the tax, never a cent off", () => {
    fc.assert(
      fc.property(story, given => {
        const [order] = given;
        const { refunds, totals } = tell(order, given[1]);
        for (const { lineNo, taxMinor, paidMinor } of order.lines) {
          const within = sum(refunds.flatMap(refund => refund.lines.filter(line => line.lineNo === lineNo).map(line => line.taxMinor)));
          const twiceOff = 2n * (within * paidMinor - taxMinor * lineTotals(totals, lineNo).amountMinor);
          expect(twiceOff <= paidMinor && -twiceOff <= paidMinor).toBe(true);
        }
      }),
      RUNS,
    );
  });

  test("what is asked of the buyer is what is outstanding: the receivable on the books is the sum of the open demands", () => {
    fc.assert(
      fc.property(story, given => {
        let receivable = 0n;
        for (const { refund, before, after } of told(given)) {
          const legs = [...postingsForPromise(refund, PARTIES)];
          const paidMinor = after.collectPaidMinor - before.collectPaidMinor - refund.adds.collectPaidMinor;
          if (paidMinor > 0n) legs.push(...postingsForCollection({ methodKind: "card", amountMinor: paidMinor }, PARTIES.customerId));
          receivable += sum(legs.filter(leg => leg.account === "buyer_receivable").map(leg => leg.amountMinor));
          expect(receivable).toBe(after.collectDueMinor);
        }
      }),
      RUNS,
    );
  });
});

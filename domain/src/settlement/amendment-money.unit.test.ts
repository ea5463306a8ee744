import { describe, expect, test } from "vitest";
import { aLine, anOrder, aTender } from "../../../test/settlement/an-order.ts";
import { sumMinor } from "../kernel/money.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import { NO_REFUNDS } from "../order/refund-totals.ts";
import { type AmendmentAsk, amendmentMoney, type PayMethod } from "./amendment-money.ts";

const PARTIES = { customerId: "customer_000000000000000000000001", sellerId: "seller_0000000000000000000000s1" } as const;
const WALLET: PayMethod = { tenderKind: "wallet", methodRef: "wallet-new" };

/** Three cups, list price ¥40.00, ¥100.00 really paid; ¥70.00 by card and ¥30.00 in points. */
const order = anOrder({
  lines: [aLine(1, 3, 4000n, 10_000n)],
  tenders: [aTender(1, "card", 7000n), aTender(2, "points", 3000n)],
});

const items = (quantity: number, newUnitPriceMinor: bigint, differenceBy: PayMethod | null = null): AmendmentAsk => ({
  kind: "items",
  replaced: [{ lineNo: 1, quantity, newUnitPriceMinor }],
  differenceBy,
});
const money = (ask: AmendmentAsk, of: OrderFacts = order) => amendmentMoney(of, ask, PARTIES);

describe("other articles", () => {
  test("dearer ones: the new price less what was really paid is collected by the method that was chosen", () => {
    const { collect, refunds, legs } = money(items(3, 4000n, WALLET));
    expect(collect).toEqual({ ...WALLET, amountMinor: 2000n, collectedMinor: 0n });
    expect(refunds).toEqual([]);
    expect(legs).toEqual([
      { account: "buyer_receivable", partyRef: PARTIES.customerId, amountMinor: 2000n },
      { account: "seller_settlement", partyRef: PARTIES.sellerId, amountMinor: -2000n },
    ]);
  });

  test("dearer ones, no method chosen: by the money that paid the order, never by points", () => {
    expect(money(items(3, 4000n)).collect).toMatchObject({ tenderKind: "card", methodRef: "card-1" });
  });

  test("cheaper ones: every tender gives back its share, and points go back as points even where another method was chosen", () => {
    const { collect, refunds, legs } = money(items(3, 3000n, WALLET));
    expect(collect).toBeNull();
    expect(refunds).toEqual([
      { tenderNo: 1, methodKind: "wallet", methodRef: "wallet-new", promisedMinor: 700n, refundedMinor: 0n },
      { tenderNo: 2, methodKind: "points", methodRef: "points-2", promisedMinor: 300n, refundedMinor: 0n },
    ]);
    expect(legs).toEqual([
      { account: "buyer_refunds_payable", partyRef: PARTIES.customerId, amountMinor: -1000n },
      { account: "seller_settlement", partyRef: PARTIES.sellerId, amountMinor: 1000n },
    ]);
  });

  test("one piece of three: the cent that does not divide is the buyer's", () => {
    expect(money(items(1, 3334n))).toMatchObject({ collect: null, refunds: [], legs: [] });
    expect(money(items(1, 3335n)).collect?.amountMinor).toBe(1n);
  });

  test("an article that costs nothing in the place of all gives back all that was paid", () => {
    expect(sumMinor(money(items(3, 0n)).refunds.map(refund => refund.promisedMinor))).toBe(10_000n);
  });
});

describe("another way of paying", () => {
  const { collect, refunds, legs } = money({ kind: "payment", by: WALLET });

  test("all that was paid is collected by the new method and goes back in full to each of the old", () => {
    expect(collect).toEqual({ ...WALLET, amountMinor: 10_000n, collectedMinor: 0n });
    expect(refunds.map(({ tenderNo, methodRef, promisedMinor }) => [tenderNo, methodRef, promisedMinor])).toEqual([
      [1, "card-1", 7000n],
      [2, "points-2", 3000n],
    ]);
  });

  test("for the seller nothing changes: what the buyer gets stands against what the buyer pays", () => {
    expect(legs).toEqual([
      { account: "buyer_refunds_payable", partyRef: PARTIES.customerId, amountMinor: -10_000n },
      { account: "buyer_receivable", partyRef: PARTIES.customerId, amountMinor: 10_000n },
    ]);
  });
});

test("the host's new facts carry the new sums, so no later refund is computed on a change of the order", () => {
  for (const ask of [items(3, 4000n), items(3, 3000n), { kind: "payment", by: WALLET } as const]) {
    expect(money(ask)).toMatchObject({ ask: null, totals: NO_REFUNDS });
  }
});

test("an address, an even exchange and an order nobody has paid yet move no money", () => {
  const nothing = { refunds: [], collect: null, legs: [] };
  const unpaid = { ...order, paidAt: null };
  expect(money({ kind: "address" })).toMatchObject(nothing);
  expect(money({ kind: "payment", by: WALLET }, unpaid)).toMatchObject(nothing);
  expect(money(items(3, 4000n), unpaid)).toMatchObject(nothing);
});

import type { OrderChange } from "@amends/domain/case/effect";
import { makeId, type Shard } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import { describe, expect, test } from "vitest";
import { lineOf, orderOf, shipmentOf } from "../contract/orders.ts";
import { STARTED_AT } from "../contract/requests.ts";
import { applyOrderChange } from "./apply-order-change.ts";
import type { Catalogue } from "./catalogue.ts";

const at = instant(STARTED_AT);
const catalogue: Catalogue = skuId =>
  skuId === "cup-blue"
    ? {
        skuId,
        productId: "cup",
        name: "Blue cup",
        category: "home.kitchen",
        goods: "physical",
        options: { colour: "blue" },
        unitPriceMinor: 6000n,
      }
    : null;
const apply = (order: OrderFacts, change: OrderChange) => applyOrderChange(order, change, at, catalogue);

describe("cancelling", () => {
  test("one of three pieces is marked as not to be shipped, and what was bought and paid stays as it was", () => {
    const order = orderOf(1, {
      lines: [lineOf(1, { quantity: 3, unitPriceMinor: 1000n, paidMinor: 2500n })],
      discounts: [
        { discountNo: 1, bearer: "platform", amountMinor: 500n, thresholdMinor: 3000n, shares: [{ lineNo: 1, amountMinor: 500n }] },
      ],
      tenders: [
        { tenderNo: 1, kind: "gift_card", methodRef: "gift-1", paidMinor: 1000n },
        { tenderNo: 2, kind: "card", methodRef: "card-1", paidMinor: 1500n },
      ],
    });
    expect(apply(order, { kind: "cancel_lines", lines: [{ lineNo: 1, quantity: 1 }] })).toEqual({
      ...order,
      sourceVersion: 2,
      lines: [{ ...order.lines[0], cancelledQuantity: 1 }],
    });
  });

  test("the last piece cancels the order; the freight stays paid, because giving it back is the case's to decide", () => {
    const order = orderOf(1, { lines: [lineOf(1)], freightMinor: 800n });
    expect(apply(order, { kind: "cancel_lines", lines: [{ lineNo: 1, quantity: 2 }] })).toMatchObject({
      cancelledAt: at,
      lines: [{ lineNo: 1, quantity: 2, cancelledQuantity: 2, paidMinor: 10_000n }],
      freight: { paidMinor: 800n },
      tenders: [{ paidMinor: 10_800n }],
    });
  });

  test("a piece is cancelled once", () => {
    const once = apply(orderOf(1), { kind: "cancel_lines", lines: [{ lineNo: 1, quantity: 2 }] });
    if ("kind" in once) throw new Error(once.why);
    expect(apply(once, { kind: "cancel_lines", lines: [{ lineNo: 1, quantity: 1 }] })).toMatchObject({ code: "order_changed" });
  });

  test("pieces that have left are refused, the others of the line are not", () => {
    const order = orderOf(1, { shipments: [shipmentOf([{ lineNo: 1, quantity: 1 }])] });
    const cancel = (quantity: number) => apply(order, { kind: "cancel_lines", lines: [{ lineNo: 1, quantity }] });
    expect(cancel(2)).toMatchObject({ kind: "refused", code: "already_shipped" });
    expect(cancel(1)).toMatchObject({ sourceVersion: 2 });
  });

  test("more pieces than there are, an unknown line, or a cancelled order do not fit the facts", () => {
    const cancel = (order: OrderFacts, lineNo: number, quantity: number) =>
      apply(order, { kind: "cancel_lines", lines: [{ lineNo, quantity }] });
    const refusal = { kind: "refused", code: "order_changed" };
    expect(cancel(orderOf(1), 1, 3)).toMatchObject(refusal);
    expect(cancel(orderOf(1), 9, 1)).toMatchObject(refusal);
    expect(cancel({ ...orderOf(1), cancelledAt: at }, 1, 1)).toMatchObject(refusal);
  });
});

describe("replacing", () => {
  const blue = (quantity: number) =>
    ({
      kind: "replace_items",
      lines: [{ lineNo: 1, quantity, skuId: "cup-blue", unitPriceMinor: 6000n }],
      differencePaidBy: null,
    }) as const satisfies OrderChange;

  test("the whole line takes the new article's name and price, and the difference comes on the card", () => {
    expect(apply(orderOf(1, { lines: [lineOf(1)] }), blue(2))).toMatchObject({
      lines: [{ lineNo: 1, skuId: "cup-blue", name: "Blue cup", options: { colour: "blue" }, quantity: 2, paidMinor: 12_000n }],
      tenders: [{ kind: "card", paidMinor: 12_000n }],
    });
  });

  test("a difference that another way of paying brought stands under that way", () => {
    const order = orderOf(1, { lines: [lineOf(1)] });
    const byGiftCard = { ...blue(2), differencePaidBy: { tenderKind: "gift_card", methodRef: "gift-1" } } as const;
    expect(apply(order, byGiftCard)).toMatchObject({
      tenders: [
        { tenderNo: 1, kind: "card", paidMinor: 10_000n },
        { tenderNo: 2, kind: "gift_card", methodRef: "gift-1", paidMinor: 2000n },
      ],
    });
    const twice = {
      ...order,
      tenders: [...order.tenders, { tenderNo: 2, kind: "gift_card", methodRef: "gift-1", paidMinor: 0n }],
    } as const;
    expect(apply(twice, byGiftCard)).toMatchObject({ tenders: [{ paidMinor: 10_000n }, { tenderNo: 2, paidMinor: 2000n }] });
  });

  test("some of the pieces become a line of their own", () => {
    expect(apply(orderOf(1, { lines: [lineOf(1)] }), blue(1))).toMatchObject({
      lines: [
        { lineNo: 1, skuId: "sku-1", quantity: 1, paidMinor: 5000n },
        { lineNo: 2, skuId: "cup-blue", quantity: 1, paidMinor: 6000n },
      ],
      tenders: [{ paidMinor: 11_000n }],
    });
  });

  test("an article nobody sells, or at another price than thought, is refused", () => {
    const line = { lineNo: 1, quantity: 1 };
    const order = orderOf(1);
    expect(
      apply(order, { kind: "replace_items", lines: [{ ...line, skuId: "none", unitPriceMinor: 1n }], differencePaidBy: null }),
    ).toMatchObject({
      code: "unknown_sku",
    });
    expect(
      apply(order, { kind: "replace_items", lines: [{ ...line, skuId: "cup-blue", unitPriceMinor: 5999n }], differencePaidBy: null }),
    ).toMatchObject({
      code: "order_changed",
    });
  });
});

describe("address and payment", () => {
  const recipientTextId = makeId("text", STARTED_AT, 7 as Shard, []);
  const toWallet: OrderChange = { kind: "change_payment", tenderKind: "wallet", methodRef: "wallet-1" };

  test("the address changes while something is left to send", () => {
    const change: OrderChange = { kind: "change_address", recipientTextId };
    expect(apply(orderOf(1), change)).toMatchObject({ recipientTextId });
    const all = [1, 2].map(lineNo => ({ lineNo, quantity: 2 }));
    expect(apply(orderOf(1, { shipments: [shipmentOf(all)] }), change)).toMatchObject({ code: "already_shipped" });
  });

  test("another way of paying takes the place of all that paid, before anything has left", () => {
    const mixed = orderOf(1, {
      tenders: [
        { tenderNo: 1, kind: "gift_card", methodRef: "gift-1", paidMinor: 5000n },
        { tenderNo: 2, kind: "card", methodRef: "card-1", paidMinor: 15_000n },
      ],
    });
    expect(apply(mixed, toWallet)).toMatchObject({
      lines: mixed.lines,
      tenders: [{ tenderNo: 1, kind: "wallet", methodRef: "wallet-1", paidMinor: 20_000n }],
    });
    const all = [1, 2].map(lineNo => ({ lineNo, quantity: 2 }));
    expect(apply(orderOf(1, { shipments: [shipmentOf(all)] }), toWallet)).toMatchObject({ code: "already_shipped" });
  });
});

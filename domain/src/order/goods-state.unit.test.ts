import { describe, expect, test } from "vitest";
import { aLine, anOrder } from "../../../test/settlement/an-order.ts";
import { instant } from "../kernel/time.ts";
import { goodsOfLine, orderState } from "./goods-state.ts";
import type { OrderFacts, Shipment } from "./order-facts.ts";

const parcel = (quantity: number, over: Partial<Shipment> = {}): Shipment => ({
  shipmentNo: 1,
  carrier: "sf",
  trackingNo: "SF-1",
  lines: [{ lineNo: 1, quantity }],
  shippedAt: instant(1000),
  signedAt: null,
  events: [],
  ...over,
});

const order = (cancelledQuantity: number, ...shipments: readonly Shipment[]): OrderFacts => ({
  ...anOrder({ lines: [{ ...aLine(1, 3, 1000n, 3000n), cancelledQuantity }] }),
  shipments,
});

const NOWHERE = { not_shipped: 0, in_transit: 0, delivered: 0, refused: 0, lost: 0, cancelled: 0 };

describe("where the pieces of a line are", () => {
  test("cancelled ones are not waiting to be shipped", () => {
    expect(goodsOfLine(order(1, parcel(1)), 1).counts).toEqual({ ...NOWHERE, not_shipped: 1, in_transit: 1, cancelled: 1 });
  });

  test("every piece is somewhere", () => {
    for (const cancelled of [0, 1, 2]) {
      const { counts } = goodsOfLine(order(cancelled, parcel(1, { signedAt: instant(2000) })), 1);
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(3);
    }
  });

  test("a line nobody knows has none", () => {
    expect(goodsOfLine(order(0), 9).counts).toEqual(NOWHERE);
  });
});

describe("the order in one word", () => {
  test("what will never be shipped keeps no order from being delivered", () => {
    expect(orderState(order(2, parcel(1, { signedAt: instant(2000) })))).toBe("delivered");
    expect(orderState(order(1, parcel(1, { signedAt: instant(2000) })))).toBe("partly_shipped");
  });
});

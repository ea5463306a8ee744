import type { Instant } from "../kernel/time.ts";
import type { OrderFacts, Shipment } from "./order-facts.ts";

/** Where pieces of a line are, seen from the buyer. Derived, never stored: the shipments are the fact. */
export const GOODS_STATES = ["not_shipped", "in_transit", "delivered", "refused", "lost", "cancelled"] as const;
export type GoodsState = (typeof GOODS_STATES)[number];

/** Pieces of one line by where they are. The counts sum to the line's quantity. */
export type LineGoods = {
  readonly lineNo: number;
  readonly counts: Readonly<Record<GoodsState, number>>;
  /** The last sign-off among the line's parcels: windows run from there, which is the better reading for the buyer. */
  readonly signedAt: Instant | null;
  readonly shippedAt: Instant | null;
  /** When the last of the pieces that were sent went out. */
  readonly lastShippedAt: Instant | null;
};

export const goodsOfLine = (order: OrderFacts, lineNo: number): LineGoods => {
  const line = order.lines.find(candidate => candidate.lineNo === lineNo);
  const cancelled = line?.cancelledQuantity ?? 0;
  const counts: Record<GoodsState, number> = {
    not_shipped: (line?.quantity ?? 0) - cancelled,
    in_transit: 0,
    delivered: 0,
    refused: 0,
    lost: 0,
    cancelled,
  };
  let signedAt: Instant | null = null;
  let shippedAt: Instant | null = null;
  let lastShippedAt: Instant | null = null;
  for (const shipment of order.shipments) {
    for (const part of shipment.lines) {
      if (part.lineNo !== lineNo) continue;
      const state = shipmentState(shipment);
      counts[state] += part.quantity;
      counts.not_shipped -= part.quantity;
      if (shippedAt === null || shipment.shippedAt < shippedAt) shippedAt = shipment.shippedAt;
      if (lastShippedAt === null || shipment.shippedAt > lastShippedAt) lastShippedAt = shipment.shippedAt;
      if (shipment.signedAt !== null && (signedAt === null || shipment.signedAt > signedAt)) signedAt = shipment.signedAt;
    }
  }
  return { lineNo, counts, signedAt, shippedAt, lastShippedAt };
};

/** The furthest fact wins; a sign-off beats a later scan because parcels are scanned again on their way back. */
export const shipmentState = (shipment: Shipment): Exclude<GoodsState, "not_shipped" | "cancelled"> => {
  if (shipment.signedAt !== null) return "delivered";
  const last = shipment.events.at(-1)?.code;
  if (last === "lost") return "lost";
  if (last === "refused" || last === "returned_to_sender" || last === "intercepted") return "refused";
  return "in_transit";
};

export const ORDER_STATES = ["awaiting_payment", "cancelled", "not_shipped", "partly_shipped", "shipped", "delivered"] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** The order's status in one word, for lists and for rules that speak of whole orders. */
export const orderState = (order: OrderFacts): OrderState => {
  if (order.cancelledAt !== null) return "cancelled";
  if (order.paidAt === null) return "awaiting_payment";
  const goods = order.lines.map(line => goodsOfLine(order, line.lineNo));
  if (goods.every(line => line.counts.in_transit + line.counts.delivered + line.counts.refused + line.counts.lost === 0))
    return "not_shipped";
  if (goods.some(line => line.counts.not_shipped > 0)) return "partly_shipped";
  return goods.every(line => line.counts.in_transit === 0) ? "delivered" : "shipped";
};

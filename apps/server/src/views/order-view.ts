import type { orderDetail, orderSummary } from "@amends/contract/views/order-view";
import { sumMinor } from "@amends/domain/kernel/money";
import { orderState } from "@amends/domain/order/goods-state";
import type { BuyerPromise, OrderFacts, OrderLine, Shipment } from "@amends/domain/order/order-facts";
import type { ShownLine, ShownOrder } from "@amends/flows/show-order";
import type { z } from "zod";
import { summaryOf } from "./case-view.ts";

type Detail = z.output<typeof orderDetail>;

/** `order` holds the lines its reader may see. */
export const orderSummaryOf = (order: OrderFacts): z.output<typeof orderSummary> => ({
  orderId: order.orderId,
  customerId: order.customerId,
  externalOrderNo: order.externalOrderNo,
  source: order.source,
  state: orderState(order),
  channel: order.channel,
  placedAt: order.placedAt,
  paidAt: order.paidAt,
  paid: amountOf(order, sumMinor(order.lines.map(line => line.paidMinor))),
  lines: order.lines.map(line => shownLine(order, line)),
});

const shownLine = (order: OrderFacts, { lineNo, sellerId, skuId, productId, name, category, options, quantity, paidMinor }: OrderLine) => ({
  lineNo,
  sellerId,
  skuId,
  productId,
  name,
  category,
  options: { ...options },
  quantity,
  paid: amountOf(order, paidMinor),
});

export const orderDetailOf = ({ order, lines, sellers, cases, recipient, personId }: ShownOrder): Detail => ({
  ...orderSummaryOf(order),
  cancelledAt: order.cancelledAt,
  region: order.region ?? null,
  lines: lines.map(line => lineDetail(order, line)),
  sellers: [...sellers],
  tenders: order.tenders.map(({ tenderNo, kind, methodRef, paidMinor }) => ({
    tenderNo,
    kind,
    methodRef,
    paid: amountOf(order, paidMinor),
  })),
  discounts: order.discounts.map(({ discountNo, bearer, amountMinor, thresholdMinor }) => ({
    discountNo,
    bearer,
    amount: amountOf(order, amountMinor),
    threshold: amountOrNull(order, thresholdMinor),
  })),
  freight: {
    paid: amountOf(order, order.freight.paidMinor),
    freeFrom: amountOrNull(order, order.freight.freeFromMinor),
    fee: amountOf(order, order.freight.feeMinor),
  },
  gifts: order.gifts.map(({ giftNo, name, withLineNos, markedPriceMinor }) => ({
    giftNo,
    name,
    withLineNos: [...withLineNos],
    markedPrice: amountOrNull(order, markedPriceMinor),
  })),
  shipments: order.shipments.map(shipmentOf),
  promises: order.promises.map(promise => promiseOf(order, promise)),
  recipient,
  unmask: personId === null ? null : { personId, textIds: order.recipientTextId === null ? [] : [order.recipientTextId] },
  cases: cases.map(({ state, template }) => summaryOf(state, template)),
});

const shipmentOf = (shipment: Shipment): Detail["shipments"][number] => ({
  shipmentNo: shipment.shipmentNo,
  carrier: shipment.carrier,
  trackingNo: shipment.trackingNo,
  lines: [...shipment.lines],
  fromRegion: shipment.fromRegion ?? null,
  packedGrams: shipment.packedGrams ?? null,
  shippedAt: shipment.shippedAt,
  signedAt: shipment.signedAt,
  events: shipment.events.map(({ at, code, grams = null }) => ({ at, code, grams })),
});

const lineDetail = (order: OrderFacts, { line, goods, piecesLeft }: ShownLine): Detail["lines"][number] => ({
  ...shownLine(order, line),
  goods: line.goods,
  batchNo: line.batchNo,
  sevenDay: { class: line.sevenDay.class, confirmedAt: line.sevenDay.confirmation?.at ?? null },
  installedAt: line.installedAt ?? null,
  ripensDays: line.ripensDays ?? null,
  unitPrice: amountOf(order, line.unitPriceMinor),
  pieces: { ...goods },
  piecesLeft,
  shipBy: line.shipBy,
  promises: line.promises.map(promise => promiseOf(order, promise)),
});

const promiseOf = (order: OrderFacts, { kind, by, value, capMinor, includesPrice }: BuyerPromise) => ({
  kind,
  by,
  value,
  cap: amountOrNull(order, capMinor),
  includesPrice: includesPrice === true,
});

const amountOf = ({ currency }: OrderFacts, amountMinor: bigint) => ({ amountMinor, currency });
const amountOrNull = (order: OrderFacts, amountMinor: bigint | null) => (amountMinor === null ? null : amountOf(order, amountMinor));

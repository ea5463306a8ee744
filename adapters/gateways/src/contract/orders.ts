import { makeId, type Shard } from "@amends/domain/kernel/ids";
import { type Minor, sumMinor } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import type { Discount, OrderFacts, OrderLine, Shipment, Tender } from "@amends/domain/order/order-facts";
import { currency, STARTED_AT } from "./requests.ts";

const SHARD = 7 as Shard;

export const lineOf = (lineNo: number, over: Partial<OrderLine> = {}): OrderLine => ({
  lineNo,
  sellerId: makeId("seller", STARTED_AT, SHARD, []),
  skuId: `sku-${lineNo}`,
  productId: `product-${lineNo}`,
  name: `Article ${lineNo}`,
  category: "home.kitchen",
  goods: "physical",
  batchNo: null,
  options: {},
  quantity: 2,
  cancelledQuantity: 0,
  unitPriceMinor: 5000n,
  paidMinor: 10_000n,
  taxMinor: 0n,
  sevenDay: { class: "none", confirmation: null },
  shipBy: null,
  promises: [],
  ...over,
});

/** A paid order that balances: without tenders of its own, one card brought everything. */
export const orderOf = (
  orderNo: number,
  over: {
    readonly lines?: readonly OrderLine[];
    readonly freightMinor?: Minor;
    readonly tenders?: readonly Tender[];
    readonly discounts?: readonly Discount[];
    readonly shipments?: readonly Shipment[];
    readonly isPaid?: boolean;
  } = {},
): OrderFacts => {
  const lines = over.lines ?? [lineOf(1), lineOf(2)];
  const freightMinor = over.freightMinor ?? 0n;
  const totalMinor = sumMinor(lines.map(line => line.paidMinor)) + freightMinor;
  return {
    orderId: makeId("order", STARTED_AT, SHARD, [orderNo & 31, (orderNo >> 5) & 31]),
    operationId: makeId("operation", STARTED_AT, SHARD, []),
    customerId: makeId("customer", STARTED_AT, SHARD, []),
    externalOrderNo: `N${orderNo}`,
    source: "shop",
    sourceVersion: 1,
    currency: currency("CNY"),
    channel: "online",
    placedAt: instant(STARTED_AT),
    paidAt: over.isPaid === false ? null : instant(STARTED_AT),
    cancelledAt: null,
    recipientTextId: null,
    lines,
    tenders: over.tenders ?? [{ tenderNo: 1, kind: "card", methodRef: "card-1", paidMinor: totalMinor }],
    discounts: over.discounts ?? [],
    freight: { paidMinor: freightMinor, freeFromMinor: null, feeMinor: freightMinor },
    gifts: [],
    shipments: over.shipments ?? [],
    promises: [],
  };
};

export const shipmentOf = (lines: Shipment["lines"]): Shipment => ({
  shipmentNo: 1,
  carrier: "sandbox",
  trackingNo: "HOST-1",
  lines,
  shippedAt: instant(STARTED_AT),
  signedAt: null,
  events: [],
});

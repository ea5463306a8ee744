import type { Id } from "@amends/domain/kernel/ids";
import type { Currency, Minor } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import type { Discount, Freight, Gift, OrderFacts, OrderLine, Tender } from "@amends/domain/order/order-facts";
import type { LineAsk, RefundAsk, RefundBasis } from "@amends/domain/settlement/refund-ask";

const CNY = "CNY" as Currency;
const SELLER: Id<"seller"> = "seller_0000000000000000000000s1";

export const aLine = (lineNo: number, quantity: number, unitPriceMinor: Minor, paidMinor: Minor): OrderLine => ({
  lineNo,
  sellerId: SELLER,
  skuId: `sku-${lineNo}`,
  productId: `product-${lineNo}`,
  name: `商品${lineNo}`,
  category: "general",
  goods: "physical",
  batchNo: null,
  options: {},
  quantity,
  cancelledQuantity: 0,
  unitPriceMinor,
  paidMinor,
  taxMinor: 0n,
  sevenDay: { class: "none", confirmation: null },
  shipBy: null,
  promises: [],
});

export const aTender = (tenderNo: number, kind: Tender["kind"], paidMinor: Minor): Tender => ({
  tenderNo,
  kind,
  methodRef: `${kind}-${tenderNo}`,
  paidMinor,
});

export type OrderParts = {
  readonly lines: readonly OrderLine[];
  readonly tenders?: readonly Tender[];
  readonly discounts?: readonly Discount[];
  readonly freight?: Partial<Freight>;
  readonly gifts?: readonly Gift[];
};

/** An order paid by one card unless told otherwise. */
export const anOrder = (parts: OrderParts): OrderFacts => {
  const freight: Freight = { paidMinor: 0n, freeFromMinor: null, feeMinor: 0n, ...parts.freight };
  const paidMinor = parts.lines.reduce((sum, line) => sum + line.paidMinor, freight.paidMinor);
  return {
    orderId: "order_000000000000000000000001",
    operationId: "operation_000000000000000000000001",
    customerId: "customer_000000000000000000000001",
    externalOrderNo: "A-1",
    source: "shop",
    sourceVersion: 1,
    currency: CNY,
    channel: "online",
    placedAt: instant(0),
    paidAt: instant(0),
    cancelledAt: null,
    recipientTextId: null,
    lines: parts.lines,
    tenders: parts.tenders ?? [aTender(1, "card", paidMinor)],
    discounts: parts.discounts ?? [],
    freight,
    gifts: parts.gifts ?? [],
    shipments: [],
    promises: [],
  };
};

export const pieces = (lineNo: number, quantity: number, basis: RefundBasis = { kind: "paid" }): LineAsk => ({
  lineNo,
  quantity,
  from: "untouched",
  basis,
  damageBasisPoints: 0,
});

/** What the seller answers for: thresholds hold, no freight moves, the original routes. */
export const anAsk = (ask: Partial<RefundAsk>): RefundAsk => ({
  currency: CNY,
  lines: [],
  freight: { outbound: { kind: "none" }, outboundBearer: "seller", brokenFreeFreight: "keep", returnTrip: { kind: "none" } },
  thresholdDiscounts: "keep",
  giftsKept: [],
  paymentFeeMinor: 0n,
  newItems: [],
  extras: [],
  target: { kind: "original_routes" },
  ...ask,
});

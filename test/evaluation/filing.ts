import type { CaseFacts, CustomerFacts, FiledLine, FilingRequest, OperationFacts, SellerFacts } from "@amends/domain/intake/case-facts";
import type { Currency } from "@amends/domain/kernel/money";
import { addMs, DAY_MS, HOUR_MS, type Instant, instant } from "@amends/domain/kernel/time";
import type { BuyerPromise, OrderFacts, OrderLine, Shipment } from "@amends/domain/order/order-facts";

const CNY = "CNY" as Currency;
/** Monday, 2 March 2026, 10:00 in Shanghai: a week without holidays lies ahead. */
export const SIGNED_AT = instant(Date.UTC(2026, 2, 2, 2));
export const daysAfterSigning = (days: number): Instant => addMs(SIGNED_AT, days * DAY_MS);
export const hoursAfterSigning = (hours: number): Instant => addMs(SIGNED_AT, hours * HOUR_MS);

const SHANGHAI: OperationFacts = {
  kind: "marketplace",
  currency: CNY,
  zone: { id: "Asia/Shanghai", offsetMinutes: 480 },
  holidays: [],
  extraWorkdays: [],
};

const BUYER: CustomerFacts = {
  customerId: "customer_000000000000000000000001",
  tier: "standard",
  riskSignals: [],
  instantQuotaMinor: 100_000n,
  methods: [],
};
const SELLER: SellerFacts = {
  sellerId: "seller_000000000000000000000001",
  isTrader: true,
  flagship: false,
  closed: false,
  returnAddressNos: [1],
};

export const promise = (kind: BuyerPromise["kind"], value: number | null = null, by: BuyerPromise["by"] = "seller"): BuyerPromise => ({
  kind,
  by,
  value,
  capMinor: null,
});

export const line = (given: Partial<OrderLine> = {}): OrderLine => ({
  lineNo: 1,
  sellerId: SELLER.sellerId,
  skuId: "sku-1",
  productId: "product-1",
  name: "商品",
  category: "home.kitchen",
  goods: "physical",
  batchNo: null,
  options: {},
  quantity: 1,
  cancelledQuantity: 0,
  unitPriceMinor: 12_800n,
  paidMinor: 12_800n,
  taxMinor: 0n,
  sevenDay: { class: "none", confirmation: null },
  shipBy: null,
  promises: [],
  ...given,
});

export const confirmed = {
  class: "cond_a",
  confirmation: { at: instant(0), skuId: "sku-1", uiVersion: "1", textHash: "h", defaultChecked: false },
} as const;

export type OrderStage = "not_shipped" | "in_transit" | "delivered" | "refused" | "lost" | "returned_to_sender" | "damaged";

const shipment = (lines: readonly OrderLine[], stage: Exclude<OrderStage, "not_shipped">): Shipment => ({
  shipmentNo: 1,
  carrier: "sf",
  trackingNo: "SF1",
  lines: lines.map(({ lineNo, quantity }) => ({ lineNo, quantity })),
  shippedAt: addMs(SIGNED_AT, -3 * DAY_MS),
  signedAt: stage === "delivered" || stage === "damaged" ? SIGNED_AT : null,
  events: [
    { at: addMs(SIGNED_AT, -3 * DAY_MS), code: "picked_up" },
    ...(stage === "in_transit" ? [] : [{ at: SIGNED_AT, code: stage === "delivered" ? ("signed" as const) : stage }]),
  ],
});

export type Filing = {
  readonly at?: Instant;
  readonly stage?: OrderStage;
  readonly lines?: readonly OrderLine[];
  readonly order?: Partial<OrderFacts>;
  readonly operation?: Partial<OperationFacts>;
  readonly buyer?: Partial<CustomerFacts>;
  readonly seller?: Partial<SellerFacts>;
  readonly claims?: CaseFacts["claims"];
  readonly catalogue?: CaseFacts["catalogue"];
  readonly request?: Partial<FilingRequest>;
  readonly filed?: Partial<FiledLine>;
};

/** A return of everything, delivered a day ago, unless told otherwise. */
export const filing = (given: Filing = {}): CaseFacts => {
  const lines = given.lines ?? [line()];
  const stage = given.stage ?? "delivered";
  const freight = given.order?.freight ?? { paidMinor: 0n, freeFromMinor: null, feeMinor: 0n };
  const paidMinor = lines.reduce((sum, { paidMinor: paid }) => sum + paid, freight.paidMinor);
  const order: OrderFacts = {
    orderId: "order_000000000000000000000001",
    operationId: "operation_000000000000000000000001",
    customerId: BUYER.customerId,
    externalOrderNo: "A-1",
    source: "shop",
    sourceVersion: 1,
    currency: given.operation?.currency ?? CNY,
    channel: "online",
    placedAt: addMs(SIGNED_AT, -5 * DAY_MS),
    paidAt: addMs(SIGNED_AT, -5 * DAY_MS),
    cancelledAt: null,
    recipientTextId: "text_000000000000000000000001",
    lines,
    tenders: [{ tenderNo: 1, kind: "wallet", methodRef: "wallet-1", paidMinor }],
    discounts: [],
    freight,
    gifts: [],
    shipments: stage === "not_shipped" ? [] : [shipment(lines, stage)],
    promises: [],
    ...given.order,
  };
  return {
    schemaVersion: 1,
    at: given.at ?? daysAfterSigning(1),
    operation: { ...SHANGHAI, ...given.operation },
    order,
    customer: { ...BUYER, ...given.buyer },
    seller: { ...SELLER, ...given.seller },
    claims: given.claims ?? [],
    catalogue: given.catalogue ?? [],
    request: {
      orderId: order.orderId,
      serviceType: "return_refund",
      refundOnlyKind: null,
      reason: "30.01",
      lines: lines.map(({ lineNo, quantity }) => ({
        lineNo,
        quantity,
        goodsReceived: stage === "delivered",
        condition: "unopened",
        damageBasisPoints: null,
        replacementSkuId: null,
        ...given.filed,
      })),
      appliedBy: { role: "buyer", id: BUYER.customerId },
      refundTo: null,
      differenceBy: null,
      agreedMinor: null,
      amendment: null,
      evidence: [],
      statementTextId: null,
      contestsRefusal: false,
      ...given.request,
    },
  };
};

export const photos = (count: number): FilingRequest["evidence"] =>
  Array.from({ length: count }, (_, index) => ({ fileId: `file_${String(index).padStart(24, "0")}`, kind: "photo", sha256: "00" }));
export const video: FilingRequest["evidence"][number] = { fileId: "file_00000000000000000000000v", kind: "video", sha256: "00" };

import type { NativeRecord } from "@amends/contract/import/native-record";
import { addMs, DAY_MS, type Instant } from "@amends/domain/kernel/time";
import { centsOf } from "./cents-of.ts";
import type { WorldAddress, WorldMethod, WorldOrder, WorldProduct, WorldUser } from "./world.ts";

type Native<K extends NativeRecord["kind"]> = Extract<NativeRecord, { readonly kind: K }>;

const SAID = { source: "tau-retail", sourceVersion: 1 };
const CURRENCY = "USD";
const SELLER = "shop";
const CATEGORY = "general";
const CARRIER = "carrier";

/** The order of events before the one moment the world is given: ordered and paid, sent a day later, signed for a day after that. */
const PLACED_BEFORE_MS = -2 * DAY_MS;
const SHIPPED_BEFORE_MS = -1 * DAY_MS;

export const nativeSeller = (): Native<"seller"> => ({ kind: "seller", ...SAID, externalId: SELLER, name: "Shop" });

export const nativeSkus = (product: WorldProduct, asOf: Instant): readonly Native<"sku">[] =>
  Object.values(product.variants).map(variant => ({
    kind: "sku",
    ...SAID,
    skuId: variant.item_id,
    productId: product.product_id,
    name: product.name,
    category: CATEGORY,
    options: variant.options,
    currency: CURRENCY,
    priceMinor: centsOf(variant.price),
    available: variant.available ? null : 0,
    asOf: isoOf(asOf),
  }));

export const nativeCustomer = (userId: string, user: WorldUser): Native<"customer"> => ({
  kind: "customer",
  ...SAID,
  externalId: userId,
  currency: CURRENCY,
  name: fullName(user),
  email: user.email,
  addresses: [contactOf(user.address, fullName(user))],
  methods: Object.values(user.payment_methods).map(nativeMethod),
});

export const nativeOrder = (order: WorldOrder, user: WorldUser, signedAt: Instant): Native<"order"> => {
  const placedAt = isoOf(addMs(signedAt, PLACED_BEFORE_MS));
  return {
    kind: "order",
    ...SAID,
    externalOrderNo: order.order_id,
    customerExternalId: order.user_id,
    currency: CURRENCY,
    placedAt,
    paidAt: placedAt,
    cancelledAt: order.status === "cancelled" ? isoOf(addMs(signedAt, SHIPPED_BEFORE_MS)) : null,
    recipient: contactOf(order.address, fullName(user)),
    region: `US-${order.address.state}`,
    lines: order.items.map(nativeLine),
    tenders: nativeTenders(order, user),
    shipments: nativeShipments(order, signedAt),
  };
};

const isoOf = (at: Instant): string => new Date(at).toISOString();

const fullName = (user: WorldUser): string => `${user.name.first_name} ${user.name.last_name}`;

const contactOf = (address: WorldAddress, name: string) => ({
  name,
  region: `${address.city}, ${address.state} ${address.zip}, ${address.country}`,
  detail: `${address.address1}, ${address.address2}`,
});

const nativeMethod = (method: WorldMethod) => ({ methodRef: method.id, ...moneyOf(method) });

const moneyOf = (method: WorldMethod) => {
  switch (method.source) {
    case "credit_card":
      return { tenderKind: "card" as const, label: method.brand };
    case "paypal":
      return { tenderKind: "wallet" as const, label: "paypal" };
    case "gift_card":
      return { tenderKind: "gift_card" as const, balanceMinor: centsOf(method.balance) };
  }
};

/** One item of the world is one piece; an article that stands there twice gives two lines. */
const nativeLine = (item: WorldOrder["items"][number], index: number): Native<"order">["lines"][number] => ({
  lineNo: index + 1,
  sellerExternalId: SELLER,
  skuId: item.item_id,
  productId: item.product_id,
  name: item.name,
  category: CATEGORY,
  options: item.options,
  quantity: 1,
  unitPriceMinor: centsOf(item.price),
  paidMinor: centsOf(item.price),
});

/** What came in. The refund rows of a cancelled order are the host's own, made before we knew the order. */
const nativeTenders = (order: WorldOrder, user: WorldUser): Native<"order">["tenders"] =>
  order.payment_history
    .filter(row => row.transaction_type === "payment")
    .map((row, index) => {
      const method = user.payment_methods[row.payment_method_id];
      if (method === undefined) throw new Error(`order ${order.order_id}: ${order.user_id} has no method ${row.payment_method_id}`);
      return { tenderNo: index + 1, kind: moneyOf(method).tenderKind, methodRef: method.id, paidMinor: centsOf(row.amount) };
    });

const nativeShipments = (order: WorldOrder, signedAt: Instant): NonNullable<Native<"order">["shipments"]> => {
  if (order.status === "pending" || order.status === "cancelled") return [];
  const takeLine = lineTaker(order);
  return order.fulfillments.map((fulfilment, index) => ({
    shipmentNo: index + 1,
    carrier: CARRIER,
    trackingNo: fulfilment.tracking_id.join(" "),
    lines: fulfilment.item_ids.map(itemId => ({ lineNo: takeLine(itemId), quantity: 1 })),
    shippedAt: isoOf(addMs(signedAt, SHIPPED_BEFORE_MS)),
    signedAt: order.status === "delivered" ? isoOf(signedAt) : null,
  }));
};

/** Fulfilments name articles, and an article may stand in an order twice: each naming takes the next line of it. */
const lineTaker = (order: WorldOrder): ((itemId: string) => number) => {
  const taken = new Set<number>();
  return itemId => {
    const index = order.items.findIndex((item, at) => item.item_id === itemId && !taken.has(at));
    if (index === -1) throw new Error(`order ${order.order_id}: a fulfilment names item ${itemId} more often than it was ordered`);
    taken.add(index);
    return index + 1;
  };
};

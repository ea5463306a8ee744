import { addMs, DAY_MS, HOUR_MS, type Instant, instant, MINUTE_MS, SECOND_MS } from "@amends/domain/kernel/time";
import type { Chance } from "./chance.ts";
import { cutOf, makeDiscounts, makeFreight, makeTenders } from "./money.ts";
import type { DemoOperation } from "./operations.ts";
import { makeShipments, type NativeOrder, written } from "./parcels.ts";
import { type NativeCustomer, SOURCE } from "./people.ts";
import type { Sku } from "./product.ts";
import { promisesFor, sevenDayOf } from "./promises.ts";
import { type NativeSeller, sellerOf } from "./sellers.ts";

type NativeLine = NativeOrder["lines"][number];
type Shop = {
  readonly operation: DemoOperation;
  readonly buyers: readonly NativeCustomer[];
  readonly sellers: readonly NativeSeller[];
  readonly skus: readonly Sku[];
};

const SPAN_MS = 60 * DAY_MS;

/** The orders of the last sixty days, oldest first; recent days are busier, as the after-sales of a growing shop would show. */
export const makeOrders = (shop: Shop, now: Instant, chance: Chance): readonly NativeOrder[] => {
  const agesMs = Array.from({ length: shop.operation.orders }, () => ageMs(chance)).sort((left, right) => right - left);
  return agesMs.map((age, index) => makeOrder(shop, addMs(now, -age), index + 1, now, chance.fork(`order ${index}`)));
};

const ageMs = (chance: Chance): number => {
  const left = chance.between(10 * 60, SPAN_MS / SECOND_MS);
  const right = chance.between(10 * 60, SPAN_MS / SECOND_MS);
  return (chance.inThousand(500) ? Math.min(left, right) : left) * SECOND_MS;
};

const makeOrder = (shop: Shop, placedAt: Instant, number: number, now: Instant, chance: Chance): NativeOrder => {
  const { operation } = shop;
  const buyer = chance.oneOf(shop.buyers);
  const channel = channelOf(operation, chance);
  const paidAt = paidAtOf(placedAt, now, chance);
  const cancelledAt = paidAt === null ? expiryOf(placedAt, now) : chance.inThousand(25) ? addMs(paidAt, 20 * MINUTE_MS) : null;
  const isCancelled = cancelledAt !== null && cancelledAt <= now;
  const basket = makeBasket(shop, placedAt, paidAt, chance);
  const discounts = makeDiscounts(basket, channel === "live", chance);
  const grossMinor = basket.reduce((sum, line) => sum + line.grossMinor, 0n);
  const freight = makeFreight(grossMinor, ...freightTerms(operation));
  const lines = basket.map(({ line, lineNo, grossMinor: gross }) => ({ ...line, paidMinor: Number(gross - cutOf(discounts, lineNo)) }));
  const owedMinor = lines.reduce((sum, line) => sum + BigInt(line.paidMinor), BigInt(freight.paidMinor ?? 0));
  const shipped = lines.map(({ lineNo, quantity, cancelledQuantity = 0 }) => ({ lineNo, quantity, cancelledQuantity }));
  return {
    kind: "order",
    source: SOURCE,
    sourceVersion: 1,
    externalOrderNo: orderNo(operation, placedAt, number),
    customerExternalId: buyer.externalId,
    currency: "CNY",
    channel,
    placedAt: written(placedAt),
    paidAt: paidAt === null ? null : written(paidAt),
    cancelledAt: isCancelled ? written(cancelledAt) : null,
    recipient: chance.oneOf(buyer.addresses ?? []),
    message: chance.inThousand(60) ? chance.oneOf(MESSAGES) : null,
    lines,
    tenders: makeTenders(owedMinor, buyer.methods ?? [], chance),
    discounts,
    freight,
    gifts: giftsOf(basket),
    shipments:
      paidAt === null || isCancelled
        ? []
        : makeShipments({ kind: operation.kind, lines: shipped, paidAt, now, orderNumber: number }, chance),
  };
};

const MESSAGES = ["麻烦包装结实一点", "请放在门卫处", "送人的，不要放小票", "周末再送", "到了先打电话"];

const channelOf = ({ kind }: DemoOperation, chance: Chance): NonNullable<NativeOrder["channel"]> => {
  switch (kind) {
    case "c2c":
      return "online";
    case "group_buy":
      return "group_buy";
    case "marketplace":
      return chance.weighted([
        [85, "online"],
        [15, "live"],
      ] as const);
    case "brand":
      return chance.weighted([
        [70, "online"],
        [25, "store"],
        [5, "live"],
      ] as const);
  }
};

/** Most pay within minutes; who has not paid after half an hour mostly never does. */
const paidAtOf = (placedAt: Instant, now: Instant, chance: Chance): Instant | null => {
  const paidAt = addMs(placedAt, chance.between(20, 900) * SECOND_MS);
  return paidAt > now || chance.inThousand(20) ? null : paidAt;
};

const PAYMENT_LIMIT_MS = 30 * MINUTE_MS;
const expiryOf = (placedAt: Instant, now: Instant): Instant | null => {
  const at = addMs(placedAt, PAYMENT_LIMIT_MS);
  return at <= now ? at : null;
};

type BasketLine = {
  readonly lineNo: number;
  readonly sellerExternalId: string;
  readonly grossMinor: bigint;
  readonly sku: Sku;
  readonly line: NativeLine;
};

const makeBasket = (shop: Shop, placedAt: Instant, paidAt: Instant | null, chance: Chance): readonly BasketLine[] => {
  const isSingle = shop.operation.kind === "c2c";
  const count = isSingle
    ? 1
    : chance.weighted([
        [55, 1],
        [28, 2],
        [12, 3],
        [5, 4],
      ]);
  return Array.from({ length: count }, (_, index) => makeLine(shop, index + 1, placedAt, paidAt, chance));
};

const makeLine = (
  { operation, sellers, skus }: Shop,
  lineNo: number,
  placedAt: Instant,
  paidAt: Instant | null,
  chance: Chance,
): BasketLine => {
  const sku = chance.oneOf(skus);
  const { product } = sku;
  const quantity =
    operation.kind === "c2c"
      ? 1
      : chance.weighted([
          [78, 1],
          [16, 2],
          [6, 3],
        ]);
  const sellerExternalId = sellerOf(operation.code, product.category, sellers, chance);
  const isFresh = product.category.startsWith("fresh");
  const line: NativeLine = {
    lineNo,
    sellerExternalId,
    skuId: sku.skuId,
    productId: product.productId,
    name: product.name,
    category: product.category,
    batchNo: isFresh ? `${dayOf(placedAt)}-${chance.between(1, 6)}` : null,
    options: sku.options,
    quantity,
    cancelledQuantity: quantity > 1 && chance.inThousand(30) ? 1 : 0,
    unitPriceMinor: Number(sku.priceMinor),
    paidMinor: 0,
    sevenDay: sevenDayOf(sku, placedAt, chance),
    shipBy: paidAt === null ? null : written(paidAt + (operation.kind === "group_buy" ? 24 : 48) * HOUR_MS),
    promises: promisesFor(operation.kind, product.category, chance),
  };
  return { lineNo, sellerExternalId, grossMinor: sku.priceMinor * BigInt(quantity), sku, line };
};

const freightTerms = ({ kind }: DemoOperation): readonly [feeMinor: bigint, freeFromMinor: bigint | null] => {
  switch (kind) {
    case "c2c":
      return [1200n, 100_000n];
    case "group_buy":
      return [0n, null];
    case "marketplace":
      return [800n, 9900n];
    case "brand":
      return [1000n, 19_900n];
  }
};

const giftsOf = (basket: readonly BasketLine[]): NonNullable<NativeOrder["gifts"]> =>
  basket.flatMap(({ lineNo, sku: { product } }) =>
    product.gift === null
      ? []
      : [{ giftNo: lineNo, name: product.gift.name, withLineNos: [lineNo], markedPriceMinor: Number(product.gift.markedPriceMinor) }],
  );

const dayOf = (at: Instant): string =>
  written(at + 8 * HOUR_MS)
    .slice(0, 10)
    .replaceAll("-", "");

const orderNo = ({ orderPrefix }: DemoOperation, placedAt: Instant, number: number): string =>
  `${orderPrefix}${dayOf(instant(placedAt))}${String(number).padStart(5, "0")}`;

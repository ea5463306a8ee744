import type { NativeRecord } from "@amends/contract/import/native-record";
import type { Instant } from "@amends/domain/kernel/time";
import { BRAND_PRODUCTS } from "./catalogue/brand.ts";
import { C2C_PRODUCTS } from "./catalogue/c2c.ts";
import { GROUP_BUY_PRODUCTS } from "./catalogue/group-buy.ts";
import { MARKETPLACE_PRODUCTS } from "./catalogue/marketplace.ts";
import { type Chance, createChance } from "./chance.ts";
import { DEMO_OPERATIONS, type DemoOperation } from "./operations.ts";
import { makeOrders } from "./orders.ts";
import { written } from "./parcels.ts";
import { makeBuyers, SOURCE } from "./people.ts";
import { type Product, type Sku, skusOf } from "./product.ts";
import { makeReceivers } from "./receivers.ts";
import { makeSellers } from "./sellers.ts";

export const DEMO_SEED = 20_261_121;

export type DemoShop = { readonly operation: DemoOperation; readonly records: readonly NativeRecord[] };

/** The whole demo world: the same seed and the same moment give the same world, record by record. */
export const makeDemoWorld = (now: Instant, seed: number = DEMO_SEED): readonly DemoShop[] =>
  DEMO_OPERATIONS.map(operation => ({ operation, records: recordsOf(operation, now, createChance(seed).fork(operation.code)) }));

const recordsOf = (operation: DemoOperation, now: Instant, chance: Chance): readonly NativeRecord[] => {
  const sellers = makeSellers(operation, chance.fork("sellers"));
  const receivers = makeReceivers(operation, chance.fork("receivers"));
  const buyers = makeBuyers(operation, chance.fork("buyers"));
  const skus = productsOf(operation).flatMap(skusOf);
  const stock = chance.fork("stock");
  const orders = makeOrders({ operation, buyers, sellers, skus }, now, chance.fork("orders"));
  return [...sellers, ...receivers, ...buyers, ...skus.map(sku => skuRecord(sku, now, stock)), ...orders];
};

const productsOf = ({ kind }: DemoOperation): readonly Product[] => {
  switch (kind) {
    case "c2c":
      return C2C_PRODUCTS;
    case "group_buy":
      return GROUP_BUY_PRODUCTS;
    case "marketplace":
      return MARKETPLACE_PRODUCTS;
    case "brand":
      return BRAND_PRODUCTS;
  }
};

const skuRecord = ({ skuId, product, options, priceMinor }: Sku, now: Instant, chance: Chance): NativeRecord => ({
  kind: "sku",
  source: SOURCE,
  sourceVersion: 1,
  skuId,
  productId: product.productId,
  name: product.name,
  category: product.category,
  options,
  currency: "CNY",
  priceMinor: Number(priceMinor),
  available: chance.weighted([
    [8, 0],
    [92, chance.between(1, 400)],
  ]),
  asOf: written(now),
});

import type { Minor } from "@amends/domain/kernel/money";
import type { GoodsKind } from "@amends/domain/order/order-facts";

/** What the shop sells now: a replacement takes its name, price and kind from here. */
export type CatalogueItem = {
  readonly skuId: string;
  readonly productId: string;
  readonly name: string;
  readonly category: string;
  readonly goods: GoodsKind;
  readonly options: Readonly<Record<string, string>>;
  readonly unitPriceMinor: Minor;
};
export type Catalogue = (skuId: string) => CatalogueItem | null;

import type { SevenDayClass } from "@amends/domain/order/order-facts";

/** One article with its variants, as a shop's assortment lists it. */
export type Product = {
  readonly productId: string;
  readonly name: string;
  readonly category: string;
  readonly priceMinor: bigint;
  /** The option's name, and each value with its price as a share of the article's in hundredths. */
  readonly option: readonly [name: string, values: readonly (readonly [value: string, hundredths: number])[]];
  readonly sevenDay: SevenDayClass;
  readonly gift: { readonly name: string; readonly markedPriceMinor: bigint } | null;
};

export type Sku = {
  readonly skuId: string;
  readonly product: Product;
  readonly options: Readonly<Record<string, string>>;
  readonly priceMinor: bigint;
};

export const skusOf = (product: Product): readonly Sku[] => {
  const [name, values] = product.option;
  return values.map(([value, hundredths], index) => ({
    skuId: `${product.productId}-${index + 1}`,
    product,
    options: { [name]: value },
    priceMinor: (product.priceMinor * BigInt(hundredths)) / 100n,
  }));
};

type Row = readonly [id: string, name: string, category: string, yuan: number];
type More = { readonly gift?: readonly [name: string, yuan: number] };

/** A line of an assortment: prices in whole yuan, as one writes them on a shelf. */
export const productRow = (
  option: Product["option"],
  sevenDay: SevenDayClass,
  [productId, name, category, yuan]: Row,
  more: More = {},
): Product => ({
  productId,
  name,
  category,
  priceMinor: BigInt(yuan) * 100n,
  option,
  sevenDay,
  gift: more.gift === undefined ? null : { name: more.gift[0], markedPriceMinor: BigInt(more.gift[1]) * 100n },
});

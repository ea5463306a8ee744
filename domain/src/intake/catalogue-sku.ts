import type { Instant } from "../kernel/time.ts";
import type { PriceOffer } from "../order/price-facts.ts";
import type { SkuFacts } from "./case-facts.ts";

/** An article as the catalogue last knew it. */
export type CatalogueSku = SkuFacts & {
  readonly name: string;
  readonly category: string;
  readonly options: Readonly<Record<string, string>>;
  readonly asOf: Instant;
  /** To whom this price is open; absent where to everybody. */
  readonly offer?: PriceOffer;
};

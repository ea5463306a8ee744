import type { Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";

/** To whom a price was open (policy.md PP-2): `public` to anybody who came, all others to some, for a while, or under a condition. */
export const PRICE_OFFERS = [
  "public",
  "presale",
  "flash",
  "multi_buy",
  "invite",
  "newcomer",
  "limited_crowd",
  "random_pay",
  "subsidy",
  "used_goods",
] as const;
export type PriceOffer = (typeof PRICE_OFFERS)[number];

/** What one piece of an article cost from a moment on, until the next word about it. */
export type PriceFact = { readonly skuId: string; readonly from: Instant; readonly priceMinor: Minor; readonly offer: PriceOffer };

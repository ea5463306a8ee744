import { type Minor, sumMinor } from "../kernel/money.ts";

/** Goods sent instead of those coming back, at the price the buyer is charged: of the same article, what was paid for the piece it replaces. */
export type NewItem = {
  readonly skuId: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPriceMinor: Minor;
  /** The line whose pieces these take the place of: they can be given back in their turn. Absent = nothing that could be (a repair, goods kept beside). */
  readonly replacesLineNo?: number;
};

/** The article number, among what a buyer pays for, of the use that goods had which others take the place of. */
export const USE_FEE_SKU = "use_fee";

export type ExchangeDifference =
  | { readonly kind: "even" }
  | { readonly kind: "collect"; readonly amountMinor: Minor }
  | { readonly kind: "refund"; readonly amountMinor: Minor };

export const priceOfNewItems = (items: readonly NewItem[]): Minor =>
  sumMinor(items.map(item => item.unitPriceMinor * BigInt(item.quantity)));

/**
 * The difference of an exchange before it is agreed: new goods and charged freight against what was really paid for the pieces coming back. A free
 * replacement for a fault is not an exchange of prices; it has no difference and does not come here.
 */
export const exchangeDifference = (exchange: {
  readonly returnedPaidMinor: Minor;
  readonly newItems: readonly NewItem[];
  readonly chargedFreightMinor: Minor;
}): ExchangeDifference => {
  const difference = priceOfNewItems(exchange.newItems) + exchange.chargedFreightMinor - exchange.returnedPaidMinor;
  if (difference === 0n) return { kind: "even" };
  return difference > 0n ? { kind: "collect", amountMinor: difference } : { kind: "refund", amountMinor: -difference };
};

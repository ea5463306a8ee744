import type { Minor } from "../kernel/money.ts";

/**
 * What a buyer can be given in kind, on top of or in place of money. `worthMinor` is what it costs whoever bears it: a coupon's face value, a gift's
 * price, nothing where a promise costs nothing yet.
 */
export type Benefit =
  | { readonly kind: "coupon"; readonly worthMinor: Minor; readonly validDays: number }
  | { readonly kind: "points"; readonly worthMinor: Minor; readonly points: number }
  | { readonly kind: "gift"; readonly worthMinor: Minor; readonly skuId: string; readonly quantity: number }
  | { readonly kind: "extended_warranty"; readonly worthMinor: Minor; readonly months: number };

export const BENEFIT_KINDS = ["coupon", "points", "gift", "extended_warranty"] as const satisfies readonly Benefit["kind"][];

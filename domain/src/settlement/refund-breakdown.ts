import type { OrderId, SellerId } from "../kernel/ids.ts";
import type { Currency, Minor } from "../kernel/money.ts";
import type { RefundTotals } from "../order/refund-totals.ts";
import type { FreightShare } from "./freight-share.ts";
import type { ExtraSum, PieceState } from "./refund-ask.ts";
import type { SubsidyMove } from "./subsidy-share.ts";
import type { TenderShare } from "./tender-share.ts";
import type { BearerAmount, DiscountMove } from "./threshold-discount.ts";

export type RefundBreakdown = {
  readonly kind: "refund";
  readonly orderId: OrderId;
  readonly currency: Currency;
  readonly lines: readonly LineAmount[];
  readonly tenders: readonly TenderShare[];
  /** What others than the seller pay of it, and get back; absent where nobody does. */
  readonly subsidies?: readonly SubsidyMove[];
  readonly discounts: readonly DiscountMove[];
  readonly bearers: readonly BearerAmount[];
  readonly freight: FreightShare;
  readonly gifts: readonly GiftCharge[];
  readonly paymentFeeMinor: Minor;
  readonly newItemsMinor: Minor;
  readonly extras: readonly ExtraSum[];
  /** An earlier collection that turned out not to be owed: struck off where still unpaid, given back where paid. */
  readonly collectionStruckMinor: Minor;
  readonly collectionReturnedMinor: Minor;
  /** Tenders, collection given back, freight reimbursed and extras: all the buyer receives. */
  readonly totalToBuyerMinor: Minor;
  /** What the buyer owes because deductions exceed the refund. Nothing is collected without the buyer's own act. */
  readonly amountToCollectMinor: Minor;
  /** Put into words when asked: Σ steps = total to buyer + collection struck off − amount to collect. */
  readonly steps: () => readonly RefundStep[];
  /** What the order's other refunds had come to when this one was computed; absent where it is the first. With it the same figures come out again. */
  readonly earlier?: RefundTotals;
  /** To be added to the order's totals while this refund is promised or settled. */
  readonly adds: RefundTotals;
};

export type LineAmount = {
  readonly lineNo: number;
  readonly sellerId: SellerId;
  readonly from: PieceState;
  readonly quantity: number;
  readonly worthMinor: Minor;
  readonly amountMinor: Minor;
  /** Tax within the amount, before what damage takes off; for the invoice that corrects the sale. */
  readonly taxMinor: Minor;
  readonly damageMinor: Minor;
};

export type GiftCharge = { readonly giftNo: number; readonly name: string; readonly amountMinor: Minor; readonly sellerId: SellerId };

/** One row of the table a buyer can read. Amounts are signed: what is added and what is taken off. */
export type RefundStep = {
  readonly key: RefundStepKey;
  readonly zh: string;
  readonly en: string;
  readonly amountMinor: Minor;
  /** Rules of policy.md, or of the pack, that give the figure. */
  readonly ruleIds: readonly string[];
};

export type RefundStepKey =
  | "line_paid"
  | "line_rest"
  | "line_ratio"
  | "line_agreed"
  | "price_drop"
  | "line_exchanged"
  | "damage"
  | "discount_lost"
  | "discount_restored"
  | "outbound_freight"
  | "free_freight_lost"
  | "free_freight_restored"
  | "gift_kept"
  | "payment_fee"
  | "return_freight_deducted"
  | "return_freight_reimbursed"
  | "new_items"
  | "compensation"
  | "in_kind";

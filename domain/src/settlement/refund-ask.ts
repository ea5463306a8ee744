import type { RoundingMode } from "../kernel/allocate.ts";
import type { Currency, Minor } from "../kernel/money.ts";
import type { Discount, OrderFacts, TenderKind } from "../order/order-facts.ts";
import type { RefundTotals } from "../order/refund-totals.ts";
import type { Party } from "../party/party.ts";
import type { Benefit } from "../remedy/benefit.ts";
import type { NewItem } from "./exchange-difference.ts";

/** All that the arithmetic may look at. The same input gives the same figures; no pack, clock or store is read here. */
export type RefundInput = {
  readonly order: OrderFacts;
  /** Sum of the `adds` of every earlier refund of this order that is promised or settled; a withdrawn or failed one is left out. */
  readonly earlier: RefundTotals;
  readonly ask: RefundAsk;
};

/** What a decision or an agreement wants paid. Who is right was decided before; this only says how much that is. */
export type RefundAsk = {
  readonly currency: Currency;
  readonly lines: readonly LineAsk[];
  readonly freight: FreightAsk;
  /** `recompute`: the pieces given back no longer count towards discount thresholds (7D a17). `keep`: they still do, as when the fault is not the buyer's. */
  readonly thresholdDiscounts: "recompute" | "keep";
  /** Gifts that stay with the buyer though the goods they came with go back (7D a12). */
  readonly giftsKept: readonly number[];
  /** A payment fee the seller absorbed, the only fee a refund may be lowered by (7D a16; no service or handling fees). */
  readonly paymentFeeMinor: Minor;
  /** Goods sent instead, at the price they are charged at; empty when nothing is exchanged. */
  readonly newItems: readonly NewItem[];
  readonly extras: readonly ExtraSum[];
  readonly target: RefundRoute;
};

export type LineAsk = {
  readonly lineNo: number;
  readonly quantity: number;
  /**
   * Pieces nothing was paid back for yet; pieces that had a partial refund before, which are owed only what is left of them; or goods that an exchange put
   * in place of the line's own, which are worth what was charged for them.
   */
  readonly from: PieceState;
  /** Which article came in exchange; only with `exchanged`. */
  readonly skuId?: string;
  readonly basis: RefundBasis;
  /** Share of these pieces' value lost in the buyer's hands, as inspected; 0 for intact goods. */
  readonly damageBasisPoints: number;
};

export type PieceState = "untouched" | "partly_refunded" | "exchanged";

export type RefundBasis =
  /** All that was really paid for the pieces and not yet given back; they are settled afterwards. */
  | { readonly kind: "paid" }
  /** A share of what was really paid for the pieces (damage and freshness tiers), rounded as its rule says. */
  | { readonly kind: "ratio"; readonly basisPoints: number; readonly rounding?: ShareRounding }
  /** A sum agreed for these pieces together. */
  | { readonly kind: "amount"; readonly amountMinor: Minor }
  /** They cost less soon after, and that was promised against: the difference goes back, at the cost of whoever promised it (policy.md §3.13). */
  | {
      readonly kind: "price_drop";
      readonly amountMinor: Minor;
      /** What one of them costs meanwhile. */
      readonly unitPriceMinor: Minor;
      readonly bearer: SubsidyBearer;
      readonly ruleId: string;
    };

/** To what a share is rounded and how (policy.md M-9); left out: half up to the minor unit. Never above what the pieces are worth. */
export type ShareRounding = { readonly unitMinor: Minor; readonly mode: RoundingMode };

/** Who can pay for a sale that stays a sale: a discount given afterwards, borne like one given at the purchase. */
export type SubsidyBearer = Discount["bearer"];

/** Who can bear a cost towards the buyer. */
export type CostBearer = Exclude<Party, "buyer" | "none">;

export type FreightAsk = {
  readonly outbound: OutboundRefund;
  /** Who bore the way out where the buyer did not pay for it, and who bears it when it is refunded. */
  readonly outboundBearer: CostBearer;
  /** `deduct`: pieces given back no longer count towards free freight (7D a18). */
  readonly brokenFreeFreight: "deduct" | "keep";
  readonly returnTrip: ReturnTrip;
};

export type OutboundRefund =
  | { readonly kind: "none" }
  | { readonly kind: "rest" }
  | { readonly kind: "amount"; readonly amountMinor: Minor };

export type ReturnTrip =
  | { readonly kind: "none" }
  /** The buyer owes the way back and somebody advanced it (a booked pickup). */
  | { readonly kind: "deduct"; readonly amountMinor: Minor; readonly advancedBy: CostBearer }
  /** Somebody advanced it and another than the buyer bears it: the books move between them, and the buyer's sum does not. */
  | { readonly kind: "charge"; readonly amountMinor: Minor; readonly bearer: CostBearer; readonly advancedBy: CostBearer }
  /** The buyer paid the way back and is owed it. */
  | { readonly kind: "reimburse"; readonly amountMinor: Minor; readonly bearer: CostBearer };

/** Money on top of the refund. Sums of one head, over all refunds of the order, stay within that head's cap; heads never mix. */
export type ExtraSum = {
  readonly head: string;
  readonly amountMinor: Minor;
  readonly capMinor: Minor | null;
  readonly bearer: CostBearer;
  readonly ruleId: string;
  /** Owed in kind and not in money: the amount is nothing then, and what is given stands beside the refund. Absent = money. */
  readonly inKind?: Benefit;
};

export type RefundRoute =
  | { readonly kind: "original_routes" }
  | {
      readonly kind: "other_method";
      readonly methodKind: TenderKind;
      readonly methodRef: string;
      /** Tenders whose money goes there instead; empty = all that came in as money. Points and coupons stay in kind. */
      readonly tenderNos: readonly number[];
      /** Where the buyer's express consent is recorded (7D a14). */
      readonly consentRef: string | null;
      /** A pack row that lets the buyer choose stored value; counts for gift cards and store credit only. */
      readonly allowedByRuleId: string | null;
    };

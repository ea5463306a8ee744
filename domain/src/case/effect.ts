import type { CustomerId, EffectId, ReceiverId, SellerId, TextId } from "../kernel/ids.ts";
import type { Currency, Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { TenderKind } from "../order/order-facts.ts";
import type { Benefit } from "../remedy/benefit.ts";

/**
 * What a case asks of the world. An effect is written in the case's own transaction and leaves only after the commit; whatever the world answers
 * comes back as a command to the case, in the same transaction that ends the effect. `effectId` is the idempotency key towards the gateway and stays
 * the same over every attempt, so a lost answer can be asked for again and never paid twice.
 */
export type Effect = { readonly effectId: EffectId; readonly stepNo: number | null } & EffectRequest;

export type EffectRequest =
  | RefundTender
  | PayCompensation
  | GrantBenefit
  | CollectPayment
  | InterceptParcel
  | HoldParcel
  | TraceParcel
  | OrderRepair
  | BookVisit
  | BookPickup
  | CancelPickup
  | ReserveStock
  | ReleaseStock
  | ShipGoods
  | AmendOrder
  | ReviewOrderChange
  | NotifyParty;

export type EffectKind = EffectRequest["kind"];

/** What a case collected itself goes back under this number; the tenders of an order count from 1. */
export const COLLECTED_TENDER_NO = 0;

/** Money on top of what was paid has a route of its own: no tender brought it, and no bank gives back more than it took. */
export const COMPENSATION_TENDER_NO = -1;

/** What other cases of the order collected goes back payment by payment, under numbers that count down from here. */
export const FIRST_RETURNED_TENDER_NO = -2;

/** Money back to one route of the original payment, or to the consented other method. */
export type RefundTender = {
  readonly kind: "refund_tender";
  readonly tenderNo: number;
  readonly tenderKind: TenderKind;
  readonly methodRef: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  /** The collection this gives back: gateways that took it as a payment of its own refund that, and not the order's. */
  readonly collectedUnder?: EffectId;
};

/** Money the buyer never paid, to a method of theirs: a transfer, not a refund. */
export type PayCompensation = {
  readonly kind: "pay_compensation";
  readonly tenderKind: TenderKind;
  readonly methodRef: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
};

/** A coupon, points, a gift, a longer warranty: the host's own marketing system gives it. */
export type GrantBenefit = {
  readonly kind: "grant_benefit";
  readonly benefitNo: number;
  readonly customerId: CustomerId;
  readonly benefit: Benefit;
  readonly currency: Currency;
};

/** Money from the buyer: the difference of a dearer replacement, a broken threshold. */
export type CollectPayment = {
  readonly kind: "collect_payment";
  readonly tenderKind: TenderKind;
  readonly methodRef: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  /** From when a buyer who has to agree themselves has time to. */
  readonly askedAt?: Instant;
};

export type InterceptParcel = { readonly kind: "intercept_parcel"; readonly carrier: string; readonly trackingNo: string };

/** A packed parcel that has not left yet: the warehouse need only keep it. */
export type HoldParcel = { readonly kind: "hold_parcel"; readonly trackingNo: string };

/** Where a parcel is, asked of the one who carries it. */
export type TraceParcel = { readonly kind: "trace_parcel"; readonly carrier: string; readonly trackingNo: string };

export type OrderRepair = {
  readonly kind: "order_repair";
  readonly sellerId: SellerId;
  readonly items: readonly SkuQuantity[];
  readonly place: "workshop" | "home";
};

export type BookVisit = {
  readonly kind: "book_visit";
  readonly sellerId: SellerId;
  readonly atTextId: TextId | null;
  readonly notBefore: Instant;
};

export type BookPickup = {
  readonly kind: "book_pickup";
  readonly sellerId: SellerId;
  readonly fromTextId: TextId | null;
  readonly returnAddressNo: number;
  /** Whose address it is, and which text says it; absent where nobody looked. A `receiverId` stands there only where it is not the seller's. */
  readonly receiverId?: ReceiverId;
  readonly toTextId?: TextId;
  readonly notBefore: Instant;
};

/** The courier who was booked under that key need not come. */
export type CancelPickup = {
  readonly kind: "cancel_pickup";
  readonly booking: EffectId;
  readonly carrier: string;
  readonly trackingNo: string;
};

export type SkuQuantity = { readonly skuId: string; readonly quantity: number };
export type ReserveStock = { readonly kind: "reserve_stock"; readonly items: readonly SkuQuantity[] };
export type ReleaseStock = { readonly kind: "release_stock"; readonly reservation: EffectId };
export type ShipGoods = {
  readonly kind: "ship_goods";
  readonly reservation: EffectId | null;
  readonly items: readonly SkuQuantity[];
  readonly toTextId: TextId | null;
};

/** A change of the order itself, which only its owner, the host's order system, can make. */
export type AmendOrder = {
  readonly kind: "amend_order";
  readonly source: string;
  readonly externalOrderNo: string;
  readonly change: OrderChange;
};

export type OrderChange =
  | { readonly kind: "cancel_lines"; readonly lines: readonly LineQuantity[] }
  | {
      readonly kind: "replace_items";
      readonly lines: readonly ItemReplacement[];
      /** What brought the difference where the new pieces cost more; null where nothing was taken. */
      readonly differencePaidBy: { readonly tenderKind: TenderKind; readonly methodRef: string } | null;
    }
  | { readonly kind: "change_address"; readonly recipientTextId: TextId }
  | { readonly kind: "change_payment"; readonly tenderKind: TenderKind; readonly methodRef: string };

export type LineQuantity = { readonly lineNo: number; readonly quantity: number };
export type ItemReplacement = LineQuantity & { readonly skuId: string; readonly unitPriceMinor: Minor };

/** The host said something new about the order: the case compares it with what it claims. Written by the import, in its own transaction. */
export type ReviewOrderChange = { readonly kind: "review_order_change"; readonly toVersion: number };

export type NotifyParty = {
  readonly kind: "notify";
  readonly to: "buyer" | "seller";
  readonly topic: string;
};

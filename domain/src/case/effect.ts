import type { EffectId, SellerId, TextId } from "../kernel/ids.ts";
import type { Currency, Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { TenderKind } from "../order/order-facts.ts";

/**
 * What a case asks of the world. An effect is written in the case's own transaction and leaves only after the commit; whatever the world answers
 * comes back as a command to the case, in the same transaction that ends the effect. `effectId` is the idempotency key towards the gateway and stays
 * the same over every attempt, so a lost answer can be asked for again and never paid twice.
 */
export type Effect = { readonly effectId: EffectId; readonly stepNo: number | null } & EffectRequest;

export type EffectRequest =
  | RefundTender
  | CollectPayment
  | InterceptParcel
  | BookPickup
  | ReserveStock
  | ReleaseStock
  | ShipGoods
  | AmendOrder
  | ReviewOrderChange
  | NotifyParty;

export type EffectKind = EffectRequest["kind"];

/** What a case collected itself goes back under this number; the tenders of an order count from 1. */
export const COLLECTED_TENDER_NO = 0;

/** Money back to one route of the original payment, or to the consented other method. */
export type RefundTender = {
  readonly kind: "refund_tender";
  readonly tenderNo: number;
  readonly tenderKind: TenderKind;
  readonly methodRef: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
};

/** Money from the buyer: the difference of a dearer replacement, a broken threshold. */
export type CollectPayment = {
  readonly kind: "collect_payment";
  readonly tenderKind: TenderKind;
  readonly methodRef: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
};

export type InterceptParcel = { readonly kind: "intercept_parcel"; readonly carrier: string; readonly trackingNo: string };

export type BookPickup = {
  readonly kind: "book_pickup";
  readonly sellerId: SellerId;
  readonly fromTextId: TextId | null;
  readonly returnAddressNo: number;
  readonly notBefore: Instant;
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

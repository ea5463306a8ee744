import type { CustomerId, OperationId, OrderId, SellerId, TextId } from "../kernel/ids.ts";
import type { Currency, Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";

/**
 * What the host says about an order. The host owns these facts: an import replaces them whole under a higher `sourceVersion`, and Amends never edits
 * them. What was asked, granted and refunded (claims) is ours and lives with the cases. No personal data: people and addresses are references.
 * Invariant (checked at import): Σ lines.paidMinor + freight.paidMinor = Σ tenders.paidMinor, in one currency.
 */
export type OrderFacts = {
  readonly orderId: OrderId;
  readonly operationId: OperationId;
  readonly customerId: CustomerId;
  /** The order number people know. Unique within (operation, source). */
  readonly externalOrderNo: string;
  readonly source: string;
  readonly sourceVersion: number;
  readonly currency: Currency;
  readonly channel: OrderChannel;
  readonly placedAt: Instant;
  readonly paidAt: Instant | null;
  /** The host called the whole order off before shipping; every piece is cancelled then, whatever the lines say. */
  readonly cancelledAt: Instant | null;
  readonly recipientTextId: TextId | null;
  /** Province or state the goods went to (`CN-ZJ`, ISO 3166-2), never finer. Absent where the host did not say. */
  readonly region?: string | undefined;
  readonly lines: readonly OrderLine[];
  readonly tenders: readonly Tender[];
  readonly discounts: readonly Discount[];
  readonly freight: Freight;
  readonly gifts: readonly Gift[];
  readonly shipments: readonly Shipment[];
  readonly promises: readonly BuyerPromise[];
};

/** Distance sales (all but `store`) carry the seven-day right (CRPL a25). */
export const ORDER_CHANNELS = ["online", "live", "tv", "phone", "store", "group_buy"] as const;
export type OrderChannel = (typeof ORDER_CHANNELS)[number];

export type OrderLine = {
  /** 1, 2, 3 … within the order; the key of a line, since an article may stand in an order twice. */
  readonly lineNo: number;
  readonly sellerId: SellerId;
  readonly skuId: string;
  readonly productId: string;
  readonly name: string;
  /** Dotted path, widest first: `fresh.fruit.cherry`. */
  readonly category: string;
  readonly goods: GoodsKind;
  readonly batchNo: string | null;
  /** Private people hand goods over in person, or through somebody: what both confirmed then. Absent where nobody did. */
  readonly acceptance?: Acceptance | undefined;
  readonly options: Readonly<Record<string, string>>;
  readonly quantity: number;
  /**
   * Pieces the host will not ship, at the buyer's or the seller's wish. What was bought and paid stays as it was: the money back is a claim of ours, and
   * no rewriting of the purchase.
   */
  readonly cancelledQuantity: number;
  /** List price of one piece at purchase, before discounts; the base for recomputing broken thresholds (7D a17). */
  readonly unitPriceMinor: Minor;
  /** What was really paid for the whole line after every discount, freight apart. */
  readonly paidMinor: Minor;
  readonly taxMinor: Minor;
  readonly sevenDay: SevenDayFacts;
  /** When the installation was done that the seller owes; its guarantee runs from there. Absent where none is owed, or none is done yet. */
  readonly installedAt?: Instant;
  /** Days the listing gives the goods to ripen after they came; a claim that they did not runs from the end of them. Absent: ready to eat. */
  readonly ripensDays?: number;
  /** Promise of the shipping time; null = the pack's default. */
  readonly shipBy: Instant | null;
  readonly promises: readonly BuyerPromise[];
};

/** What the buyer said at the hand-over that they got, or confirmed of what the seller said. From here on it is the buyer who shows that something was otherwise. */
export type Acceptance = {
  readonly at: Instant;
  readonly condition: AcceptedCondition;
  /** How many pieces were counted; absent where the host did not say: all of them. */
  readonly pieces?: number | undefined;
  readonly accessories: readonly string[];
  readonly serialNo: string | null;
  /** SHA-256 of the pictures both looked at; the host keeps the pictures. */
  readonly photos: readonly string[];
};
export const ACCEPTED_CONDITIONS = ["as_described", "with_flaws_noted"] as const;
export type AcceptedCondition = (typeof ACCEPTED_CONDITIONS)[number];

export const GOODS_KINDS = ["physical", "virtual", "service"] as const;
export type GoodsKind = (typeof GOODS_KINDS)[number];

/** 7D a6–a7: `abs_*` are excluded by law itself; `cond_*` only where the buyer confirmed this one purchase (7D a20). */
export const SEVEN_DAY_CLASSES = ["none", "abs_custom", "abs_fresh", "abs_digital", "abs_press", "cond_a", "cond_b", "cond_c"] as const;
export type SevenDayClass = (typeof SEVEN_DAY_CLASSES)[number];

export type SevenDayFacts = {
  readonly class: SevenDayClass;
  readonly confirmation: SevenDayConfirmation | null;
};

/** Proof that the exclusion was shown and accepted for this purchase; a pre-ticked or blanket confirmation is worth nothing (7D a20). */
export type SevenDayConfirmation = {
  readonly at: Instant;
  readonly skuId: string;
  readonly uiVersion: string;
  readonly textHash: string;
  readonly defaultChecked: boolean;
};

export const PROMISE_KINDS = [
  "seven_day_return",
  "longer_return",
  "fifteen_day_exchange",
  "thirty_day_renewal",
  "free_return_freight",
  "freight_insurance",
  "instant_refund_unshipped",
  "instant_refund_after_return_shipped",
  "refund_before_return",
  "instant_exchange",
  "bad_item",
  "short_weight",
  "fake_times_n",
  "allergy",
  "price_protection",
  "on_time_delivery",
  "return_anyway",
  "loan_unit",
  "warranty",
] as const;
export type PromiseKind = (typeof PROMISE_KINDS)[number];

/** A published promise to the buyer (listing, badge, live speech). It binds whoever made it (CRPR a12; SPC8 a10). */
export type BuyerPromise = {
  readonly kind: PromiseKind;
  readonly by: "seller" | "platform" | "creator";
  /** Days (of a warranty, a longer return …), multiples (×N) or basis points: what `kind` needs; null where the kind says it all. */
  readonly value: number | null;
  /** An upper bound in money where the promise names one. */
  readonly capMinor: Minor | null;
  /** Of a multiple: the price paid is one of the ×N, so a refund of it counts towards them. Absent where the N come on top. */
  readonly includesPrice?: true;
};

export const TENDER_KINDS = ["card", "wallet", "bank", "gift_card", "store_credit", "points", "coupon", "cash_on_delivery"] as const;
export type TenderKind = (typeof TENDER_KINDS)[number];

/** One route the money came in by. Refunds go back the same way, each up to what it brought (7D a14–a15). */
export type Tender = {
  readonly tenderNo: number;
  readonly kind: TenderKind;
  /** The host's id of the card, wallet, gift card …; the same id marks the same refund target across orders. */
  readonly methodRef: string;
  readonly paidMinor: Minor;
};

/** A price cut already inside `paidMinor`: who bore it, and which lines it fell on (Σ shares = amount). */
export type Discount = {
  readonly discountNo: number;
  readonly bearer: "platform" | "seller" | "creator";
  /** Given for paying by a certain card or wallet, whatever was bought. Absent where it was not. */
  readonly byPaymentChannel?: true;
  readonly amountMinor: Minor;
  /** Sum of list prices that had to be reached, null = unconditional. A partial return may break it (7D a17). */
  readonly thresholdMinor: Minor | null;
  /** What the same offer would have given for less (满减 steps): the highest of them still reached stays with the goods kept. Absent = nothing. */
  readonly lowerSteps?: readonly { readonly thresholdMinor: Minor; readonly amountMinor: Minor }[];
  /**
   * Given for goods bought together: so many whole sets, each an equal part of every line named in `shares`. A set of which a piece goes back is broken.
   * Absent = no bundle; a bundle has no threshold.
   */
  readonly bundleSets?: number;
  readonly shares: readonly { readonly lineNo: number; readonly amountMinor: Minor }[];
};

export type Freight = {
  /** Outbound freight the buyer really paid. */
  readonly paidMinor: Minor;
  /** Free above this sum of list prices; null where freight was free without condition or not free at all. */
  readonly freeFromMinor: Minor | null;
  /** What freight costs when the threshold is not met; deducted when a partial return breaks it (7D a18). */
  readonly feeMinor: Minor;
};

/** A gift that came with lines. If it is kept, only the price marked before purchase may be charged (7D a12). */
export type Gift = {
  readonly giftNo: number;
  readonly name: string;
  readonly withLineNos: readonly number[];
  readonly markedPriceMinor: Minor | null;
};

export const TRACKING_CODES = [
  "number_entered",
  "picked_up",
  "hub_scan",
  "out_for_delivery",
  "at_pickup_point",
  "signed",
  "refused",
  "lost",
  "damaged",
  "intercepted",
  "returned_to_sender",
] as const;
export type TrackingCode = (typeof TRACKING_CODES)[number];

/** `grams`: what the parcel weighed then, packing and all; absent where nobody put it on a scale. */
export type TrackingEvent = { readonly at: Instant; readonly code: TrackingCode; readonly grams?: number };

export type Shipment = {
  readonly shipmentNo: number;
  readonly carrier: string;
  readonly trackingNo: string;
  readonly lines: readonly { readonly lineNo: number; readonly quantity: number }[];
  /** Province or state it was sent from, as `OrderFacts.region` says where to. Absent where the host did not say. */
  readonly fromRegion?: string;
  /** What it weighed when it was packed and closed. Absent where the host did not say. */
  readonly packedGrams?: number;
  readonly shippedAt: Instant;
  /** The consignee's own sign-off; delivery in law (ECL a51). A locker without consent is not one. */
  readonly signedAt: Instant | null;
  readonly events: readonly TrackingEvent[];
};

import { SERVICE_TYPES } from "@amends/domain/intake/service-type";
import { ORDER_STATES } from "@amends/domain/order/goods-state";
import {
  GOODS_KINDS,
  ORDER_CHANNELS,
  PROMISE_KINDS,
  SEVEN_DAY_CLASSES,
  TENDER_KINDS,
  TRACKING_CODES,
} from "@amends/domain/order/order-facts";
import { z } from "zod";
import { amount, id, instant } from "../wire.ts";
import { caseSummary } from "./case-view.ts";
import { consentText } from "./consent-view.ts";

const shownLine = {
  lineNo: z.int(),
  sellerId: id("seller"),
  skuId: z.string(),
  productId: z.string(),
  name: z.string(),
  /** Dotted path, widest first. A screen without a picture of the goods shows the department. */
  category: z.string(),
  options: z.record(z.string(), z.string()),
  quantity: z.int(),
  /** Really paid for all its pieces. */
  paid: amount,
} as const;

export const orderSummary = z
  .strictObject({
    orderId: id("order"),
    customerId: id("customer"),
    externalOrderNo: z.string(),
    source: z.string(),
    state: z.enum(ORDER_STATES),
    channel: z.enum(ORDER_CHANNELS),
    placedAt: instant,
    paidAt: instant.nullable(),
    /** Of the lines shown, freight apart. */
    paid: amount,
    lines: z.array(z.strictObject(shownLine)),
  })
  .meta({ id: "OrderSummary" });

const promise = z.strictObject({
  kind: z.enum(PROMISE_KINDS),
  by: z.enum(["seller", "platform", "creator"]),
  value: z.number().nullable(),
  cap: amount.nullable(),
  /** Of a multiple: the price itself is one of the ×N. */
  includesPrice: z.boolean(),
});

const pieces = z.int().min(0);

/** An order as the shop's own page shows it, with what has been claimed of it and what is left. Amounts of other sellers are left out for a seller. */
export const orderDetail = z
  .strictObject({
    ...orderSummary.shape,
    cancelledAt: instant.nullable(),
    /** Province or state the goods went to, by ISO 3166-2. */
    region: z.string().nullable(),
    lines: z.array(
      z.strictObject({
        ...shownLine,
        goods: z.enum(GOODS_KINDS),
        batchNo: z.string().nullable(),
        /** Whether the law keeps the seven-day right from it, and when the buyer accepted that for this purchase. */
        sevenDay: z.strictObject({ class: z.enum(SEVEN_DAY_CLASSES), confirmedAt: instant.nullable() }),
        /** When the installation was done that the seller owes; its guarantee runs from there. */
        installedAt: instant.nullable(),
        /** Days the listing gives it to ripen after it came. */
        ripensDays: z.int().nullable(),
        unitPrice: amount,
        /** Pieces by where they are; they sum to the quantity. */
        pieces: z.strictObject({
          not_shipped: pieces,
          in_transit: pieces,
          delivered: pieces,
          refused: pieces,
          lost: pieces,
          cancelled: pieces,
        }),
        /** Not in any case yet. */
        piecesLeft: pieces,
        shipBy: instant.nullable(),
        promises: z.array(promise),
      }),
    ),
    sellers: z.array(z.strictObject({ sellerId: id("seller"), name: z.string() })),
    tenders: z.array(z.strictObject({ tenderNo: z.int(), kind: z.enum(TENDER_KINDS), methodRef: z.string(), paid: amount })),
    discounts: z.array(
      z.strictObject({ discountNo: z.int(), bearer: z.enum(["platform", "seller", "creator"]), amount, threshold: amount.nullable() }),
    ),
    freight: z.strictObject({ paid: amount, freeFrom: amount.nullable(), fee: amount }),
    gifts: z.array(z.strictObject({ giftNo: z.int(), name: z.string(), withLineNos: z.array(z.int()), markedPrice: amount.nullable() })),
    shipments: z.array(
      z.strictObject({
        shipmentNo: z.int(),
        carrier: z.string(),
        trackingNo: z.string(),
        lines: z.array(z.strictObject({ lineNo: z.int(), quantity: z.int() })),
        /** Province it was sent from, by ISO 3166-2. */
        fromRegion: z.string().nullable(),
        /** What it weighed when it was closed, and at scans that weighed it. */
        packedGrams: z.int().nullable(),
        shippedAt: instant,
        signedAt: instant.nullable(),
        events: z.array(z.strictObject({ at: instant, code: z.enum(TRACKING_CODES), grams: z.int().nullable() })),
      }),
    ),
    promises: z.array(promise),
    /** Masked: 张** · 138****1234 · 浙江省杭州市***. Null for readers who have no use for it. */
    recipient: z.strictObject({ name: z.string(), phone: z.string().nullable(), region: z.string(), detail: z.string() }).nullable(),
    /** For those who may unmask it. */
    unmask: z.strictObject({ personId: id("person"), textIds: z.array(id("text")) }).nullable(),
    cases: z.array(caseSummary),
  })
  .meta({ id: "OrderDetail" });

export const explanation = z.strictObject({ zh: z.string(), en: z.string(), source: z.string() });
/** What comes back, by the route it came in. */
export const moneyBack = z.array(z.strictObject({ tenderNo: z.int(), methodKind: z.enum(TENDER_KINDS), amount }));

/** What an open way to ask means, whichever reason it is asked for. */
export const openTerms = {
  /** The first moment that is too late; null = nothing closes it by itself. */
  until: instant.nullable(),
  /**
   * The rules of eligibility leave it to a person, whatever is shown. False promises no answer without one: what is shown, the sum and who is at fault are
   * weighed when it is filed, and may still send it to the seller or the platform.
   */
  needsPerson: z.boolean(),
  evidence: z.strictObject({
    photos: z.int(),
    videos: z.int(),
    documents: z.int(),
    explanation,
    /** What the buyer has to agree to before they show these; absent where nothing. */
    consent: consentText.exactOptional(),
  }),
  returnFreight: z.string(),
  /** What comes back goes by the share that is bad: say `damageBasisPoints` when filing. */
  asksShare: z.boolean(),
  /** What it has run takes something off: say `usedKilometres` when filing. */
  asksKilometres: z.boolean(),
  /** For the pieces asked about, and the share and kilometres where they were said. */
  back: moneyBack,
  rowId: z.string(),
  explanation,
} as const;

/** One way to ask, decided beforehand by the tables a filing is decided by. A refusal shown here is one no wording would change. */
export const serviceOption = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("open"),
      type: z.enum(SERVICE_TYPES),
      refundOnlyKind: z.string().nullable(),
      /** The commonest reason under which it is open now. */
      reason: z.string(),
      name: explanation,
      ...openTerms,
    }),
    z.strictObject({
      kind: z.literal("closed"),
      type: z.enum(SERVICE_TYPES),
      refundOnlyKind: z.string().nullable(),
      name: explanation,
      refusal: z.string(),
      rowId: z.string(),
      /** Why not, and what would change it. */
      explanation,
    }),
  ])
  .meta({ id: "ServiceOption" });

import { CUSTOMER_TIERS, type HostRecord, TAKES_IN_AS } from "@amends/domain/order/host-record";
import {
  ACCEPTED_CONDITIONS,
  GOODS_KINDS,
  ORDER_CHANNELS,
  PROMISE_KINDS,
  SEVEN_DAY_CLASSES,
  TENDER_KINDS,
  TRACKING_CODES,
} from "@amends/domain/order/order-facts";
import { PRICE_OFFERS } from "@amends/domain/order/price-facts";
import * as z from "zod";
import { grams } from "../wire.ts";
import {
  categoryField,
  currencyField,
  idField,
  instantField,
  LIST_MAX,
  minorField,
  nameField,
  numberField,
  ORDER_LINES_MAX,
  optionsField,
  quantityField,
  regionField,
  sourceVersionField,
  textField,
} from "./native-fields.ts";

/**
 * The native import format: one JSON object a line, told apart by `kind`. Unknown fields are refused, so a misspelt one is noticed on the first line and not
 * after the import. Fields left out below have the default that is written there; everything else must be said.
 */

const versioned = { source: idField, sourceVersion: sourceVersionField };

const contact = z.strictObject({
  name: nameField,
  phone: z.string().min(5).max(40).nullable().default(null),
  region: nameField,
  detail: nameField,
});

const returnAddresses = z
  .array(z.strictObject({ addressNo: numberField, isDefault: z.boolean().default(false), contact }))
  .max(LIST_MAX)
  .default([]);

export const nativeSeller = z.strictObject({
  kind: z.literal("seller"),
  ...versioned,
  externalId: idField,
  name: nameField,
  isTrader: z.boolean().default(true),
  flagship: z.boolean().default(false),
  closed: z.boolean().default(false),
  returnAddresses,
});

export const nativeReceiver = z.strictObject({
  kind: z.literal("receiver"),
  ...versioned,
  externalId: idField,
  name: nameField,
  takesInAs: z.enum(TAKES_IN_AS),
  sellerExternalId: idField.nullable().default(null),
  closed: z.boolean().default(false),
  returnAddresses,
});

export const nativeCustomer = z.strictObject({
  kind: z.literal("customer"),
  ...versioned,
  externalId: idField,
  currency: currencyField,
  tier: z.enum(CUSTOMER_TIERS).default("standard"),
  riskSignals: z.array(idField).max(LIST_MAX).default([]),
  name: nameField.nullable().default(null),
  phone: z.string().min(5).max(40).nullable().default(null),
  email: z.email().nullable().default(null),
  addresses: z.array(contact).max(LIST_MAX).default([]),
  methods: z
    .array(
      z.strictObject({
        methodRef: idField,
        tenderKind: z.enum(TENDER_KINDS),
        balanceMinor: minorField.nullable().default(null),
        label: nameField.nullable().default(null),
      }),
    )
    .max(LIST_MAX)
    .default([]),
});

export const nativeSku = z.strictObject({
  kind: z.literal("sku"),
  ...versioned,
  skuId: idField,
  productId: idField,
  name: nameField,
  category: categoryField,
  options: optionsField.default({}),
  currency: currencyField,
  priceMinor: minorField,
  available: z.int().min(0).max(1_000_000_000).nullable(),
  asOf: instantField,
  /** To whom the price is open from then on; every change is kept, so that price protection can be reckoned. Left out: to everybody. */
  offer: z.enum(PRICE_OFFERS).exactOptional(),
});

const promise = z.strictObject({
  kind: z.enum(PROMISE_KINDS),
  by: z.enum(["seller", "platform", "creator"]),
  value: z.int().min(0).nullable().default(null),
  capMinor: minorField.nullable().default(null),
  /** Of a multiple: the price itself is one of the ×N. Left out: they come on top of it. */
  includesPrice: z.literal(true).exactOptional(),
});

const sevenDay = z.strictObject({
  class: z.enum(SEVEN_DAY_CLASSES),
  confirmation: z
    .strictObject({ at: instantField, skuId: idField, uiVersion: idField, textHash: idField, defaultChecked: z.boolean() })
    .nullable()
    .default(null),
});

const acceptance = z.strictObject({
  at: instantField,
  condition: z.enum(ACCEPTED_CONDITIONS),
  /** How many were counted; left out, all of them. */
  pieces: quantityField.exactOptional(),
  accessories: z.array(nameField).max(LIST_MAX).default([]),
  serialNo: idField.nullable().default(null),
  photos: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .max(LIST_MAX)
    .default([]),
});

const line = z.strictObject({
  lineNo: numberField,
  sellerExternalId: idField,
  skuId: idField,
  productId: idField,
  name: nameField,
  category: categoryField,
  goods: z.enum(GOODS_KINDS).default("physical"),
  batchNo: idField.nullable().default(null),
  /** Between private people: what both confirmed at the hand-over. */
  acceptance: acceptance.optional(),
  options: optionsField.default({}),
  quantity: quantityField,
  cancelledQuantity: z.int().min(0).max(1_000_000).default(0),
  unitPriceMinor: minorField,
  paidMinor: minorField,
  taxMinor: minorField.default(0n),
  sevenDay: sevenDay.default({ class: "none", confirmation: null }),
  /** When the installation was done that the seller owes: the guarantee runs from there. */
  installedAt: instantField.exactOptional(),
  /** Days that fruit sold unripe is given to ripen after it came. */
  ripensDays: z.int().min(1).max(60).exactOptional(),
  shipBy: instantField.nullable().default(null),
  promises: z.array(promise).max(LIST_MAX).default([]),
});

const tender = z.strictObject({ tenderNo: numberField, kind: z.enum(TENDER_KINDS), methodRef: idField, paidMinor: minorField });

const discount = z.strictObject({
  discountNo: numberField,
  bearer: z.enum(["platform", "seller", "creator"]),
  /** Given for paying by a certain card or wallet. */
  byPaymentChannel: z.literal(true).exactOptional(),
  amountMinor: minorField,
  thresholdMinor: minorField.nullable().default(null),
  lowerSteps: z
    .array(z.strictObject({ thresholdMinor: minorField, amountMinor: minorField }))
    .max(LIST_MAX)
    .exactOptional(),
  bundleSets: quantityField.exactOptional(),
  shares: z
    .array(z.strictObject({ lineNo: numberField, amountMinor: minorField }))
    .min(1)
    .max(LIST_MAX),
});

const freight = z.strictObject({
  paidMinor: minorField,
  freeFromMinor: minorField.nullable().default(null),
  feeMinor: minorField.default(0n),
});

const gift = z.strictObject({
  giftNo: numberField,
  name: nameField,
  withLineNos: z.array(numberField).min(1).max(LIST_MAX),
  markedPriceMinor: minorField.nullable().default(null),
});

const shipment = z.strictObject({
  shipmentNo: numberField,
  carrier: idField,
  trackingNo: idField,
  lines: z
    .array(z.strictObject({ lineNo: numberField, quantity: quantityField }))
    .min(1)
    .max(LIST_MAX),
  /** Province it was sent from; left out, it may have come from anywhere. */
  fromRegion: regionField.exactOptional(),
  /** What the parcel weighed when it was closed, packing and all. */
  packedGrams: grams.exactOptional(),
  shippedAt: instantField,
  signedAt: instantField.nullable().default(null),
  events: z
    .array(z.strictObject({ at: instantField, code: z.enum(TRACKING_CODES), grams: grams.exactOptional() }))
    .max(LIST_MAX)
    .default([]),
});

export const nativeOrder = z.strictObject({
  kind: z.literal("order"),
  ...versioned,
  externalOrderNo: idField,
  customerExternalId: idField,
  currency: currencyField,
  channel: z.enum(ORDER_CHANNELS).default("online"),
  placedAt: instantField,
  paidAt: instantField.nullable(),
  cancelledAt: instantField.nullable().default(null),
  recipient: contact.nullable().default(null),
  /** Province the goods go to; left out, it is read from the recipient's address. */
  region: regionField.nullable().default(null),
  message: textField.nullable().default(null),
  lines: z.array(line).min(1).max(ORDER_LINES_MAX),
  tenders: z.array(tender).max(LIST_MAX),
  discounts: z.array(discount).max(LIST_MAX).default([]),
  freight: freight.default({ paidMinor: 0n, freeFromMinor: null, feeMinor: 0n }),
  gifts: z.array(gift).max(LIST_MAX).default([]),
  shipments: z.array(shipment).max(LIST_MAX).default([]),
  promises: z.array(promise).max(LIST_MAX).default([]),
});

export const nativeRecord = z
  .discriminatedUnion("kind", [nativeSeller, nativeReceiver, nativeCustomer, nativeSku, nativeOrder])
  .meta({ id: "ImportRecord" });

/** One line as a host writes it: before defaults, amounts as JSON integers, moments as ISO text. */
export type NativeRecord = z.input<typeof nativeRecord>;

/** Keeps the wire format and the type the import works with from drifting apart. */
export const hostRecord: z.ZodType<HostRecord> = nativeRecord;

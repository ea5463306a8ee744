import { ACCEPTED_CONDITIONS, GOODS_KINDS, PROMISE_KINDS, SEVEN_DAY_CLASSES, TRACKING_CODES } from "@amends/domain/order/order-facts";
import * as z from "zod";
import { textCell, wordCell, yesOrNo } from "./csv-cells.ts";
import { nameField } from "./native-fields.ts";

/** A promise that a row may make; without the cell's yes it does not. */
const promise = z.strictObject({
  given: yesOrNo,
  by: wordCell(["seller", "platform", "creator"]).default({ value: "seller" }),
  /** Days, multiples or basis points, as the kind of promise asks. */
  value: textCell.optional(),
  cap: textCell.optional(),
  /** Of a multiple: the price itself is one of the ×N. */
  includesPrice: yesOrNo.optional(),
});

/** That the buyer saw and accepted, for this purchase, that there is no seven-day right; there is none where the time is empty. */
const confirmation = z.strictObject({
  at: textCell,
  uiVersion: textCell,
  textHash: textCell,
  /** Left out: it was ticked already, and so is worth nothing. */
  defaultChecked: yesOrNo.default({ value: "yes" }),
});

/** What both confirmed at a hand-over between private people; there was none where the time is empty. */
const acceptance = z.strictObject({
  at: textCell,
  condition: wordCell(ACCEPTED_CONDITIONS),
  pieces: textCell.optional(),
  serialNo: textCell.optional(),
});

export const csvLine = z
  .strictObject({
    skuId: textCell,
    productId: textCell.optional(),
    name: textCell,
    category: textCell,
    goods: wordCell(GOODS_KINDS).optional(),
    batchNo: textCell.optional(),
    sevenDay: wordCell(SEVEN_DAY_CLASSES).optional(),
    confirmation: confirmation.optional(),
    acceptance: acceptance.optional(),
    options: z.record(nameField, textCell).default({}),
    quantity: textCell,
    cancelledQuantity: textCell.optional(),
    unitPrice: textCell,
    paid: textCell.optional(),
    tax: textCell.optional(),
    /** When the installation was done that the seller owes. */
    installedAt: textCell.optional(),
    /** Days the listing gives it to ripen after it came. */
    ripensDays: textCell.optional(),
    shipBy: textCell.optional(),
    promises: z.partialRecord(z.enum(PROMISE_KINDS), promise).default({}),
    /** A gift that came with this row, and the price that was marked on it. */
    giftName: textCell.optional(),
    giftPrice: textCell.optional(),
    carrier: textCell.optional(),
    trackingNo: textCell.optional(),
    /** Province the parcel was sent from. */
    fromRegion: textCell.optional(),
    packedGrams: textCell.optional(),
    shippedAt: textCell.optional(),
    signedAt: textCell.optional(),
    /** When each scan was made, and what the parcel weighed then. */
    scans: z.partialRecord(z.enum(TRACKING_CODES), textCell).default({}),
    scanGrams: z.partialRecord(z.enum(TRACKING_CODES), textCell).default({}),
  })
  .refine(({ scans, scanGrams }) => TRACKING_CODES.every(code => scanGrams[code] === undefined || scans[code] !== undefined), {
    path: ["scanGrams"],
    error: "names a scan whose time is not in scans",
  });
export type CsvLine = z.infer<typeof csvLine>;

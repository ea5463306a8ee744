import { CUSTOMER_TIERS } from "@amends/domain/order/host-record";
import { ORDER_CHANNELS, TENDER_KINDS } from "@amends/domain/order/order-facts";
import * as z from "zod";
import { textCell, wordCell, yesOrNo } from "./csv-cells.ts";
import { csvLine } from "./csv-line.ts";
import { idField } from "./native-fields.ts";

/**
 * How an operator's own table of orders is read: one row a line of an order, the rows of one order one after the other. Data only, so that an export of any
 * shop needs no code; docs/reference/csv-mapping.md explains it with an example. Unknown keys are refused: a misspelt one is found before the import.
 */

/** Parts of a written time; everything else in a format stands for itself. */
const FORMAT = /^(?:YYYY|MM|M|DD|D|HH|H|mm|ss|[^A-Za-z0-9])+$|^ISO$/;

const timeFormat = z
  .string()
  .max(40)
  .regex(FORMAT, { abort: true, error: "must be made of YYYY, MM or M, DD or D, HH or H, mm, ss and marks between them, or be ISO" })
  .refine(format => format === "ISO" || ["YYYY", "M", "D"].every(part => format.includes(part)), "must name year, month and day");

/** With eleven digits for the seconds it stays below 2^53. */
const SOURCE_VERSION_MAX = 9999;

const mark = z.string().length(1, "must be one character");

const discount = z.strictObject({
  amount: textCell,
  /** Sum of list prices that had to be reached for it. */
  threshold: textCell.optional(),
});

export const csvMapping = z.strictObject({
  version: z.literal(1),
  source: idField,
  /** Raise it by one when the same file is sent again with other content; with the times of its orders it makes up the version of every record. */
  sourceVersion: z.int().min(1).max(SOURCE_VERSION_MAX).default(1),
  file: z
    .strictObject({
      encoding: z.enum(["utf-8", "gb18030"]).default("utf-8"),
      delimiter: mark.default(","),
      /** Reads Excel's `="00123"` as 00123. */
      excelText: z.boolean().default(false),
    })
    .default({ encoding: "utf-8", delimiter: ",", excelText: false }),
  time: z.strictObject({
    formats: z.array(timeFormat).min(1).max(10),
    /** What the shop's clocks show against UTC. A zone is a fixed offset here as everywhere. */
    offset: z.string().regex(/^[+-](?:0\d|1[0-4]):[0-5]\d$/, "must be an offset like +08:00"),
  }),
  amount: z
    .strictObject({
      decimalMark: z.enum([".", ","]).default("."),
      thousandsMark: z.enum([",", ".", " ", "'"]).nullable().default(null),
      symbols: z.array(z.string().min(1).max(5)).max(10).default([]),
      /** Digits of the minor unit: 2 for 元 and 分; 0 where the file counts in minor units already. */
      decimals: z.int().min(0).max(4).default(2),
    })
    .refine(({ decimalMark, thousandsMark }) => decimalMark !== thousandsMark, "decimalMark and thousandsMark must differ")
    .default({ decimalMark: ".", thousandsMark: null, symbols: [], decimals: 2 }),
  /** Which records the file introduces besides its orders. Leave one out where another source sends it. */
  introduces: z.array(z.enum(["seller", "customer", "sku"])).default(["seller", "customer", "sku"]),
  order: z.strictObject({
    externalOrderNo: textCell,
    currency: textCell,
    placedAt: textCell,
    paidAt: textCell.optional(),
    cancelledAt: textCell.optional(),
    /** When the shop last changed the order: a later one replaces an earlier one, so that a newer export needs no new sourceVersion. */
    updatedAt: textCell.optional(),
    channel: wordCell(ORDER_CHANNELS).optional(),
    freight: textCell.optional(),
    /** What the buyer paid for all of it, freight included. Where lines name no `paid`, it is spread over them by list value. */
    paidTotal: textCell.optional(),
    tenderKind: wordCell(TENDER_KINDS),
    methodRef: textCell.optional(),
    message: textCell.optional(),
    recipientName: textCell.optional(),
    recipientPhone: textCell.optional(),
    recipientRegion: textCell.optional(),
    recipientDetail: textCell.optional(),
    /** Province; left out, it is read from `recipientRegion`. */
    region: textCell.optional(),
    /** What freight costs below the sum of list prices from which it is free; left out, what was paid for it, and free from no sum. */
    freightFee: textCell.optional(),
    freightFreeFrom: textCell.optional(),
    /** What others than the buyer took off the whole order, by who bore it; spread over its lines by list value. */
    discounts: z.partialRecord(z.enum(["platform", "seller", "creator"]), discount).default({}),
  }),
  customer: z.strictObject({
    externalId: textCell,
    name: textCell.optional(),
    phone: textCell.optional(),
    email: textCell.optional(),
    tier: wordCell(CUSTOMER_TIERS).optional(),
    /** One signal about the buyer, as the shop calls it: it sends a case to a person and lowers nothing. */
    riskSignal: textCell.optional(),
  }),
  seller: z.strictObject({
    externalId: textCell,
    name: textCell.optional(),
    isTrader: yesOrNo.optional(),
    flagship: yesOrNo.optional(),
    closed: yesOrNo.optional(),
  }),
  line: csvLine,
});
export type CsvMapping = z.infer<typeof csvMapping>;

export type ReadMapping =
  | { readonly ok: true; readonly mapping: CsvMapping }
  | { readonly ok: false; readonly code: "mapping_not_json" | "mapping_refused"; readonly problems: readonly string[] };

/** Every fault of the mapping with its place, e.g. `line.quantity: …`. */
export const readCsvMapping = (text: string): ReadMapping => {
  const value = parsed(text.replace(/^\ufeff/, ""));
  if (value === undefined) return { ok: false, code: "mapping_not_json", problems: ["the file is not JSON (RFC 8259)"] };
  const mapping = csvMapping.safeParse(value);
  return mapping.success
    ? { ok: true, mapping: mapping.data }
    : { ok: false, code: "mapping_refused", problems: mapping.error.issues.map(issue => placed(issue)) };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const placed = (issue: z.core.$ZodIssue): string => {
  const place = issue.path.length === 0 ? "the mapping" : issue.path.join(".");
  if (issue.code !== "invalid_union") return `${place}: ${issue.message}`;
  // Which of the two forms was meant is told by the key that is there; the other form's complaints would only mislead.
  const issues = [...issue.errors].sort((left, right) => left.length - right.length)[0] ?? [];
  const nearest = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  const inner = nearest === undefined || nearest.path.length === 0 ? "" : `.${nearest.path.join(".")}`;
  return `${place}${inner}: ${nearest?.message ?? issue.message}; write {"column": "…"} or {"value": "…"}`;
};

import { LINE_KINDS, LINE_STATES } from "@amends/domain/reconciliation/gateway-line";
import * as z from "zod";
import { textCell, wordCell } from "./csv-cells.ts";

/**
 * How any gateway's own table of movements is read: one row a movement. Data only, so that a gateway nobody has heard of needs no code;
 * docs/reference/reconciliation.md explains it with an example. Unknown keys are refused.
 */

const mark = z.string().length(1, "must be one character");

export const statementMapping = z.strictObject({
  version: z.literal(1),
  file: z
    .strictObject({ encoding: z.enum(["utf-8", "gb18030"]).default("utf-8"), delimiter: mark.default(",") })
    .default({ encoding: "utf-8", delimiter: "," }),
  time: z.strictObject({
    formats: z.array(z.string().min(3).max(40)).min(1).max(10),
    /** What the gateway's clocks show against UTC. */
    offset: z.string().regex(/^[+-](?:0\d|1[0-4]):[0-5]\d$/, "must be an offset like +08:00"),
  }),
  amount: z
    .strictObject({
      decimalMark: z.enum([".", ","]).default("."),
      thousandsMark: z.enum([",", ".", " ", "'"]).nullable().default(null),
      symbols: z.array(z.string().min(1).max(5)).max(10).default([]),
      decimals: z.int().min(0).max(4).default(2),
    })
    .default({ decimalMark: ".", thousandsMark: null, symbols: [], decimals: 2 }),
  line: z.strictObject({
    at: textCell,
    /** With its sign (above nothing towards the merchant), or without where `direction` says it. */
    amount: textCell,
    direction: wordCell(["in", "out"]).optional(),
    fee: textCell.optional(),
    currency: textCell,
    kind: wordCell(LINE_KINDS),
    state: wordCell(LINE_STATES).optional(),
    gatewayRef: textCell.optional(),
    key: textCell.optional(),
    orderNo: textCell.optional(),
  }),
});
export type StatementMapping = z.infer<typeof statementMapping>;

export type ReadStatementMapping =
  | { readonly ok: true; readonly mapping: StatementMapping }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Every fault of the mapping with its place, e.g. `line.amount: …`. */
export const readStatementMapping = (value: unknown): ReadStatementMapping => {
  const read = statementMapping.safeParse(value);
  return read.success
    ? { ok: true, mapping: read.data }
    : { ok: false, problems: read.error.issues.map(issue => `${issue.path.join(".") || "the mapping"}: ${issue.message}`) };
};

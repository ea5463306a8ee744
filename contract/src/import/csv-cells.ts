import * as z from "zod";

const columnField = z.string().trim().min(1).max(200);
const cellText = z.string().trim().min(1).max(500);

/** Where a field's text comes from: a column, or the same text for every row. `values` translates what the shop writes; `*` stands for all the rest. */
export const textCell = z.union([
  z.strictObject({ column: columnField, default: cellText.optional(), values: z.record(z.string(), cellText).optional() }),
  z.strictObject({ value: cellText }),
]);
export type TextCell = z.infer<typeof textCell>;

/** Told from an object that holds cells: an option of the goods may be called `column`. */
export const isTextCell = (mapped: unknown): mapped is TextCell => textCell.safeParse(mapped).success;

/** The same for a field that knows only some words: a wrong one is found in the mapping, before any row is read. */
export const wordCell = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.union([
    z.strictObject({ column: columnField, default: z.enum(words).optional(), values: z.record(z.string(), z.enum(words)).optional() }),
    z.strictObject({ value: z.enum(words) }),
  ]);

/** A claim that a row makes or does not. */
export const yesOrNo = wordCell(["yes", "no"]);

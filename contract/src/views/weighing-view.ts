import { VOID_REASONS } from "@amends/domain/evidence/file-shows";
import { SIDES } from "@amends/domain/liability/settle-sides";
import { z } from "zod";
import { id } from "../wire.ts";

const row = { rowId: z.string(), zh: z.string(), en: z.string(), source: z.string() };

/** How sure we are of one side's word, of 10,000, and the rows that make it so much. `rank`: of the weightiest thing that stands for it, 1 the highest. */
const standing = z.strictObject({
  confidenceBasisPoints: z.int(),
  rank: z.int(),
  rankWords: z.strictObject(row),
  grounds: z.array(z.strictObject({ ...row, basisPoints: z.int() })),
});

/**
 * How a matter stands between its two sides by what has been shown and found up to now. A machine decided on what was there at the filing; this is for
 * people. `seller` and `settled` are null while nobody says anything else than the buyer.
 */
export const weighing = z
  .strictObject({
    /** Something was asked for or shown, or the two differ: else there is nothing to weigh. */
    isAboutEvidence: z.boolean(),
    buyer: standing,
    seller: standing.nullable(),
    /** Whose word holds and by what; `neither`: a person decides, and where they cannot either, by this row. */
    settled: z.strictObject({ ...row, holds: z.enum([...SIDES, "neither"]), by: z.enum(["rank", "burden", "equal"]) }).nullable(),
    /** What each file counts as; without a rank it counts for nothing, and `because` says why unless it was taken back. */
    files: z.array(
      z.strictObject({
        fileId: id("file"),
        of: z.enum(SIDES).nullable(),
        rank: z.int().nullable(),
        words: z.strictObject(row).nullable(),
        because: z.enum(VOID_REASONS).nullable(),
      }),
    ),
  })
  .meta({ id: "Weighing" });

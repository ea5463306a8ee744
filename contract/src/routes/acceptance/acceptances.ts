import { FILE_KINDS } from "@amends/domain/evidence/evidence-file";
import { ACCEPTANCE_ENTRY_KINDS, ACCEPTANCE_REJECTIONS } from "@amends/domain/order/acceptance-record";
import { ACCEPTED_CONDITIONS } from "@amends/domain/order/order-facts";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF, streamAnswer } from "../../route.ts";
import { id, instant, list, text } from "../../wire.ts";

const params = z.strictObject({ orderId: id("order") });
const FILES_MAX = 9;
const REMARK_MAX = 500;

const file = z.strictObject({ fileId: id("file"), kind: z.enum(FILE_KINDS), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

const goods = z.strictObject({
  condition: z.enum(ACCEPTED_CONDITIONS),
  /** How many pieces changed hands. */
  pieces: z.int().min(1).max(1_000_000),
  accessories: list(text(60), 20),
  serialNo: text(128).nullable(),
});

const entry = z
  .strictObject({
    entryNo: z.int(),
    lineNo: z.int(),
    /** `recorded` says what was handed over, `confirmed` that the other side agrees, `added` what somebody had to say later. */
    kind: z.enum(ACCEPTANCE_ENTRY_KINDS),
    at: instant,
    by: z.enum(["buyer", "seller"]),
    goods: goods.nullable(),
    files: z.array(file),
    /** Null too once the buyer's data were erased. */
    remark: z.string().nullable(),
  })
  .meta({ id: "AcceptanceEntry" });

/** What the buyer said at the hand-over that they got, or confirmed of what the seller said; it moves the burden of proof of what can be seen and counted. */
export const listAcceptances = defineRoute({
  method: "GET",
  path: "/v1/orders/{orderId}/acceptances",
  summary: bilingual("查看交接验收记录", "List what was recorded at the hand-over"),
  access: { roles: ["buyer", "seller", ...STAFF, "integrator"] },
  params,
  answers: {
    200: z.strictObject({
      /** Lines whose hand-over this reader may still record. */
      recordable: z.array(z.int()),
      entries: z.array(entry),
    }),
  },
  refusals: ["not_found"],
});

/** A record, a confirmation or an addition. Nothing that was said is ever changed. */
export const recordAcceptance = defineRoute({
  method: "POST",
  path: "/v1/orders/{orderId}/acceptances",
  summary: bilingual("登记、确认或补充交接验收", "Record, confirm or add to a hand-over"),
  access: { roles: ["buyer", "seller"] },
  params,
  body: z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("recorded"),
      lineNo: z.int().min(1),
      goods,
      files: list(file, FILES_MAX).default([]),
      remark: text(REMARK_MAX).nullable().default(null),
    }),
    z.strictObject({
      kind: z.literal("confirmed"),
      lineNo: z.int().min(1),
      files: list(file, FILES_MAX).default([]),
      remark: text(REMARK_MAX).nullable().default(null),
    }),
    z.strictObject({
      kind: z.literal("added"),
      lineNo: z.int().min(1),
      files: list(file, FILES_MAX).default([]),
      remark: text(REMARK_MAX).nullable().default(null),
    }),
  ]),
  answers: { 201: z.strictObject({ entryNo: z.int(), at: instant }) },
  refusals: ["not_found", "person_erased", "conflict_retry", "file_unknown", "file_not_finished", "file_differs", ...ACCEPTANCE_REJECTIONS],
});

const CONTENT = streamAnswer("*/*");

/** A picture of a hand-over, for both sides of it. Everybody's look but the buyer's own is on record. */
export const showAcceptanceFile = defineRoute({
  method: "GET",
  path: "/v1/orders/{orderId}/acceptances/files/{fileId}",
  summary: bilingual("查看交接记录里的一份文件（留痕）", "Look at a file of a hand-over, on record"),
  access: { roles: ["buyer", "seller", ...STAFF, "integrator"] },
  params: z.strictObject({ orderId: id("order"), fileId: id("file") }),
  answers: { 200: CONTENT, 206: CONTENT },
  refusals: ["not_found", "person_erased", "consent_withdrawn", "range_not_satisfiable", "files_unavailable"],
  ranges: true,
});

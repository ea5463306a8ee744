import { FILE_SHOWS } from "@amends/domain/evidence/file-shows";
import { EVIDENCE_KINDS, GOODS_CONDITIONS } from "@amends/domain/intake/case-facts";
import { REFUND_ONLY_KINDS, SERVICE_TYPES } from "@amends/domain/intake/service-type";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { FILING_REFUSALS } from "../../filing-refusals.ts";
import { defineRoute } from "../../route.ts";
import { caseSummary } from "../../views/case-view.ts";
import { consent } from "../../views/consent-view.ts";
import { amount, externalId, id, list, text } from "../../wire.ts";

/** The most lines one filing names; an order of more is filed in parts. */
const LINES_MAX = 100;
const STATEMENT_LENGTH_MAX = 2_000;

const hostCode = z.templateLiteral([z.string().regex(/^[a-z][a-z0-9_]{0,31}/), ":", z.string().regex(/^[\x21-\x7e]{1,64}/)]);

const filedLine = z.strictObject({
  lineNo: z.int().min(1).max(10_000),
  quantity: z.int().min(-1_000_000).max(1_000_000).default(1),
  goodsReceived: z.boolean().default(true),
  condition: z.enum(GOODS_CONDITIONS).default("unknown"),
  damageBasisPoints: z.int().min(0).max(10_000).optional(),
  replacementSkuId: externalId.optional(),
  /** Of a vehicle: what the odometer shows. */
  usedKilometres: z.int().min(0).max(10_000_000).exactOptional(),
  /** What is asked for this line where it is not what the filing asks for the others; each service asked for becomes a case of its own. */
  asks: z
    .strictObject({
      serviceType: z.enum(SERVICE_TYPES).exclude(["amend_order"]),
      refundOnlyKind: z.enum(REFUND_ONLY_KINDS).exclude(["agreed"]).exactOptional(),
      reason: externalId,
    })
    .exactOptional(),
});

const amendment = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("address"),
    recipient: z.strictObject({ name: text(80), phone: text(40).nullable(), region: text(120), detail: text(300) }),
  }),
  z.strictObject({ kind: z.literal("items") }),
  z.strictObject({ kind: z.literal("payment"), methodRef: externalId }),
]);

/** What everyone who files says; `refundOnlyKind` is needed for `refund_only`, `amendment` for `amend_order`. */
export const filing = z
  .strictObject({
    orderId: id("order"),
    /** One of ours, or the platform's own with its name: `douyin:3`. */
    serviceType: z.union([z.enum(SERVICE_TYPES), hostCode]),
    refundOnlyKind: z.enum(REFUND_ONLY_KINDS).optional(),
    reason: externalId,
    lines: list(filedLine, LINES_MAX).default([]),
    refundTo: z.strictObject({ methodRef: externalId, consented: z.boolean() }).optional(),
    differenceBy: z.strictObject({ methodRef: externalId }).optional(),
    agreed: amount.optional(),
    amendment: amendment.optional(),
    evidence: list(
      z.strictObject({
        fileId: id("file"),
        kind: z.enum(EVIDENCE_KINDS),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        /** What it shows, as whoever gives it says; a person may find otherwise. */
        shows: z.enum(FILE_SHOWS).exactOptional(),
        /** The buyer's own and separate consent, where the file needs one. */
        consent: consent.exactOptional(),
      }),
      30,
    ).default([]),
    statement: text(STATEMENT_LENGTH_MAX).optional(),
    contestsRefusal: z.boolean().default(false),
  })
  .meta({ id: "Filing" });

export const fileCase = defineRoute({
  method: "POST",
  path: "/v1/cases",
  summary: bilingual("提交售后申请", "File an after-sales request"),
  access: { roles: ["buyer", "agent", "complaint_owner", "supervisor", "admin", "integrator"] },
  body: filing,
  answers: { 201: z.strictObject({ cases: z.array(caseSummary) }) },
  refusals: FILING_REFUSALS,
  idempotency: "accepted",
});

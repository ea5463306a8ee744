import { BATCH_ROLES, BATCH_STATUSES, MEMBER_FATES, MEMBER_PROGRESS } from "@amends/domain/batch/batch-state";
import { EVIDENCE_KINDS } from "@amends/domain/intake/case-facts";
import { REFUND_ONLY_KINDS, SERVICE_TYPES } from "@amends/domain/intake/service-type";
import { z } from "zod";
import { amount, externalId, id, instant } from "../wire.ts";
import { bilingualText } from "./case-view.ts";

export const batchCause = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("batch_no"), batchNo: externalId }),
  z.strictObject({ kind: z.literal("sku"), skuId: externalId }),
]);

/** Who at a desk it was is for staff; a seller sees the role. */
const person = z.strictObject({ role: z.enum(BATCH_ROLES), accountId: id("account").nullable() });

export const batchView = z
  .strictObject({
    batchId: id("batch"),
    version: z.int(),
    sellerId: id("seller"),
    cause: batchCause,
    boughtFrom: instant,
    boughtTo: instant,
    serviceType: z.enum(SERVICE_TYPES),
    refundOnlyKind: z.enum(REFUND_ONLY_KINDS).nullable(),
    reason: z.string(),
    /** The reason in words, as the rules in force say it; null where they know it no more. */
    reasonName: bilingualText.nullable(),
    /** Null where nobody has named it, and for sellers and staff alike the same. */
    rootCause: z.string().nullable(),
    damageBasisPoints: z.int().nullable(),
    evidence: z.array(z.strictObject({ caseId: id("case"), fileId: id("file"), kind: z.enum(EVIDENCE_KINDS) })),
    openedBy: person,
    openedAt: instant,
    status: z.enum(BATCH_STATUSES),
    reviewedBy: z.array(person),
    /** The members counted, and the sum of what those get whom the batch decides: whom it files for, and whose own case asks for the same. */
    standing: z.strictObject({
      members: z.int(),
      toFile: z.int(),
      linked: z.int(),
      toDecide: z.int(),
      leftOut: z.int(),
      refused: z.int(),
      done: z.int(),
      failed: z.int(),
      amount,
    }),
  })
  .meta({ id: "Batch" });

export const batchMember = z
  .strictObject({
    orderId: id("order"),
    externalOrderNo: z.string(),
    lines: z.array(z.strictObject({ lineNo: z.int(), quantity: z.int() })),
    fate: z.enum(MEMBER_FATES),
    progress: z.enum(MEMBER_PROGRESS),
    code: z.string().nullable(),
    caseId: id("case").nullable(),
    amount,
  })
  .meta({ id: "BatchMember" });

import { BATCH_ROLES, LEAVE_OUT_REASONS, MEMBER_FATES } from "@amends/domain/batch/batch-state";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, type RouteDescription } from "../../route.ts";
import { batchCause, batchMember, batchView } from "../../views/batch-view.ts";
import { externalId, id, instant, list, page, pageQuery } from "../../wire.ts";

const own = z.strictObject({ batchId: id("batch") });
const nothing = z.strictObject({});
const EVIDENCE_MAX = 30;

/** What a batch can ask for without anybody being asked back: no sum has to be agreed and no replacement chosen. */
const BATCH_SERVICES = ["refund_only", "return_refund", "resend"] as const;

export const openBatch = defineRoute({
  method: "POST",
  path: "/v1/batches",
  summary: bilingual("为同一原因的多位买家开立批次", "Open a batch: one cause, many buyers"),
  access: { roles: BATCH_ROLES },
  body: z
    .strictObject({
      sellerId: id("seller"),
      cause: batchCause,
      boughtFrom: instant,
      boughtTo: instant,
      serviceType: z.enum(BATCH_SERVICES),
      /** The judged reason, by its code in the pack. */
      reason: externalId,
      /** What really caused it, by its code in the pack; who answers for each case and who bears it in the end follow. Not for sellers. */
      rootCause: externalId.exactOptional(),
      /** The share found bad, where the reason goes by it. */
      damageBasisPoints: z.int().min(1).max(10_000).optional(),
      /** Files of earlier cases that prove the cause. */
      evidence: list(z.strictObject({ caseId: id("case"), fileId: id("file") }), EVIDENCE_MAX).default([]),
    })
    .refine(({ boughtFrom, boughtTo }) => boughtFrom <= boughtTo, { path: ["boughtTo"], message: "not before boughtFrom" }),
  answers: { 201: batchView },
  refusals: ["not_found", "batch_cause_not_for_reason", "batch_cause_not_yours"],
});

export const listBatches = defineRoute({
  method: "GET",
  path: "/v1/batches",
  summary: bilingual("批次列表", "List the batches, latest first"),
  access: { roles: BATCH_ROLES },
  query: z.strictObject({ ...pageQuery }),
  answers: { 200: page(batchView) },
  refusals: [],
});

export const showBatch = defineRoute({
  method: "GET",
  path: "/v1/batches/{batchId}",
  summary: bilingual("查看批次", "Show a batch and how its members stand"),
  access: { roles: BATCH_ROLES },
  params: own,
  answers: { 200: batchView },
  refusals: ["not_found"],
});

export const listBatchMembers = defineRoute({
  method: "GET",
  path: "/v1/batches/{batchId}/members",
  summary: bilingual("批次的成员", "List the members of a batch"),
  access: { roles: BATCH_ROLES },
  params: own,
  query: z.strictObject({ ...pageQuery, fate: z.enum(MEMBER_FATES).optional() }),
  answers: { 200: page(batchMember) },
  refusals: ["not_found"],
});

const REFUSALS = ["not_found", "batch_not_open_for_this", "not_in_batch", "batch_is_empty", "second_person_needed"] as const;

const command = <const Name extends string>(name: Name, summary: RouteDescription["summary"]) =>
  ({
    method: "POST",
    path: `/v1/batches/{batchId}/${name}`,
    summary,
    access: { roles: BATCH_ROLES },
    params: own,
    body: nothing,
    answers: { 200: batchView },
    refusals: REFUSALS,
    ifMatch: true,
  }) as const satisfies RouteDescription;

export const reviewBatch = command(
  "review",
  bilingual("确认批次的处理方案", "Decide a batch; above the limit a second person decides too"),
);
export const stopBatch = command("stop", bilingual("暂停批次", "Stop the sending"));
export const continueBatch = command("continue", bilingual("继续批次", "Go on with the sending"));
export const dropBatch = command("drop", bilingual("放弃批次", "Give up a batch before anything is sent"));

const member = <const Name extends string, const Body extends z.ZodType>(name: Name, summary: RouteDescription["summary"], body: Body) =>
  ({
    method: "POST",
    path: `/v1/batches/{batchId}/members/{orderId}/${name}`,
    summary,
    access: { roles: BATCH_ROLES },
    params: z.strictObject({ batchId: id("batch"), orderId: id("order") }),
    body,
    answers: { 200: batchView },
    refusals: REFUSALS,
    ifMatch: true,
  }) as const satisfies RouteDescription;

export const leaveOutOfBatch = member(
  "leave-out",
  bilingual("把一位买家移出批次并说明理由", "Leave a member out, and say why"),
  z.strictObject({ reason: z.enum(LEAVE_OUT_REASONS) }),
);
export const takeIntoBatch = member("take-in", bilingual("把移出的买家加回批次", "Take a member in again"), nothing);

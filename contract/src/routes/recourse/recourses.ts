import { RECOVERY_SOURCES } from "@amends/domain/recourse/recourse-rules";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { amount, externalId, id, instant, list, page, pageQuery } from "../../wire.ts";

const FINANCE = ["finance", "admin"] as const;

const recourse = z
  .strictObject({
    recourseId: id("recourse"),
    caseId: id("case"),
    /** The number of the case as people say it. */
    shortNo: z.string(),
    sellerId: id("seller"),
    bearer: z.string(),
    phase: z.enum(["recovering", "recovered", "written_off"]),
    owed: amount,
    taken: amount,
    writtenOff: amount,
    outstanding: amount,
    openedAt: instant,
    trying: z
      .strictObject({
        source: z.enum(RECOVERY_SOURCES),
        since: instant,
        until: instant,
        shareBasisPoints: z.int(),
        ruleId: z.string(),
      })
      .nullable(),
    claim: z
      .strictObject({
        status: z.enum(["open", "submitted", "accepted", "appeal_open", "appealed", "rejected", "paid", "lapsed"]),
        sendBy: instant,
        dueAt: instant,
        evidence: z.array(id("file")),
        appealEvidence: z.array(id("file")),
      })
      .nullable(),
    writeOffRequest: z.strictObject({ amount, requestedAt: instant }).nullable(),
    takes: z.array(z.strictObject({ source: z.string(), direction: z.enum(["taken", "given_back"]), amount, ref: z.string() })),
  })
  .meta({ id: "Recourse" });

const params = z.strictObject({ recourseId: id("recourse") });
const aboutOne = { method: "POST", access: { roles: FINANCE }, params, answers: { 200: recourse } } as const;
const payment = z.strictObject({ amount, reference: externalId });

export const listRecourses = defineRoute({
  method: "GET",
  path: "/v1/recourses",
  summary: bilingual("追偿列表", "List what is being recovered"),
  access: { roles: [...FINANCE, "seller"] },
  query: z.strictObject({
    ...pageQuery,
    phase: z.enum(["recovering", "recovered", "written_off"]).optional(),
    sellerId: id("seller").optional(),
    caseId: id("case").optional(),
  }),
  answers: { 200: page(recourse) },
  refusals: [],
});

export const showRecourse = defineRoute({
  method: "GET",
  path: "/v1/recourses/{recourseId}",
  summary: bilingual("查看一笔追偿", "Show a recourse"),
  access: { roles: [...FINANCE, "seller"] },
  params,
  answers: { 200: recourse },
  refusals: ["not_found"],
});

export const submitClaim = defineRoute({
  ...aboutOne,
  path: "/v1/recourses/{recourseId}/claim/submit",
  summary: bilingual("向责任方递交索赔材料", "Send the claim's documents to whoever bears it"),
  body: z.strictObject({ evidence: list(id("file"), 20) }),
  refusals: ["not_found", "recourse_no_claim", "claim_evidence_unknown", "conflict_retry"],
});

/** Within its clock, once, and with at least one document the claim had not. */
export const appealClaim = defineRoute({
  ...aboutOne,
  path: "/v1/recourses/{recourseId}/claim/appeal",
  summary: bilingual("对拒赔提出申诉，须有新证据", "Appeal against a refused claim with new evidence"),
  body: z.strictObject({ evidence: list(id("file"), 20) }),
  refusals: ["not_found", "recourse_no_appeal", "appeal_needs_new_evidence", "claim_evidence_unknown", "conflict_retry"],
});

export const answerClaim = defineRoute({
  ...aboutOne,
  path: "/v1/recourses/{recourseId}/claim/answer",
  summary: bilingual("记录责任方的答复", "Record what the bearer answered"),
  body: z.strictObject({ answer: z.enum(["accepted", "rejected"]) }),
  refusals: ["not_found", "recourse_no_claim", "conflict_retry"],
});

export const receiveClaimPayment = defineRoute({
  ...aboutOne,
  path: "/v1/recourses/{recourseId}/claim/payment",
  summary: bilingual("登记责任方的赔款", "Book what the bearer paid"),
  body: payment,
  refusals: ["not_found", "recourse_no_claim", "recourse_more_than_owed", "fund_currency", "conflict_retry"],
});

export const receiveRecoursePayment = defineRoute({
  ...aboutOne,
  path: "/v1/recourses/{recourseId}/payment",
  summary: bilingual("登记商家支付的应收", "Book what the seller paid on its bill"),
  body: payment,
  refusals: ["not_found", "recourse_not_billed", "recourse_nothing_owed", "recourse_more_than_owed", "fund_currency", "conflict_retry"],
});

export const requestWriteOff = defineRoute({
  ...aboutOne,
  path: "/v1/recourses/{recourseId}/write-off",
  summary: bilingual("申请核销", "Ask to write off what is left"),
  refusals: ["not_found", "recourse_nothing_owed", "write_off_requested_already", "conflict_retry"],
});

export const approveWriteOff = defineRoute({
  ...aboutOne,
  path: "/v1/recourses/{recourseId}/write-off/approve",
  summary: bilingual("批准核销，须与申请人不同", "Approve a write-off somebody else asked for"),
  refusals: ["not_found", "write_off_not_requested", "write_off_needs_another", "recourse_nothing_owed", "conflict_retry"],
});

export const refuseWriteOff = defineRoute({
  ...aboutOne,
  path: "/v1/recourses/{recourseId}/write-off/refuse",
  summary: bilingual("退回核销申请", "Refuse a write-off"),
  refusals: ["not_found", "write_off_not_requested", "conflict_retry"],
});

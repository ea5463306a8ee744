import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, noContent } from "../../route.ts";
import { explanation } from "../../views/order-view.ts";
import { amount, externalId, id, instant, page, pageQuery, text } from "../../wire.ts";

const FINANCE = ["finance", "admin"] as const;
const params = z.strictObject({ sellerId: id("seller") });

const merchant = z
  .strictObject({
    sellerId: id("seller"),
    name: z.string(),
    deposit: amount,
    depositHeld: amount,
    /** Below this it is asked to top up. */
    notice: amount,
    /** Below this its privileges are restricted. */
    floor: amount,
    topUpDue: amount,
    /** What holds while the free deposit is below its floor; null where it is not. A top-up of `endsWith` ends it. */
    restriction: z
      .strictObject({
        endsWith: amount,
        mayWithdraw: z.boolean(),
        /** The most that is withheld of each settlement in that time; null: as of others'. */
        settlementShareBasisPoints: z.int().nullable(),
      })
      .nullable(),
    isRestricted: z.boolean(),
    isFrozen: z.boolean(),
    /** From this sum on a withdrawal takes two people; null: never. */
    secondPersonFrom: amount.nullable(),
    /** Withdrawals that a second person has to ask for too. */
    withdrawalsWaiting: z.array(z.strictObject({ reference: z.string(), amount, askedAt: instant })),
    kept: amount,
    receivable: amount,
    outstanding: amount,
  })
  .meta({ id: "MerchantAccount" });

export const showMerchant = defineRoute({
  method: "GET",
  path: "/v1/merchants/{sellerId}",
  summary: bilingual("商家账户", "Show a seller's account"),
  access: { roles: [...FINANCE, "seller"] },
  params,
  answers: { 200: merchant },
  refusals: ["not_found"],
});

export const setDepositTerms = defineRoute({
  method: "PUT",
  path: "/v1/merchants/{sellerId}/deposit",
  summary: bilingual("设置保证金要求与冻结", "Set what the deposit should hold, and whether the account is frozen"),
  access: { roles: FINANCE },
  params,
  body: z.strictObject({ notice: amount, floor: amount, isFrozen: z.boolean() }),
  answers: { 200: merchant },
  refusals: ["not_found", "fund_currency"],
});

const depositMove = z.strictObject({ reference: externalId, amount });

export const topUpDeposit = defineRoute({
  method: "POST",
  path: "/v1/merchants/{sellerId}/deposit/top-ups",
  summary: bilingual("登记保证金充值，同一凭证号只记一次", "Book a top-up, once for its reference"),
  access: { roles: [...FINANCE, "integrator"] },
  params,
  body: depositMove,
  answers: { 200: merchant },
  refusals: ["not_found", "fund_currency"],
});

export const withdrawDeposit = defineRoute({
  method: "POST",
  path: "/v1/merchants/{sellerId}/deposit/withdrawals",
  summary: bilingual("退还保证金，余额不会低于零", "Give back part of the deposit, never more than is free"),
  access: { roles: FINANCE },
  params,
  body: depositMove,
  answers: { 200: merchant },
  refusals: ["not_found", "fund_currency", "deposit_short", "merchant_frozen", "merchant_restricted", "withdrawal_needs_another"],
});

const objection = z.strictObject({ status: z.enum(["open", "upheld", "rejected"]), raisedAt: instant, dueAt: instant });

const statementLine = z
  .strictObject({
    at: instant,
    lineKey: z.string(),
    account: z.enum(["settlement", "deposit", "receivable"]),
    /** `in`: good for the seller. */
    direction: z.enum(["in", "out"]),
    amount,
    /** `borne_by_platform`: a charge of the case that the platform took upon itself, or gave back when somebody else was found to bear it. */
    reason: z.enum(["case", "borne_by_platform", "recourse", "deposit"]),
    /** By which rule, where one moved it. */
    rule: z.strictObject({ ruleId: z.string(), explanation }).nullable(),
    caseId: id("case").nullable(),
    shortNo: z.string().nullable(),
    objection: objection.nullable(),
  })
  .meta({ id: "StatementLine" });

export const listStatement = defineRoute({
  method: "GET",
  path: "/v1/merchants/{sellerId}/statement",
  summary: bilingual("商家对账单，每笔对应售后单", "List a seller's statement, each line with its case"),
  access: { roles: [...FINANCE, "seller"] },
  params,
  query: z.strictObject({ ...pageQuery }),
  answers: { 200: page(statementLine) },
  refusals: ["not_found"],
});

const lineKey = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/);

export const objectToLine = defineRoute({
  method: "POST",
  path: "/v1/merchants/{sellerId}/statement/objections",
  summary: bilingual("对一笔账目提出异议", "Object to a line of the statement"),
  access: { roles: ["seller", ...FINANCE] },
  params,
  body: z.strictObject({ lineKey, text: text(2000) }),
  answers: { 201: objection },
  refusals: ["not_found", "statement_line_unknown", "objection_exists", "person_erased", "conflict_retry"],
});

export const answerObjection = defineRoute({
  method: "POST",
  path: "/v1/merchants/{sellerId}/statement/objections/answer",
  summary: bilingual("答复一条异议", "Answer an objection"),
  access: { roles: FINANCE },
  params,
  body: z.strictObject({ lineKey, answer: z.enum(["upheld", "rejected"]) }),
  answers: { 204: noContent },
  refusals: ["not_found"],
});

const settlement = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("kept"), sourceId: externalId, sellerExternalId: externalId, externalOrderNo: externalId, amount }),
  z.strictObject({ kind: z.literal("released"), sourceId: externalId, sellerExternalId: externalId, externalOrderNo: externalId }),
  z.strictObject({ kind: z.literal("run"), sourceId: externalId, sellerExternalId: externalId, amount }),
]);

export const importSettlements = defineRoute({
  method: "POST",
  path: "/v1/settlements",
  summary: bilingual("提交商家结算，答复其中应扣下的金额", "Send settlements of sellers, and learn what to keep back of each"),
  access: { roles: ["integrator", ...FINANCE] },
  body: z.strictObject({ settlements: z.array(settlement).min(1).max(200) }),
  answers: {
    200: z
      .strictObject({
        settlements: z.array(
          z.strictObject({ sourceId: externalId, result: z.enum(["recorded", "known"]), withheld: amount, toPay: amount }),
        ),
      })
      .meta({ id: "SettlementsTaken" }),
  },
  refusals: ["seller_unknown", "fund_currency"],
});

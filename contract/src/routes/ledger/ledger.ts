import { ALARM_KINDS } from "@amends/domain/recourse/alarm-kinds";
import { ACCOUNTS } from "@amends/domain/settlement/postings";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, noContent } from "../../route.ts";
import { amount, currency, id, instant, page, pageQuery } from "../../wire.ts";

const FINANCE = ["finance", "admin"] as const;

/** A day of the operation's own calendar. */
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ examples: ["2026-11-21"] });
const account = z.enum(ACCOUNTS);
const partyRef = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\x21-\x7e]+$/);

const sum = { currency, debit: amount, credit: amount };

export const showTrialBalance = defineRoute({
  method: "GET",
  path: "/v1/ledger/trial-balance",
  summary: bilingual("试算平衡", "Show the trial balance"),
  access: { roles: FINANCE },
  query: z.strictObject({ upTo: date.optional() }),
  answers: {
    200: z
      .strictObject({
        upTo: date.nullable(),
        isBalanced: z.boolean(),
        accounts: z.array(z.strictObject({ account, ...sum })),
        totals: z.array(z.strictObject(sum)),
      })
      .meta({ id: "TrialBalance" }),
  },
  refusals: [],
});

export const listBalances = defineRoute({
  method: "GET",
  path: "/v1/ledger/balances",
  summary: bilingual("按科目、对象和日期的余额", "List balances by account, party and date"),
  access: { roles: FINANCE },
  query: z.strictObject({ account: account.optional(), partyRef: partyRef.optional(), from: date.optional(), upTo: date.optional() }),
  answers: {
    200: z.strictObject({ balances: z.array(z.strictObject({ account, partyRef: z.string(), ...sum })) }).meta({ id: "LedgerBalances" }),
  },
  refusals: [],
});

const posting = z
  .strictObject({
    at: instant,
    bookId: z.string(),
    postingNo: z.int(),
    kind: z.string(),
    caseId: id("case").nullable(),
    recourseId: id("recourse").nullable(),
    eventSeq: z.int().nullable(),
    stepNo: z.int().nullable(),
    idempotencyKey: z.string(),
    legs: z.array(z.strictObject({ account, partyRef: z.string(), side: z.enum(["debit", "credit"]), amount })),
  })
  .meta({ id: "LedgerPosting" });

export const listPostings = defineRoute({
  method: "GET",
  path: "/v1/ledger/postings",
  summary: bilingual("记账明细", "List postings"),
  access: { roles: FINANCE },
  query: z.strictObject({
    ...pageQuery,
    caseId: id("case").optional(),
    account: account.optional(),
    partyRef: partyRef.optional(),
    from: instant.optional(),
    upTo: instant.optional(),
  }),
  answers: { 200: page(posting) },
  refusals: [],
});

export const showExposure = defineRoute({
  method: "GET",
  path: "/v1/ledger/exposure",
  summary: bilingual("垫付敞口与应收账龄", "Show what is advanced, and how long it has been owed"),
  access: { roles: FINANCE },
  answers: {
    200: z
      .strictObject({
        currency,
        fund: z.strictObject({ limit: amount, available: amount, held: amount, exposed: amount }).nullable(),
        ageing: z.array(
          z.strictObject({
            sellerId: id("seller"),
            sellerName: z.string(),
            /** `buyer`: buyers of this seller, and not the seller. */
            owedBy: z.enum(["seller", "buyer"]),
            band: z.enum(["to_30", "to_60", "to_90", "over_90"]),
            outstanding: amount,
            count: z.int(),
          }),
        ),
      })
      .meta({ id: "Exposure" }),
  },
  refusals: [],
});

export const setAdvanceFund = defineRoute({
  method: "PUT",
  path: "/v1/ledger/advance-fund",
  summary: bilingual("设置垫付资金的上限", "Set how much may be advanced at a time"),
  access: { roles: FINANCE },
  body: z.strictObject({ limit: amount }),
  answers: { 204: noContent },
  refusals: ["fund_currency"],
});

export const verifyLedger = defineRoute({
  method: "POST",
  path: "/v1/ledger/verify",
  summary: bilingual("按事件重算账簿，找出被改动的记账", "Recompute the books from what happened, and find postings that were changed"),
  access: { roles: FINANCE },
  answers: { 200: z.strictObject({ cases: z.int(), books: z.int(), faults: z.int() }).meta({ id: "LedgerVerified" }) },
  refusals: [],
});

export const listAlarms = defineRoute({
  method: "GET",
  path: "/v1/alarms",
  summary: bilingual("未处理的警报", "List the alarms nobody has settled"),
  access: { roles: ["supervisor", ...FINANCE] },
  answers: {
    200: z
      .strictObject({
        alarms: z.array(z.strictObject({ kind: z.enum(ALARM_KINDS), targetId: z.string(), raisedAt: instant, detail: z.string() })),
      })
      .meta({ id: "Alarms" }),
  },
  refusals: [],
});

export const settleAlarm = defineRoute({
  method: "POST",
  path: "/v1/alarms/settle",
  summary: bilingual("处理完一条警报", "Settle an alarm"),
  access: { roles: FINANCE },
  body: z.strictObject({ kind: z.enum(ALARM_KINDS), targetId: z.string().min(1).max(200) }),
  answers: { 204: noContent },
  refusals: ["not_found"],
});

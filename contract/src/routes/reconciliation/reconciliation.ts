import { STATEMENT_FORMATS } from "@amends/domain/reconciliation/reconciliation-rules";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, streamAnswer, streamBody } from "../../route.ts";
import { id, instant, page, pageQuery, signedAmount } from "../../wire.ts";
import { day, WITH_PROGRAMS } from "./book-day.ts";
import { gateway } from "./gateway-name.ts";

const FINANCE = ["finance", "admin"] as const;
const BYTES_MAX = 512 * 1024 ** 2;

const outcomeSum = z.strictObject({ count: z.int(), amount: signedAmount });
const outcomes = z
  .strictObject({
    ...{ matched: outcomeSum, different: outcomeSum, duplicated: outcomeSum, extra: outcomeSum },
    ...{ outside: outcomeSum, missing: outcomeSum, carried: outcomeSum, not_due: outcomeSum },
  })
  .meta({ id: "ReconciliationOutcomes" });
const fault = z.strictObject({ row: z.int(), code: z.string(), message: z.string() });

const statement = z
  .strictObject({
    ...{
      statementId: id("statement"),
      gateway,
      format: z.enum(STATEMENT_FORMATS),
      day,
      status: z.enum(["reading", "taken", "refused", "replaced"]),
    },
    ...{ fileHash: z.string().nullable(), lines: z.int(), amount: signedAmount, fee: signedAmount, postedFee: signedAmount },
    ...{ faults: z.array(fault), faultCount: z.int(), importedAt: instant, importedBy: z.string(), outcomes: outcomes.nullable() },
  })
  .meta({ id: "GatewayStatement" });

export const importStatement = defineRoute({
  method: "POST",
  path: "/v1/reconciliation/statements:import",
  summary: bilingual("导入渠道账单并对账", "Import a gateway's statement and match it"),
  access: { roles: WITH_PROGRAMS },
  query: z.strictObject({
    gateway,
    format: z.enum(STATEMENT_FORMATS),
    day,
    /** Of the format `csv`: the mapping, as JSON. */
    mapping: z.string().max(16_000).optional(),
  }),
  body: streamBody(["text/csv", "application/gzip", "application/octet-stream"], BYTES_MAX),
  answers: {
    200: z
      .strictObject({
        ...{ statementId: id("statement"), result: z.enum(["taken", "known", "refused"]), lines: z.int() },
        ...{ faults: z.array(fault), faultCount: z.int(), outcomes: outcomes.nullable() },
      })
      .meta({ id: "StatementImported" }),
  },
  refusals: [
    "reconciliation_rules_missing",
    "gateway_unknown",
    "statement_day_not_over",
    "statement_day_closed",
    "statement_mapping_refused",
  ],
});

export const listStatements = defineRoute({
  method: "GET",
  path: "/v1/reconciliation/statements",
  summary: bilingual("渠道账单列表", "List the gateways' statements"),
  access: { roles: WITH_PROGRAMS },
  query: z.strictObject({ ...pageQuery, day: day.optional(), gateway: gateway.optional() }),
  answers: { 200: page(statement) },
  refusals: [],
});

export const listStatementsUnderWay = defineRoute({
  method: "GET",
  path: "/v1/reconciliation/statements/under-way",
  summary: bilingual("正在读取或核对的账单", "Show the statements being read or matched now"),
  access: { roles: WITH_PROGRAMS },
  answers: {
    200: z
      .strictObject({
        items: z.array(
          z.strictObject({
            ...{ statementId: id("statement"), gateway, day, stage: z.enum(["reading", "matching"]) },
            ...{ lines: z.int(), begunAt: instant },
          }),
        ),
      })
      .meta({ id: "StatementsUnderWay" }),
  },
  refusals: [],
});

export const exportStatementLines = defineRoute({
  method: "GET",
  path: "/v1/reconciliation/statements/{statementId}/lines",
  summary: bilingual("导出账单明细及对账结果（CSV）", "Export a statement's lines with what became of each (CSV)"),
  access: { roles: WITH_PROGRAMS },
  params: z.strictObject({ statementId: id("statement") }),
  answers: { 200: streamAnswer("text/csv; charset=utf-8") },
  refusals: ["not_found"],
});

export const matchDay = defineRoute({
  method: "POST",
  path: "/v1/reconciliation/days/{day}/match",
  summary: bilingual("重新对账", "Match a day's statement anew"),
  access: { roles: WITH_PROGRAMS },
  params: z.strictObject({ day }),
  body: z.strictObject({ gateway }),
  answers: { 200: z.strictObject({ outcomes }).meta({ id: "DayMatched" }) },
  refusals: ["statement_missing", "reconciliation_rules_missing", "statement_day_closed"],
});

const close = z
  .strictObject({
    day,
    closeHash: z.string(),
    previousHash: z.string().nullable(),
    keyId: z.string(),
    closedAt: instant,
    closedBy: z.string(),
  })
  .meta({ id: "DailyClose" });

export const showReconciliationDay = defineRoute({
  method: "GET",
  path: "/v1/reconciliation/days/{day}",
  summary: bilingual("一天的对账情况", "Show how far a day is"),
  access: { roles: WITH_PROGRAMS },
  params: z.strictObject({ day }),
  answers: {
    200: z
      .strictObject({
        day,
        gateways: z.array(z.strictObject({ gateway, statement: statement.nullable() })),
        unsettled: z.int(),
        unexplained: z.int(),
        close: close.nullable(),
      })
      .meta({ id: "ReconciliationDay" }),
  },
  refusals: [],
});

export const closeDay = defineRoute({
  method: "POST",
  path: "/v1/reconciliation/days/{day}/close",
  summary: bilingual("关账并签名", "Close a day and sign it"),
  access: { roles: FINANCE },
  params: z.strictObject({ day }),
  answers: { 201: close },
  refusals: [
    ...["close_exists", "close_day_not_over", "close_earlier_open", "close_statement_missing", "close_items_open"],
    ...["close_needs_another", "close_books_moving"],
  ] as const,
});

export const listCloses = defineRoute({
  method: "GET",
  path: "/v1/reconciliation/closes",
  summary: bilingual("已关账的日期", "List the days that are closed"),
  access: { roles: WITH_PROGRAMS },
  answers: {
    200: z
      .strictObject({ closes: z.array(close), key: z.strictObject({ keyId: z.string(), publicKey: z.string() }) })
      .meta({ id: "DailyCloses" }),
  },
  refusals: [],
});

export const exportClose = defineRoute({
  method: "GET",
  path: "/v1/reconciliation/closes/{day}/signed",
  summary: bilingual("下载已签名的日结", "Download the signed close of a day"),
  access: { roles: WITH_PROGRAMS },
  params: z.strictObject({ day }),
  answers: { 200: streamAnswer("application/json; charset=utf-8") },
  refusals: ["not_found"],
});

export const verifyClose = defineRoute({
  method: "POST",
  path: "/v1/reconciliation/closes/{day}/verify",
  summary: bilingual("核验一天的日结", "Go over a close again: signature, chain, sums, postings, statements"),
  access: { roles: FINANCE },
  params: z.strictObject({ day }),
  answers: {
    200: z
      .strictObject({ isValid: z.boolean(), faults: z.array(z.enum(["signature", "chain", "sums", "ledger", "statement"])) })
      .meta({ id: "CloseVerified" }),
  },
  refusals: ["not_found"],
});

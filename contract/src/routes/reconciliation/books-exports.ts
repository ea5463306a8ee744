import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, streamAnswer } from "../../route.ts";
import { day, WITH_PROGRAMS } from "./book-day.ts";

const period = z.strictObject({ from: day.optional(), upTo: day.optional() });

export const exportJournal = defineRoute({
  method: "GET",
  path: "/v1/ledger/exports/journal",
  summary: bilingual("导出分录（CSV）", "Export the journal (CSV)"),
  access: { roles: WITH_PROGRAMS },
  query: period,
  answers: { 200: streamAnswer("text/csv; charset=utf-8") },
  refusals: [],
});

export const exportTrialBalance = defineRoute({
  method: "GET",
  path: "/v1/ledger/exports/trial-balance",
  summary: bilingual("导出试算表（CSV）", "Export the trial balance (CSV)"),
  access: { roles: WITH_PROGRAMS },
  query: z.strictObject({ upTo: day.optional() }),
  answers: { 200: streamAnswer("text/csv; charset=utf-8") },
  refusals: [],
});

export const exportBeancount = defineRoute({
  method: "GET",
  path: "/v1/ledger/exports/beancount",
  summary: bilingual("导出账簿（beancount）", "Export the books (beancount)"),
  access: { roles: WITH_PROGRAMS },
  query: z.strictObject({ upTo: day.optional() }),
  answers: { 200: streamAnswer("text/plain; charset=utf-8") },
  refusals: [],
});

export const exportSandboxStatement = defineRoute({
  method: "GET",
  path: "/v1/sandbox/bank-statement",
  summary: bilingual("沙箱银行的日账单（CSV）", "The sandbox bank's own statement of a day (CSV)"),
  access: { roles: WITH_PROGRAMS },
  query: z.strictObject({ day }),
  answers: { 200: streamAnswer("text/csv; charset=utf-8") },
  refusals: ["not_found"],
});

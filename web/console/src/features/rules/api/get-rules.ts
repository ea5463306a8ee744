import type { listRules, listUpcomingRules } from "@amends/contract/routes/rules/rules";
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { client } from "../../../client.ts";

export type RuleTable = z.output<(typeof listRules)["answers"][200]>["tables"][number];
export type Rule = RuleTable["rows"][number];

export type UpcomingRow = z.output<(typeof listUpcomingRules)["answers"][200]>["items"][number]["rows"][number];

const FRESH_MS = 60_000;

/** Every table and row at once: some hundred rows, in which one looks for a word as in a book. */
export const rulesQuery = queryOptions({
  queryKey: ["rules"],
  queryFn: async ({ signal }) => (await client.listRules({ signal })).body,
  staleTime: FRESH_MS,
});

export const ruleHistoryQuery = (table: string, row: string) =>
  queryOptions({
    queryKey: ["rules", table, row, "history"],
    queryFn: async ({ signal }) => (await client.showRuleHistory({ params: { table, row }, signal })).body.items,
    staleTime: FRESH_MS,
  });

export const upcomingRulesQuery = queryOptions({
  queryKey: ["rules", "upcoming"],
  queryFn: async ({ signal }) => (await client.listUpcomingRules({ signal })).body,
  staleTime: FRESH_MS,
});

import type { listUpcomingRules } from "@amends/contract/routes/rules/rules";
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { client } from "../../client.ts";

export type UpcomingRules = z.output<(typeof listUpcomingRules)["answers"][200]>;

/** Rules change seldom, and are announced days before they do. */
const FRESH_MS = 600_000;

export const upcomingRulesQuery = queryOptions({
  queryKey: ["rules", "upcoming"],
  queryFn: async ({ signal }): Promise<UpcomingRules> => (await client.listUpcomingRules({ signal })).body,
  staleTime: FRESH_MS,
});

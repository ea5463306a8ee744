import type { Routes } from "@amends/contract/routes";
import type { CivilDay } from "@amends/domain/reconciliation/civil-day";
import type { ItemOutcome } from "@amends/domain/reconciliation/open-item";
import type { CallAnswer } from "@amends/sdk/call";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

export type ReconciliationItem = CallAnswer<Routes["listReconciliationItems"]>["body"]["items"][number];

export const dayQuery = (day: CivilDay) =>
  queryOptions({
    queryKey: ["reconciliation", "day", day],
    queryFn: async ({ signal }) => (await client.showReconciliationDay({ params: { day }, signal })).body,
  });
export const itemsQuery = (outcome: ItemOutcome | null) =>
  infiniteQueryOptions({
    queryKey: ["reconciliation", "items", outcome],
    queryFn: async ({ signal, pageParam }) =>
      (
        await client.listReconciliationItems({
          query: { ...(outcome === null ? {} : { outcome }), ...(pageParam === null ? {} : { cursor: pageParam }) },
          signal,
        })
      ).body,
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
export const closesQuery = queryOptions({
  queryKey: ["reconciliation", "closes"],
  queryFn: async ({ signal }) => (await client.listCloses({ signal })).body,
});

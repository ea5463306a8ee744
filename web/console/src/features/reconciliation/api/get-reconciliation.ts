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
const LOOK_EVERY_MS = 1000;
export const underWayQuery = queryOptions({
  queryKey: ["reconciliation-under-way"],
  queryFn: async ({ signal }) => (await client.listStatementsUnderWay({ signal })).body,
  refetchInterval: LOOK_EVERY_MS,
});
export const candidatesQuery = ({ gateway, itemKey }: Pick<ReconciliationItem, "gateway" | "itemKey">, q: string) =>
  queryOptions({
    queryKey: ["reconciliation", "candidates", gateway, itemKey, q],
    queryFn: async ({ signal }) =>
      (await client.listLinkCandidates({ query: { gateway, itemKey, ...(q === "" ? {} : { q }) }, signal })).body,
  });
export type Shown = "unsettled" | "all";
export const itemsQuery = (outcome: ItemOutcome | null, status: Shown) =>
  infiniteQueryOptions({
    queryKey: ["reconciliation", "items", outcome, status],
    queryFn: async ({ signal, pageParam }) =>
      (
        await client.listReconciliationItems({
          query: { status, ...(outcome === null ? {} : { outcome }), ...(pageParam === null ? {} : { cursor: pageParam }) },
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

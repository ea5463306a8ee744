import type { Routes } from "@amends/contract/routes";
import type { CallAnswer } from "@amends/sdk/call";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

export type Account = CallAnswer<Routes["listAccounts"]>["body"]["items"][number];

export const accountsQuery = infiniteQueryOptions({
  queryKey: ["accounts"],
  queryFn: async ({ pageParam, signal }) =>
    (await client.listAccounts({ query: pageParam === null ? {} : { cursor: pageParam }, signal })).body,
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

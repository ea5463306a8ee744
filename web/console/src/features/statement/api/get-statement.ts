import type { SellerId } from "@amends/domain/kernel/ids";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

export const merchantQuery = (sellerId: SellerId) =>
  queryOptions({
    queryKey: ["merchant", sellerId],
    queryFn: async ({ signal }) => (await client.showMerchant({ params: { sellerId }, signal })).body,
  });

export const statementQuery = (sellerId: SellerId) =>
  infiniteQueryOptions({
    queryKey: ["merchant", sellerId, "statement"],
    queryFn: async ({ signal, pageParam }) =>
      (
        await client.listStatement({
          params: { sellerId },
          query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
          signal,
        })
      ).body,
    initialPageParam: null as string | null,
    getNextPageParam: page => page.nextCursor,
  });

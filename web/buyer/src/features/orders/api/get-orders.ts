import { infiniteQueryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

export const ordersQuery = infiniteQueryOptions({
  queryKey: ["orders"],
  initialPageParam: undefined as string | undefined,
  queryFn: async ({ signal, pageParam }) =>
    (await client.listOrders({ query: { limit: 10, ...(pageParam === undefined ? {} : { cursor: pageParam }) }, signal })).body,
  getNextPageParam: last => last.nextCursor ?? undefined,
});

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

const AGAIN_MS = 30_000;

/** Without an identity there is nothing to count, and the page itself says what to do. */
export const unreadQuery = queryOptions({
  queryKey: ["notices", "unread"],
  queryFn: async ({ signal }) => (await client.countUnreadNotices({ signal })).body.unread,
  refetchInterval: AGAIN_MS,
  retry: false,
});

export const noticesQuery = infiniteQueryOptions({
  queryKey: ["notices", "list"],
  initialPageParam: undefined as string | undefined,
  queryFn: async ({ signal, pageParam }) =>
    (await client.listNotices({ query: { limit: 20, ...(pageParam === undefined ? {} : { cursor: pageParam }) }, signal })).body,
  getNextPageParam: last => last.nextCursor ?? undefined,
});

export const settingsQuery = queryOptions({
  queryKey: ["notice-settings"],
  queryFn: async ({ signal }) => (await client.showNoticeSettings({ signal })).body,
});

import { queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

const AGAIN_MS = 20_000;

export const unreadQuery = queryOptions({
  queryKey: ["notices", "unread"],
  queryFn: async ({ signal }) => (await client.countUnreadNotices({ signal })).body.unread,
  refetchInterval: AGAIN_MS,
});

export const noticesQuery = queryOptions({
  queryKey: ["notices", "list"],
  queryFn: async ({ signal }) => (await client.listNotices({ query: { limit: 50 }, signal })).body,
});

export const deskSettingsQuery = queryOptions({
  queryKey: ["notice-settings"],
  queryFn: async ({ signal }) => (await client.showDeskNoticeSettings({ signal })).body,
});

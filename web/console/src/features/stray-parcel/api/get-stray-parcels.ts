import type { Routes } from "@amends/contract/routes";
import type { CallAnswer } from "@amends/sdk/call";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

export type StrayParcel = CallAnswer<Routes["listStrayParcels"]>["body"]["items"][number];
export const STRAY_LISTS = ["waiting", "settled"] as const;
export type StrayStatus = (typeof STRAY_LISTS)[number];

export const strayParcelsQuery = (status: StrayStatus) =>
  infiniteQueryOptions({
    queryKey: ["stray-parcels", status],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ signal, pageParam }) => {
      const query = { status, limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) };
      return (await client.listStrayParcels({ query, signal })).body;
    },
    getNextPageParam: last => last.nextCursor ?? undefined,
  });

import type { Routes } from "@amends/contract/routes";
import type { CallAnswer } from "@amends/sdk/call";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { client } from "../../client.ts";

export type Receiver = CallAnswer<Routes["listReceivers"]>["body"]["items"][number];
export type ReceiverKind = Receiver["takesInAs"];

export const receiversQuery = (takesInAs: ReceiverKind | undefined) =>
  infiniteQueryOptions({
    queryKey: ["receivers", takesInAs ?? "all"],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ signal, pageParam }) => {
      const query = {
        limit: 50,
        ...(takesInAs === undefined ? {} : { takesInAs }),
        ...(pageParam === undefined ? {} : { cursor: pageParam }),
      };
      return (await client.listReceivers({ query, signal })).body;
    },
    getNextPageParam: last => last.nextCursor ?? undefined,
  });

import type { caseListItem } from "@amends/contract/views/case-view";
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { client } from "../../../client.ts";
import type { QueueSearch } from "../queue-search.ts";

export type QueuedCase = z.output<typeof caseListItem>;

const PAGE_SIZE = 100;
const AGAIN_MS = 30_000;

export const casesQuery = (search: QueueSearch) =>
  infiniteQueryOptions({
    queryKey: ["cases", "queue", search],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ signal, pageParam }) =>
      (
        await client.listCases({
          query: { status: "open", ...search, limit: PAGE_SIZE, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          signal,
        })
      ).body,
    getNextPageParam: last => last.nextCursor ?? undefined,
    refetchInterval: AGAIN_MS,
  });

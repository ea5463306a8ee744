import type { batchMember, batchView } from "@amends/contract/views/batch-view";
import type { BatchId } from "@amends/domain/kernel/ids";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { client } from "../../../client.ts";

export type Batch = z.output<typeof batchView>;
export type BatchMember = z.output<typeof batchMember>;

/** Often enough to see it move while it is at work, and seldom otherwise. */
const WHILE_AT_WORK_MS = 1_000;
const OTHERWISE_MS = 15_000;
const AT_WORK: ReadonlySet<Batch["status"]> = new Set(["gathering", "sending"]);
const pauseAfter = (statuses: readonly Batch["status"][]): number =>
  statuses.some(status => AT_WORK.has(status)) ? WHILE_AT_WORK_MS : OTHERWISE_MS;

export const batchesQuery = infiniteQueryOptions({
  queryKey: ["batches", "list"],
  queryFn: async ({ pageParam, signal }) =>
    (await client.listBatches({ query: pageParam === null ? {} : { cursor: pageParam }, signal })).body,
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
  refetchInterval: ({ state }) => pauseAfter(state.data?.pages.flatMap(({ items }) => items.map(({ status }) => status)) ?? []),
});

export const batchQuery = (batchId: BatchId) =>
  queryOptions({
    queryKey: ["batches", "one", batchId],
    queryFn: async ({ signal }) => (await client.showBatch({ params: { batchId }, signal })).body,
    refetchInterval: ({ state }) => pauseAfter(state.data === undefined ? [] : [state.data.status]),
  });

/** Drawn anew when the batch has moved: its version and how far it has come are part of what is asked. */
export const membersQuery = ({ batchId, version, standing }: Batch) =>
  infiniteQueryOptions({
    queryKey: ["batches", "members", batchId, version, standing.members, standing.done, standing.failed],
    queryFn: async ({ pageParam, signal }) =>
      (await client.listBatchMembers({ params: { batchId }, query: pageParam === null ? {} : { cursor: pageParam }, signal })).body,
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: previous => previous,
  });

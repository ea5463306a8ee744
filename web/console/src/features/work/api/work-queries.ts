import type { Routes } from "@amends/contract/routes";
import type { CaseId, CustomerId } from "@amends/domain/kernel/ids";
import type { CallAnswer } from "@amends/sdk/call";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";
import type { WorkSearch } from "../work-search.ts";

export type WorkItem = CallAnswer<Routes["listWork"]>["body"]["items"][number];
export type ListedAgent = CallAnswer<Routes["listAgents"]>["body"]["items"][number];

const PAGE_SIZE = 100;
const AGAIN_MS = 15_000;

export const workQuery = (search: WorkSearch) =>
  infiniteQueryOptions({
    queryKey: ["work", "list", search],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ signal, pageParam }) =>
      (
        await client.listWork({
          query: { view: "mine", ...search, limit: PAGE_SIZE, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          signal,
        })
      ).body,
    getNextPageParam: last => last.nextCursor ?? undefined,
    refetchInterval: AGAIN_MS,
  });

export type WorkChoices = CallAnswer<Routes["countWorkChoices"]>["body"];

const CHOICES_AGAIN_MS = 30_000;

export const choicesQuery = (search: WorkSearch) =>
  queryOptions({
    queryKey: ["work", "choices", search],
    queryFn: async ({ signal }) => (await client.countWorkChoices({ query: { view: "mine", ...search }, signal })).body,
    refetchInterval: CHOICES_AGAIN_MS,
    placeholderData: keepPreviousData,
  });

export const countsQuery = queryOptions({
  queryKey: ["work", "counts"],
  queryFn: async ({ signal }) => (await client.countWork({ signal })).body.classes,
  refetchInterval: AGAIN_MS,
});

export type CaseWork = CallAnswer<Routes["showCaseWork"]>["body"];

export const caseWorkQuery = (caseId: CaseId) =>
  queryOptions({
    queryKey: ["work", "case", caseId],
    queryFn: async ({ signal }) => (await client.showCaseWork({ params: { caseId }, signal })).body,
    refetchInterval: AGAIN_MS,
  });

export const advisorQuery = (customerId: CustomerId) =>
  queryOptions({
    queryKey: ["work", "advisor", customerId],
    queryFn: async ({ signal }) => (await client.showAdvisor({ params: { customerId }, signal })).body,
    staleTime: 60_000,
  });

export const agentsQuery = queryOptions({
  queryKey: ["work", "agents"],
  queryFn: async ({ signal }) => (await client.listAgents({ signal })).body.items,
  refetchInterval: AGAIN_MS,
});

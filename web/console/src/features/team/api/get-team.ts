import type { Routes } from "@amends/contract/routes";
import type { CallAnswer } from "@amends/sdk/call";
import { queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

export type Team = CallAnswer<Routes["showTeam"]>["body"];
export type Hindrance = CallAnswer<Routes["listHindrances"]>["body"]["items"][number];

const AGAIN_MS = 15_000;

export const teamQuery = (days: number) =>
  queryOptions({
    queryKey: ["work", "team", days],
    queryFn: async ({ signal }) => (await client.showTeam({ query: { days }, signal })).body,
    refetchInterval: AGAIN_MS,
  });

export const hindrancesQuery = queryOptions({
  queryKey: ["work", "hindrances"],
  queryFn: async ({ signal }) => (await client.listHindrances({ query: { status: "open" }, signal })).body.items,
});

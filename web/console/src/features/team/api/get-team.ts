import type { Routes } from "@amends/contract/routes";
import type { Instant } from "@amends/domain/kernel/time";
import type { CallAnswer } from "@amends/sdk/call";
import { queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

export type Team = CallAnswer<Routes["showTeam"]>["body"];
export type Agent = Team["agents"][number];
export type Staffing = CallAnswer<Routes["showStaffing"]>["body"];
export type Roster = CallAnswer<Routes["showRoster"]>["body"];
export type Hindrance = CallAnswer<Routes["listHindrances"]>["body"]["items"][number];

const AGAIN_MS = 15_000;

export const teamQuery = (days: number) =>
  queryOptions({
    queryKey: ["work", "team", days],
    queryFn: async ({ signal }) => (await client.showTeam({ query: { days }, signal })).body,
    refetchInterval: AGAIN_MS,
  });

export const staffingQuery = (day: string) =>
  queryOptions({
    queryKey: ["work", "staffing", day],
    queryFn: async ({ signal }) => (await client.showStaffing({ query: { day }, signal })).body,
    refetchInterval: 4 * AGAIN_MS,
  });

/** The week that begins then. */
export const rosterQuery = (fromAt: Instant) =>
  queryOptions({
    queryKey: ["work", "roster", fromAt],
    queryFn: async ({ signal }) => (await client.showRoster({ query: { fromAt }, signal })).body,
  });

/** One's own, with what was answered. */
export const ownHindrancesQuery = (accountId: string | undefined) =>
  queryOptions({
    queryKey: ["work", "hindrances", "own", accountId],
    queryFn: async ({ signal }) =>
      (await client.listHindrances({ query: { status: "any" }, signal })).body.items.filter(each => each.accountId === accountId),
  });

export const hindrancesQuery = queryOptions({
  queryKey: ["work", "hindrances", "open"],
  queryFn: async ({ signal }) => (await client.listHindrances({ query: { status: "open" }, signal })).body.items,
});

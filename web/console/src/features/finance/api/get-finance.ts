import { queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

const AGAIN_MS = 15_000;

export const trialBalanceQuery = queryOptions({
  queryKey: ["finance", "trial-balance"],
  queryFn: async ({ signal }) => (await client.showTrialBalance({ query: {}, signal })).body,
  refetchInterval: AGAIN_MS,
});
export const exposureQuery = queryOptions({
  queryKey: ["finance", "exposure"],
  queryFn: async ({ signal }) => (await client.showExposure({ signal })).body,
  refetchInterval: AGAIN_MS,
});
export const recoursesQuery = queryOptions({
  queryKey: ["finance", "recourses"],
  queryFn: async ({ signal }) => (await client.listRecourses({ query: { phase: "recovering" }, signal })).body,
  refetchInterval: AGAIN_MS,
});
export const alarmsQuery = queryOptions({
  queryKey: ["finance", "alarms"],
  queryFn: async ({ signal }) => (await client.listAlarms({ signal })).body,
  refetchInterval: AGAIN_MS,
});

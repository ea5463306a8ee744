import { queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

const AGAIN_MS = 10_000;
const SHOWN_MOST = 500;

export const sentQuery = queryOptions({
  queryKey: ["sent"],
  queryFn: async ({ signal }) => (await client.listSandboxMessages({ query: { limit: SHOWN_MOST }, signal })).body.items,
  refetchInterval: AGAIN_MS,
});

/** Whether messages stay here, asked once: an installation is a sandbox or it is none. */
export const isSandboxQuery = queryOptions({
  queryKey: ["is-sandbox"],
  queryFn: async ({ signal }) => (await client.listSandboxMessages({ query: { limit: 1 }, signal })).status === 200,
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

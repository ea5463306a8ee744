import { queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

const AGAIN_MS = 15_000;

export const stuckQuery = queryOptions({
  queryKey: ["stuck"],
  queryFn: async ({ signal }) => (await client.listStuck({ signal })).body,
  refetchInterval: AGAIN_MS,
});

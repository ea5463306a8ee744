import { queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

/** What runs, for the promise lines in the list of orders. */
export const openCasesQuery = queryOptions({
  queryKey: ["cases", "open"],
  queryFn: async ({ signal }) => (await client.listCases({ query: { status: "open", limit: 100 }, signal })).body.items,
});

import type { OrderId } from "@amends/domain/kernel/ids";
import { queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

export const acceptancesQuery = (orderId: OrderId) =>
  queryOptions({
    queryKey: ["orders", orderId, "acceptances"],
    queryFn: async ({ signal }) => (await client.listAcceptances({ params: { orderId }, signal })).body,
  });

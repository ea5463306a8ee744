import type { showServiceOptions } from "@amends/contract/routes/order/show-service-options";
import type { orderDetail, serviceOption } from "@amends/contract/views/order-view";
import type { OrderId } from "@amends/domain/kernel/ids";
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { client } from "../../../client.ts";

export type OrderDetail = z.output<typeof orderDetail>;
export type OrderLine = OrderDetail["lines"][number];
export type ServiceOption = z.output<typeof serviceOption>;
export type OpenOption = Extract<ServiceOption, { kind: "open" }>;
export type ClosedOption = Extract<ServiceOption, { kind: "closed" }>;

export type OrderOptions = z.output<(typeof showServiceOptions)["answers"][200]>;
export type LineOptions = OrderOptions["lines"][number];
export type WholeOptions = OrderOptions["wholes"][number];

export const orderQuery = (orderId: OrderId) =>
  queryOptions({
    queryKey: ["orders", orderId],
    queryFn: async ({ signal }) => (await client.showOrder({ params: { orderId }, signal })).body,
  });

const FRESH_MS = 60_000;

/** What can be asked for: the list shows it in a line, the order's page in full, the filing page one of it. */
export const optionsQuery = (orderId: OrderId) =>
  queryOptions({
    queryKey: ["orders", orderId, "options"],
    queryFn: async ({ signal }): Promise<OrderOptions> => (await client.showServiceOptions({ params: { orderId }, signal })).body,
    staleTime: FRESH_MS,
  });

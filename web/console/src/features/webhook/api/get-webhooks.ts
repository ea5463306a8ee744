import type { Routes } from "@amends/contract/routes";
import type { Call, CallAnswer } from "@amends/sdk/call";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

export type Webhook = CallAnswer<Routes["listWebhooks"]>["body"]["items"][number];
export type Delivery = CallAnswer<Routes["listWebhookDeliveries"]>["body"]["items"][number];
export type DeliveryFilter = NonNullable<Parameters<Call<Routes["listWebhookDeliveries"]>>[0]["query"]>["status"];

const AGAIN_MS = 5000;

export const webhooksQuery = queryOptions({
  queryKey: ["webhooks"],
  queryFn: async ({ signal }) => (await client.listWebhooks({ signal })).body.items,
  refetchInterval: AGAIN_MS,
});

export const deliveriesQuery = (webhookId: Webhook["webhookId"], status: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: ["webhooks", webhookId, status ?? "all"],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ signal, pageParam }) => {
      const query = { limit: 50, ...(status === undefined ? {} : { status }), ...(pageParam === undefined ? {} : { cursor: pageParam }) };
      return (await client.listWebhookDeliveries({ params: { webhookId }, query, signal })).body;
    },
    getNextPageParam: last => last.nextCursor ?? undefined,
    refetchInterval: AGAIN_MS,
  });

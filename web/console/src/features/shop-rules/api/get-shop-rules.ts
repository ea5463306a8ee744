import type { bindShopRules, listShopRules, tryShopRules } from "@amends/contract/routes/shop-rules/shop-rules";
import type { OrderId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { client } from "../../../client.ts";

export type BoundRules = z.output<(typeof listShopRules)["answers"][200]>["items"][number];
export type WrittenRow = z.output<(typeof bindShopRules)["body"]>["rows"][number];
export type Trial = z.output<(typeof tryShopRules)["answers"][200]>;

export const shopsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ["sellers", q],
    queryFn: async ({ signal, pageParam }) =>
      (
        await client.listSellers({
          query: { ...(q === "" ? {} : { q }), ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          signal,
        })
      ).body,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const shopRulesQuery = (sellerId: SellerId) =>
  queryOptions({
    queryKey: ["shop-rules", sellerId],
    queryFn: async ({ signal }) => (await client.listShopRules({ params: { sellerId }, signal })).body.items,
  });

type TrialOf = { readonly orderId: OrderId | null; readonly fromAt: Instant | null; readonly untilAt: Instant | null };

/** The server says what is wrong with rows that are being written, and what they would open on an order. Nothing is stored. */
export const trialQuery = (sellerId: SellerId, rows: readonly WrittenRow[], { orderId, fromAt, untilAt }: TrialOf) =>
  queryOptions({
    queryKey: ["shop-rules", sellerId, "trial", rows, orderId, fromAt, untilAt],
    queryFn: async ({ signal }) =>
      (
        await client.tryShopRules({
          params: { sellerId },
          body: {
            rows: [...rows],
            ...(orderId === null ? {} : { orderId }),
            ...(fromAt === null ? {} : { from: fromAt }),
            ...(untilAt === null ? {} : { until: untilAt }),
          },
          signal,
        })
      ).body,
    enabled: rows.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
  });

const ORDERS_SHOWN = 50;

export const shopOrdersQuery = (sellerId: SellerId) =>
  queryOptions({
    queryKey: ["orders", "of-seller", sellerId],
    queryFn: async ({ signal }) => (await client.listOrders({ query: { sellerId, limit: ORDERS_SHOWN }, signal })).body.items,
  });

import type { listFilingReasons } from "@amends/contract/routes/order/list-filing-reasons";
import type { listVariants } from "@amends/contract/routes/order/list-variants";
import type { customerDetail } from "@amends/contract/views/customer-view";
import type { RefundOnlyKind } from "@amends/domain/intake/service-type";
import type { CustomerId, OrderId } from "@amends/domain/kernel/ids";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { client } from "../../../client.ts";
import type { Filed, FilingSubject } from "../filing-of.ts";

export type FilingReason = z.output<(typeof listFilingReasons)["answers"][200]>["reasons"][number];
export type Variant = z.output<(typeof listVariants)["answers"][200]>["variants"][number];
export type PayMethod = z.output<typeof customerDetail>["methods"][number];

const FRESH_MS = 60_000;

/** What each reason would mean for so many pieces. Kept while another number is asked about, so that nothing on the page jumps. */
export const reasonsQuery = (
  orderId: OrderId,
  { pieces, sellerId, option }: FilingSubject,
  quantity: number,
  { damageBasisPoints, usedKilometres }: Pick<Filed, "damageBasisPoints" | "usedKilometres">,
) => {
  const { type: serviceType, refundOnlyKind } = option;
  const [first] = pieces;
  const share = {
    ...(damageBasisPoints === null ? {} : { damageBasisPoints }),
    ...(usedKilometres === null ? {} : { usedKilometres }),
  };
  const about = sellerId === null && first !== undefined ? { lineNo: first.line.lineNo, quantity } : { sellerId: sellerId ?? undefined };
  return queryOptions({
    queryKey: ["orders", orderId, "reasons", serviceType, refundOnlyKind, about, share],
    queryFn: async ({ signal }) => {
      const kind = refundOnlyKind === null ? {} : { refundOnlyKind: refundOnlyKind as RefundOnlyKind };
      return (await client.listFilingReasons({ params: { orderId }, query: { ...about, ...share, ...kind, serviceType }, signal })).body;
    },
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  });
};

type VariantsAsk = {
  readonly lineNo: number;
  readonly quantity: number;
  readonly serviceType: "exchange" | "amend_order";
  readonly reason: string;
};

export const variantsQuery = (orderId: OrderId, ask: VariantsAsk) =>
  queryOptions({
    queryKey: ["orders", orderId, "variants", ask],
    queryFn: async ({ signal }) => (await client.listVariants({ params: { orderId }, query: ask, signal })).body.variants,
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  });

/** The buyer's own ways to pay, with what stands on those that hold a balance. */
export const methodsQuery = (customerId: CustomerId) =>
  queryOptions({
    queryKey: ["customers", customerId],
    queryFn: async ({ signal }) => (await client.showCustomer({ params: { customerId }, signal })).body.methods,
    staleTime: FRESH_MS,
  });

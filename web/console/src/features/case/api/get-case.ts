import type { caseDetail } from "@amends/contract/views/case-view";
import type { CaseId, CustomerId, OrderId } from "@amends/domain/kernel/ids";
import { followCase } from "@amends/sdk/follow-case";
import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { z } from "zod";
import { CLIENT_OPTIONS, client } from "../../../client.ts";

export type CaseDetail = z.output<typeof caseDetail>;

export const caseQuery = (caseId: CaseId) =>
  queryOptions({
    queryKey: ["cases", "one", caseId],
    queryFn: async ({ signal }) => (await client.showCase({ params: { caseId }, signal })).body,
  });

export const sumsQuery = (caseId: CaseId) =>
  queryOptions({
    queryKey: ["cases", "sums", caseId],
    queryFn: async ({ signal }) => (await client.showCaseSums({ params: { caseId }, signal })).body,
  });

export const orderQuery = (orderId: OrderId) =>
  queryOptions({
    queryKey: ["orders", orderId],
    queryFn: async ({ signal }) => (await client.showOrder({ params: { orderId }, signal })).body,
    staleTime: 60_000,
  });

export const acceptancesQuery = (orderId: OrderId) =>
  queryOptions({
    queryKey: ["orders", orderId, "acceptances"],
    queryFn: async ({ signal }) => (await client.listAcceptances({ params: { orderId }, signal })).body,
  });

export const casesOfCustomerQuery = (customerId: CustomerId) =>
  queryOptions({
    queryKey: ["cases", "customer", customerId],
    queryFn: async ({ signal }) => (await client.listCases({ query: { customerId, limit: 20 }, signal })).body.items,
    staleTime: 60_000,
  });

/** Draws the case and the queue anew when something happens to it. True while the line is open. */
export const useFollowedCase = (caseId: CaseId): boolean => {
  const queries = useQueryClient();
  const [isLive, setLive] = useState(true);
  useEffect(
    () =>
      followCase(caseId, {
        ...CLIENT_OPTIONS,
        onEvent: ({ type }) => {
          if (type !== "ready") void queries.invalidateQueries({ queryKey: ["cases"] });
        },
        onConnection: setLive,
        onRefused: () => setLive(false),
      }),
    [caseId, queries],
  );
  return isLive;
};

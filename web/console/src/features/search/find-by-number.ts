import type { searchHit } from "@amends/contract/routes/search/search";
import type { CaseId, OrderId } from "@amends/domain/kernel/ids";
import type { z } from "zod";
import { client } from "../../client.ts";

export type Hit = z.output<typeof searchHit>;

export const findByNumber = async (q: string) => (await client.search({ query: { q } })).body;

/** An order or a customer leads to what is open about it, or else to the latest case there was. */
export const caseOf = async (hit: Hit): Promise<CaseId | null> => {
  if (hit.kind === "case") return hit.caseId;
  const of = hit.kind === "order" ? { orderId: hit.orderId } : { customerId: hit.customerId };
  const open = (await client.listCases({ query: { ...of, status: "open", limit: 1 } })).body.items[0];
  return (open ?? (await client.listCases({ query: { ...of, limit: 1 } })).body.items[0])?.caseId ?? null;
};

/** Between private people there is something to see of an order before anything is claimed of it. */
export const isHandedOver = async (orderId: OrderId): Promise<boolean> => {
  const { recordable, entries } = (await client.listAcceptances({ params: { orderId } })).body;
  return recordable.length + entries.length > 0;
};

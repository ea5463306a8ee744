import { type OperationId, shardOf } from "@amends/domain/kernel/ids";
import type { Leg } from "@amends/domain/settlement/postings";
import type { Item, Settlement } from "@amends/flows/reconciliation/reconciliation-ports";
import type pg from "pg";
import { writeBook } from "../recourse/merchant-book.ts";

/** The key is of the item and of how often it was posted before: what is undone and done again is posted again, and nothing twice. */
export const post = async (
  client: pg.ClientBase,
  operationId: OperationId,
  { gateway, itemKey, times }: { readonly gateway: string; readonly itemKey: string; readonly times: number },
  legs: readonly Leg[],
  at: Settlement["at"],
  currency: Item["currency"],
): Promise<void> => {
  const place = { shard: shardOf(operationId), sellerId: operationId, operationId };
  const key = `${gateway}/${itemKey}:${times}`;
  await writeBook(client, place, { kind: "reconciliation", key, at, caseId: null, recourseId: null, eventSeq: null, currency, legs });
};

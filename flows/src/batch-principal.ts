import type { BatchPerson, BatchRole, BatchState } from "@amends/domain/batch/batch-state";
import { assert } from "@amends/domain/kernel/assert";
import type { Principal } from "./scope.ts";

/** Those who may open and decide batches: staff who speak to buyers, and a seller for goods of their own. */
export type BatchPrincipal = Extract<Principal, { readonly accountId: unknown }> & { readonly role: BatchRole };

export const personOf = ({ role, accountId }: BatchPrincipal): BatchPerson => ({ role, accountId });

/** What is sent for a batch is sent in the name of whoever decided it last: their word is the one that counts. */
export const deciderOf = ({ batchId, operationId, sellerId, reviewedBy }: BatchState): BatchPrincipal => {
  const decider = reviewedBy.at(-1);
  assert(decider !== undefined, `${batchId} is sent after somebody decided it`);
  return asPrincipal(decider, { operationId, sellerId });
};

export const openerOf = ({ operationId, sellerId, openedBy }: BatchState): BatchPrincipal =>
  asPrincipal(openedBy, { operationId, sellerId });

const asPrincipal = (
  { role, accountId }: BatchPerson,
  { operationId, sellerId }: Pick<BatchState, "operationId" | "sellerId">,
): BatchPrincipal => (role === "seller" ? { role, operationId, accountId, sellerId } : { role, operationId, accountId });

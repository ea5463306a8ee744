import { actorOf, type Principal } from "@amends/flows/scope";

/** A seller's id is the account; the merchant stands beside it. */
export const identityOf = (principal: Principal) => ({
  role: principal.role,
  operationId: principal.operationId,
  id: principal.role === "seller" ? principal.accountId : actorOf(principal).id,
  ...(principal.role === "seller" ? { sellerId: principal.sellerId } : {}),
});

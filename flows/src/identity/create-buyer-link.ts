import type { OrderId } from "@amends/domain/kernel/ids";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import { BUYER_LINK_LIFE_MS } from "@amends/domain/party/sign-in-limits";
import { actorOf, type Principal, scopeOf } from "../scope.ts";
import type { IdentityPorts } from "./ports.ts";

export type BuyerLinkCreated =
  | { readonly kind: "created"; readonly token: string; readonly expiresAt: Instant }
  | { readonly kind: "not_found" };

/** The link alone opens nothing: it lets its holder ask for a code that goes to the contact given with the order. */
export const createBuyerLink =
  ({ buyerLinks, secrets, findOrderBuyer }: Pick<IdentityPorts, "buyerLinks" | "secrets" | "findOrderBuyer">) =>
  async (principal: Principal, orderId: OrderId, now: Instant): Promise<BuyerLinkCreated> => {
    const customerId = await findOrderBuyer(scopeOf(principal), orderId);
    if (customerId === undefined) return { kind: "not_found" };
    const token = secrets.newToken("bl_");
    const expiresAt = addMs(now, BUYER_LINK_LIFE_MS);
    await buyerLinks.insert({
      linkId: secrets.newId("key", now),
      operationId: principal.operationId,
      orderId,
      customerId,
      tokenHash: secrets.hashToken(token),
      createdBy: actorOf(principal).id,
      createdAt: now,
      expiresAt,
    });
    return { kind: "created", token, expiresAt };
  };

import { refuse } from "@amends/contract/errors";
import { createBuyerLink } from "@amends/contract/routes/buyer-link/create";
import { createBuyerLink as createBuyerLinkFlow } from "@amends/flows/identity/create-buyer-link";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const createBuyerLinkRoute = ({ identity }: Pick<ServerDeps, "identity">) =>
  mount(createBuyerLink, async ({ principal, body: { orderId }, now }) => {
    const outcome = await createBuyerLinkFlow(identity)(principal, orderId, now);
    if (outcome.kind === "not_found") return refuse("not_found", { id: orderId });
    return answer(201, { token: outcome.token, expiresAt: outcome.expiresAt });
  });

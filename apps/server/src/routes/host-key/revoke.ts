import { refuse } from "@amends/contract/errors";
import { revokeHostKey } from "@amends/contract/routes/host-key/revoke";
import type { RouteDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

/** Every token of the operation's hosts is checked anew: a remembered one does not say which key had signed it. */
export const revokeHostKeyRoute = ({ identity, known }: Pick<RouteDeps, "identity" | "known">) =>
  mount(revokeHostKey, async ({ principal: { operationId }, params: { keyId }, now }) => {
    const outcome = await identity.hostKeys.revoke(operationId, keyId, now);
    if (outcome === "not_found") return refuse("not_found", { id: keyId });
    known.forgetWhere(({ principal: gone }) => gone.role === "buyer" && gone.via === "host_token" && gone.operationId === operationId);
    return answer(204);
  });

import { refuse } from "@amends/contract/errors";
import { revokeApiKey } from "@amends/contract/routes/api-key/revoke";
import type { RouteDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const revokeApiKeyRoute = ({ identity, known }: Pick<RouteDeps, "identity" | "known">) =>
  mount(revokeApiKey, async ({ principal, params: { keyId }, now }) => {
    const outcome = await identity.apiKeys.revoke(principal.operationId, keyId, now);
    if (outcome === "not_found") return refuse("not_found", { id: keyId });
    known.forgetWhere(({ principal: gone }) => gone.role === "integrator" && gone.keyId === keyId);
    return answer(204);
  });

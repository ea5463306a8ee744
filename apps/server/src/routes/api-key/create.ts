import { createApiKey } from "@amends/contract/routes/api-key/create";
import { createApiKey as createApiKeyFlow } from "@amends/flows/identity/create-api-key";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const createApiKeyRoute = ({ identity }: Pick<ServerDeps, "identity">) =>
  mount(createApiKey, async ({ principal, body, now }) => {
    const created = await createApiKeyFlow(identity)(principal.operationId, body, now);
    return answer(201, created, { location: `/v1/api-keys/${created.keyId}` });
  });

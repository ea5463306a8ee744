import { refuse } from "@amends/contract/errors";
import { listSandboxOutbox } from "@amends/contract/routes/sandbox/list-outbox";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const listSandboxOutboxRoute = ({ outbox }: Pick<ServerDeps, "outbox">) =>
  mount(listSandboxOutbox, async ({ principal }) => {
    if (outbox === null) return refuse("not_found", { id: "sandbox" });
    const own = outbox().filter(({ operationId }) => operationId === principal.operationId);
    return answer(200, {
      items: own.map(({ orderId, customerId, code, expiresAt }) => ({ orderId, customerId, code, expiresAt })).reverse(),
    });
  });

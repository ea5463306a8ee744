import { refuse } from "@amends/contract/errors";
import { retryWebhook } from "@amends/contract/routes/stuck/retry-webhook";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

/** What is left after so many is sent again by asking once more. */
const REPLAYED_MAX = 1000;

export const retryWebhookRoute = ({ webhooks }: Pick<ServerDeps, "webhooks">) =>
  mount(retryWebhook, async ({ principal: { operationId }, params: { webhookId }, now }) => {
    const store = webhooks.ports.webhooks;
    if ((await store.find(operationId, webhookId)) === null) return refuse("not_found", { id: webhookId });
    const everything = { fromFeedSeq: 0, toFeedSeq: Number.MAX_SAFE_INTEGER, status: "dead" } as const;
    const replayed = await store.replay(operationId, webhookId, everything, REPLAYED_MAX, now);
    webhooks.wake();
    return answer(202, { replayed });
  });

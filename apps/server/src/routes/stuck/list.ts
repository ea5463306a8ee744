import { listStuck } from "@amends/contract/routes/stuck/list";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

/** More than a screenful is one fault with many faces: what stands first tells which. */
const SHOWN_MAX = 200;

export const listStuckRoute = ({ reads, finance, notices, webhooks }: Pick<ServerDeps, "reads" | "finance" | "notices" | "webhooks">) =>
  mount(listStuck, async ({ scope, now }) => {
    const [{ effects, deadlines, feedLagSeconds }, advances, unsent, endpoints] = await Promise.all([
      reads.stuck.find(scope, now, SHOWN_MAX),
      finance.stuckAdvances.list(scope.operationId, SHOWN_MAX),
      notices.stuck.find(scope.operationId, SHOWN_MAX),
      webhooks.ports.webhooks.list(scope.operationId),
    ]);
    const given = endpoints.filter(({ dead, status }) => dead > 0 || status === "gone");
    return answer(200, {
      effects: [...effects],
      deadlines: [...deadlines],
      advances: [...advances],
      notices: [...unsent],
      webhooks: given.map(({ webhookId, url, status, dead, waiting }) => ({ webhookId, host: hostOf(url), status, dead, waiting })),
      feedLagSeconds,
    });
  });

/** Not the whole address: a path may hold a secret. */
const hostOf = (url: string): string => URL.parse(url)?.host ?? "?";

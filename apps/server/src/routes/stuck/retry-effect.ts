import { refuse } from "@amends/contract/errors";
import { retryEffect } from "@amends/contract/routes/stuck/retry-effect";
import { actorOf } from "@amends/flows/scope";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const retryEffectRoute = ({ reads, filing }: Pick<ServerDeps, "reads" | "filing">) =>
  mount(retryEffect, async ({ principal, scope, params: { effectId }, body: { reason }, now }) => {
    const isRetried = await reads.stuck.retry(scope, effectId, { by: actorOf(principal), reason, at: now });
    if (!isRetried) return refuse("not_found", { id: effectId });
    filing.committed();
    return answer(204);
  });

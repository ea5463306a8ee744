import { listStuck } from "@amends/contract/routes/stuck/list";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

/** More than a screenful is one fault with many faces: what stands first tells which. */
const SHOWN_MAX = 200;

export const listStuckRoute = ({ reads, notices }: Pick<ServerDeps, "reads" | "notices">) =>
  mount(listStuck, async ({ scope, now }) => {
    const [{ effects, deadlines, feedLagSeconds }, unsent] = await Promise.all([
      reads.stuck.find(scope, now, SHOWN_MAX),
      notices.stuck.find(scope.operationId, SHOWN_MAX),
    ]);
    return answer(200, { effects: [...effects], deadlines: [...deadlines], notices: [...unsent], feedLagSeconds });
  });

import { refuse } from "@amends/contract/errors";
import { retryAdvance } from "@amends/contract/routes/stuck/retry-advance";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const retryAdvanceRoute = ({ finance }: Pick<ServerDeps, "finance">) =>
  mount(retryAdvance, async ({ scope: { operationId }, params: { caseId }, now }) =>
    (await finance.stuckAdvances.retry(operationId, caseId, now)) ? answer(204) : refuse("not_found", { id: caseId }),
  );

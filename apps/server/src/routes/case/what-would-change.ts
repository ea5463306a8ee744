import { refuse } from "@amends/contract/errors";
import { showWhatWouldChange as showWhatWouldChangeRouteOf } from "@amends/contract/routes/case/what-would-change";
import { showWhatWouldChange } from "@amends/flows/suppose-facts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const showWhatWouldChangeRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(showWhatWouldChangeRouteOf, async ({ scope, params: { caseId } }) => {
    const shown = await showWhatWouldChange(reads, scope, caseId);
    if (shown === null) return refuse("not_found", { id: caseId });
    return answer(200, { caseId, outcome: shown.outcome, improvements: [...shown.improvements] });
  });

import { refuse } from "@amends/contract/errors";
import { showDecision as showDecisionRouteOf } from "@amends/contract/routes/case/show-decision";
import { showDecision } from "@amends/flows/show-decision";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { decisionOf } from "../../views/decision-view.ts";

export const showDecisionRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(showDecisionRouteOf, async ({ scope, params: { caseId } }) => {
    const shown = await showDecision(reads, scope, caseId);
    return shown === null ? refuse("not_found", { id: caseId }) : answer(200, decisionOf(shown));
  });

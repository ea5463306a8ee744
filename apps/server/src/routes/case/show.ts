import { refuse } from "@amends/contract/errors";
import { showCase as showCaseRouteOf } from "@amends/contract/routes/case/show";
import { showCase } from "@amends/flows/show-case";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { detailOf } from "../../views/case-view.ts";

export const showCaseRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(showCaseRouteOf, async ({ principal, params: { caseId } }) => {
    const shown = await showCase(reads, principal, caseId);
    return shown === null ? refuse("not_found", { id: caseId }) : answer(200, detailOf(shown), { version: shown.state.version });
  });

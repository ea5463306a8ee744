import { refuse } from "@amends/contract/errors";
import { showCaseSums as showCaseSumsRouteOf } from "@amends/contract/routes/case/show-sums";
import { showCaseSums } from "@amends/flows/show-case-sums";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { sumsOf } from "../../views/sums-view.ts";

export const showCaseSumsRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(showCaseSumsRouteOf, async ({ principal, params: { caseId } }) => {
    const shown = await showCaseSums(reads, principal, caseId);
    return shown === null ? refuse("not_found", { id: caseId }) : answer(200, sumsOf(shown));
  });

import { refuse } from "@amends/contract/errors";
import { showCase as showCaseRouteOf } from "@amends/contract/routes/case/show";
import { showCase } from "@amends/flows/show-case";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { detailOf } from "../../views/case-view.ts";

export const showCaseRoute = ({ reads, calendars, notices: { inbox } }: Pick<ServerDeps, "reads" | "calendars" | "notices">) =>
  mount(showCaseRouteOf, async ({ principal, params: { caseId }, now }) => {
    const shown = await showCase({ ...reads, calendarOf: calendars.of, firstTold: inbox.firstTold }, principal, caseId, now);
    return shown === null ? refuse("not_found", { id: caseId }) : answer(200, detailOf(shown), { version: shown.state.version });
  });

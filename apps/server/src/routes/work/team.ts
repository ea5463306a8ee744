import { randomUUID } from "node:crypto";
import { refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/work/team";
import type { Role } from "@amends/domain/party/party";
import { showTeam } from "@amends/flows/work/show-team";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { workAgentView, workItemView } from "../../views/work-view.ts";

type Deps = Pick<ServerDeps, "work">;

const HINDRANCES_MOST = 200;
/** Who leads the review. */
const LEADS: ReadonlySet<Role> = new Set<Role>(["supervisor", "admin"]);

export const teamRoutes = ({ work }: Deps) => ({
  showTeam: mount(route.showTeam, async ({ principal: { operationId, accountId, role }, query: { days }, now }) => {
    const shown = await showTeam(work, operationId, days, now);
    const seesAll = LEADS.has(role);
    return answer(200, {
      agents: shown.agents.map(workAgentView),
      breaching: shown.breaching.map(workItemView),
      // Whose misses they are is between a person and their supervisor.
      attainment: shown.attainment.map(row => (seesAll || row.accountId === accountId ? row : { ...row, accountId: null })),
      recognised: [...shown.recognised],
      recognisedBy: shown.recognisedBy.map(({ zh, en }) => ({ zh, en })),
    });
  }),
  reportHindrance: mount(route.reportHindrance, async ({ principal: { operationId, accountId }, scope, body, now }) => {
    if (body.itemId !== null && (await work.work.find(scope, body.itemId)) === null) return refuse("not_found", { id: body.itemId });
    const hindranceId = randomUUID();
    await work.team.report(operationId, { hindranceId, accountId, ...body, reportedAt: now });
    return answer(201, { hindranceId });
  }),
  listHindrances: mount(route.listHindrances, async ({ principal: { operationId, accountId, role }, query: { status } }) => {
    const filter = { isOpen: status === "any" ? null : status === "open", accountId: LEADS.has(role) ? null : accountId };
    return answer(200, { items: [...(await work.team.hindrances(operationId, filter, HINDRANCES_MOST))] });
  }),
  reviewHindrance: mount(route.reviewHindrance, async ({ principal: { operationId, accountId }, params: { hindranceId }, body, now }) => {
    const reviewed = await work.team.review(operationId, hindranceId, { by: accountId, answer: body.answer, at: now });
    return reviewed === null ? refuse("not_found", { id: hindranceId }) : answer(200, reviewed);
  }),
});

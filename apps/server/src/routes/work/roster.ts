import { randomUUID } from "node:crypto";
import { refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/work/roster";
import { dateText, parseDate } from "@amends/domain/kernel/calendar";
import { addMs, DAY_MS } from "@amends/domain/kernel/time";
import { operationInForce } from "@amends/flows/operation-in-force";
import { showStaffing } from "@amends/flows/work/show-staffing";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

type Deps = Pick<ServerDeps, "work" | "identity" | "reads">;

/** More accounts than a desk has places for. */
const ACCOUNTS_MOST = 1000;
const LONGEST_MS = 92 * DAY_MS;

export const rosterRoutes = ({ work, identity, reads }: Deps) => ({
  showRoster: mount(route.showRoster, async ({ principal: { operationId }, query, now }) => {
    const [{ running }, agents, accounts, changes] = await Promise.all([
      operationInForce(reads.policy, operationId, now),
      work.agents.list(operationId, null),
      identity.accounts.list(operationId, undefined, ACCOUNTS_MOST),
      work.roster.changes(operationId, { fromAt: query.fromAt, untilAt: addMs(query.fromAt, query.days * DAY_MS) }),
    ]);
    const { team = [], skill = [] } = running.pack.vocabulary;
    const placed = new Set(agents.map(({ accountId }) => accountId));
    const without = accounts.filter(({ accountId, isDisabled }) => !isDisabled && !placed.has(accountId));
    return answer(200, {
      teams: [...team],
      skills: [...skill],
      withoutPlace: without.map(({ accountId, name }) => ({ accountId, name })),
      changes: [...changes],
    });
  }),
  enterShiftChange: mount(
    route.enterShiftChange,
    async ({ principal: { operationId, accountId: enteredBy }, params: { accountId }, body, now }) => {
      if ((await identity.accounts.find(operationId, accountId)) === undefined) return refuse("not_found", { id: accountId });
      if ((await work.agents.find(operationId, accountId)) === null) return refuse("not_an_agent", { accountId });
      const lengthMs = body.untilAt - body.fromAt;
      if (lengthMs <= 0 || lengthMs > LONGEST_MS)
        return refuse("span_not_forward", { from: new Date(body.fromAt).toISOString(), until: new Date(body.untilAt).toISOString() });
      const change = { changeId: randomUUID(), accountId, ...body, enteredBy, enteredAt: now };
      await work.roster.enter(operationId, change);
      return answer(201, change);
    },
  ),
  takeBackShiftChange: mount(route.takeBackShiftChange, async ({ principal: { operationId }, params: { changeId } }) =>
    (await work.roster.takeBack(operationId, changeId)) ? answer(204) : refuse("not_found", { id: changeId }),
  ),
  showStaffing: mount(route.showStaffing, async ({ principal: { operationId }, query: { day }, now, language }) => {
    const shown = await showStaffing(work, operationId, day === undefined ? null : parseDate(day), now);
    const goals = shown.goals.map(({ rowId, meta, ...goal }) => ({
      ...goal,
      ruleId: rowId,
      status: meta.status,
      source: meta.source,
      name: meta[language],
    }));
    return answer(200, { day: dateText(shown.day), halfHours: [...shown.halfHours], goals });
  }),
});

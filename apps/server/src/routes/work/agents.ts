import { refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/work/agents";
import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Vocabulary } from "@amends/domain/policy/vocabulary";
import { overlappingShift, type Shift } from "@amends/domain/work/shift-plan";
import { operationInForce } from "@amends/flows/operation-in-force";
import { startingAgent } from "@amends/flows/work/starting-agent";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { workAgentView } from "../../views/work-view.ts";

type Deps = Pick<ServerDeps, "work" | "identity" | "reads">;

export const workAgentRoutes = ({ work: { agents }, identity, reads }: Deps) => {
  const vocabularyOf = async (operationId: OperationId, at: Instant): Promise<Vocabulary> =>
    (await operationInForce(reads.policy, operationId, at)).running.pack.vocabulary;
  return {
    listAgents: mount(route.listAgents, async ({ principal }) => {
      const sellerId = principal.role === "seller" ? principal.sellerId : null;
      return answer(200, { items: (await agents.list(principal.operationId, sellerId)).map(workAgentView) });
    }),
    putAgent: mount(route.putAgent, async ({ principal: { operationId }, params: { accountId }, body, now }) => {
      const account = await identity.accounts.find(operationId, accountId);
      if (account === undefined) return refuse("not_found", { id: accountId });
      const { skill: skills = [], team: teams = [] } = await vocabularyOf(operationId, now);
      const skill = body.skills.find(each => !skills.includes(each));
      if (skill !== undefined) return refuse("skill_unknown", { skill, known: skills.join(", ") });
      const team = body.teams.find(each => !teams.includes(each));
      if (team !== undefined) return refuse("team_unknown", { team, known: teams.join(", ") });
      const overlap = overlappingShift(body.shifts);
      if (overlap !== null) return refuse("shifts_overlap", { weekday: String(overlap.weekday), span: spanText(overlap) });
      const sellerId = account.role === "seller" ? account.sellerId : null;
      return answer(200, workAgentView(await agents.put(operationId, { accountId, role: account.role, sellerId, ...body })));
    }),
    setDuty: mount(route.setDuty, async ({ principal: { operationId, accountId }, body: { isOnDuty }, now }) => {
      const known = await agents.setDuty(operationId, accountId, isOnDuty, now);
      if (known !== null) return answer(200, workAgentView(known));
      const account = await identity.accounts.find(operationId, accountId);
      if (account === undefined) throw new Error(`broken invariant: ${accountId} is signed in and exists`);
      await agents.put(operationId, startingAgent(account, await vocabularyOf(operationId, now)));
      const begun = await agents.setDuty(operationId, accountId, isOnDuty, now);
      if (begun === null) throw new Error(`broken invariant: ${accountId} has a place at the queue`);
      return answer(200, workAgentView(begun));
    }),
    setAdvisor: mount(route.setAdvisor, async ({ principal: { operationId }, scope, params: { customerId }, body: { accountId } }) => {
      if ((await reads.customers.find(scope, customerId)) === null) return refuse("not_found", { id: customerId });
      if (accountId !== null && (await identity.accounts.find(operationId, accountId)) === undefined)
        return refuse("not_found", { id: accountId });
      if (accountId !== null && (await agents.find(operationId, accountId)) === null) return refuse("not_an_agent", { accountId });
      await agents.setAdvisor(operationId, customerId, accountId);
      return answer(204);
    }),
    showAdvisor: mount(route.showAdvisor, async ({ principal: { operationId }, scope, params: { customerId } }) => {
      if ((await reads.customers.find(scope, customerId)) === null) return refuse("not_found", { id: customerId });
      return answer(200, (await agents.advisor(operationId, customerId)) ?? { accountId: null, name: null });
    }),
  };
};

/** 09:00–18:00 */
const spanText = ({ fromMinute, toMinute }: Shift): string => [fromMinute, toMinute].map(clockText).join("–");
const clockText = (minute: number): string => [Math.floor(minute / 60), minute % 60].map(part => String(part).padStart(2, "0")).join(":");

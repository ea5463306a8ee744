import { dayAt } from "@amends/domain/kernel/calendar";
import type { OperationId } from "@amends/domain/kernel/ids";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import { type Recognised, recognised } from "@amends/domain/work/recognition";
import { BREACHING_WITHIN_MS } from "@amends/domain/work/work-item";
import type { Policy } from "../policy-port.ts";
import type { Attainment, TeamStore } from "./team-ports.ts";
import type { AgentStore, WorkAgentRow, WorkItem } from "./work-ports.ts";

export type TeamPorts = { readonly team: TeamStore; readonly agents: AgentStore; readonly policy: Pick<Policy, "operation"> };

export type ShownTeam = {
  readonly agents: readonly WorkAgentRow[];
  readonly breaching: readonly WorkItem[];
  readonly attainment: readonly Attainment[];
  readonly recognised: readonly (Recognised & { readonly name: string })[];
};

const BREACHING_MOST = 30;

export const showTeam = async (ports: TeamPorts, operationId: OperationId, days: number, at: Instant): Promise<ShownTeam> => {
  const operation = await ports.policy.operation(operationId, at);
  if (operation === null) throw new Error(`broken invariant: ${operationId} was signed in to and exists`);
  const [agents, breaching, attainment] = await Promise.all([
    ports.agents.list(operationId, null),
    ports.team.breaching(operationId, addMs(at, BREACHING_WITHIN_MS), BREACHING_MOST),
    ports.team.attainment(operationId, dayAt(at, operation.facts.zone) - days + 1),
  ]);
  const names = new Map(agents.map(({ accountId, name }) => [accountId, name]));
  return {
    agents,
    breaching,
    attainment,
    recognised: recognised(handledBySomebody(attainment)).flatMap(each => {
      const name = names.get(each.accountId);
      return name === undefined ? [] : [{ ...each, name }];
    }),
  };
};

const handledBySomebody = (attainment: readonly Attainment[]) =>
  attainment.flatMap(row => (row.standard === "handled" && row.accountId !== null ? [{ ...row, accountId: row.accountId }] : []));

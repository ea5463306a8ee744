import { dayAt } from "@amends/domain/kernel/calendar";
import type { OperationId } from "@amends/domain/kernel/ids";
import { addMs, DAY_MS, type Instant, MINUTE_MS } from "@amends/domain/kernel/time";
import { type Staffing, staffingFor } from "@amends/domain/work/erlang-c";
import { type Recognised, recognised } from "@amends/domain/work/recognition";
import type { Policy } from "../policy-port.ts";
import type { Attainment, HalfHour, TeamStore } from "./team-ports.ts";
import type { AgentStore, WorkAgentRow, WorkItem } from "./work-ports.ts";

export type TeamPorts = { readonly team: TeamStore; readonly agents: AgentStore; readonly policy: Pick<Policy, "operation"> };

export type ShownTeam = {
  readonly agents: readonly WorkAgentRow[];
  readonly breaching: readonly WorkItem[];
  readonly attainment: readonly Attainment[];
  readonly staffing: readonly PlannedHalfHour[];
  readonly recognised: readonly (Recognised & { readonly name: string })[];
};

/** What one half hour brought to one team, and how many people would have answered it in time. Null where nothing was handled yet to learn from. */
export type PlannedHalfHour = HalfHour & { readonly needed: Pick<Staffing, "agents" | "headcount" | "serviceLevel" | "occupancy"> | null };

const BREACHING_WITHIN_MS = 30 * MINUTE_MS;
const BREACHING_MOST = 30;

/** A person answers within half an hour, nine times in ten; a third of paid time goes to breaks, training and illness (policy.md §4.2, 25–35 %). */
export const STAFFING_GOAL = { withinSeconds: 1800, targetBasisPoints: 9000, shrinkageBasisPoints: 3000 } as const;
const HALF_HOUR_SECONDS = 1800;

export const showTeam = async (ports: TeamPorts, operationId: OperationId, days: number, at: Instant): Promise<ShownTeam> => {
  const operation = await ports.policy.operation(operationId, at);
  if (operation === null) throw new Error(`broken invariant: ${operationId} was signed in to and exists`);
  const [agents, breaching, attainment, halfHours] = await Promise.all([
    ports.agents.list(operationId, null),
    ports.team.breaching(operationId, addMs(at, BREACHING_WITHIN_MS), BREACHING_MOST),
    ports.team.attainment(operationId, dayAt(at, operation.facts.zone) - days + 1),
    ports.team.halfHours(operationId, addMs(at, -DAY_MS)),
  ]);
  const names = new Map(agents.map(({ accountId, name }) => [accountId, name]));
  return {
    agents,
    breaching,
    attainment,
    staffing: planned(halfHours),
    recognised: recognised(handledBySomebody(attainment)).flatMap(each => {
      const name = names.get(each.accountId);
      return name === undefined ? [] : [{ ...each, name }];
    }),
  };
};

const handledBySomebody = (attainment: readonly Attainment[]) =>
  attainment.flatMap(row => (row.standard === "handled" && row.accountId !== null ? [{ ...row, accountId: row.accountId }] : []));

/** How long one takes is a matter of the team and the day, not of one half hour. */
export const planned = (halfHours: readonly HalfHour[]): readonly PlannedHalfHour[] => {
  const spent = new Map<string, { readonly handled: number; readonly seconds: number }>();
  for (const { team, handled, handleSeconds } of halfHours) {
    const so = spent.get(team) ?? { handled: 0, seconds: 0 };
    spent.set(team, { handled: so.handled + handled, seconds: so.seconds + handleSeconds });
  }
  return halfHours.map(halfHour => {
    const { handled, seconds } = spent.get(halfHour.team) ?? { handled: 0, seconds: 0 };
    if (handled === 0 || seconds === 0) return { ...halfHour, needed: null };
    const handle = { arrivals: halfHour.arrived, perSeconds: HALF_HOUR_SECONDS, handleSeconds: seconds / handled };
    const { agents, headcount, serviceLevel, occupancy } = staffingFor({ ...handle, ...STAFFING_GOAL });
    return { ...halfHour, needed: { agents, headcount, serviceLevel, occupancy } };
  });
};

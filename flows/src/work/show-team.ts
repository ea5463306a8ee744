import type { StagePack } from "@amends/domain/intake/stage";
import { dayAt } from "@amends/domain/kernel/calendar";
import type { OperationId } from "@amends/domain/kernel/ids";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import type { RowMeta } from "@amends/domain/policy/row-meta";
import { type Recognised, type Recognition, recognised } from "@amends/domain/work/recognition";
import { BREACHING_SHOWN_MAX, BREACHING_WITHIN_MS } from "@amends/domain/work/work-item";
import { operationInForce } from "../operation-in-force.ts";
import type { Policy } from "../policy-port.ts";
import type { Attainment, TeamStore } from "./team-ports.ts";
import type { AgentStore, WorkAgentRow, WorkItem } from "./work-ports.ts";

export type TeamPorts = { readonly team: TeamStore; readonly agents: AgentStore; readonly policy: Pick<Policy, "operation"> };

/** With the promise in words, where the rules in force still have its row. */
type ShownAttainment = Attainment & { readonly words: Pick<RowMeta, "zh" | "en"> | null };

export type ShownTeam = {
  readonly agents: readonly WorkAgentRow[];
  readonly breaching: readonly WorkItem[];
  readonly attainment: readonly ShownAttainment[];
  readonly recognised: readonly (Recognised & { readonly name: string })[];
  /** By which rows of the rules they are named. */
  readonly recognisedBy: Recognition["rows"];
};

export const showTeam = async (ports: TeamPorts, operationId: OperationId, days: number, at: Instant): Promise<ShownTeam> => {
  const operation = await operationInForce(ports.policy, operationId, at);
  const [agents, breaching, attainment] = await Promise.all([
    ports.agents.list(operationId, null),
    ports.team.breaching(operationId, addMs(at, BREACHING_WITHIN_MS), BREACHING_SHOWN_MAX),
    ports.team.attainment(operationId, dayAt(at, operation.facts.zone) - days + 1),
  ]);
  const names = new Map(agents.map(({ accountId, name }) => [accountId, name]));
  const { facts, running } = operation;
  const { people, rows } = recognised(running.pack, facts, handledBySomebody(attainment));
  return {
    agents,
    breaching,
    attainment: attainment.map(row => ({ ...row, words: wordsOf(running.pack, row) })),
    recognised: people.flatMap(each => {
      const name = names.get(each.accountId);
      return name === undefined ? [] : [{ ...each, name }];
    }),
    recognisedBy: rows,
  };
};

/** Who answers first is promised where work is routed, when it is done by the promise of the step or a sooner standard. */
const PROMISED_IN = { answered: ["routing"], handled: ["standards", "promises"] } as const;

const wordsOf = ({ tables }: StagePack, { standard, rowId }: Attainment): ShownAttainment["words"] => {
  const rows = PROMISED_IN[standard].flatMap(table => tables.get(table)?.rows ?? []);
  const meta = rows.find(({ id }) => id === rowId)?.meta;
  return meta === undefined ? null : { zh: meta.zh, en: meta.en };
};

const handledBySomebody = (attainment: readonly Attainment[]) =>
  attainment.flatMap(row => (row.standard === "handled" && row.accountId !== null ? [{ ...row, accountId: row.accountId }] : []));

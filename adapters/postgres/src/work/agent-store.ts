import type { AccountId, SellerId } from "@amends/domain/kernel/ids";
import type { Role } from "@amends/domain/party/party";
import type { Shift } from "@amends/domain/work/shift-plan";
import type { WorkLanguage } from "@amends/domain/work/work-item";
import type { AgentStore, WorkAgentRow } from "@amends/flows/work/work-ports";
import type pg from "pg";
import { atOrNull } from "./work-rows.ts";

const COLUMNS = [
  "account_id",
  "name",
  "role",
  "seller_id",
  "teams",
  "skills",
  "languages",
  "capacity",
  "load",
  "is_on_duty",
  "duty_since",
  "shifts",
] as const;
const AGENT = COLUMNS.join(", ");
const agentIn = (row: string): string => COLUMNS.map(column => `${row}.${column}`).join(", ");

const FIND = { name: "work_agent_find", text: `select ${AGENT} from work_agents where operation_id = $1 and account_id = $2` };

/** Bounded: a desk of more people than this is several operations. */
const LIST = {
  name: "work_agent_list",
  text: `select ${AGENT} from work_agents where operation_id = $1 and ($2::text is null or seller_id = $2) order by is_on_duty desc, name, account_id limit 500`,
};

const PUT = {
  name: "work_agent_put",
  text: `
insert into work_agents (operation_id, account_id, name, role, seller_id, teams, skills, languages, capacity, shifts)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (operation_id, account_id) do update set name = excluded.name, role = excluded.role, seller_id = excluded.seller_id, teams = excluded.teams,
  skills = excluded.skills, languages = excluded.languages, capacity = excluded.capacity, shifts = excluded.shifts
returning ${AGENT}`,
};

/** The span of duty begins and ends with the row that says so. Who goes and comes within a millisecond has been there all along. */
const SET_DUTY = {
  name: "work_agent_set_duty",
  text: `
with was as materialized (
  select operation_id, account_id, is_on_duty from work_agents where operation_id = $1 and account_id = $2 for update
), begun as (
  insert into work_duty_spans (operation_id, account_id, from_at)
  select operation_id, account_id, $4::bigint from was where $3 and not is_on_duty
  on conflict (operation_id, account_id, from_at) do update set until_at = null
), ended as (
  update work_duty_spans d set until_at = greatest($4::bigint, d.from_at) from was
  where d.operation_id = was.operation_id and d.account_id = was.account_id and d.until_at is null and was.is_on_duty and not $3
)
update work_agents a set is_on_duty = $3, duty_since = case when was.is_on_duty = $3 then a.duty_since else $4::bigint end
from was where a.operation_id = was.operation_id and a.account_id = was.account_id returning ${agentIn("a")}`,
};

const SET_ADVISOR = {
  name: "work_advisor_set",
  text: `
insert into work_advisors (operation_id, customer_id, account_id) values ($1, $2, $3)
on conflict (operation_id, customer_id) do update set account_id = excluded.account_id`,
};
const DROP_ADVISOR = { name: "work_advisor_drop", text: "delete from work_advisors where operation_id = $1 and customer_id = $2" };

const ADVISOR = {
  name: "work_advisor",
  text: `
select v.account_id, a.name from work_advisors v left join work_agents a on a.operation_id = v.operation_id and a.account_id = v.account_id
where v.operation_id = $1 and v.customer_id = $2`,
};

const NAMES = {
  name: "work_agent_names",
  text: "select account_id, name from work_agents where operation_id = $1 and account_id = any($2::text[])",
};

export const createAgentStore = (pool: pg.Pool): AgentStore => ({
  find: async (operationId, accountId) => {
    const { rows } = await pool.query<AgentRow>({ ...FIND, values: [operationId, accountId] });
    return rows[0] === undefined ? null : agentOf(rows[0]);
  },
  list: async (operationId, sellerId) => {
    const { rows } = await pool.query<AgentRow>({ ...LIST, values: [operationId, sellerId] });
    return rows.map(agentOf);
  },
  put: async (operationId, agent) => {
    const { accountId, name, role, sellerId, teams, skills, languages, capacity, shifts } = agent;
    const values = [operationId, accountId, name, role, sellerId, teams, skills, languages, capacity, JSON.stringify(shifts)];
    const { rows } = await pool.query<AgentRow>({ ...PUT, values });
    if (rows[0] === undefined) throw new Error(`broken invariant: ${accountId} is written and read back`);
    return agentOf(rows[0]);
  },
  setDuty: async (operationId, accountId, isOnDuty, at) => {
    const { rows } = await pool.query<AgentRow>({ ...SET_DUTY, values: [operationId, accountId, isOnDuty, at] });
    return rows[0] === undefined ? null : agentOf(rows[0]);
  },
  setAdvisor: async (operationId, customerId, accountId) => {
    if (accountId === null) await pool.query({ ...DROP_ADVISOR, values: [operationId, customerId] });
    else await pool.query({ ...SET_ADVISOR, values: [operationId, customerId, accountId] });
  },
  advisor: async (operationId, customerId) => {
    const { rows } = await pool.query<{ readonly account_id: AccountId; readonly name: string | null }>({
      ...ADVISOR,
      values: [operationId, customerId],
    });
    return rows[0] === undefined ? null : { accountId: rows[0].account_id, name: rows[0].name };
  },
  names: async (operationId, accountIds) => {
    if (accountIds.length === 0) return new Map();
    const { rows } = await pool.query<{ readonly account_id: AccountId; readonly name: string }>({
      ...NAMES,
      values: [operationId, accountIds],
    });
    return new Map(rows.map(({ account_id, name }) => [account_id, name]));
  },
});

type AgentRow = {
  readonly account_id: AccountId;
  readonly name: string;
  readonly role: Role;
  readonly seller_id: SellerId | null;
  readonly teams: readonly string[];
  readonly skills: readonly string[];
  readonly languages: readonly WorkLanguage[];
  readonly capacity: number;
  readonly load: number;
  readonly is_on_duty: boolean;
  readonly duty_since: string | null;
  readonly shifts: readonly Shift[];
};

const agentOf = (row: AgentRow): WorkAgentRow => ({
  accountId: row.account_id,
  name: row.name,
  role: row.role,
  sellerId: row.seller_id,
  teams: row.teams,
  skills: row.skills,
  languages: row.languages,
  capacity: row.capacity,
  load: row.load,
  isOnDuty: row.is_on_duty,
  dutySince: atOrNull(row.duty_since),
  shifts: row.shifts,
});

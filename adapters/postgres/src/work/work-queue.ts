import type { EffectRequest } from "@amends/domain/case/effect";
import { type CaseId, type EffectId, type OperationId, shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { LeasedDeadline, LeasedEffect, WorkQueue } from "@amends/flows/case-ports";
import type pg from "pg";
import { fromJson, type Json } from "../json-minor.ts";

/**
 * A lease is nothing but a due time moved forward: a worker that dies gives its work back by doing nothing. `skip locked` keeps workers out of each
 * other's way; what is leased is committed before any call leaves, so no connection is held during one. What is due is found first and kept
 * (`materialized`), because an update that joins a limited sub-select may run it more than once.
 */
const LEASE_EFFECTS = {
  name: "lease_effects",
  text: `
with due as materialized (
  select shard, effect_id, due_at as was_due_at from effects
  where status = 'pending' and due_at <= $1::bigint order by due_at, shard, effect_id limit $3 for update skip locked
)
update effects e set due_at = $1::bigint + $2::bigint, attempts = e.attempts + 1
from due join effects asked on asked.shard = due.shard and asked.effect_id = due.effect_id
  join cases c on c.shard = asked.shard and c.case_id = asked.case_id
  join orders o on o.shard = c.shard and o.order_id = c.order_id
where e.shard = due.shard and e.effect_id = due.effect_id
returning e.effect_id, e.case_id, c.operation_id, e.attempts, e.faults, e.request, due.was_due_at, o.external_order_no,
  case when e.kind = 'amend_order' then o.facts end as "order"`,
};

const AWAIT_EFFECT = {
  name: "await_effect",
  text: `
update effects set due_at = case when due_at <= $3::bigint then due_at else $4 end, faults = 0, last_fault = null
where shard = $1 and effect_id = $2 and status = 'pending'`,
};

const PUT_OFF_EFFECT = {
  name: "put_off_effect",
  text: "update effects set due_at = $3, faults = faults + 1, last_fault = $4 where shard = $1 and effect_id = $2 and status = 'pending'",
};

const PARK_EFFECT = {
  name: "park_effect",
  text: "update effects set status = 'parked', faults = faults + 1, last_fault = $3 where shard = $1 and effect_id = $2 and status = 'pending'",
};

const DROP_EFFECT = {
  name: "drop_effect",
  text: "update effects set status = 'done' where shard = $1 and effect_id = $2 and status = 'pending'",
};

const LEASE_DEADLINES = {
  name: "lease_deadlines",
  text: `
with due as materialized (
  select d.shard, d.case_id, d.step_no, c.operation_id from deadlines d join cases c on c.shard = d.shard and c.case_id = d.case_id
  where d.due_at <= $1::bigint and d.leased_until <= $1::bigint
    and not exists (select from deadlines earlier where earlier.shard = d.shard and earlier.case_id = d.case_id
      and (earlier.due_at, earlier.step_no) < (d.due_at, d.step_no))
  order by d.due_at, d.shard, d.case_id limit $3 for update of d skip locked
)
update deadlines d set leased_until = $1::bigint + $2::bigint
from due where d.shard = due.shard and d.case_id = due.case_id and d.step_no = due.step_no
returning d.case_id, due.operation_id, d.step_no, d.due_at`,
};

const PUT_OFF_DEADLINE = {
  name: "put_off_deadline",
  text: "update deadlines set leased_until = $5 where shard = $1 and case_id = $2 and step_no = $3 and due_at = $4",
};

/** Both parts name the due time that was leased: a deadline that the case has set anew since then is not touched. */
const REALIGN_DEADLINE = {
  name: "realign_deadline",
  text: `
with step as (
  select least(due_at, (climb ->> 'nextAt')::bigint) as due_at from steps where shard = $1 and case_id = $2 and step_no = $3 and status = 'active' and due_at is not null
), gone as (
  delete from deadlines where shard = $1 and case_id = $2 and step_no = $3 and due_at = $4 and not exists (select from step)
)
update deadlines d set due_at = step.due_at, leased_until = 0 from step
where d.shard = $1 and d.case_id = $2 and d.step_no = $3 and d.due_at = $4`,
};

/** What is due already is leased or about to be; the time to wake for is the first after that. */
const NEXT_DEADLINE = {
  name: "next_deadline",
  text: "select due_at from deadlines where due_at > $1::bigint order by due_at limit 1",
};

export const createWorkQueue = (pool: pg.Pool): WorkQueue => ({
  leaseEffects: async (at, leaseMs, most) => {
    const { rows } = await pool.query<EffectRow>({ ...LEASE_EFFECTS, values: [at, leaseMs, most] });
    return rows.toSorted((left, right) => Number(left.was_due_at) - Number(right.was_due_at)).map(leasedEffect);
  },
  awaitEffect: async (effectId, at, until) => {
    await pool.query({ ...AWAIT_EFFECT, values: [shardOf(effectId), effectId, at, until] });
  },
  putOffEffect: async (effectId, until, fault) => {
    await pool.query({ ...PUT_OFF_EFFECT, values: [shardOf(effectId), effectId, until, fault] });
  },
  parkEffect: async (effectId, fault) => {
    await pool.query({ ...PARK_EFFECT, values: [shardOf(effectId), effectId, fault] });
  },
  dropEffect: async effectId => {
    await pool.query({ ...DROP_EFFECT, values: [shardOf(effectId), effectId] });
  },
  leaseDeadlines: async (at, leaseMs, most) => {
    const { rows } = await pool.query<DeadlineRow>({ ...LEASE_DEADLINES, values: [at, leaseMs, most] });
    return rows.map(leasedDeadline).toSorted((left, right) => left.dueAt - right.dueAt);
  },
  putOffDeadline: async (deadline, until) => {
    await pool.query({ ...PUT_OFF_DEADLINE, values: [...keyOf(deadline), until] });
  },
  realignDeadline: async deadline => {
    await pool.query({ ...REALIGN_DEADLINE, values: [...keyOf(deadline)] });
  },
  nextDeadlineAt: async at => {
    const { rows } = await pool.query<{ readonly due_at: string }>({ ...NEXT_DEADLINE, values: [at] });
    return rows[0] === undefined ? null : (Number(rows[0].due_at) as Instant);
  },
});

type EffectRow = {
  readonly effect_id: EffectId;
  readonly case_id: CaseId;
  readonly operation_id: OperationId;
  readonly attempts: number;
  readonly faults: number;
  readonly request: Json;
  readonly was_due_at: string;
  readonly external_order_no: string;
  readonly order: Json;
};
type DeadlineRow = { readonly case_id: CaseId; readonly operation_id: OperationId; readonly step_no: number; readonly due_at: string };

const leasedEffect = (row: EffectRow): LeasedEffect => ({
  effectId: row.effect_id,
  caseId: row.case_id,
  operationId: row.operation_id,
  attempts: row.attempts,
  faults: row.faults,
  request: fromJson<EffectRequest>(row.request),
  externalOrderNo: row.external_order_no,
  order: row.order === null ? null : fromJson<OrderFacts>(row.order),
});

const leasedDeadline = (row: DeadlineRow): LeasedDeadline => ({
  caseId: row.case_id,
  operationId: row.operation_id,
  stepNo: row.step_no,
  dueAt: Number(row.due_at) as Instant,
});

const keyOf = ({ caseId, stepNo, dueAt }: LeasedDeadline) => [shardOf(caseId), caseId, stepNo, dueAt] as const;

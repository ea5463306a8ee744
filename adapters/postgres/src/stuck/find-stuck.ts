import type { StepOwner } from "@amends/domain/case/step";
import { type CaseId, type EffectId, shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { StuckDeadline, StuckEffect, StuckWork } from "@amends/flows/read-ports";
import type { Scope } from "@amends/flows/scope";
import type { Pool } from "pg";
import { scopeValues } from "../scope-values.ts";
import { readWorkStanding } from "../work/work-standing.ts";

const IN_SCOPE = "k.operation_id = $1 and ($2::text is null or k.customer_id = $2) and ($3::text is null or k.seller_id = $3)";

/** Parked ones wait for a person; a pending one whose time is long over was not picked up. Both indexes hold few rows, or something is very wrong. */
const EFFECTS = {
  name: "stuck_effects",
  text: `
select e.effect_id, e.case_id, k.short_no, e.kind, e.due_at, e.attempts, e.last_fault, e.status
from effects e join cases k on k.shard = e.shard and k.case_id = e.case_id
where (e.status = 'parked' or (e.status = 'pending' and e.due_at <= $4)) and ${IN_SCOPE}
order by e.due_at, e.effect_id limit $5`,
};

const DEADLINES = {
  name: "stuck_deadlines",
  text: `
select d.case_id, d.step_no, d.due_at, k.short_no, t.type, t.owner
from deadlines d join cases k on k.shard = d.shard and k.case_id = d.case_id
join steps t on t.shard = d.shard and t.case_id = d.case_id and t.step_no = d.step_no
where d.due_at <= $4 and ${IN_SCOPE}
order by d.due_at, d.case_id, d.step_no limit $5`,
};

/** One statement: the deed and its record become durable together. */
const RETRY = {
  name: "stuck_effect_retry",
  text: `
with retried as (
  update effects e set status = 'pending', due_at = $4, faults = 0 from cases k
  where e.shard = $5 and e.effect_id = $6 and e.status = 'parked' and k.shard = e.shard and k.case_id = e.case_id and ${IN_SCOPE}
  returning e.shard, k.operation_id, e.effect_id
)
insert into access_log (shard, operation_id, at, action, actor, target_id, reason)
select shard, operation_id, $4, 'retry_effect', $7, effect_id, $8 from retried`,
};

/** Work is late when it has been due for this long: workers look twice a second. */
const LATE_MS = 60_000;

type EffectRow = {
  readonly effect_id: EffectId;
  readonly case_id: CaseId;
  readonly short_no: string;
  readonly kind: string;
  readonly due_at: string;
  readonly attempts: number;
  readonly last_fault: string | null;
  readonly status: "parked" | "pending";
};
type DeadlineRow = {
  readonly case_id: CaseId;
  readonly step_no: number;
  readonly due_at: string;
  readonly short_no: string;
  readonly type: string;
  readonly owner: StepOwner;
};

export const createStuckWork = (pool: Pool): StuckWork => ({
  find: async (scope, at, most) => {
    const values = [...scopeValues(scope), at - LATE_MS, most];
    const [effects, deadlines, { feedLagSeconds }] = await Promise.all([
      pool.query<EffectRow>({ ...EFFECTS, values }),
      pool.query<DeadlineRow>({ ...DEADLINES, values }),
      readWorkStanding(pool, at),
    ]);
    return { effects: effects.rows.map(stuckEffect), deadlines: deadlines.rows.map(stuckDeadline), feedLagSeconds };
  },
  retry: async (scope: Scope, effectId, { by, reason, at }) => {
    const { rowCount } = await pool.query({ ...RETRY, values: [...scopeValues(scope), at, shardOf(effectId), effectId, by, reason] });
    return rowCount === 1;
  },
});

const stuckEffect = (row: EffectRow): StuckEffect => ({
  effectId: row.effect_id,
  caseId: row.case_id,
  shortNo: row.short_no,
  kind: row.kind,
  status: row.status === "parked" ? "parked" : "overdue",
  dueAt: Number(row.due_at) as Instant,
  attempts: row.attempts,
  lastFault: row.last_fault,
});

const stuckDeadline = (row: DeadlineRow): StuckDeadline => ({
  caseId: row.case_id,
  shortNo: row.short_no,
  stepNo: row.step_no,
  stepType: row.type,
  owner: row.owner,
  dueAt: Number(row.due_at) as Instant,
});

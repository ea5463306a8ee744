import type { CaseId, EffectId, OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { DueBook, DueWork } from "@amends/flows/advance-clock";
import type { SandboxClockStore } from "@amends/flows/movable-clock";
import type pg from "pg";

const READ = { name: "sandbox_clock_read", text: "select ahead_ms from sandbox_clock" };

const MOVE = {
  name: "sandbox_clock_move",
  text: `
insert into sandbox_clock (ahead_ms) values ($1)
on conflict (only_one) do update set ahead_ms = greatest(sandbox_clock.ahead_ms, excluded.ahead_ms) returning ahead_ms`,
};

type ClockRow = { readonly ahead_ms: string };

export const createSandboxClockStore = (pool: pg.Pool): SandboxClockStore => ({
  aheadMs: async () => {
    const { rows } = await pool.query<ClockRow>(READ);
    return Number(rows[0]?.ahead_ms ?? 0);
  },
  moveAhead: async aheadMs => {
    const { rows } = await pool.query<ClockRow>({ ...MOVE, values: [aheadMs] });
    return Number(rows[0]?.ahead_ms ?? aheadMs);
  },
});

const NEXT = {
  name: "due_next",
  text: `
select least(
  (select due_at from deadlines where due_at > $1::bigint order by due_at limit 1),
  (select due_at from effects where status = 'pending' and due_at > $1::bigint and effect_id <> all($2::text[]) order by due_at limit 1)
) as at`,
};

const DUE = {
  name: "due_by",
  text: `
select w.due_at, c.operation_id, w.case_id, w.step_no, s.type as step_type, w.effect_id, w.effect from (
  (select shard, due_at, case_id, step_no, null::text as effect_id, null::text as effect from deadlines
    where due_at <= $1::bigint order by due_at, shard, case_id limit $3)
  union all
  (select shard, due_at, case_id, null::int, effect_id, kind from effects
    where status = 'pending' and due_at <= $1::bigint and effect_id <> all($2::text[]) order by due_at, shard, effect_id limit $3)
) w join cases c on c.shard = w.shard and c.case_id = w.case_id
  left join steps s on s.shard = w.shard and s.case_id = w.case_id and s.step_no = w.step_no
order by w.due_at, w.case_id, w.step_no, w.effect_id`,
};

type DueRow = { readonly due_at: string; readonly operation_id: OperationId; readonly case_id: CaseId } & (
  | { readonly step_no: number; readonly step_type: string; readonly effect_id: null; readonly effect: null }
  | { readonly step_no: null; readonly step_type: null; readonly effect_id: EffectId; readonly effect: string }
);

/** Over all shards: for a sandbox, which lies on one machine. */
export const createDueBook = (pool: pg.Pool): DueBook => ({
  nextAt: async (after, without) => {
    const { rows } = await pool.query<{ readonly at: string | null }>({ ...NEXT, values: [after, without] });
    const at = rows[0]?.at ?? null;
    return at === null ? null : (Number(at) as Instant);
  },
  dueBy: async (at, without, most) => {
    const { rows } = await pool.query<DueRow>({ ...DUE, values: [at, without, most] });
    return rows.map(dueWork);
  },
});

const dueWork = (row: DueRow): DueWork => {
  const place = { dueAt: Number(row.due_at) as Instant, operationId: row.operation_id, caseId: row.case_id };
  return row.effect_id === null
    ? { kind: "deadline", ...place, stepNo: row.step_no, stepType: row.step_type }
    : { kind: "effect", ...place, effectId: row.effect_id, effect: row.effect };
};

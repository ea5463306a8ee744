import type { Instant } from "@amends/domain/kernel/time";
import type { Alarm, AlarmStore } from "@amends/flows/recourse-ports";
import type pg from "pg";

const RAISE = {
  name: "alarm_raise",
  text: `
insert into alarms (operation_id, kind, target_id, raised_at, detail) values ($1, $2, $3, $4, $5)
on conflict (operation_id, kind, target_id) do update set raised_at = excluded.raised_at, detail = excluded.detail, settled_at = null, settled_by = null
where alarms.settled_at is not null`,
};
const LIST = {
  name: "alarms_open",
  text: `
select operation_id as "operationId", kind, target_id as "targetId", raised_at, detail #>> '{}' as detail from alarms
where operation_id = $1 and settled_at is null order by raised_at desc limit $2`,
};
const SETTLE = {
  name: "alarm_settle",
  text: "update alarms set settled_at = $4, settled_by = $5 where operation_id = $1 and kind = $2 and target_id = $3 and settled_at is null",
};
const COUNT = { name: "alarms_count", text: "select count(*)::int as count from alarms where settled_at is null" };

export const createAlarmStore = (pool: pg.Pool): AlarmStore & { readonly countOpen: () => Promise<number> } => ({
  raise: async ({ operationId, kind, targetId, raisedAt, detail }) => {
    const { rowCount } = await pool.query({ ...RAISE, values: [operationId, kind, targetId, raisedAt, JSON.stringify(detail)] });
    return rowCount === 1;
  },
  listOpen: async (scope, most) => {
    const { rows } = await pool.query<Omit<Alarm, "raisedAt"> & { readonly raised_at: string }>({
      ...LIST,
      values: [scope.operationId, most],
    });
    return rows.map(({ raised_at: raisedAt, ...row }) => ({ ...row, raisedAt: Number(raisedAt) as Instant }));
  },
  settle: async (scope, kind, targetId, by, at) => {
    const { rowCount } = await pool.query({ ...SETTLE, values: [scope.operationId, kind, targetId, at, by] });
    return rowCount === 1;
  },
  countOpen: async () => {
    const { rows } = await pool.query<{ readonly count: number }>(COUNT);
    return rows[0]?.count ?? 0;
  },
});

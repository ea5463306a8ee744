import { shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { StuckAdvance, StuckAdvances } from "@amends/flows/recourse-ports";
import type pg from "pg";

const PARK = {
  name: "advance_park",
  text: `
insert into advances_stuck (operation_id, case_id, stuck_at, due_at, attempts, last_fault) values ($1, $2, $3, $4, 1, $5)
on conflict (operation_id, case_id) do update
set due_at = excluded.due_at, attempts = advances_stuck.attempts + 1, last_fault = excluded.last_fault`,
};
const DUE = {
  name: "advances_stuck_due",
  text: "select operation_id, case_id, attempts, last_fault from advances_stuck where due_at <= $1 order by due_at limit $2",
};
const SETTLED = { name: "advance_settled", text: "delete from advances_stuck where operation_id = $1 and case_id = $2" };
const LIST = {
  name: "advances_stuck_list",
  text: "select case_id, stuck_at, due_at, attempts, last_fault from advances_stuck where operation_id = $1 order by stuck_at, case_id limit $2",
};
const NUMBERS = {
  name: "advances_stuck_numbers",
  text: `
select k.case_id, k.short_no from unnest($1::smallint[], $2::text[]) as asked(shard, case_id)
join cases k on k.shard = asked.shard and k.case_id = asked.case_id`,
};
const RETRY = { name: "advance_retry", text: "update advances_stuck set due_at = $3 where operation_id = $1 and case_id = $2" };
const COUNT = { name: "advances_stuck_count", text: "select count(*)::int as count from advances_stuck" };

type Row = {
  readonly operation_id: StuckAdvance["operationId"];
  readonly case_id: StuckAdvance["caseId"];
  readonly attempts: number;
  readonly last_fault: string;
};

export const createStuckAdvances = (pool: pg.Pool): StuckAdvances => ({
  park: async ({ operationId, caseId, lastFault }, at, until) => {
    await pool.query({ ...PARK, values: [operationId, caseId, at, until, lastFault] });
  },
  due: async (at, most) => {
    const { rows } = await pool.query<Row>({ ...DUE, values: [at, most] });
    return rows.map(({ operation_id: operationId, case_id: caseId, attempts, last_fault: lastFault }) => ({
      operationId,
      caseId,
      attempts,
      lastFault,
    }));
  },
  settled: async ({ operationId, caseId }) => {
    await pool.query({ ...SETTLED, values: [operationId, caseId] });
  },
  list: async (operationId, most) => {
    const { rows } = await pool.query<Row & { readonly stuck_at: string; readonly due_at: string }>({
      ...LIST,
      values: [operationId, most],
    });
    const caseIds = rows.map(({ case_id: caseId }) => caseId);
    const numbers = await pool.query<{ readonly case_id: string; readonly short_no: string }>({
      ...NUMBERS,
      values: [caseIds.map(shardOf), caseIds],
    });
    return rows.map(({ case_id: caseId, stuck_at, due_at, attempts, last_fault: lastFault }) => ({
      ...{ caseId, attempts, lastFault, stuckAt: Number(stuck_at) as Instant, dueAt: Number(due_at) as Instant },
      shortNo: numbers.rows.find(known => known.case_id === caseId)?.short_no ?? "",
    }));
  },
  retry: async (operationId, caseId, at) => (await pool.query({ ...RETRY, values: [operationId, caseId, at] })).rowCount === 1,
  count: async () => {
    const { rows } = await pool.query<{ readonly count: number }>(COUNT);
    return rows[0]?.count ?? 0;
  },
});

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
  count: async () => {
    const { rows } = await pool.query<{ readonly count: number }>(COUNT);
    return rows[0]?.count ?? 0;
  },
});

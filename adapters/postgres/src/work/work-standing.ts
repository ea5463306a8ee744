import type { Instant } from "@amends/domain/kernel/time";
import type pg from "pg";

/** How far the work behind the counter is behind. Each figure is read from the short end of an index. */
export type WorkStanding = {
  readonly effectsLagSeconds: number;
  readonly deadlinesLagSeconds: number;
  readonly feedLagSeconds: number;
  readonly effectsParked: number;
};

const STANDING = {
  name: "work_standing",
  text: `
select (select due_at from effects where status = 'pending' and due_at <= $1::bigint order by due_at limit 1) as effect_at,
  (select due_at from deadlines where due_at <= $1::bigint order by due_at limit 1) as deadline_at,
  (select e.at from case_events e where e.tx >= (select numbered_before from feed_cursor) and e.tx < pg_snapshot_xmax(pg_current_snapshot())
    and not exists (select from feed f where f.shard = e.shard and f.case_id = e.case_id and f.seq = e.seq) order by e.tx limit 1) as event_at,
  (select count(*)::int from effects where status = 'parked') as parked`,
};

type Row = {
  readonly effect_at: string | null;
  readonly deadline_at: string | null;
  readonly event_at: string | null;
  readonly parked: number;
};

export const readWorkStanding = async (pool: pg.Pool, at: Instant): Promise<WorkStanding> => {
  const { rows } = await pool.query<Row>({ ...STANDING, values: [at] });
  const lag = (since: string | null | undefined) => (since === null || since === undefined ? 0 : Math.max(0, at - Number(since)) / 1000);
  const row = rows[0];
  return {
    effectsLagSeconds: lag(row?.effect_at),
    deadlinesLagSeconds: lag(row?.deadline_at),
    feedLagSeconds: lag(row?.event_at),
    effectsParked: row?.parked ?? 0,
  };
};

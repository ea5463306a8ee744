import type pg from "pg";
import { keepConnection } from "../wake/standing-connection.ts";

/**
 * Gives committed events their place in the one order. A transaction cannot do it itself: numbers taken before the commit become visible out of order,
 * and a reader that has passed 7 never sees the 6 that commits after it.
 *
 * Whoever holds the lock numbers what is older than every transaction still running: nothing can slip in before it any more. The lock belongs to the
 * session, so it goes with the process that held it.
 */
export type Relay = {
  /** Numbers what can be numbered. `null`: another server does it. */
  turn(): Promise<RelayTurn | null>;
  close(): Promise<void>;
};

export type RelayTurn = {
  readonly numbered: number;
  /** `more`: go on at once. `waiting`: something is committed and an older transaction still runs. */
  readonly left: "nothing" | "more" | "waiting";
};

/** Any number will do, if nobody else uses it in this database: "feed" in ASCII. */
const LOCK_KEY = 0x66656564;
const TRANSACTIONS_MOST = 2000;
const NUMBERED_BEFORE = "(select numbered_before from feed_cursor)";

/**
 * The planner knows nothing of the transaction numbers it is asked for and would read the whole history to be safe; every way but the indexes is closed
 * on this session. A holder that hangs is cut off by the database, so that another server can take over.
 */
const PREPARE = `set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off;
  set idle_session_timeout = '30s'; set idle_in_transaction_session_timeout = '30s'`;

const TAKE_LOCK = "select pg_try_advisory_lock($1) as held";

/**
 * One statement, so one snapshot: everything below `open_from` has ended and, if it committed, is seen. Whole transactions are numbered, at most so many
 * at a time. What a first pass has numbered already (it may have seen beyond its own bound) is left out. Where nothing was numbered nothing is written.
 */
const NUMBER_NEXT = {
  name: "feed_number_next",
  text: `
with bounds as materialized (
  select now_open.open_from, coalesce(
    (select tx from case_events where tx > (
        select tx from case_events where tx >= ${NUMBERED_BEFORE} and tx < now_open.open_from order by tx offset $1 limit 1)
      and tx < now_open.open_from order by tx limit 1),
    now_open.open_from) as up_to
  from (select pg_snapshot_xmin(pg_current_snapshot()) as open_from) as now_open
), fresh as materialized (
  select e.shard, e.case_id, e.seq, row_number() over (order by e.tx, e.shard, e.case_id, e.seq) as place
  from case_events e
  where e.tx >= ${NUMBERED_BEFORE} and e.tx < (select up_to from bounds)
    and not exists (select from feed f where f.shard = e.shard and f.case_id = e.case_id and f.seq = e.seq)
), numbered as (
  insert into feed (feed_seq, shard, case_id, seq)
  select (select coalesce(max(feed_seq), 0) from feed) + place, shard, case_id, seq from fresh
), moved as (
  update feed_cursor set numbered_before = (select up_to from bounds) where exists (select from fresh)
)
select (select count(*)::int from fresh) as numbered, up_to < open_from as is_behind,
  exists (select from case_events where tx >= open_from and tx < pg_snapshot_xmax(pg_current_snapshot())) as is_waiting,
  ${NUMBERED_BEFORE} > open_from as is_foreign,
  ${NUMBERED_BEFORE} is null as is_new
from bounds`,
};

/**
 * A database without a cursor is new, or was filled from a backup, and then its events carry the transaction numbers of another server. They are put in
 * the order of their time, a case's own events never before each other, and the cursor starts with what this server has still open.
 */
const NUMBER_ALL = `
with missing as (
  select shard, case_id, seq, max(at) over (partition by shard, case_id order by seq) as at from case_events e
  where not exists (select from feed f where f.shard = e.shard and f.case_id = e.case_id and f.seq = e.seq)
), numbered as (
  insert into feed (feed_seq, shard, case_id, seq)
  select (select coalesce(max(feed_seq), 0) from feed) + row_number() over (order by at, shard, case_id, seq), shard, case_id, seq from missing
)
insert into feed_cursor (numbered_before) values (pg_snapshot_xmin(pg_current_snapshot()))
on conflict (only_one) do update set numbered_before = excluded.numbered_before
returning (select count(*)::int from missing) as numbered`;

type Turn = {
  readonly numbered: number;
  readonly is_behind: boolean;
  readonly is_waiting: boolean;
  readonly is_foreign: boolean | null;
  readonly is_new: boolean;
};

export const createRelay = (options: { readonly url: string; readonly onFault: (fault: unknown) => void }): Relay => {
  let holder: pg.Client | null = null;
  const connection = keepConnection({
    url: options.url,
    name: "amends feed relay",
    prepare: async client => {
      await client.query(PREPARE);
    },
    onFault: options.onFault,
  });
  const holdsLock = async (client: pg.Client): Promise<boolean> => {
    if (holder === client) return true;
    const { rows } = await client.query<{ readonly held: boolean }>(TAKE_LOCK, [LOCK_KEY]);
    if (rows[0]?.held === true) holder = client;
    return holder === client;
  };
  return {
    turn: async () => {
      const client = connection.client();
      if (client === null || !(await holdsLock(client))) return null;
      const { rows } = await client.query<Turn>({ ...NUMBER_NEXT, values: [TRANSACTIONS_MOST] });
      const turn = rows[0];
      if (turn === undefined) throw new Error("broken invariant: a turn of the relay gives one row");
      // A cursor ahead of every transaction this server ever had was copied from another one.
      if (turn.is_new || turn.is_foreign === true) return { numbered: await numberAll(client), left: "more" };
      return { numbered: turn.numbered, left: turn.is_behind ? "more" : turn.is_waiting ? "waiting" : "nothing" };
    },
    close: connection.close,
  };
};

const numberAll = async (client: pg.Client): Promise<number> => {
  await client.query("begin");
  try {
    await client.query("set local enable_seqscan = on; set local enable_hashjoin = on; set local enable_mergejoin = on");
    const { rows } = await client.query<{ readonly numbered: number }>(NUMBER_ALL);
    await client.query("commit");
    return rows[0]?.numbered ?? 0;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
};

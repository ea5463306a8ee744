import type pg from "pg";

/**
 * Makes a store of many cases out of some: each is copied with every row it has, under a new id of the same shard and for an order of its own. Constraints
 * are not asked during the copying, since what is copied meets them.
 */
export const storeCases = async (admin: pg.Pool, count: number): Promise<{ readonly seconds: number; readonly stored: number }> => {
  const startedAt = performance.now();
  const client = await admin.connect();
  try {
    await client.query("set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'");
    await client.query("create temporary table seeds as select shard, case_id, order_id from cases");
    const seeds = Number((await client.query("select count(*) as n from seeds")).rows[0].n);
    for (let left = count - seeds; left > 0; left -= BATCH) {
      await client.query("drop table if exists pairs");
      await client.query(PAIRS, [Math.ceil(Math.min(BATCH, left) / seeds), Math.min(BATCH, left)]);
      for (const copy of COPIES) await client.query(copy);
    }
    // What happened to this many would have been read long ago, as it was written.
    await client.query("update feed_followers set read_to = (select max(feed_seq) from feed)");
    // As this many would have been vacuumed long ago.
    for (const table of TABLES) await client.query(`vacuum analyze ${table}`);
    await client.query("checkpoint");
    const stored = Number((await client.query("select count(*) as n from cases")).rows[0].n);
    return { seconds: (performance.now() - startedAt) / 1000, stored };
  } finally {
    client.release(true);
  }
};

const BATCH = 50_000;

export const newId = (kind: string, from: string) =>
  `'${kind}_' || substr(${from}, ${kind.length + 2}, 12) || substr(md5(random()::text || clock_timestamp()::text), 1, 12)`;

const PAIRS = `create temporary table pairs as
  select shard, case_id, order_id, ${newId("case", "case_id")} as new_case_id, ${newId("order", "order_id")} as new_order_id
  from seeds, generate_series(1, $1::int) limit $2`;

/** A row of the same columns with some of them given anew. */
export const copyOf = (table: string, columns: Readonly<Record<string, string>>, key: string) =>
  `insert into ${table} select (jsonb_populate_record(row, jsonb_build_object(${Object.entries(columns)
    .map(([column, value]) => `'${column}', ${value}`)
    .join(", ")}))).* from pairs join ${table} row on row.shard = pairs.shard and row.${key} = pairs.${key}`;

const OF_CASE = { case_id: "pairs.new_case_id" };
const COPIES = [
  copyOf("orders", { order_id: "pairs.new_order_id", external_order_no: "'K-' || pairs.new_order_id" }, "order_id"),
  copyOf("order_guards", { order_id: "pairs.new_order_id" }, "order_id"),
  copyOf("cases", { ...OF_CASE, order_id: "pairs.new_order_id", short_no: "substr(md5(pairs.new_case_id), 1, 11)" }, "case_id"),
  copyOf("case_lines", OF_CASE, "case_id"),
  copyOf("steps", OF_CASE, "case_id"),
  copyOf("deadlines", OF_CASE, "case_id"),
  // Under the seeds' transaction, which the relay has passed: they are numbered below.
  copyOf("case_events", OF_CASE, "case_id"),
  copyOf("decisions", OF_CASE, "case_id"),
  copyOf("postings", OF_CASE, "case_id"),
  `insert into directory (operation_id, key_kind, key, shard, target_id)
   select c.operation_id, 'case_short_no', c.short_no, c.shard, c.case_id from pairs join cases c on c.shard = pairs.shard and c.case_id = pairs.new_case_id
   on conflict do nothing`,
  `insert into idempotency select i.shard, pairs.new_order_id, i.principal, i.key, i.request_hash, i.status, i.response, i.at
   from pairs join idempotency i on i.shard = pairs.shard and i.target_id = pairs.order_id`,
  `insert into feed (feed_seq, shard, case_id, seq)
   select (select coalesce(max(feed_seq), 0) from feed) + row_number() over (), e.shard, e.case_id, e.seq
   from pairs join case_events e on e.shard = pairs.shard and e.case_id = pairs.new_case_id`,
];

const TABLES = [
  "orders",
  "order_guards",
  "cases",
  "case_lines",
  "steps",
  "deadlines",
  "case_events",
  "decisions",
  "postings",
  "directory",
  "idempotency",
  "feed",
];

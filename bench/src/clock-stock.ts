import { addMs, type Instant } from "@amends/domain/kernel/time";
import type pg from "pg";
import { makeCase, realNow, type World } from "../../test/workers/case-world.ts";
import { EVIDENCE_MS, type TemplateId } from "../../test/workers/small-pack.ts";
import { copyOf, newId } from "./store-cases.ts";

/** Cases whose clocks run: a few are opened, and the rest are copies of them with every row a command reads, each with an order and times of its own. */
export type ClockStock = {
  /** Silence pays the buyer in each, the first at `first` and then one after the other. */
  readonly due: (count: number, first: Instant, gapMs: number) => Promise<void>;
  /** Rows and indexes like any other's, and nothing due for a month. */
  readonly waiting: (count: number) => Promise<void>;
};

const SEEDS = 128;
const BATCH = 50_000;
const MONTH_MS = 30 * 86_400_000;

export const createClockStock = (pool: pg.Pool, admin: pg.Pool, world: World): ClockStock => ({
  due: async (count, first, gapMs) => {
    const seeds = await seedsOf(pool, world, "race", count);
    await copies(admin, seeds, count, first - EVIDENCE_MS, gapMs);
  },
  waiting: async count => {
    const seeds = await seedsOf(pool, world, "evidence", count);
    await copies(admin, seeds, count, addMs(realNow(), MONTH_MS), 1);
  },
});

/** Opened for a time nobody lives to, so that no worker touches one before it is copied and gone. */
const seedsOf = async (pool: pg.Pool, world: World, template: TemplateId, count: number): Promise<readonly string[]> => {
  const at = addMs(realNow(), 10 * MONTH_MS);
  const made = await Promise.all(Array.from({ length: Math.min(SEEDS, count) }, () => makeCase(pool, world, { template, at })));
  return made.map(({ caseId }) => caseId);
};

const copies = async (admin: pg.Pool, seeds: readonly string[], count: number, from: number, gapMs: number): Promise<void> => {
  const client = await admin.connect();
  try {
    await client.query("set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'");
    await client.query(
      "create temporary table if not exists pairs (shard smallint, case_id text, order_id text, by_ms bigint, new_case_id text, new_order_id text)",
    );
    for (let made = 0; made < count; made += BATCH) {
      await client.query("truncate pairs");
      await client.query(PAIRS, [seeds, made, Math.min(BATCH, count - made), from, gapMs]);
      for (const copy of COPIES) await client.query(copy);
    }
    for (const table of ["cases", "case_lines", "case_events", "steps", "deadlines", "orders", "order_guards"])
      await client.query(
        `delete from ${table} where ${table.startsWith("order") ? "order_id in (select order_id from pairs)" : "case_id = any($1)"}`,
        table.startsWith("order") ? [] : [seeds],
      );
    for (const table of TABLES) await client.query(`vacuum analyze ${table}`);
  } finally {
    client.release(true);
  }
};

const TABLES = ["orders", "order_guards", "cases", "case_lines", "case_events", "steps", "deadlines"];

/** The n-th copy begins so much later than its seed that its first clock is due at its own time. */
const PAIRS = `
insert into pairs
select c.shard, c.case_id, c.order_id, $4::bigint + floor(n * $5::float8)::bigint - c.filed_at, ${newId("case", "c.case_id")}, ${newId("order", "c.order_id")}
from generate_series($2::int, $2::int + $3::int - 1) n
join unnest($1::text[]) with ordinality as seed(case_id, place) on seed.place = n % cardinality($1::text[]) + 1
join cases c on c.case_id = seed.case_id`;

const later = (column: string) => `row.${column} + pairs.by_ms`;
const OF_CASE = { case_id: "pairs.new_case_id" };
const COPIES = [
  copyOf("orders", { order_id: "pairs.new_order_id", external_order_no: "'K-' || pairs.new_order_id" }, "order_id"),
  copyOf("order_guards", { order_id: "pairs.new_order_id" }, "order_id"),
  copyOf(
    "cases",
    {
      ...OF_CASE,
      order_id: "pairs.new_order_id",
      short_no: "substr(md5(pairs.new_case_id), 1, 11)",
      filed_at: later("filed_at"),
      changed_at: later("changed_at"),
      due_at: later("due_at"),
    },
    "case_id",
  ),
  copyOf("case_lines", OF_CASE, "case_id"),
  copyOf("case_events", { ...OF_CASE, at: later("at") }, "case_id"),
  copyOf("steps", { ...OF_CASE, started_at: later("started_at"), due_at: later("due_at") }, "case_id"),
  copyOf("deadlines", { ...OF_CASE, due_at: later("due_at") }, "case_id"),
];

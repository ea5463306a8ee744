import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { makeId, type Shard, type WebhookId } from "@amends/domain/kernel/ids";
import { createWebhookStore } from "@amends/postgres/webhooks/webhook-store";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { eventually } from "../../../../test/harness/eventually.ts";
import { createWorld, makeCase, realNow, type World } from "../../../../test/workers/case-world.ts";

let database: TestDatabase;
let pool: pg.Pool;
let world: World;
const running: ChildProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl, max: 4 });
  world = await createWorld(pool, 8);
  const { operationId } = world;
  await createWebhookStore(pool).insert(
    {
      operationId,
      webhookId: makeId("webhook", 1, 0 as Shard, Array(12).fill(1)) as WebhookId,
      url: "https://x.example/",
      eventTypes: [],
      status: "active",
      createdAt: realNow(),
      oldSecretUntil: null,
      sealedSecret: "s",
      sealedOldSecret: null,
    },
    { role: "system", id: "system" },
  );
});
afterAll(async () => {
  await Promise.all(running.map(child => ended(child, "SIGTERM")));
  await pool.end();
  await database.drop();
});

const MAIN = fileURLToPath(new URL("../../../../test/workers/reader-process.ts", import.meta.url));

const reader = async (role: "numbers" | "follows"): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [MAIN, database.writerUrl, role], { stdio: ["ignore", "pipe", "inherit"] });
  running.push(child);
  await once(child.stdout, "data");
  return child;
};

const ended = async (child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
};

/** Cases with money promised, then each event numbered as the relay would. */
const happen = async (cases: number): Promise<void> => {
  for (let made = 0; made < cases; made += 1) await makeCase(pool, world, { template: "refund", at: realNow() });
  await pool.query(`insert into postings (shard, case_id, posting_no, kind, at, event_seq, currency, accounts, parties, amounts)
    select shard, case_id, 1, 'promise', 0, 1, 'CNY', array['seller_settlement', 'buyer_refunds_payable'], array['s', 'b'], array[500, -500]
    from cases k where not exists (select from postings p where p.shard = k.shard and p.case_id = k.case_id)`);
  await pool.query(`insert into feed (feed_seq, shard, case_id, seq)
    select (select coalesce(max(feed_seq), 0) from feed) + row_number() over (order by e.shard, e.case_id, e.seq), e.shard, e.case_id, e.seq
    from case_events e where not exists (select from feed f where f.shard = e.shard and f.case_id = e.case_id and f.seq = e.seq)`);
};

const numberOf = async (sql: string): Promise<number> => Number((await pool.query(sql)).rows[0].n);
const areAllAtTheHead = async (): Promise<boolean> =>
  (await numberOf("select count(*) as n from feed_followers where read_to < (select max(feed_seq) from feed)")) === 0;

/** What is drawn from the feed is what the feed holds: each event once for the endpoint that hears of it, each posting once in the books. */
const expectEachOnce = async (): Promise<void> => {
  const events = await numberOf("select count(*) as n from feed");
  expect(await numberOf("select count(*) as n from webhook_deliveries")).toBe(events);
  expect(await numberOf("select sum(pending) as n from webhook_lanes")).toBe(events);
  const cases = await numberOf("select count(*) as n from cases");
  expect(await numberOf("select count(*) as n from ledger_entries")).toBe(cases);
  const { rows } = await pool.query(
    "select account, sum(debit_minor - credit_minor)::int as sum from ledger_balances group by 1 order by 1",
  );
  expect(rows).toEqual([
    { account: "buyer_refunds_payable", sum: -500 * cases },
    { account: "seller_settlement", sum: 500 * cases },
  ]);
};

/** Holds the places, so that who wants to move them stands in the middle of its batch; killed there, it has begun and not ended. */
const killedInTheMiddle = async (child: ChildProcess): Promise<void> => {
  const holder = await pool.connect();
  try {
    await holder.query("begin");
    await holder.query("select from feed_followers for update");
    await happen(20);
    await eventually("the reader stands in the middle of its batch", async () => {
      const waiting = "select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      return (await numberOf(waiting)) > 0;
    });
    await ended(child, "SIGKILL");
    await holder.query("rollback");
  } finally {
    holder.release();
  }
};

const PATIENCE_MS = 60_000;

test(
  "a reader killed in the middle of a batch leaves it whole to the other: nothing is missed, nothing entered twice",
  async () => {
    await happen(20);
    const first = await reader("numbers");
    const second = await reader("follows");
    await eventually("everybody has read what was there", areAllAtTheHead, PATIENCE_MS);
    await expectEachOnce();

    await killedInTheMiddle(first);
    await eventually("the other has read it", areAllAtTheHead, PATIENCE_MS);
    await expectEachOnce();

    // Now the one that is left is killed as well, and the next begins where it ended.
    await killedInTheMiddle(second);
    await reader("follows");
    await eventually("the next has read it", areAllAtTheHead, PATIENCE_MS);
    await expectEachOnce();
  },
  4 * PATIENCE_MS,
);

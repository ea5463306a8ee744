import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import { fireDeadlines } from "@amends/flows/fire-deadlines";
import { startSandboxProcess } from "@amends/gateways/sandbox/sandbox-process";
import { httpBankBooks } from "@amends/gateways/sandbox-bank/http-bank";
import { migrate } from "@amends/postgres/migrate";
import { readCredentials } from "@amends/postgres/server/data-folder";
import { ensureDatabase, roleUrls } from "@amends/postgres/server/roles";
import { withClient } from "@amends/postgres/with-client";
import { createWorkQueue } from "@amends/postgres/work/work-queue";
import pg from "pg";
import { commandPortsOn, createWorld, realNow } from "../../../test/workers/case-world.ts";
import { EVIDENCE_MS } from "../../../test/workers/small-pack.ts";
import { type Child, startChild } from "../child.ts";
import { type ClockStock, createClockStock } from "../clock-stock.ts";
import { atMost, exactly, type Figure, median, percentile, rounded } from "../figure.ts";
import type { Stage } from "../stage.ts";

export type ClockSizes = { readonly clocks: number; readonly due: number };

const WORKERS = 4;
const WITHIN_MS = 60_000;
const COST_DUE = 600;
/** So far apart that one is done before the next begins. */
const CALM_GAP_MS = 50;
const CALM = 100;

/**
 * Clocks that fall due with hundreds of thousands beside them that do not: how late the worst hundredth fires, that each fires once although one of four
 * workers is killed (by the bank's own books), what one costs with and without the others, and how long an effect waits for its call.
 */
export const deadlineFiring = async (stage: Stage, { clocks, due }: ClockSizes): Promise<readonly Figure[]> => {
  const { pool, admin, writerUrl } = await openDatabase(stage);
  try {
    const stock = createClockStock(pool, admin, await createWorld(pool, 256));
    const cost = () => costOfOne(pool, admin, stock);
    await cost();
    const alone = await cost();
    await stock.waiting(clocks - due);
    const among = await cost();
    return [
      costRatio("deadline_pages_ratio", alone.pages, among.pages, { clocks }),
      costRatio("deadline_statements_ratio", alone.statements, among.statements, { clocks }),
      { name: "deadline_ms_among", value: among.ms, unit: "ms", beside: { alone: rounded(alone.ms), clocks } },
      ...(await rush(admin, stock, writerUrl, due)),
    ];
  } finally {
    await admin.end();
    await pool.end();
  }
};

const openDatabase = async ({ folder, postgres }: Stage) => {
  const credentials = await readCredentials(join(folder, "postgres"));
  if (credentials === undefined) throw new Error("broken invariant: the server was started with credentials");
  await withClient(postgres.url, client => ensureDatabase(client, "clocks"));
  const url = new URL(postgres.url);
  url.pathname = "/clocks";
  const { ownerUrl, writerUrl } = roleUrls(url.href, credentials);
  await migrate(ownerUrl);
  await withClient(url.href, client => client.query("create extension if not exists pg_stat_statements"));
  return {
    writerUrl,
    pool: new pg.Pool({ connectionString: writerUrl, max: 16 }),
    admin: new pg.Pool({ connectionString: url.href, max: 2 }),
  };
};

/** What one deadline takes, from lease to commit. Pages and statements are the same whatever else the machine does; milliseconds are not. */
type Cost = { readonly ms: number; readonly pages: number; readonly statements: number };

const costRatio = (name: string, alone: number, among: number, beside: Readonly<Record<string, number>>): Figure => ({
  name,
  value: among / alone,
  unit: "ratio",
  target: atMost(1.25),
  beside: { alone: rounded(alone), among: rounded(among), ...beside },
});

/** Of all that the writer has asked of this database so far. */
const ASKED = `select coalesce(sum(s.calls), 0) as statements, coalesce(sum(s.shared_blks_hit + s.shared_blks_read), 0) as pages
from pg_stat_statements s where s.toplevel and s.dbid = (select oid from pg_database where datname = current_database())
  and s.userid = (select oid from pg_roles where rolname = 'amends_writer')`;

const askedSoFar = async (admin: pg.Pool): Promise<Pick<Cost, "pages" | "statements">> => {
  const { rows } = await admin.query<{ readonly pages: string; readonly statements: string }>(ASKED);
  return { pages: Number(rows[0]?.pages), statements: Number(rows[0]?.statements) };
};

/** Nothing of it is left behind. */
const costOfOne = async (pool: pg.Pool, admin: pg.Pool, stock: ClockStock): Promise<Cost> => {
  const ports = { ...commandPortsOn(pool, realNow), queue: createWorkQueue(pool) };
  const rounds: Cost[] = [];
  for (let round = 0; round < 5; round += 1) {
    await stock.due(COST_DUE / 5, addMs(realNow(), -1), 0);
    const before = await askedSoFar(admin);
    const from = performance.now();
    let fired = 0;
    for (let runs = await fireDeadlines(ports, 50); runs.length > 0; runs = await fireDeadlines(ports, 50)) fired += runs.length;
    const ms = (performance.now() - from) / fired;
    const after = await askedSoFar(admin);
    rounds.push({ ms, pages: (after.pages - before.pages) / fired, statements: (after.statements - before.statements) / fired });
  }
  await admin.query("update effects set status = 'done' where status = 'pending'");
  await admin.query("delete from deadlines where due_at < $1", [addMs(realNow(), 86_400_000)]);
  const middle = (of: keyof Cost) => median(rounds.map(round => round[of]));
  return { ms: middle("ms"), pages: middle("pages"), statements: middle("statements") };
};

const rush = async (admin: pg.Pool, stock: ClockStock, writerUrl: string, due: number): Promise<readonly Figure[]> => {
  const bank = await startSandboxProcess({ journalDir: null });
  const workers: Child[] = [];
  try {
    for (let started = 0; started < WORKERS; started += 1) workers.push(await startChild("deadline-process.ts", [writerUrl, bank.url]));
    const first = addMs(realNow(), 10_000 + due * 3);
    await stock.due(due, first, WITHIN_MS / due);
    if (realNow() > first) throw new Error(`the clocks were due ${realNow() - first} ms before they were there`);
    await sleep(Math.max(0, first + WITHIN_MS / 2 - realNow()));
    const [killed] = workers.splice(0, 1);
    if (killed !== undefined) process.kill(killed.pid, "SIGKILL");
    await until(admin, "select count(*)::int as n from deadlines where due_at < $1", [addMs(first, WITHIN_MS)]);
    await until(admin, "select count(*)::int as n from effects where status = 'pending'", []);
    const late = await lateness(admin, first);
    const paid = (await httpBankBooks(bank.url).statement()).filter(({ kind }) => kind === "refund");
    const keys = new Set(paid.map(({ key }) => key));
    const inRush = await wakes(admin, first, paid);
    const calm = addMs(realNow(), 3000);
    await stock.due(CALM, calm, CALM_GAP_MS);
    await sleep(Math.max(0, calm + CALM * CALM_GAP_MS - realNow()));
    await until(admin, "select count(*)::int as n from deadlines where due_at < $1", [addMs(calm, CALM * CALM_GAP_MS)]);
    await until(admin, "select count(*)::int as n from effects where status = 'pending'", []);
    const inCalm = await wakes(admin, calm, await httpBankBooks(bank.url).statement());
    const worst = Math.max(...late);
    return [
      {
        name: "deadline_p99_late_ms",
        value: percentile(late, 0.99),
        unit: "ms",
        target: atMost(1000),
        beside: { p50: median(late), worst, due, workers: WORKERS, killed: 1 },
      },
      {
        name: "deadlines_not_once",
        value: Math.abs(due - keys.size) + (paid.length - keys.size),
        unit: "clocks",
        target: exactly(0),
        beside: { due, paid: paid.length, keys: keys.size },
      },
      {
        name: "effect_wake_ms_p50",
        value: median(inCalm),
        unit: "ms",
        target: atMost(5),
        beside: { p99: percentile(inCalm, 0.99), in_the_rush: median(inRush) },
      },
    ];
  } finally {
    for (const worker of workers) await worker.stop();
    await bank.stop();
  }
};

const until = async (admin: pg.Pool, left: string, values: readonly unknown[]): Promise<void> => {
  for (;;) {
    const { rows } = await admin.query<{ readonly n: number }>(left, [...values]);
    if (rows[0]?.n === 0) return;
    await sleep(200);
  }
};

/** How long after its time each clock ended its step, in milliseconds. */
const lateness = async (admin: pg.Pool, first: Instant): Promise<readonly number[]> => {
  const { rows } = await admin.query<{ readonly ms: string }>(
    `select e.at - s.started_at - $1::bigint as ms from case_events e join steps s on s.shard = e.shard and s.case_id = e.case_id and s.step_no = 1
     where e.type = 'step_ended' and e.data ->> 'stepNo' = '1' and s.started_at >= $2::bigint - $1::bigint and s.started_at < $2::bigint - $1::bigint + $3::bigint`,
    [EVIDENCE_MS, first, WITHIN_MS],
  );
  return rows.map(({ ms }) => Number(ms));
};

type Movement = { readonly key: string; readonly at: number };

/** From the commit that ended a step by silence to the bank's own time of the refund it asked for. */
const wakes = async (admin: pg.Pool, first: Instant, paid: readonly Movement[]): Promise<readonly number[]> => {
  const { rows } = await admin.query<{ readonly id: string; readonly at: string }>(
    "select data ->> 'effectId' as id, at from case_events where type = 'effect_asked' and at >= $1::bigint",
    [first],
  );
  const askedAt = new Map(rows.map(({ id, at }) => [id, Number(at)]));
  return paid.flatMap(({ key, at }) => {
    const from = askedAt.get(key);
    return from === undefined ? [] : [at - from];
  });
};

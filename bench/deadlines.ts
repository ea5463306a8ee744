import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import { fireDeadlines } from "@amends/flows/fire-deadlines";
import { startSandboxProcess } from "@amends/gateways/sandbox/sandbox-process";
import { httpBankBooks } from "@amends/gateways/sandbox-bank/http-bank";
import { migrate } from "@amends/postgres/migrate";
import { ensureDatabase, ensureRoles, roleUrls, urlFor } from "@amends/postgres/server/roles";
import { startEmbedded } from "@amends/postgres/server/start-embedded";
import { withClient } from "@amends/postgres/with-client";
import { createWorkQueue } from "@amends/postgres/work/work-queue";
import pg from "pg";
import { commandPortsOn, createWorld, EVIDENCE_MS, makeCase, realNow, type World } from "../test/workers/case-world.ts";

/**
 * Clocks that fall due on a durable embedded server, with hundreds of thousands beside them that do not: how late the worst hundredth fires, that each
 * fires once although one of four workers is killed (by the bank's own books), and what one costs with and without the others.
 * Usage: node bench/deadlines.ts [clocks] [due]
 */
const [clocks = 200_000, due = 10_000] = process.argv.slice(2).map(Number);
const WORKERS = 4;
const WITHIN_MS = 60_000;
const COST_DUE = 600;
const PASSWORDS = { owner: "owner", writer: "writer", reader: "reader" };

const folder = await mkdtemp(join(tmpdir(), "amends-bench-"));
const embedded = await startEmbedded({ dataDir: folder });
await withClient(embedded.url, async admin => {
  await ensureRoles(admin, PASSWORDS);
  await ensureDatabase(admin, "bench");
});
const { username, password } = new URL(embedded.url);
const bare = urlFor(embedded.url, username, decodeURIComponent(password), "bench");
const { ownerUrl, writerUrl } = roleUrls(bare, PASSWORDS);
await migrate(ownerUrl);
const pool = new pg.Pool({ connectionString: writerUrl, max: 16 });
const admin = new pg.Pool({ connectionString: bare, max: 2 });
const world: World = await createWorld(pool, 256);
const say = (name: string, value: number, unit: string, beside = ""): void =>
  console.log(`${name.padEnd(26)} ${value.toFixed(2).padStart(9)} ${unit} ${beside}`);

/** Cases whose silence pays the buyer, due one after the other from then on. */
const makeDue = async (count: number, from: Instant, gapMs: number): Promise<void> => {
  for (let made = 0; made < count; made += 50) {
    const some = Array.from({ length: Math.min(50, count - made) }, (_, index) =>
      addMs(from, Math.floor((made + index) * gapMs) - EVIDENCE_MS),
    );
    await Promise.all(some.map(at => makeCase(pool, world, { template: "race", at })));
  }
};

/** Copies of one case that waits for a month, with rows and indexes like any other. */
const makeWaiting = async (count: number): Promise<void> => {
  const { caseId } = await makeCase(pool, world, { template: "evidence", at: realNow() });
  const values = [caseId, count, addMs(realNow(), 30 * 86_400_000)];
  const copied = (table: string, changes: string) => `
    insert into ${table} select (json_populate_record(t, json_build_object('case_id', 'case_' || lpad(n::text, 24, '0'), 'shard', n % 1024 ${changes}))).*
    from ${table} t, generate_series(1, $2::int) n where t.case_id = $1`;
  await admin.query(copied("cases", ", 'due_at', $3::bigint + n"), values);
  await admin.query(copied("steps", ", 'due_at', $3::bigint + n"), values);
  await admin.query(copied("deadlines", ", 'due_at', $3::bigint + n"), values);
  await admin.query("analyze");
};

/** Milliseconds for one deadline, from lease to commit, alone on the machine. */
const costOfOne = async (): Promise<number> => {
  const ports = { ...commandPortsOn(pool, realNow), queue: createWorkQueue(pool) };
  const rounds: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await makeDue(COST_DUE / 5, addMs(realNow(), -1), 0);
    const from = performance.now();
    let fired = 0;
    for (let runs = await fireDeadlines(ports, 50); runs.length > 0; runs = await fireDeadlines(ports, 50)) fired += runs.length;
    rounds.push((performance.now() - from) / fired);
  }
  return rounds.toSorted((left, right) => left - right)[2] ?? 0;
};

await costOfOne();
const alone = await costOfOne();
await makeWaiting(clocks - due);
const among = await costOfOne();
say("deadline_cost_ratio", among / alone, "times", `${alone.toFixed(2)} ms alone, ${among.toFixed(2)} ms among ${clocks} clocks`);
await admin.query("update effects set status = 'done' where status = 'pending'");
await admin.query("delete from deadlines where due_at < $1", [realNow() + 10 * 86_400_000]);

const bank = await startSandboxProcess({ journalDir: null });
const started: ChildProcess[] = [];
for (let index = 0; index < WORKERS; index += 1) {
  const child = fork(join(import.meta.dirname, "deadline-worker.ts"), [writerUrl, bank.url], { execArgv: [] });
  started.push(child);
}
const preparingMs = 5000 + due * 30;
const first = addMs(realNow(), preparingMs);
await makeDue(due, first, WITHIN_MS / due);
if (realNow() > first) console.log(`preparing took ${realNow() - first} ms too long: the first ones were late before they were there`);
await sleep(Math.max(0, first + WITHIN_MS / 2 - realNow()));
started[0]?.kill("SIGKILL");
const leftDue = async (): Promise<number> =>
  (await admin.query("select count(*)::int as n from deadlines where due_at < $1", [first + WITHIN_MS])).rows[0].n;
while (realNow() < first + WITHIN_MS || (await leftDue()) > 0) await sleep(200);
const pending = async (): Promise<number> =>
  (await admin.query("select count(*)::int as n from effects where status = 'pending'")).rows[0].n;
while ((await pending()) > 0) await sleep(200);

const late = await admin.query(
  `select e.at - s.started_at - $1::bigint as ms from case_events e join steps s on s.shard = e.shard and s.case_id = e.case_id and s.step_no = 1
   where e.type = 'step_ended' and e.data ->> 'stepNo' = '1' and s.started_at >= $2::bigint - $1::bigint order by 1`,
  [EVIDENCE_MS, first],
);
const times = late.rows.map(row => Number(row.ms));
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const paid = (await httpBankBooks(bank.url).statement()).filter(({ kind }) => kind === "refund");
const keys = new Set(paid.map(({ key }) => key));
say("deadline_p99_lateness_ms", at(0.99), "ms", `p50 ${at(0.5)}, worst ${at(1)}; one of ${WORKERS} workers killed`);
say(
  "deadlines_fired_once",
  keys.size === paid.length && keys.size === due ? 1 : 0,
  "",
  `${due} due, ${paid.length} refunds at the bank under ${keys.size} keys`,
);
say("effect_wake_ms_p50", await effectWake(), "ms", "see bench/workers.ts for the spread");

/** From the commit that ended a step by silence to the bank's own time of the refund it asked for. */
async function effectWake(): Promise<number> {
  const asked = await admin.query(
    "select data ->> 'effectId' as id, at from case_events where type = 'effect_asked' and at >= $1::bigint",
    [first],
  );
  const askedAt = new Map(asked.rows.map(row => [String(row.id), Number(row.at)]));
  const waits = paid.flatMap(({ key, at: movedAt }) => {
    const from = askedAt.get(key);
    return from === undefined ? [] : [movedAt - from];
  });
  return waits.toSorted((left, right) => left - right)[waits.length >> 1] ?? 0;
}

for (const child of started) if (child.connected) child.disconnect();
await bank.stop();
await admin.end();
await pool.end();
await embedded.stop();
await rm(folder, { recursive: true, force: true });

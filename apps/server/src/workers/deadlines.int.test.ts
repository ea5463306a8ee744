import type { CaseState } from "@amends/domain/case/case-state";
import { shardOf } from "@amends/domain/kernel/ids";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import { type DeadlineRun, fireDeadlines } from "@amends/flows/fire-deadlines";
import { createWorkQueue } from "@amends/postgres/work/work-queue";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { commandPortsOn, createWorld, makeCase, realNow, type World } from "../../../../test/workers/case-world.ts";
import { EVIDENCE_MS, REVIEW_MS } from "../../../../test/workers/small-pack.ts";

let database: TestDatabase;
let pool: pg.Pool;
let world: World;
let now: Instant;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl });
  world = await createWorld(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(() => {
  now = realNow();
});
afterEach(async () => {
  await pool.query("delete from deadlines");
});

const portsOn = (at: () => Instant) => ({ ...commandPortsOn(pool, at), queue: createWorkQueue(pool) });
const fire = (most = 50): Promise<readonly DeadlineRun[]> =>
  fireDeadlines(
    portsOn(() => now),
    most,
  );
const waiting = (template: "evidence" | "race", at = now) => makeCase(pool, world, { template, at });

/** What ended, in order: steps with their outcome, and the case. */
const endsOf = async (state: CaseState): Promise<readonly string[]> => {
  const { rows } = await pool.query(
    "select type, data from case_events where shard = $1 and case_id = $2 and seq > $3 and type in ('step_ended', 'case_ended') order by seq",
    [shardOf(state.caseId), state.caseId, state.version],
  );
  return rows.map(({ type, data }) => (type === "step_ended" ? `${type} ${data.stepNo} ${data.outcome}` : type));
};
const deadlinesLeft = async (): Promise<number> => (await pool.query("select count(*)::int as n from deadlines")).rows[0].n;

test("silence decides when its time has come, and not a moment before", async () => {
  const state = await waiting("evidence");
  now = addMs(now, EVIDENCE_MS - 1);
  expect(await fire()).toEqual([]);
  now = addMs(now, 1);
  expect((await fire()).map(run => run.how)).toEqual(["fired"]);
  expect(await endsOf(state)).toEqual(["step_ended 1 expired", "case_ended"]);
  expect(await deadlinesLeft()).toBe(0);
});

test("two workers fire 500 due deadlines, each once", async () => {
  const states: CaseState[] = [];
  for (let batch = 0; batch < 10; batch += 1) states.push(...(await Promise.all(Array.from({ length: 50 }, () => waiting("evidence")))));
  now = addMs(now, EVIDENCE_MS);
  const worker = async (): Promise<number> => {
    let fired = 0;
    for (let runs = await fire(40); runs.length > 0; runs = await fire(40)) fired += runs.filter(run => run.how === "fired").length;
    return fired;
  };
  const [one = 0, two = 0] = await Promise.all([worker(), worker()]);
  expect(one + two).toBe(500);
  expect(Math.min(one, two)).toBeGreaterThan(0);
  const { rows } = await pool.query(
    "select count(*)::int as n from case_events where type = 'step_ended' and case_id = any($1) group by case_id",
    [states.map(state => state.caseId)],
  );
  expect(rows).toHaveLength(500);
  expect(new Set(rows.map(row => row.n))).toEqual(new Set([1]));
  expect(await deadlinesLeft()).toBe(0);
}, 60_000);

test("after a standstill a case lives through its deadlines in their order, even where two workers share them", async () => {
  const state = await waiting("race");
  now = addMs(now, REVIEW_MS + 3_600_000);
  const first = await fire();
  expect(first.map(run => run.deadline.stepNo)).toEqual([1]);
  const second = await fire();
  expect(second.map(run => run.deadline.stepNo)).toEqual([2]);
  expect(await endsOf(state)).toEqual(["step_ended 1 expired", "step_ended 2 approved"]);
});

test("what is due is fired earliest first", async () => {
  const late = await waiting("evidence", addMs(now, 1000));
  const early = await waiting("evidence");
  now = addMs(now, EVIDENCE_MS + 1000);
  expect((await fire(1)).map(run => run.deadline.caseId)).toEqual([early.caseId]);
  expect((await fire(1)).map(run => run.deadline.caseId)).toEqual([late.caseId]);
});

test("a deadline left behind by a step that has ended goes, and the case does not move", async () => {
  const state = await waiting("evidence");
  now = addMs(now, EVIDENCE_MS);
  await fire();
  await pool.query("insert into deadlines (shard, case_id, step_no, due_at) values ($1, $2, 1, $3)", [
    shardOf(state.caseId),
    state.caseId,
    now,
  ]);
  now = addMs(now, 1000);
  expect((await fire()).map(run => run.how)).toEqual(["gone"]);
  expect(await endsOf(state)).toEqual(["step_ended 1 expired", "case_ended"]);
  expect(await deadlinesLeft()).toBe(0);
});

test("a deadline that stands earlier than its step waits is put right and fires at the right time", async () => {
  const state = await waiting("evidence");
  await pool.query("update deadlines set due_at = $1", [now]);
  expect((await fire()).map(run => run.how)).toEqual(["realigned"]);
  expect(await endsOf(state)).toEqual([]);
  expect(await fire()).toEqual([]);
  now = addMs(now, EVIDENCE_MS);
  expect((await fire()).map(run => run.how)).toEqual(["fired"]);
});

test("a worker whose clock is ahead of the one that decides does no harm", async () => {
  const state = await waiting("evidence");
  const due = addMs(now, EVIDENCE_MS);
  const ports = portsOn(() => now);
  const ahead = {
    ...ports,
    queue: {
      ...ports.queue,
      leaseDeadlines: (_at: Instant, leaseMs: number, most: number) => ports.queue.leaseDeadlines(due, leaseMs, most),
    },
  };
  expect((await fireDeadlines(ahead, 10)).map(run => run.how)).toEqual(["realigned"]);
  expect(await endsOf(state)).toEqual([]);
  now = due;
  expect((await fire()).map(run => run.how)).toEqual(["fired"]);
});

test("a worker that dies with a deadline leased gives it back when the lease runs out", async () => {
  await waiting("evidence");
  now = addMs(now, EVIDENCE_MS);
  expect(await createWorkQueue(pool).leaseDeadlines(now, 30_000, 10)).toHaveLength(1);
  expect(await fire()).toEqual([]);
  now = addMs(now, 30_000);
  expect((await fire()).map(run => run.how)).toEqual(["fired"]);
});

test("the next time to wake for is the first that is not due yet", async () => {
  await waiting("evidence");
  const queue = createWorkQueue(pool);
  expect(await queue.nextDeadlineAt(now)).toBe(now + EVIDENCE_MS);
  expect(await queue.nextDeadlineAt(addMs(now, EVIDENCE_MS))).toBeNull();
});

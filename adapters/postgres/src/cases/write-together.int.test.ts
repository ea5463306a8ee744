import type { CaseState } from "@amends/domain/case/case-state";
import { shardOf } from "@amends/domain/kernel/ids";
import type { FilingWrite } from "@amends/flows/case-ports";
import { commandCase } from "@amends/flows/command-case";
import { newId } from "@amends/vault/new-id";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { type DriverWatch, newWatched, watchDriver } from "../../../../test/harness/driver-watch.ts";
import { commandPortsOn, createWorld, draftFiling, makeCase, realNow, type World } from "../../../../test/workers/case-world.ts";
import { writeFilings } from "./write-filing.ts";

let database: TestDatabase;
let pool: pg.Pool;
let world: World;
let driver: DriverWatch;

beforeAll(async () => {
  driver = watchDriver();
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl });
  world = await createWorld(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  driver.stop();
});

const draftMany = async (count: number): Promise<readonly FilingWrite[]> => {
  const drafts: FilingWrite[] = [];
  for (let made = 0; made < count; made += 1) drafts.push((await draftFiling(pool, world, { template: "evidence", at: realNow() })).write);
  return drafts;
};

const caseIdOf = (write: FilingWrite | undefined): string => write?.cases[0]?.state.caseId ?? "none";

/** Of every table a filing writes, how many rows the case has there. */
const rowsOf = async (write: FilingWrite | undefined): Promise<Record<string, number>> => {
  const tables = ["cases", "case_lines", "case_events", "steps", "deadlines", "decisions"];
  const counts = tables.map(table => `(select count(*)::int from ${table} where case_id = $1) as ${table}`);
  const { rows } = await pool.query(
    `select ${counts.join(", ")}, (select count(*)::int from directory where target_id = $1 and key_kind = 'case_short_no') as numbers`,
    [caseIdOf(write)],
  );
  return rows[0];
};
const WHOLE = { cases: 1, case_lines: 1, deadlines: 1, decisions: 1, numbers: 1 };
const NOTHING = { cases: 0, case_lines: 0, case_events: 0, steps: 0, deadlines: 0, decisions: 0, numbers: 0 };

test("filings that wait together share a statement, and each of them is written whole", async () => {
  const writes = await draftMany(12);
  const commit = writeFilings(pool);
  const watched = newWatched();
  const results = await driver.during(watched, () => Promise.all(writes.map(commit)));
  expect(new Set(results)).toEqual(new Set(["committed"]));
  expect(watched.statements.some(name => name.endsWith("_together"))).toBe(true);
  expect(watched.statements.length).toBeLessThan(writes.length);
  for (const write of writes) expect(await rowsOf(write)).toMatchObject(WHOLE);
});

test("of several filings on one order that travel together one is admitted, whichever it is, and the others leave nothing behind", async () => {
  const [first, ...others] = await draftMany(8);
  if (first === undefined) throw new Error("broken invariant: filings were drafted");
  const sameOrder = others.slice(0, 4).map(write => ({ ...write, shard: first.shard, orderId: first.orderId }));
  const all = [...others.slice(4), first, ...sameOrder];
  const commit = writeFilings(pool);
  const results = await Promise.all(all.map(commit));
  const onTheOrder = results.slice(others.length - 4);
  expect(onTheOrder.toSorted()).toEqual(["committed", "stale", "stale", "stale", "stale"]);
  expect(results.slice(0, others.length - 4)).toEqual(["committed", "committed", "committed"]);
  for (const [index, write] of all.entries()) expect(await rowsOf(write)).toMatchObject(results[index] === "committed" ? WHOLE : NOTHING);
});

test("one that the database refuses takes nobody with it", async () => {
  const writes = await draftMany(8);
  const [taken] = await draftMany(1);
  if (taken === undefined) throw new Error("broken invariant: a filing was drafted");
  const commit = writeFilings(pool);
  expect(await commit(taken)).toBe("committed");
  const number = taken.cases[0]?.state.shortNo ?? "";
  const bad = writes.map((write, index) =>
    index !== 5 ? write : { ...write, cases: write.cases.map(one => ({ ...one, state: { ...one.state, shortNo: number } })) },
  );
  const results = await Promise.allSettled(bad.map(commit));
  expect(results.map(({ status }) => status)).toEqual(bad.map((_, index) => (index === 5 ? "rejected" : "fulfilled")));
  for (const [index, write] of bad.entries()) expect(await rowsOf(write)).toMatchObject(index === 5 ? NOTHING : WHOLE);
});

test("an order that somebody else holds keeps only its own filing waiting", async () => {
  const writes = await draftMany(6);
  const [, , held] = writes;
  if (held === undefined) throw new Error("broken invariant: filings were drafted");
  const holder = await pool.connect();
  try {
    await holder.query("begin");
    await holder.query("select from order_guards where shard = $1 and order_id = $2 for update", [held.shard, held.orderId]);
    const commit = writeFilings(pool);
    const results = writes.map(commit);
    const others = results.filter((_, index) => writes[index] !== held);
    expect(await Promise.all(others)).toEqual(others.map(() => "committed"));
    expect(await rowsOf(held)).toEqual(NOTHING);
    await holder.query("rollback");
    expect(await results[2]).toBe("committed");
  } finally {
    holder.release();
  }
});

test("commands that wait together are decided each on its own case, and of two on one case the second sees what the first did", async () => {
  const ports = commandPortsOn(pool, realNow);
  const states: CaseState[] = [];
  for (let made = 0; made < 8; made += 1) states.push(await makeCase(pool, world, { template: "race", at: realNow() }));
  const approve = ({ caseId }: CaseState) =>
    commandCase(ports, {
      principal: {
        role: "seller",
        operationId: world.operationId,
        sellerId: world.sellerId,
        accountId: newId("account", shardOf(world.sellerId)),
      },
      caseId,
      command: { kind: "approve" },
      ifVersion: null,
      endsEffect: null,
      idempotency: null,
      answer: () => ({ status: 200, response: "" }),
    });
  const outcomes = await Promise.all([...states, ...states].map(approve));
  for (const [index, { caseId }] of states.entries()) {
    expect([outcomes[index]?.kind, outcomes[index + states.length]?.kind].toSorted()).toEqual(["done", "rejected"]);
    const { rows } = await pool.query(
      `select count(*) filter (where type = 'step_ended' and data ->> 'outcome' = 'approved')::int as approvals, count(*)::int = max(seq) as unbroken
      from case_events where case_id = $1`,
      [caseId],
    );
    expect(rows).toEqual([{ approvals: 1, unbroken: true }]);
  }
});

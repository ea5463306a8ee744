import { type CaseId, makeId, type Shard } from "@amends/domain/kernel/ids";
import type { FeedEntry } from "@amends/flows/feed-ports";
import type { Scope } from "@amends/flows/scope";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { eventually } from "../../../../test/harness/eventually.ts";
import { createWorld, type World } from "../../../../test/workers/case-world.ts";
import { withClient } from "../with-client.ts";
import { createFeedReader } from "./feed-reader.ts";
import { createRelay, type Relay } from "./relay.ts";

let database: TestDatabase;
let pool: pg.Pool;
let world: World;
let relays: Relay[];

beforeEach(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl });
  world = await createWorld(pool, 4);
  relays = [];
});
afterEach(async () => {
  await Promise.all(relays.map(relay => relay.close()));
  await pool.end();
  await database.drop();
});

const startRelay = (): Relay => {
  const relay = createRelay({ url: database.writerUrl, onFault: () => undefined });
  relays.push(relay);
  return relay;
};
/** A relay that holds the lock and has seen the database once. */
const holdingRelay = async (): Promise<Relay> => {
  const relay = startRelay();
  await eventually("the relay holds the lock", async () => (await relay.turn()) !== null);
  await numberAll(relay);
  return relay;
};
/** Other tests run transactions on the same server, and the relay waits for those too. */
const numberAll = async (relay: Relay): Promise<number> => {
  let numbered = 0;
  await eventually("all is numbered", async () => {
    const turn = await relay.turn();
    numbered += turn?.numbered ?? 0;
    return turn?.left === "nothing";
  });
  return numbered;
};

type Db = Pick<pg.ClientBase, "query">;
type NewCase = { readonly caseId: CaseId; readonly shard: Shard };

let made = 0;
const makeCase = async (customer = 0, sellerId: string = world.sellerId): Promise<NewCase> => {
  made += 1;
  const place = world.customers[customer];
  if (place === undefined) throw new Error("the world has this customer");
  const { shard, customerId } = place;
  const caseId = makeId(
    "case",
    made,
    shard,
    Array.from({ length: 12 }, () => made),
  );
  const orderId = caseId.replace("case", "order");
  await pool.query(
    `insert into orders (shard, order_id, operation_id, customer_id, external_order_no, source, source_version, content_hash, currency, seller_ids, state,
       placed_at, changed_at, facts) values ($1, $2, $3, $4, $2, 'shop', 1, '', 'CNY', '{}', 'paid', 0, 0, '{}')`,
    [shard, orderId, world.operationId, customerId],
  );
  await pool.query(
    `insert into cases (shard, case_id, operation_id, order_id, customer_id, seller_id, short_no, service_type, claimed_reason, phase, severity, version,
       head_hash, pack_hash, filed_at, changed_at, state)
     values ($1, $2, $3, $4, $5, $6, $2, 'refund_only', 'test', 'executing', 'p4', 7, decode(repeat('00', 32), 'hex'), '', 0, 0, '{}')`,
    [shard, caseId, world.operationId, orderId, customerId, sellerId],
  );
  return { caseId, shard };
};
const addEvent = (db: Db, { caseId, shard }: NewCase, seq: number, type = "case_filed", data: object = {}, tx?: string) =>
  db.query(
    `insert into case_events (shard, case_id, seq, type, at, actor, data, hash, tx)
     values ($1, $2, $3::int, $4, $3::int, '{}', $5, decode(repeat('00', 32), 'hex'), coalesce($6::xid8, pg_current_xact_id()))`,
    [shard, caseId, seq, type, JSON.stringify(data), tx ?? null],
  );
const feed = async (): Promise<readonly string[]> => {
  const { rows } = await pool.query("select feed_seq, case_id, seq from feed order by feed_seq");
  return rows.map((row, index) => {
    expect(Number(row.feed_seq)).toBe(index + 1);
    return `${row.case_id} ${row.seq}`;
  });
};
const key = ({ caseId }: NewCase, seq: number): string => `${caseId} ${seq}`;

test("committed events get numbers without gaps, in the order of their transactions, and only once", async () => {
  const relay = await holdingRelay();
  const [one, two] = [await makeCase(0), await makeCase(1)];
  await addEvent(pool, two, 1);
  await addEvent(pool, one, 1);
  await addEvent(pool, two, 2);
  expect(await numberAll(relay)).toBe(3);
  expect(await feed()).toEqual([key(two, 1), key(one, 1), key(two, 2)]);
  expect(await numberAll(relay)).toBe(0);
});

test("an event waits for the older transaction that still runs, and comes after what that one commits", async () => {
  const relay = await holdingRelay();
  const [slow, quick] = [await makeCase(0), await makeCase(1)];
  await withClient(database.writerUrl, async client => {
    await client.query("begin");
    await addEvent(client, slow, 1);
    await addEvent(pool, quick, 1);
    expect(await relay.turn()).toEqual({ numbered: 0, left: "waiting" });
    await client.query("commit");
  });
  await numberAll(relay);
  expect(await feed()).toEqual([key(slow, 1), key(quick, 1)]);
});

test("a transaction that is rolled back leaves no hole", async () => {
  const relay = await holdingRelay();
  const one = await makeCase();
  await withClient(database.writerUrl, async client => {
    await client.query("begin");
    await addEvent(client, one, 1);
    await client.query("rollback");
  });
  await addEvent(pool, one, 1);
  await numberAll(relay);
  expect(await feed()).toEqual([key(one, 1)]);
});

test("one of two relays gives the numbers, and the other takes over when its session ends", async () => {
  const first = await holdingRelay();
  const second = startRelay();
  const one = await makeCase();
  await addEvent(pool, one, 1);
  await numberAll(first);
  expect(await second.turn()).toBeNull();
  await pool.query(
    "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
  );
  await addEvent(pool, one, 2);
  await eventually("the second relay numbers", async () => {
    await second.turn().catch(() => null);
    return (await feed()).length === 2;
  });
});

test("a backlog of thousands of transactions is numbered in bounded steps", async () => {
  const relay = await holdingRelay();
  const one = await makeCase();
  for (let seq = 1; seq <= 2100; seq += 1) await addEvent(pool, one, seq);
  const steps: number[] = [];
  await eventually("every event is numbered", async () => {
    steps.push((await relay.turn())?.numbered ?? 0);
    return steps.reduce((sum, numbered) => sum + numbered, 0) === 2100;
  });
  // How many steps it takes depends on what else runs on this server; how long one may be does not.
  expect(Math.max(...steps)).toBeLessThanOrEqual(2001);
  expect(await feed()).toEqual(Array.from({ length: 2100 }, (_, index) => key(one, index + 1)));
}, 60_000);

test("events restored from a backup carry another server's transaction numbers: each is numbered once, a case's own in their order", async () => {
  const [one, two] = [await makeCase(0), await makeCase(1)];
  await addEvent(pool, one, 1, "case_filed", {}, "900000000");
  await addEvent(pool, two, 1, "case_filed", {}, "5");
  await addEvent(pool, one, 2);
  const relay = await holdingRelay();
  await addEvent(pool, one, 3);
  await numberAll(relay);
  const numbered = await feed();
  expect([...numbered].sort()).toEqual([key(one, 1), key(one, 2), key(one, 3), key(two, 1)].sort());
  expect(numbered.filter(entry => entry.startsWith(one.caseId))).toEqual([key(one, 1), key(one, 2), key(one, 3)]);
});

test("a cursor that was copied from another server does not silence the feed", async () => {
  const relay = await holdingRelay();
  const one = await makeCase();
  await pool.query("update feed_cursor set numbered_before = '9000000000'");
  await addEvent(pool, one, 1);
  await numberAll(relay);
  expect(await feed()).toEqual([key(one, 1)]);
});

const seen = (entries: readonly FeedEntry[]): readonly string[] => entries.map(({ caseId, seq }) => `${caseId} ${seq}`);

test("a reader sees what its scope holds: the operation all, a buyer and a seller their own, and neither of them internal notes", async () => {
  const relay = await holdingRelay();
  const otherSeller = "seller_000000000000000000000009";
  const [one, two] = [await makeCase(0), await makeCase(1, otherSeller)];
  await addEvent(pool, one, 1);
  await addEvent(pool, one, 2, "note_added", { visibleTo: "staff" });
  await addEvent(pool, one, 3, "note_added", { visibleTo: "everyone" });
  await addEvent(pool, two, 1);
  await numberAll(relay);
  const reader = createFeedReader(pool);
  const upTo = await reader.head();
  const { operationId } = world;
  const customerId = world.customers[0]?.customerId ?? "customer_0";
  const read = async (scope: Scope, caseId: CaseId | null = null) =>
    seen((await reader.read(scope, { caseId, after: 0, upTo, most: 10 })).entries);

  expect(await read({ kind: "operation", operationId })).toEqual([key(one, 1), key(one, 2), key(one, 3), key(two, 1)]);
  expect(await read({ kind: "customer", operationId, customerId })).toEqual([key(one, 1), key(one, 3)]);
  expect(await read({ kind: "seller", operationId, sellerId: otherSeller })).toEqual([key(two, 1)]);
  expect(await read({ kind: "operation", operationId: "operation_000000000000000000000000" })).toEqual([]);
  expect(await read({ kind: "operation", operationId }, two.caseId)).toEqual([key(two, 1)]);
  expect(await read({ kind: "customer", operationId, customerId }, two.caseId)).toEqual([]);
  expect(await reader.caseVersion({ kind: "customer", operationId, customerId }, one.caseId)).toBe(7);
  expect(await reader.caseVersion({ kind: "customer", operationId, customerId }, two.caseId)).toBeNull();
});

test("pages follow each other without loss, however small", async () => {
  const relay = await holdingRelay();
  const one = await makeCase();
  for (let seq = 1; seq <= 7; seq += 1) await addEvent(pool, one, seq);
  await numberAll(relay);
  const reader = createFeedReader(pool);
  const upTo = await reader.head();
  const entries: FeedEntry[] = [];
  for (let after = 0; after < upTo; ) {
    const page = await reader.read({ kind: "operation", operationId: world.operationId }, { caseId: null, after, upTo, most: 3 });
    entries.push(...page.entries);
    after = page.readTo;
  }
  expect(seen(entries)).toEqual(Array.from({ length: 7 }, (_, index) => key(one, index + 1)));
});

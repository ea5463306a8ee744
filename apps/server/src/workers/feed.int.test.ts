import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { eventually } from "../../../../test/harness/eventually.ts";
import { createWorld, type World } from "../../../../test/workers/case-world.ts";
import { type FeedServer, followFeed, type SeenEntry, startFeedServer } from "../../../../test/workers/feed-process.ts";

let database: TestDatabase;
let pool: pg.Pool;
let world: World;
const started: FeedServer[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl });
  world = await createWorld(pool, 64);
});
afterEach(async () => {
  await Promise.all(started.splice(0).map(server => server.stop()));
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const start = async (aheadMs = 0): Promise<FeedServer> => {
  const server = await startFeedServer(database.writerUrl, world, aheadMs);
  started.push(server);
  return server;
};

const countOf = async (sql: string): Promise<number> => (await pool.query(sql)).rows[0].n;
const eventsWritten = () => countOf("select count(*)::int as n from case_events");
const eventsNumbered = () => countOf("select count(*)::int as n from feed");
/** Nothing is asked of the world any more, so nothing more will be written. */
const isQuiet = async () =>
  (await countOf("select count(*)::int as n from effects where status = 'pending'")) === 0 &&
  (await eventsWritten()) === (await eventsNumbered());

const keysOf = (entries: readonly SeenEntry[]): readonly string[] => entries.map(({ caseId, seq }) => `${caseId} ${seq}`);
const numbersOf = (entries: readonly SeenEntry[]): readonly number[] => entries.map(({ feedSeq }) => feedSeq);

const expectWhole = async (entries: readonly SeenEntry[], after: number): Promise<void> => {
  const { rows } = await pool.query("select case_id || ' ' || seq as key from feed where feed_seq > $1", [after]);
  expect([...keysOf(entries)].sort()).toEqual(rows.map(row => row.key).sort());
  expect(numbersOf(entries)).toEqual(entries.map((_, index) => after + index + 1));
  const last = new Map<string, number>();
  for (const { caseId, seq } of entries) {
    expect(seq).toBeGreaterThan(last.get(caseId) ?? 0);
    last.set(caseId, seq);
  }
};

test("a client of one server sees every commit of another under 32 writers and a kill: none missing, none twice, each case in order", async () => {
  // The first to start gives out the numbers; it is the one that is killed.
  const doomed = await start();
  const held = await eventsNumbered();
  const writing = doomed.write(32, 1000).catch(() => "killed");
  await eventually("the first server numbers", async () => (await eventsNumbered()) > held);
  const staying = await start();
  const client = followFeed(staying.url);
  await client.ready;
  await eventually("the client hears of the other server's commits", async () => client.entries.length > 500);
  await doomed.kill();
  expect(await writing).toBe("killed");

  // By its clock the leases of the dead have run out.
  const third = await start(60_000);
  await third.write(32, 10);
  await eventually("everything is written and numbered", isQuiet, 60_000);
  await eventually("the client has heard everything", async () => client.entries.at(-1)?.feedSeq === (await eventsNumbered()));
  await expectWhole(client.entries, (client.entries[0]?.feedSeq ?? 0) - 1);
  expect(await eventsNumbered()).toBe(await eventsWritten());
  client.close();
}, 120_000);

test("a client that comes back with the last number it has misses nothing and hears nothing twice", async () => {
  const server = await start();
  const before = await eventsNumbered();
  const first = followFeed(server.url);
  await first.ready;
  const writing = server.write(8, 20);
  await eventually("the client has heard something", async () => first.entries.length > 30);
  first.close();
  await writing;
  await eventually("everything is written and numbered", isQuiet);
  const again = followFeed(server.url, first.entries.at(-1)?.feedSeq);
  await eventually("the client has heard everything", async () => again.entries.at(-1)?.feedSeq === (await eventsNumbered()));
  await expectWhole([...first.entries, ...again.entries], before);
  again.close();
}, 60_000);

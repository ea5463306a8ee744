import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DriverWatch, newWatched, type Watched, watchDriver } from "../harness/driver-watch.ts";
import { ADMIN, adminPool, openShop, patiently, quiet, type RunningShop, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";
import { createImportWorld } from "../import/import-world.ts";
import { customer, order, seller, sku } from "../import/native-records.ts";
import { partsOf } from "./placement-key.ts";
import { chance, KINDS, moveAt } from "./play.ts";

let driver: DriverWatch;
let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let admin: Caller;
/** What each request did, in the order of the requests. */
const requests: { readonly route: string; readonly status: number; readonly watched: Watched }[] = [];

beforeAll(async () => {
  driver = watchDriver();
  whole = await startWholeServer(packFilesOf("base"), {
    config: WITHOUT_LIMITS,
    prepare: ({ server }) => {
      server.addHook("onRequest", (request, reply, done) => {
        const watched = newWatched();
        reply.raw.once("finish", () =>
          requests.push({ route: `${request.method} ${request.routeOptions.url}`, status: reply.statusCode, watched }),
        );
        driver.during(watched, done);
      });
    },
  });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, {
    orders: KINDS.map(({ order }, place) => ({ no: `W${place}`, ...order })),
  });
  admin = await signedIn(whole, shop, ADMIN.email);
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
  driver.stop();
});

/** The two statements that look for work without knowing where it is. On many shards each worker first asks which of them have any. */
const LOOKS_FOR_WORK = [
  /^with due as materialized \( ?select shard, effect_id/,
  /^with due as materialized \( ?select d\.shard, d\.case_id/,
  /^with due as materialized \( ?select shard, notice_id, channel/,
  /^with due as materialized \( ?select shard, case_id, customer_id, status, due_at from surveys/,
];

test("a whole day of filings, commands, effects and deadlines goes by", async () => {
  const random = chance(7);
  for (const [place, { filing }] of KINDS.entries())
    await patiently(() => shop.file(`W${place}`, filing, shop.host, { "idempotency-key": "day" }));
  for (let round = 0; round < 8; round += 1) {
    await quiet(whole, pool);
    const { rows } = await pool.query(`
      select k.case_id, (select type from steps s where s.shard = k.shard and s.case_id = k.case_id and s.status = 'active' limit 1) as waits_for
      from cases k where k.ended_at is null order by k.case_id`);
    for (const { case_id: caseId, waits_for: waitsFor } of rows) {
      const { name, body } = moveAt(random, caseId, String(waitsFor));
      await shop.command(caseId, name, body, admin);
    }
    if (round % 2 === 1) whole.pass(36 * 3_600_000);
  }
  const customers = await pool.query("select customer_id from customers limit 1");
  await admin("POST", `/v1/customers/${customers.rows[0].customer_id}/erase`, { reason: "buyer asked" });
  await quiet(whole, pool);
  expect(requests.filter(request => request.status === 201).length).toBeGreaterThan(KINDS.length);
  expect(requests.filter(request => request.status === 200).length).toBeGreaterThan(15);
});

test("orders, buyers, sellers and articles are imported, and come again changed", async () => {
  // An import over HTTP runs in a thread of its own, where this test does not stand around the driver.
  const world = await createImportWorld();
  for (const sourceVersion of [1, 2, 3]) {
    await world.take(
      seller({ sourceVersion }),
      customer({ sourceVersion, phone: `1381234000${sourceVersion}` }),
      sku({ sourceVersion }),
      order({ sourceVersion }),
    );
  }
  await world.close();
});

test("no statement writes or locks a row of a customer without saying in which shard", async () => {
  const { rows } = await pool.query<{ relname: string }>(
    "select relname from pg_class where relkind = 'r' and obj_description(oid, 'pg_class') = 'placement: customer'",
  );
  const placed = new Set(rows.map(row => row.relname));
  expect(placed.size).toBeGreaterThan(15);
  const parts = [...driver.texts].map(text => ({ text, parts: partsOf(text).filter(part => placed.has(part.table)) }));
  expect(parts.flatMap(one => one.parts).length, "statements were seen").toBeGreaterThan(20);
  const faults = parts.flatMap(one =>
    one.parts.filter(part => !part.namesShard && !looksForWork(one.text)).map(part => `${part.kind} ${part.table}: ${part.text}`),
  );
  expect(faults).toEqual([]);
});

const looksForWork = (text: string): boolean => LOOKS_FOR_WORK.some(known => known.test(text.trim().replaceAll(/\s+/g, " ")));

const COMMANDS = /^POST \/v1\/cases(\/|$)/;
/** A write is named by what it is and by the parts it has. */
const SHAPE = /^(write_filing|write_command)_.*$/;
/** Not of a command: who it is that asks, looked up once and then remembered for a moment; the operation with its shops' rules, too; the next hundred case numbers. */
const BESIDE = /^(session_|api_key_|next_case_numbers|operation_find$|shop_rules_index$)/;

test("a filing or a command is one read and one write on one connection, whatever was asked and answered; named files are one read more, and so are earlier prices", async () => {
  const still = await openShop(whole, pool, { code: "still", orders: KINDS.map(({ order }, place) => ({ no: `V${place}`, ...order })) });
  const boss = await signedIn(whole, still, ADMIN.email);
  // A commit wakes the workers of its own server; with them at rest, what is seen is the request's own.
  await whole.composed.worker.stop(10_000);
  requests.length = 0;
  for (const [place, { filing }] of KINDS.entries()) {
    const opened = await still.file(`V${place}`, filing, still.host, { "idempotency-key": "still" });
    expect(opened.status, opened.text).toBe(201);
    const [first] = opened.body["cases"] as unknown as { caseId: string }[];
    for (const name of ["approve", "withdraw"]) await still.command(first?.caseId ?? "", name, {}, boss);
    await still.command(first?.caseId ?? "", "notes", { text: "已电话联系", visibleTo: "staff" }, boss, { "if-match": '"1"' });
  }
  const commands = requests.filter(({ route }) => COMMANDS.test(route));
  const seen = commands.map(({ route, status, watched }) => {
    const own = watched.statements.filter(name => !BESIDE.test(name)).map(name => name.replace(SHAPE, "$1"));
    return `${route.includes("caseId") ? "command" : "filing"} ${status < 300 ? "done" : "refused"}: ${own.join(", ")}`;
  });
  expect([...new Set(seen)].toSorted()).toEqual([
    "command done: read_case_for_command, write_command",
    "command refused: read_case_for_command",
    "filing done: read_order_for_filing, evidence_find_named, write_filing",
    "filing done: read_order_for_filing, sku_prices_since, write_filing",
    "filing done: read_order_for_filing, write_filing",
  ]);
  expect([...new Set(commands.map(({ watched }) => watched.heldMost))]).toEqual([1]);
});

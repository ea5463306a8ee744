import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultsOfEveryCase } from "../harness/every-case.ts";
import { type FaultInjection, injectFaults } from "../harness/fault-injection.ts";
import { ADMIN, adminPool, openShop, patiently, quiet, type RunningShop, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { differences, type Portrait, portraitOf } from "../harness/whole-database.ts";
import { type Answered, type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";
import { KINDS, PHOTO } from "./play.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let faults: FaultInjection;
let admin: Caller;

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: { ...WITHOUT_LIMITS, logLevel: "silent" } });
  pool = adminPool(whole);
  const orders = KINDS.flatMap(({ order }, place) => [`T${place}`, `F${place}`].map(no => ({ no, ...order })));
  const inTwo = ["T", "F"].flatMap(side => STORIES.map((_, place) => ({ no: `${side}S${place}` })));
  shop = await openShop(whole, pool, { orders: [...orders, ...inTwo] });
  admin = await signedIn(whole, shop, ADMIN.email);
  faults = await injectFaults(pool);
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const portrait = async (): Promise<Portrait> => {
  const all = new Map(await portraitOf(pool));
  all.delete("fault_place");
  all.delete("fault_trace");
  return all;
};

/** What is written in one place at a time fails, and nothing of the deed remains; then nothing fails, and it is done. */
const failsWholly = async (tables: ReadonlySet<string>, deed: () => Promise<Answered>): Promise<Answered> => {
  await quiet(whole, pool);
  const before = await portrait();
  for (const table of tables) {
    await faults.failAt(table);
    const failed = await deed();
    await faults.failAt(null);
    expect(failed.status, `${table}: ${failed.text}`).toBeGreaterThanOrEqual(500);
    expect(differences(before, await portrait()), `what a fault in ${table} left behind`).toEqual([]);
  }
  return patiently(deed);
};

/** Only the request's own writes: partners are asked afterwards, by workers. */
const written = async (deed: () => Promise<Answered>): Promise<ReadonlySet<string>> => {
  await quiet(whole, pool);
  return faults.touchedBy(async () => {
    const answered = await deed();
    expect(answered.status, answered.text).toBeLessThan(300);
  });
};

const ALWAYS = ["case_events", "case_lines", "cases", "decisions", "directory", "idempotency", "order_guards", "steps"];

/** One kind for each plan. */
const FILED = KINDS.map((kind, place) => ({ ...kind, place })).filter(
  ({ plan, place }) => KINDS.findIndex(other => other.plan === plan) === place,
);

test.each(FILED)("$name is filed as a whole or not at all", async ({ filing, place }) => {
  // What is shown lies here before it is named.
  for (const no of [`T${place}`, `F${place}`]) await shop.ready(await shop.orderId(no), filing);
  const file = (no: string) => () => shop.file(no, filing, shop.host, { "idempotency-key": "whole" });
  const tables = await written(file(`T${place}`));
  expect([...tables]).toEqual(expect.arrayContaining(ALWAYS));
  expect((await failsWholly(tables, file(`F${place}`))).status).toBe(201);
});

type Told = { readonly name: string; readonly body: object };
const parcel = (no: string) => ({ carrier: "SF", trackingNo: `SF6${no}` });
const LINES = [{ lineNo: 1, quantity: 1 }];

/** From the filing of a doubtful return on: every command somebody may give, in an order in which each does something. */
const STORIES: readonly ((no: string) => readonly Told[])[] = [
  no => [
    { name: "evidence", body: { items: [PHOTO] } },
    { name: "notes", body: { text: "买家发来照片", visibleTo: "staff" } },
    { name: "offer", body: { amount: { amount: 1000, currency: "CNY" }, keepGoods: true } },
    { name: "answer-offer", body: { accept: false } },
    { name: "approve", body: {} },
    { name: "hand-over", body: parcel(no) },
    { name: "tracking", body: { trackingNo: `SF6${no}`, code: "hub_scan", trackedAt: "2025-11-21T12:00:00Z" } },
    { name: "receive", body: { lines: LINES } },
    { name: "inspect", body: { lines: [{ lineNo: 1, grade: "a", good: 1 }] } },
  ],
  () => [
    { name: "judge-reason", body: { judgedReason: "40.01" } },
    { name: "reject", body: { reason: "goods_not_intact" } },
  ],
  () => [{ name: "withdraw", body: {} }],
  () => [
    { name: "approve", body: {} },
    { name: "request-pickup", body: {} },
  ],
  no => [
    { name: "approve", body: {} },
    { name: "hand-over", body: parcel(no) },
    { name: "receive", body: { lines: [], wrongGoods: true } },
    { name: "send-back", body: parcel(`${no}B`) },
  ],
];

/** The same command on two cases in the same place: the first shows where it writes, the second fails at each of those places. */
const carriedOutWhole = async (twin: string, failing: string, told: readonly [Told, Told], key: string): Promise<void> => {
  const deed =
    (caseId: string, { name, body }: Told) =>
    async () => {
      const headers = { "if-match": `"${(await shop.caseRow(caseId)).version}"`, "idempotency-key": key };
      return shop.command(caseId, name, body, admin, headers);
    };
  const [first, second] = told;
  const tables = await written(deed(twin, first));
  expect([...tables], first.name).toEqual(expect.arrayContaining(["case_events", "cases", "idempotency"]));
  const done = await failsWholly(tables, deed(failing, second));
  expect(done.status, `${first.name}: ${done.text}`).toBe(200);
};

test.each(STORIES.map((_, place) => place))("each command of story %i is carried out as a whole or not at all", async place => {
  const filing = { serviceType: "return_refund", reason: "60.01", statement: "杯子裂了", lines: LINES };
  const [twin, failing] = await Promise.all([`TS${place}`, `FS${place}`].map(no => shop.opened(no, filing)));
  if (twin === undefined || failing === undefined) throw new Error("two cases were opened");
  const mirrored = STORIES[place]?.(`FS${place}`) ?? [];
  for (const { caseId } of [twin, failing]) await shop.ready((await shop.caseRow(caseId)).state.orderId, { items: [PHOTO] });
  for (const [index, step] of (STORIES[place]?.(`TS${place}`) ?? []).entries()) {
    await carriedOutWhole(twin.caseId, failing.caseId, [step, mirrored[index] ?? step], `${index}`);
  }
});

test("what finance does about a refund that failed is carried out as a whole or not at all", async () => {
  const bank = whole.composed.sandbox?.bank ?? expect.fail("the sandbox has a bank");
  await bank.closeAccount("wallet-u2");
  await shop.import(["TX", "FX"].map(no => ({ no, shipped: false, customer: "u2" })));
  const filing = { serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.01", lines: LINES };
  const [twin, failing] = await Promise.all(["TX", "FX"].map(no => shop.opened(no, filing)));
  if (twin === undefined || failing === undefined) throw new Error("two cases were opened");
  for (const [name, more] of [
    ["retry", {}],
    ["settle-by-hand", { gatewayRef: "paper-7" }],
  ] as const) {
    await quiet(whole, pool);
    const { rows } = await pool.query("select step_no from steps where case_id = $1 and status = 'active' and owner = 'finance'", [
      twin.caseId,
    ]);
    const told = { name, body: { stepNo: rows[0].step_no, ...more } };
    await carriedOutWhole(twin.caseId, failing.caseId, [told, told], name);
  }
  await quiet(whole, pool);
  expect((await shop.caseRow(failing.caseId)).phase).toBe("resolved");
});

test("a bank's answer that could not be written down is written down later, and the money moved once", async () => {
  const kind = KINDS.find(({ name }) => name === "another colour before it leaves") ?? expect.fail("it is one of the kinds");
  await shop.import([{ no: "LATE", ...kind.order }]);
  const bank = whole.composed.sandbox?.bank ?? expect.fail("the sandbox has a bank");
  await quiet(whole, pool);
  const before = (await bank.statement()).length;
  await faults.failAt("customer_methods");
  const { caseId } = await shop.opened("LATE", kind.filing);
  const faultsOf = async () => (await pool.query("select max(faults)::int as n from effects where case_id = $1", [caseId])).rows[0].n;
  await expect.poll(faultsOf, { timeout: 20_000 }).toBeGreaterThan(0);
  expect((await bank.statement()).length).toBe(before + 1);
  await faults.failAt(null);
  whole.pass(3_600_000);
  await quiet(whole, pool);
  expect((await shop.caseRow(caseId)).phase).toBe("resolved");
  expect((await bank.statement()).length).toBe(before + 1);
});

test("after all these faults every case follows from its events", async () => {
  await quiet(whole, pool);
  expect(await faultsOfEveryCase(pool, whole.composed.deps.filing.policy)).toEqual([]);
});

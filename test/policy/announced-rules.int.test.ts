import type { RunningPack } from "@amends/domain/case/bind-rules";
import type { OperationId, SellerId } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import { addMs, DAY_MS, HOUR_MS, type Instant, instant, SECOND_MS } from "@amends/domain/kernel/time";
import type { PackSource } from "@amends/domain/policy/pack";
import { insertOperation } from "@amends/postgres/operations/operations";
import { createPolicy, type PackFiles } from "@amends/server/policy/running-policy";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../harness/database.ts";
import { withCells } from "../pack/rewritten-pack.ts";
import { readPack } from "./read-pack.ts";

const START = instant(1_763_700_000_000);
const after = (ms: number): Instant => addMs(START, ms);
const OPERATION: OperationId = `operation_${"0".repeat(24)}`;
const SELLER: SellerId = `seller_${"0".repeat(24)}`;
const BASE = readPack("policies/base");
const only = (base: PackSource): PackFiles => new Map([["base", { base, overlays: [] }]]);
const dated = (source: PackSource, at: Instant, more: object = {}): PackSource => ({
  ...source,
  manifest: { ...(source.manifest as object), effectiveAt: new Date(at).toISOString().replace(".000", ""), ...more },
});
/** Who changes their mind sends the goods back at the seller's cost: major. */
const FREE_RETURNS = withCells(BASE, "freight", "F-3", { return: "'seller'" });
/** Procedure, of which nothing tells whom it helps: not major. */
const FEWER_OFFERS: PackSource = { ...BASE, parameters: { ...BASE.parameters, "negotiation.offersMax": 3 } };

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl, max: 2 });
  const operation = {
    operationId: OPERATION,
    code: "shop",
    kind: "brand",
    name: { zh: "店", en: "Shop" },
    currency: "CNY" as Currency,
  } as const;
  await insertOperation(pool, { ...operation, zone: { id: "Asia/Shanghai", offsetMinutes: 480 }, packId: "base", settings: {} }, START);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Each test is the history of a pack of its own. */
beforeEach(async () => {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query("delete from rule_versions");
  await owner.end();
  await createPolicy(pool, only(BASE), START);
});

const started = (base: PackSource, at: Instant) => createPolicy(pool, only(base), at);
const payerIn = ({ pack }: RunningPack): unknown =>
  pack.tables
    .get("freight")
    ?.rows.find(({ id }) => id === "F-3")
    ?.results.find(({ field }) => field === "return")?.expression;
type Policy = Awaited<ReturnType<typeof started>>;
const rulesFor = async (policy: Policy, paidAt: Instant, at: Instant): Promise<RunningPack> => {
  const operation = await policy.operation(OPERATION, at);
  return await (operation?.rulesOf({ sellerId: SELLER, paidAt }, at) ?? expect.fail("the operation is there"));
};
const upcoming = async (policy: Policy, at: Instant) =>
  (await policy.datedRules(OPERATION, at))?.upcoming ?? expect.fail("the operation is there");
const BY_BUYER = { kind: "literal", value: "buyer" };
const BY_SELLER = { kind: "literal", value: "seller" };

test("G-5: a change with six days and twenty-three hours of notice is refused by its place and the day it may begin, one with seven days is taken", async () => {
  await expect(started(dated(FEWER_OFFERS, after(7 * DAY_MS - HOUR_MS)), START)).rejects.toThrow(
    /manifest \[effectiveAt\].*parameters\/negotiation\.offersMax.*2025-11-28T04:40:00\.000Z.*notice_too_short/,
  );
  const policy = await started(dated(FEWER_OFFERS, after(7 * DAY_MS)), START);
  expect((await upcoming(policy, START)).map(({ version }) => version.effectiveAt)).toEqual([after(7 * DAY_MS)]);
});

test("G-5: laying freight on sellers waits fifteen days", async () => {
  await expect(started(dated(FREE_RETURNS, after(14 * DAY_MS)), START)).rejects.toThrow(/freight\/F-3 \(heavier on the seller\)/);
  await started(dated(FREE_RETURNS, after(15 * DAY_MS)), START);
});

test("G-5: an order paid a second before the date is judged by the old rules, one paid on it by the new ones", async () => {
  const policy = await started(FREE_RETURNS, START);
  const date = after(15 * DAY_MS);
  const later = addMs(date, DAY_MS);
  expect(payerIn(await rulesFor(policy, after(0), addMs(date, -SECOND_MS)))).toMatchObject(BY_BUYER);
  expect(payerIn(await rulesFor(policy, addMs(date, -SECOND_MS), later))).toMatchObject(BY_BUYER);
  expect(payerIn(await rulesFor(policy, date, date))).toMatchObject(BY_SELLER);
  expect((await upcoming(policy, date)).length).toBe(0);
});

test("G-5: what is owed is as it was paid for and how it is gone about as it is filed for, and the two together replay", async () => {
  const both = { ...FREE_RETURNS, parameters: { ...FREE_RETURNS.parameters, "negotiation.offersMax": 3 } };
  const policy = await started(both, START);
  const running = await rulesFor(policy, START, after(16 * DAY_MS));
  expect(payerIn(running)).toMatchObject(BY_BUYER);
  expect(running.pack.parameters["negotiation.offersMax"]).toBe(3);
  const restarted = await started(both, after(17 * DAY_MS));
  expect((await restarted.packByHash(running.pack.hash)).pack.hash).toBe(running.pack.hash);
});

test("G-5: a server that starts with what holds, or is announced, announces nothing; what was left behind is announced again", async () => {
  await started(FREE_RETURNS, START);
  await started(BASE, after(HOUR_MS));
  const policy = await started(FREE_RETURNS, after(2 * HOUR_MS));
  expect((await upcoming(policy, after(2 * HOUR_MS))).map(({ version }) => version.versionNo)).toEqual([2]);
  const back = await started(BASE, after(20 * DAY_MS));
  expect((await upcoming(back, after(20 * DAY_MS))).map(({ version }) => version.effectiveAt)).toEqual([after(35 * DAY_MS)]);
});

test("G-5: what the law asks for at once holds at once where two people answer for it", async () => {
  const urgent = { reason: { zh: "法院判决要求商家承担运费", en: "A court lays the freight on sellers" }, approvedBy: ["王芳", "李强"] };
  const policy = await started(dated(FREE_RETURNS, after(HOUR_MS), { urgent }), START);
  expect(payerIn(await rulesFor(policy, after(HOUR_MS), after(HOUR_MS)))).toMatchObject(BY_SELLER);
});

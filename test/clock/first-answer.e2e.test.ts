import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { adminPool, openShop, type RunningShop, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS, movesClock: true });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, { orders: [{ no: "F1" }, { no: "F2" }] });
});
afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const LINES = [{ lineNo: 1, quantity: 1, condition: "unopened" }];
const filed = async (no: string): Promise<string> =>
  (await shop.opened(no, { serviceType: "return_refund", reason: "30.01", lines: LINES })).caseId;
type Shown = Readonly<Record<string, unknown>>;
const answerOf = async (caseId: string): Promise<Shown | undefined> => {
  const { body } = await shop.host("GET", `/v1/cases/${caseId}`);
  return (body["clocks"] as unknown as readonly Shown[]).find(({ clock }) => clock === "machine_answer");
};
const isAnswered = async (caseId: string) => (await answerOf(caseId))?.["status"] === "stopped";

test("kept: the buyer can read what happens next before the clock has moved", async () => {
  const caseId = await filed("F1");
  await eventually("the buyer is told", () => isAnswered(caseId));
  expect(await answerOf(caseId)).toMatchObject({ rowId: "CS-01", targetMs: 10_000, consumedMs: 0, breachMs: 0 });
});

test("lapsed: while the feed is held up nobody is told, and the answer is late by what passed beyond ten seconds", async () => {
  const held = await pool.connect();
  try {
    // Events get their numbers in the order of their transactions, and this one was there before.
    await held.query("begin; select pg_current_xact_id()");
    const caseId = await filed("F2");
    const moved = await shop.host("POST", "/v1/sandbox/clock:advance", { bySeconds: 25 });
    expect(moved.status, moved.text).toBe(200);
    expect(await answerOf(caseId)).toMatchObject({ status: "running", breachMs: 15_000 });
    await held.query("rollback");
    await eventually("the buyer is told", () => isAnswered(caseId));
    expect(await answerOf(caseId)).toMatchObject({ status: "stopped", consumedMs: 25_000, breachMs: 15_000 });
  } finally {
    held.release(true);
  }
});

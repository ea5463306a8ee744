import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultsOfEveryCase } from "../harness/every-case.ts";
import { adminPool, openShop, patiently, quiet, type RunningShop, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";
import { chance, KINDS, moveAt } from "./play.ts";

const SEED = Number(process.env["AMENDS_PLAY_SEED"] ?? 20_251_121);
const EACH = Number(process.env["AMENDS_PLAY_EACH"] ?? 2);
const MOVES = 12;
const HOUR_MS = 3_600_000;

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let callers: readonly Caller[];

/** Each case's place in the order of filing: ids are made by chance, and a play must go the same way twice. */
const turns = new Map<string, number>();
const FILED = KINDS.flatMap((kind, place) => Array.from({ length: EACH }, (_, turn) => ({ ...kind, no: `P${place}-${turn}` })));

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, { orders: FILED.map(({ no, order }) => ({ no, ...order })) });
  callers = await signedInAnew();
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

/** A staff session ends while the play lets hours pass. */
const signedInAnew = async (): Promise<readonly Caller[]> => [shop.host, await signedIn(whole, shop, "boss@shop.example")];

const audit = async () => expect(await faultsOfEveryCase(pool, whole.composed.deps.filing.policy)).toEqual([]);

test("every plan that a filing can reach is entered by one, and each follows from its events", async () => {
  const entered: Record<string, string> = {};
  for (const { name, no, filing } of FILED) {
    const opened = await patiently(() => shop.file(no, filing));
    const [first] = (opened.body["cases"] ?? []) as unknown as { caseId: string }[];
    entered[name] = first === undefined ? opened.text : (await shop.caseRow(first.caseId)).state.planTemplate;
    if (first !== undefined) turns.set(first.caseId, turns.size);
  }
  expect(entered).toEqual(Object.fromEntries(KINDS.map(({ name, plan }) => [name, plan])));
  await quiet(whole, pool);
  await audit();
});

test("whatever is asked of them at random, by whomever and in whatever order, each case follows from its events and each ended one owes nobody", async () => {
  const random = chance(SEED);
  const answers = new Map<number, number>();
  for (let round = 0; round < MOVES; round += 1) {
    const { rows } = await pool.query(`
      select k.case_id, (select type from steps s where s.shard = k.shard and s.case_id = k.case_id and s.status = 'active' limit 1) as waits_for
      from cases k where k.ended_at is null`);
    const inTurn = rows.toSorted((one, other) => (turns.get(one.case_id) ?? 0) - (turns.get(other.case_id) ?? 0));
    for (const { case_id: caseId, waits_for: waitsFor } of inTurn) {
      const { name, body } = moveAt(random, caseId, String(waitsFor));
      const answered = await shop.command(caseId, name, body, callers[random(callers.length)]);
      answers.set(answered.status, (answers.get(answered.status) ?? 0) + 1);
      if (answered.status >= 500) expect.fail(`seed ${SEED}, round ${round}: ${name} of ${caseId}: ${answered.text}`);
    }
    if (round % 3 !== 2) continue;
    whole.pass((1 + random(60)) * HOUR_MS);
    await quiet(whole, pool);
    await audit();
    callers = await signedInAnew();
  }
  expect(answers.get(200), JSON.stringify([...answers])).toBeGreaterThan(FILED.length);
});

test("left to their own clocks for two months, every case has ended or waits for somebody until a time, and every end was reached", async () => {
  for (let week = 0; week < 9; week += 1) {
    whole.pass(7 * 24 * HOUR_MS);
    await quiet(whole, pool);
  }
  await audit();
  const { rows } = await pool.query(
    "select case_id from cases where ended_at is null and (waits_for is null or due_at is null or due_at <= $1)",
    [whole.now()],
  );
  expect(rows, "nobody is waited for").toEqual([]);
  const ends = await pool.query("select distinct phase from cases where ended_at is not null");
  expect(ends.rows.map(row => row.phase).toSorted()).toEqual(["closed", "rejected", "resolved", "withdrawn"]);
});

import { composeServer } from "@amends/server/compose";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN, adminPool, openShop, type RunningShop, sessionOf, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { call, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;

const HOUR_SECONDS = 3600;
const RETURNED = { serviceType: "return_refund", reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] };
const FAULTY = {
  serviceType: "return_refund",
  reason: "40.01",
  evidence: [{ kind: "photo" }],
  lines: [{ lineNo: 1, quantity: 1, condition: "opened_intact" }],
};

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS, movesClock: true });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, { orders: [{ no: "A1" }, { no: "A2" }, { no: "A3" }, { no: "A4" }] });
});
afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const advance = (body: object) => shop.host("POST", "/v1/sandbox/clock:advance", body);
const clockNow = async () => Date.parse(String((await shop.host("GET", "/v1/sandbox/clock")).body["now"]));
const secondServer = (movesClock: boolean) =>
  composeServer({
    writerUrl: whole.database.writerUrl,
    readerUrl: whole.database.readerUrl,
    dataDir: whole.dataDir,
    packs: packFilesOf("base"),
    clock: whole.now,
    movesClock,
    config: WITHOUT_LIMITS,
    ...(whole.composed.sandbox === null ? {} : { gateways: whole.composed.sandbox.gateways }),
  });
const asked = async (server: Awaited<ReturnType<typeof secondServer>>["server"], method: "GET" | "POST", url: string, body?: object) => {
  const payload = body === undefined ? {} : { payload: body };
  const answered = await server.inject({ method, url, headers: { authorization: `Bearer ${shop.secret}` }, ...payload });
  return { status: answered.statusCode, body: answered.json<Record<string, unknown>>() };
};

test("where cases are real, time passes by itself alone", async () => {
  const real = await secondServer(false);
  try {
    expect(await asked(real.server, "POST", "/v1/sandbox/clock:advance", { bySeconds: 60 })).toMatchObject({
      status: 409,
      body: { code: "clock_not_movable" },
    });
    expect(await asked(real.server, "GET", "/v1/sandbox/clock")).toMatchObject({ body: { isMovable: false, aheadSeconds: 0 } });
  } finally {
    await real.stop();
  }
});

test("an announced rest of the couriers makes times of running cases later, is shown on the case, and can be taken back", async () => {
  const boss = await signedIn(whole, shop, ADMIN.email);
  const { caseId } = await shop.opened("A3", RETURNED);
  const shown = async () => (await shop.host("GET", `/v1/cases/${caseId}`)).body;
  const dueAt = async () => Date.parse(String((await shown())["promise"]?.["dueAt"]));
  const [before, now] = [await dueAt(), await clockNow()];
  const day = (count: number) => new Date(now + count * 86_400_000).toISOString();
  const words = { zh: "春节快递停运，寄回时限顺延", en: "Couriers rest: more time to send back" };
  const festival = { ...words, region: "浙江省", stepTypes: ["drop_off"], fromAt: day(1), untilAt: day(8) };

  expect((await boss("POST", "/v1/time-extensions", { ...festival, untilAt: day(-1) })).body).toMatchObject({ code: "extension_over" });
  expect((await boss("POST", "/v1/time-extensions", { ...festival, untilAt: day(60) })).body).toMatchObject({ code: "extension_too_long" });
  expect((await boss("POST", "/v1/time-extensions", { ...festival, stepTypes: ["refund"] })).status).toBe(400);
  expect((await boss("POST", "/v1/time-extensions", { ...festival, region: "阿波罗省" })).status).toBe(400);
  const elsewhere = await boss("POST", "/v1/time-extensions", {
    ...festival,
    zh: "江苏暴雪",
    en: "A blizzard in Jiangsu",
    region: "320000",
  });
  expect(elsewhere.body).toMatchObject({ region: "CN-JS" });
  const announced = await boss("POST", "/v1/time-extensions", festival);
  expect(announced.status, announced.text).toBe(201);
  expect(announced.body).toMatchObject({ region: "CN-ZJ" });
  await expect.poll(dueAt, { timeout: 20_000 }).toBe(before + 7 * 86_400_000);
  expect((await shown())["extensions"]).toEqual([{ ...words, untilAt: day(8) }]);
  const row = await pool.query("select due_at from deadlines where case_id = $1", [caseId]);
  expect(Number(row.rows[0].due_at)).toBeGreaterThan(before);

  const withdrawn = await boss("POST", `/v1/time-extensions/${String(announced.body["extensionId"])}/withdraw`, {});
  expect(withdrawn.status, withdrawn.text).toBe(200);
  await expect.poll(dueAt, { timeout: 20_000 }).toBe(before);
  expect((await shown())["extensions"]).toEqual([]);
  const again = await boss("POST", `/v1/time-extensions/${String(announced.body["extensionId"])}/withdraw`, {});
  expect(again.status).toBe(404);
  expect((await boss("GET", "/v1/time-extensions")).body["items"]).toHaveLength(2);
});

test("time that is skipped is lived: what falls due on the way happens in its order and at its own time", async () => {
  const [faulty, sendBack] = [await shop.opened("A2", FAULTY), await shop.opened("A1", RETURNED)];
  const filedAt = await clockNow();
  const moved = await advance({ bySeconds: 8 * 24 * HOUR_SECONDS });
  expect(moved.status, moved.text).toBe(200);
  const happened = moved.body["happened"] as unknown as { at: string; kind: string; caseId: string; stepType?: string }[];
  const times = happened.map(({ at }) => Date.parse(at));
  expect(times).toEqual(times.toSorted((left, right) => left - right));
  const lapsed = happened.filter(({ kind, caseId }) => kind === "deadline" && caseId === sendBack.caseId);
  expect(lapsed.at(-1)).toMatchObject({ stepType: "drop_off", at: new Date(filedAt + 7 * 24 * HOUR_SECONDS * 1000).toISOString() });
  expect((await shop.caseRow(sendBack.caseId)).phase).toBe("closed");

  const approved = await pool.query("select at from case_events where case_id = $1 and type = 'step_ended' order by seq limit 1", [
    faulty.caseId,
  ]);
  expect(Number(approved.rows[0].at)).toBe(filedAt + 36 * HOUR_SECONDS * 1000);
});

test("nobody is signed out by it, and a code that was just sent still opens the door", async () => {
  const boss = await sessionOf(whole, shop, ADMIN.email);
  expect((await advance({ bySeconds: 40 * 24 * HOUR_SECONDS })).status).toBe(200);
  const me = await call(whole.base, "GET", "/v1/me", undefined, boss);
  expect(me.status, me.text).toBe(200);
  expect(Date.parse(String(me.body["now"]))).toBe(await clockNow());
});

test("it never goes back, by whatever way", async () => {
  const now = await clockNow();
  for (const body of [{ bySeconds: -1 }, { to: new Date(now - 1000).toISOString() }])
    expect((await advance(body)).body).toMatchObject({ code: "clock_never_backwards" });
  await expect(pool.query("update sandbox_clock set ahead_ms = ahead_ms - 1")).rejects.toThrow(/only goes forwards/);
  expect(await clockNow()).toBe(now);
  expect((await advance({ to: new Date(now + 400 * 86_400_000).toISOString() })).body).toMatchObject({ code: "clock_too_far" });
  expect((await advance({})).status).toBe(400);
});

test("a server that is started later shows the same time, hears when another moves it, and a real one refuses such a database", async () => {
  await expect(secondServer(false)).rejects.toThrow(/--sandbox-clock/);
  const later = await secondServer(true);
  try {
    const shown = async () => Date.parse(String((await asked(later.server, "GET", "/v1/sandbox/clock")).body["now"]));
    expect(await shown()).toBe(await clockNow());
    expect((await advance({ bySeconds: HOUR_SECONDS })).status).toBe(200);
    const here = await clockNow();
    await expect.poll(shown, { timeout: 10_000 }).toBe(here);
  } finally {
    await later.stop();
  }
});

test("working hours are written down, checked, and shown as they were written", async () => {
  const office = [
    { fromSecond: 32_400, toSecond: 43_200 },
    { fromSecond: 50_400, toSecond: 64_800 },
  ];
  const weekly = { 1: office, 2: office, 3: office, 4: office, 5: office };
  const notices = [{ year: 2027, holidays: [["2027-02-05", "2027-02-12"]], workdays: ["2027-02-13"] }];
  const put = await shop.host("PUT", "/v1/work-calendars", { weekly, keepsHolidays: true, notices });
  expect(put.status, put.text).toBe(200);
  const { body } = await shop.host("GET", "/v1/work-calendars");
  expect(body["items"]).toMatchObject([{ sellerId: null, weekly: { ...weekly, 6: [] }, notices, keepsHolidays: true }]);
  const overlapping = [office[0], { fromSecond: 40_000, toSecond: 50_000 }];
  for (const [change, reason] of [
    [{ weekly: { 1: overlapping } }, "spans_overlap"],
    [{ weekly: {} }, "no_working_time"],
  ] as const)
    expect((await shop.host("PUT", "/v1/work-calendars", { keepsHolidays: true, ...change })).body).toMatchObject({
      code: "calendar_refused",
      params: { reason },
    });
});

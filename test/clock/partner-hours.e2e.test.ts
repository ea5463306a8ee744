import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adminPool, openShop, type RunningShop, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

/** The base pack, but for one word: whoever's step it is, what is promised for it counts in their hours. */
const inPartnersHours = (): ReturnType<typeof packFilesOf> =>
  new Map(
    [...packFilesOf("base")].map(([id, { base, overlays }]) => {
      const told = JSON.stringify(base.tables["standards"]).replace(/("_id":"SS-99"[^}]*"countsIn":)""/, "$1\"'partner_time'\"");
      return [id, { base: { ...base, tables: { ...base.tables, standards: JSON.parse(told) } }, overlays }];
    }),
  );

const OFFICE = [{ fromSecond: 9 * 3600, toSecond: 18 * 3600 }];
const WEEK = { 1: OFFICE, 2: OFFICE, 3: OFFICE, 4: OFFICE, 5: OFFICE };

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
beforeAll(async () => {
  whole = await startWholeServer(inPartnersHours(), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, { orders: [{ no: "B1" }, { no: "B2" }] });
});
afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const put = (body: object) => shop.host("PUT", "/v1/work-calendars", { weekly: WEEK, keepsHolidays: true, ...body });
type Shown = Readonly<Record<string, unknown>>;
/** Of a return whose goods are in, filed on Friday, 21 November 2025, at 12:40. */
const inspectionOf = async (no: string) => {
  const lines = [{ lineNo: 1, quantity: 1, condition: "unopened" }];
  const { caseId } = await shop.opened(no, { serviceType: "return_refund", reason: "30.01", lines });
  for (const [name, body] of [
    ["hand-over", { carrier: "SF", trackingNo: `SF9${no}` }],
    ["receive", { lines: [{ lineNo: 1, quantity: 1 }] }],
  ] as const) {
    const answered = await shop.command(caseId, name, body);
    expect(answered.status, answered.text).toBe(200);
  }
  const { body } = await shop.host("GET", `/v1/cases/${caseId}`);
  const isInspection = (each: Shown) => each["type"] === "inspect" || each["stepType"] === "inspect";
  const [step, clock] = [
    (body["steps"] as unknown as Shown[]).find(isInspection),
    (body["clocks"] as unknown as Shown[]).find(isInspection),
  ];
  return { standardDueAt: step?.["standardDueAt"], silenceAt: step?.["dueAt"], dueAt: clock?.["dueAt"], targetMs: clock?.["targetMs"] };
};

test("a warehouse that wrote down its hours is late by them; until it did, time passes for it as for everybody", async () => {
  expect(await inspectionOf("B1")).toMatchObject({ standardDueAt: "2025-11-22T04:40:00.000Z" });
  const written = await put({ partner: "warehouse", closedDays: ["2025-11-24"] });
  expect(written.status, written.text).toBe(200);
  expect(written.body).toMatchObject({ sellerId: null, partner: "warehouse" });
  // 5:20 are left of Friday, Monday is a day of rest, nine hours each on Tuesday and Wednesday; silence decides by the wall's clock all the same.
  const thursday = "2025-11-27T01:40:00.000Z";
  expect(await inspectionOf("B2")).toEqual({
    standardDueAt: thursday,
    dueAt: thursday,
    targetMs: 24 * 3_600_000,
    silenceAt: "2025-11-23T04:40:00.000Z",
  });
});

test("hours are kept for one kind of partner of one shop, and for nobody's shop", async () => {
  const seller = await pool.query("select seller_id from sellers");
  const sellerId = seller.rows[0].seller_id;
  expect((await put({ sellerId, partner: "repairer" })).body).toMatchObject({ sellerId, partner: "repairer" });
  const listed = (await shop.host("GET", "/v1/work-calendars")).body["items"] as unknown as readonly Shown[];
  expect(listed.map(({ sellerId: of, partner }) => [of, partner])).toEqual([
    [null, "warehouse"],
    [sellerId, "repairer"],
  ]);
  const nobodys = "seller_000000000000000000000001";
  expect(await put({ sellerId: nobodys })).toMatchObject({ status: 404, body: { code: "not_found", params: { id: nobodys } } });
  expect((await put({ partner: "postman" })).status).toBe(400);
  const overlapping = { ...WEEK, 1: [...OFFICE, { fromSecond: 10 * 3600, toSecond: 11 * 3600 }] };
  expect((await put({ partner: "carrier", weekly: overlapping })).body).toMatchObject({ code: "calendar_refused" });
  expect((await shop.host("GET", "/v1/work-calendars")).body["items"]).toHaveLength(2);
});

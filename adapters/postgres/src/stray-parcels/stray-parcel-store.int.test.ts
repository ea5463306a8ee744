import type { OperationId, SellerId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import type { Scope } from "@amends/flows/scope";
import type { StrayParcel } from "@amends/flows/stray-parcels";
import { createStrayParcelStore } from "@amends/postgres/stray-parcels/stray-parcel-store";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";

const OPERATION: OperationId = "operation_01jd7v8k2m0f9q3r5s7t9v1x";
const ONE: SellerId = "seller_01jd7v8k2m0f9q3r5s7t9v1x";
const OTHER: SellerId = "seller_01jd7v8k2m0f9q3r5s7t9v1y";
const asSeller = (sellerId: SellerId): Scope => ({ kind: "seller", operationId: OPERATION, sellerId });

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl, max: 2 });
});

afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

const parcelOf = (sellerId: SellerId, trackingNo: string): StrayParcel => ({
  trackingNo,
  carrier: "SF",
  sellerId,
  receivedAt: instant(1000),
  receivedBy: { role: "seller", id: sellerId },
  status: "waiting",
  caseId: null,
  surplusOf: null,
  dueAt: instant(2000),
});

test("a seller neither sees, records nor settles a parcel that another seller has", async () => {
  const store = createStrayParcelStore(pool);
  expect(await store.record(asSeller(ONE), parcelOf(ONE, "SF1"))).toMatchObject({ kind: "recorded" });
  expect(await store.record(asSeller(OTHER), parcelOf(OTHER, "SF1"))).toEqual({ kind: "not_yours" });
  expect(await store.list(asSeller(OTHER), "waiting", null, 10)).toEqual([]);
  expect(await store.settle(asSeller(OTHER), "SF1", { status: "sent_back" }, instant(3000))).toBeNull();
  expect(await store.list(asSeller(ONE), "waiting", null, 10)).toMatchObject([{ trackingNo: "SF1", status: "waiting" }]);
});

test("the number of another seller's case is refused without naming the case", async () => {
  const caseId = "case_01jd7v8k2m0f9q3r5s7t9v1x";
  await pool.query(
    "insert into directory (operation_id, key_kind, key, qualifier, shard, target_id) values ($1, 'tracking_no', 'SF2', $2, 1, $2)",
    [OPERATION, caseId],
  );
  expect(await createStrayParcelStore(pool).record(asSeller(OTHER), parcelOf(OTHER, "SF2"))).toEqual({ kind: "not_yours" });
});

test("goods are said to have come with a case only where that case has the parcel and is the seller's own", async () => {
  const caseId = "case_01jd7v8k2m0f9q3r5s7t9v1x";
  const store = createStrayParcelStore(pool);
  expect(await store.record(asSeller(OTHER), { ...parcelOf(OTHER, "SF2"), surplusOf: caseId })).toEqual({ kind: "not_of_case", caseId });
  expect(await store.record(asSeller(ONE), { ...parcelOf(ONE, "SF3"), surplusOf: caseId })).toEqual({ kind: "not_of_case", caseId });
});

test("settled parcels are listed apart from those waiting, the latest first, page by page", async () => {
  const store = createStrayParcelStore(pool);
  for (const [index, trackingNo] of ["YT1", "YT2", "YT3"].entries()) {
    await store.record(asSeller(OTHER), { ...parcelOf(OTHER, trackingNo), dueAt: instant(2000 + index) });
    await store.settle(asSeller(OTHER), trackingNo, { status: "sent_back" }, instant(3000));
  }
  const first = await store.list(asSeller(OTHER), "settled", null, 2);
  expect(first.map(({ trackingNo }) => trackingNo)).toEqual(["YT3", "YT2"]);
  const rest = await store.list(asSeller(OTHER), "settled", { dueAt: instant(2001), trackingNo: "YT2" }, 2);
  expect(rest.map(({ trackingNo }) => trackingNo)).toEqual(["YT1"]);
  expect(await store.list(asSeller(OTHER), "waiting", null, 2)).toEqual([]);
});

test("what a server before this one recorded as too much still says of which case it was", async () => {
  const caseId = "case_01jd7v8k2m0f9q3r5s7t9v1x";
  const store = createStrayParcelStore(pool);
  await store.record(asSeller(ONE), parcelOf(ONE, "ZT1"));
  await pool.query("update stray_parcels set case_id = $1 where tracking_no = 'ZT1'", [caseId]);
  expect(await store.find(asSeller(ONE), "ZT1")).toMatchObject({ status: "waiting", caseId: null, surplusOf: caseId });
});

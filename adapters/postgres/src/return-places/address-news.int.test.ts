import { type CaseId, isId, shardOf } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { createAddressNewsStore } from "./address-news.ts";

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl, max: 1 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const LEASE_MS = 1000;
const caseIdOf = (text: string): CaseId => (isId("case", text) ? text : expect.unreachable());

test("L-32: a correction counts from when it is first found, because who began before that may have seen the old book; whoever takes it up again keeps that", async () => {
  const store = createAddressNewsStore(pool);
  const leasedAt = async (at: number) => (await store.lease(instant(at), LEASE_MS)) ?? expect.unreachable();
  await pool.query("insert into address_news (operation_id, was, since) values ('operation_1', '{}', 9000000)");
  expect((await leasedAt(5000)).news.since).toBe(5000);
  expect(await store.lease(instant(5500), LEASE_MS)).toBeNull();
  const { news } = await leasedAt(7000);
  expect(news.since, "its first reader died").toBe(5000);
  const heardBy = caseIdOf("case_01kajbcwc80peaaa06dmv8ra");
  await store.save(news, { shard: shardOf(heardBy), caseId: heardBy });
  expect((await leasedAt(8000)).news.since, "half of the cases have heard it").toBe(5000);
  await store.done(news);
  expect(await store.lease(instant(9000), LEASE_MS)).toBeNull();
});

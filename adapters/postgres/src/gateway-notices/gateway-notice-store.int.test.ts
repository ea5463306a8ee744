import type { EffectId } from "@amends/domain/kernel/ids";
import { addMs, instant } from "@amends/domain/kernel/time";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { createWorld, makeCase, type World } from "../../../../test/workers/case-world.ts";
import { createWorkQueue } from "../work/work-queue.ts";
import { createGatewayNoticeStore } from "./gateway-notice-store.ts";

const AT = instant(1_763_700_000_000);
let database: TestDatabase;
let pool: pg.Pool;
let world: World;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl, max: 4 });
  world = await createWorld(pool, 1);
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

const leased = async (): Promise<EffectId> => {
  await makeCase(pool, world, { template: "refund", at: AT });
  const [effect] = await createWorkQueue(pool).leaseEffects(AT, 30_000, 1);
  if (effect === undefined) throw new Error("the refund was asked for");
  return effect.effectId;
};
const dueAt = async (effectId: EffectId): Promise<number> =>
  Number((await pool.query("select due_at from effects where effect_id = $1", [effectId])).rows[0].due_at);
const notice = (effectId: EffectId, over = {}) => ({
  gateway: "bank",
  noticeId: effectId,
  deliveryMark: "signed",
  effectId,
  at: AT,
  ...over,
});

test("a call-back that comes while the gateway is being asked is not forgotten over its answer", async () => {
  const store = createGatewayNoticeStore(pool);
  const queue = createWorkQueue(pool);
  const effectId = await leased();
  expect(await store.keep(notice(effectId))).toBe("kept");
  await queue.awaitEffect(effectId, AT, addMs(AT, 300_000));
  expect(await dueAt(effectId)).toBe(AT);
  expect((await queue.leaseEffects(AT, 30_000, 1)).map(effect => effect.effectId)).toEqual([effectId]);
  await queue.awaitEffect(effectId, AT, addMs(AT, 300_000));
  expect(await dueAt(effectId)).toBe(AT + 300_000);
});

test("of the same notice arriving many times at once one is kept, and it stays on record as it came", async () => {
  const store = createGatewayNoticeStore(pool);
  const effectId = await leased();
  const said = await Promise.all(Array.from({ length: 8 }, (_, time) => store.keep(notice(effectId, { deliveryMark: `signed ${time}` }))));
  expect(said.filter(one => one === "kept")).toHaveLength(1);
  await expect(pool.query("delete from gateway_notices")).rejects.toThrow();
  await expect(pool.query("update gateway_notices set received_at = 0")).rejects.toThrow();
});

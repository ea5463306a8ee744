import { type CaseId, makeId, type Shard, type WebhookId } from "@amends/domain/kernel/ids";
import { addMs, type Instant, instant } from "@amends/domain/kernel/time";
import type { FollowedFeed } from "@amends/flows/feed/followed-feed";
import type { LeasedDelivery, Webhook, WebhookStore } from "@amends/flows/webhooks/webhook-ports";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { createWorld, type World } from "../../../../test/workers/case-world.ts";
import { createFollowedFeed } from "../feed/followed-feed.ts";
import { createWebhookStore } from "./webhook-store.ts";

const NOW = instant(1_763_700_000_000);
const LEASE_MS = 30_000;
const OK = { result: "delivered", status: 204, tookMs: 3, said: null } as const;
const BAD = { result: "refused", status: 500, tookMs: 3, said: "no room" } as const;

let database: TestDatabase;
let pool: pg.Pool;
let world: World;
let store: WebhookStore;
let fed = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl, max: 8 });
  world = await createWorld(pool, 4);
});
beforeEach(() => {
  store = createWebhookStore(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const idOf = (kind: "case" | "webhook", no: number, shard: Shard) =>
  makeId(
    kind,
    no,
    shard,
    Array.from({ length: 12 }, () => no),
  );
let made = 0;
const newCase = async (): Promise<{ readonly caseId: CaseId; readonly shard: Shard }> => {
  made += 1;
  const place = world.customers[made % world.customers.length];
  if (place === undefined) throw new Error("the world has customers");
  const { shard, customerId } = place;
  const caseId = idOf("case", made, shard) as CaseId;
  await pool.query(
    `insert into cases (shard, case_id, operation_id, order_id, customer_id, seller_id, short_no, service_type, claimed_reason, phase, severity, version,
       head_hash, pack_hash, filed_at, changed_at, state)
     values ($1, $2, $3, 'order', $4, $5, $2, 'refund_only', 'test', 'executing', 'p4', 7, decode(repeat('00', 32), 'hex'), '', 0, 0, '{}')`,
    [shard, caseId, world.operationId, customerId, world.sellerId],
  );
  return { caseId, shard };
};
/** Entered in the feed as the relay would. */
const happens = async (
  { caseId, shard }: { readonly caseId: CaseId; readonly shard: Shard },
  seq: number,
  type = "case_filed",
): Promise<number> => {
  await pool.query(
    `insert into case_events (shard, case_id, seq, type, at, actor, data, hash)
     values ($1, $2, $3::int, $4, $3::int, '{"role":"buyer"}', '{}', decode(repeat('00', 32), 'hex'))`,
    [shard, caseId, seq, type],
  );
  fed += 1;
  await pool.query("insert into feed (feed_seq, shard, case_id, seq) values ($1, $2, $3, $4)", [fed, shard, caseId, seq]);
  return fed;
};
let webhooks = 0;
const newWebhook = async (eventTypes: Webhook["eventTypes"] = []): Promise<WebhookId> => {
  webhooks += 1;
  const webhookId = idOf("webhook", webhooks, 0 as Shard) as WebhookId;
  const { operationId } = world;
  const plain: Webhook = {
    operationId,
    webhookId,
    url: "https://x.example/",
    eventTypes,
    status: "active",
    createdAt: NOW,
    oldSecretUntil: null,
  };
  await store.insert({ ...plain, sealedSecret: "s", sealedOldSecret: null }, { role: "system", id: "system" });
  return webhookId;
};
const fanOut = async (feed: FollowedFeed): Promise<boolean> => {
  const place = (await feed.places()).find(({ name }) => name === "webhooks");
  const stretch = await feed.read(place?.readTo ?? 0, 1000);
  if (stretch === null) return false;
  await feed.commit(stretch, [{ follower: "webhooks" }], NOW);
  return true;
};
const fanOutAll = async (servers = 1): Promise<void> => {
  const feeds = Array.from({ length: servers }, () => createFollowedFeed(pool));
  while ((await Promise.all(feeds.map(fanOut))).some(Boolean));
};
const settle = (delivery: LeasedDelivery, to: "delivered" | "dead" | Instant): Promise<void> =>
  store.settle(delivery, to === "delivered" ? OK : BAD, typeof to === "string" ? { kind: to } : { kind: "retry", until: to }, NOW);
const seen = (deliveries: readonly LeasedDelivery[]) => deliveries.map(({ caseId, seq }) => `${caseId} ${seq}`);

test("an endpoint hears of what comes after it was registered, of the types it wants", async () => {
  const one = await newCase();
  await happens(one, 1);
  const [all, some] = [await newWebhook(), await newWebhook(["case_ended"])];
  await happens(one, 2, "note_added");
  await happens(one, 3, "case_ended");
  await fanOutAll();
  const of = async (webhookId: WebhookId) =>
    (await store.deliveries(world.operationId, webhookId, { status: null, before: null, limit: 10 })).map(({ seq }) => seq);
  expect(await of(all)).toEqual([3, 2]);
  expect(await of(some)).toEqual([3]);
  for (const webhookId of [all, some]) await store.remove(world.operationId, webhookId);
});

test("many servers enter and lease side by side: each event goes out once, a case's own in their order", async () => {
  const webhookId = await newWebhook();
  const cases = await Promise.all(Array.from({ length: 12 }, newCase));
  for (const seq of [1, 2, 3, 4]) for (const one of cases) await happens(one, seq);
  await fanOutAll(4);
  const sent: string[] = [];
  const inHand = new Set<string>();
  const work = async (): Promise<void> => {
    for (;;) {
      const leased = await store.lease(NOW, LEASE_MS, 3);
      if (leased.length === 0) return;
      for (const delivery of leased) {
        expect(inHand.has(delivery.caseId), "no other worker holds this case").toBe(false);
        inHand.add(delivery.caseId);
      }
      for (const delivery of leased) {
        sent.push(`${delivery.caseId} ${delivery.seq}`);
        inHand.delete(delivery.caseId);
        await settle(delivery, "delivered");
      }
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  await work();
  for (const { caseId } of cases) expect(sent.filter(one => one.startsWith(caseId))).toEqual([1, 2, 3, 4].map(seq => `${caseId} ${seq}`));
  expect(sent).toHaveLength(48);
  expect((await pool.query("select from webhook_lanes")).rowCount).toBe(0);
  await store.remove(world.operationId, webhookId);
});

test("a case that fails waits and holds up none but itself; given up, the next event of it goes out", async () => {
  const webhookId = await newWebhook();
  const [bad, good] = [await newCase(), await newCase()];
  for (const seq of [1, 2]) for (const one of [bad, good]) await happens(one, seq);
  await fanOutAll();
  const first = await store.lease(NOW, LEASE_MS, 10);
  for (const delivery of first) await settle(delivery, delivery.caseId === bad.caseId ? addMs(NOW, 5000) : "delivered");
  expect(seen(await store.lease(NOW, LEASE_MS, 10))).toEqual([`${good.caseId} 2`]);
  expect(await store.nextDueAt(NOW)).toBe(addMs(NOW, 5000));
  const [again] = await store.lease(addMs(NOW, 5000), LEASE_MS, 10);
  expect(again).toMatchObject({ caseId: bad.caseId, seq: 1, faults: 1 });
  if (again !== undefined) await settle(again, "dead");
  expect(seen(await store.lease(addMs(NOW, 5000), LEASE_MS, 10))).toEqual([`${bad.caseId} 2`]);
  const [listed] = await store.deliveries(world.operationId, webhookId, { status: "dead", before: null, limit: 10 });
  expect(listed).toMatchObject({ seq: 1, status: "dead", attempts: [{ result: "refused", said: "no room" }, { status: 500 }] });
  await store.remove(world.operationId, webhookId);
});

test("whoever brings an answer home after the lease ran out changes nothing", async () => {
  const webhookId = await newWebhook();
  await happens(await newCase(), 1);
  await fanOutAll();
  const [late] = await store.lease(NOW, LEASE_MS, 1);
  const [next] = await store.lease(addMs(NOW, LEASE_MS), LEASE_MS, 1);
  if (late === undefined || next === undefined) throw new Error("the lease ran out and was taken again");
  await settle(late, "dead");
  await settle(next, "delivered");
  const [listed] = await store.deliveries(world.operationId, webhookId, { status: null, before: null, limit: 1 });
  expect(listed).toMatchObject({ status: "delivered", attempts: [OK] });
  await store.remove(world.operationId, webhookId);
});

test("what was given up is replayed, one or a range, and a paused endpoint is not called", async () => {
  const webhookId = await newWebhook();
  const numbers = [await happens(await newCase(), 1), await happens(await newCase(), 1), await happens(await newCase(), 1)];
  await fanOutAll();
  for (const delivery of await store.lease(NOW, LEASE_MS, 10)) await settle(delivery, "dead");
  const range = (from: number, to: number) => ({ fromFeedSeq: from, toFeedSeq: to, status: "dead" }) as const;
  const [first = 0, , last = 0] = numbers;
  expect(await store.replay(world.operationId, webhookId, range(first, first), 100, NOW)).toBe(1);
  expect(await store.replay(world.operationId, webhookId, range(first, last), 100, NOW)).toBe(2);
  const plain = { url: "https://x.example/", eventTypes: [] } as const;
  await store.change(world.operationId, webhookId, { ...plain, status: "paused" }, NOW);
  expect(await store.lease(NOW, LEASE_MS, 10)).toEqual([]);
  await store.change(world.operationId, webhookId, { ...plain, status: "active" }, NOW);
  for (const delivery of await store.lease(NOW, LEASE_MS, 10)) await settle(delivery, "delivered");
  expect(await store.forgetDelivered(addMs(NOW, 1), 100)).toBe(3);
  await store.remove(world.operationId, webhookId);
});

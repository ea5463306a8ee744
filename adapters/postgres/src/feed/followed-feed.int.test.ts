import { type Followers, followFeed } from "@amends/flows/feed/follow-feed";
import type { FollowerName } from "@amends/flows/feed/followed-feed";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { createWorld, makeCase, realNow, type World } from "../../../../test/workers/case-world.ts";
import { createFollowedFeed } from "./followed-feed.ts";

let database: TestDatabase;
let pool: pg.Pool;
let world: World;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl, max: 4 });
  world = await createWorld(pool, 4);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const happens = async (): Promise<number> => {
  await makeCase(pool, world, { template: "refund", at: realNow() });
  const { rows } = await pool.query(`insert into feed (feed_seq, shard, case_id, seq)
    select (select coalesce(max(feed_seq), 0) from feed) + row_number() over (order by e.shard, e.case_id, e.seq), e.shard, e.case_id, e.seq
    from case_events e where not exists (select from feed f where f.shard = e.shard and f.case_id = e.case_id and f.seq = e.seq) returning feed_seq`);
  await pool.query(`insert into postings (shard, case_id, posting_no, kind, at, event_seq, currency, accounts, parties, amounts)
    select shard, case_id, 1, 'promise', 0, 1, 'CNY', array['seller_settlement', 'buyer_refunds_payable'], array['s', 'b'], array[500, -500]
    from cases k where not exists (select from postings p where p.shard = k.shard and p.case_id = k.case_id)`);
  return Math.max(...rows.map(row => Number(row.feed_seq)));
};
const followers: Followers = {
  balances: async () => ({ follower: "balances" }),
  advances: async () => ({ follower: "advances", cases: 0 }),
  work: async () => ({ follower: "work", items: [], firstLookUntil: realNow() }),
  webhooks: async () => ({ follower: "webhooks" }),
  notices: async () => ({ follower: "notices", told: { notices: [], sendsLeasedUntil: null, desk: [], surveys: [] } }),
};
const feed = () => createFollowedFeed(pool);
const look = async (of: Followers = followers) => {
  const reader = feed();
  return followFeed({ feed: reader, followers: of, clock: { now: realNow } }, await reader.places());
};
const placeOf = async (name: FollowerName) => (await feed().places()).find(place => place.name === name)?.readTo;
const summed = async (): Promise<number> => (await pool.query("select count(*)::int as n from ledger_entries")).rows[0].n;

test("who cannot draw stays behind alone, says why, and stands with the others again when it can", async () => {
  const broken: Followers = { ...followers, notices: () => Promise.reject(new Error("no such template")) };
  const first = await happens();
  const stumbled = await look(broken);
  expect(stumbled.blocked.map(({ name }) => name)).toEqual(["notices"]);
  expect([await placeOf("balances"), await placeOf("notices")]).toEqual([first, 0]);
  const { rows } = await pool.query("select faults, last_fault from feed_followers where name = 'notices'");
  expect(rows).toEqual([{ faults: 1, last_fault: "Error: no such template" }]);

  const second = await happens();
  expect((await look()).blocked).toEqual([]);
  expect([await placeOf("balances"), await placeOf("notices")]).toEqual([second, second]);
  expect((await pool.query("select faults, last_fault from feed_followers where name = 'notices'")).rows).toEqual([
    { faults: 0, last_fault: null },
  ]);
});

test("what one of them cannot write takes back nothing of the others, and nothing of it is written", async () => {
  const head = await happens();
  const before = await summed();
  const impossible: Followers = {
    ...followers,
    notices: async () => ({
      follower: "notices",
      told: {
        notices: [],
        sendsLeasedUntil: null,
        surveys: [],
        // A row without a time is refused by the database.
        desk: [{ ...DESK_NOTICE, audience: "staff", at: Number.NaN as ReturnType<typeof realNow> }],
      },
    }),
  };
  const looked = await look(impossible);
  expect(looked.blocked.map(({ name }) => name)).toEqual(["notices"]);
  expect(await placeOf("work")).toBe(head);
  expect(await placeOf("notices")).toBeLessThan(head);
  expect(await summed()).toBeGreaterThan(before);
  await look();
  expect(await placeOf("notices")).toBe(head);
});

test("many servers read side by side: what is posted is summed once", async () => {
  await happens();
  const before = await summed();
  const posted = (await pool.query("select count(*)::int as n from postings")).rows[0].n;
  await Promise.all(Array.from({ length: 4 }, () => look()));
  expect(await summed()).toBe(posted);
  expect(before).toBeLessThan(posted);
  const balances = await pool.query("select sum(debit_minor) = sum(credit_minor) as even from ledger_balances");
  expect(balances.rows).toEqual([{ even: true }]);
  expect((await feed().unread()).every(({ events }) => events === 0)).toBe(true);
});

const DESK_NOTICE = {
  noticeId: "notice_00000000000000000000000000",
  operationId: "operation_000000000000000000000000",
  caseId: "case_000000000000000000000000",
  roles: [],
  mustHear: "no",
  byMail: false,
  sellerId: null,
  template: "notice.filed",
  params: {},
  isUrgent: false,
} as const;

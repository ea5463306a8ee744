import { chooseNext } from "@amends/domain/work/choose-next";
import type { ProjectedItem, WorkAgentRow } from "@amends/flows/work/work-ports";
import { createFollowedFeed } from "@amends/postgres/feed/followed-feed";
import { createAgentStore } from "@amends/postgres/work/agent-store";
import { createWorkStore } from "@amends/postgres/work/work-store";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { chance } from "../../../../test/hard/play.ts";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { accountNo, anAgent, anItem, customerNo, DESK, itemNo, later, NOW, openDesk, SHOP } from "../../../../test/workers/work-desk.ts";

let database: TestDatabase;
let pool: pg.Pool;
let admin: pg.Pool;
const all = { kind: "operation", operationId: DESK } as const;
const by = (number: number, mayMoveOthers = false) => ({ accountId: accountNo(number), mayMoveOthers });

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl, max: 16 });
  admin = new pg.Pool({ connectionString: database.url, max: 1 });
  await openDesk(admin);
});
beforeEach(async () => {
  await admin.query("truncate work_items, work_agents, work_advisors, work_attainment, work_arrivals, feed_followers");
});
afterAll(async () => {
  await pool?.end();
  await admin?.end();
  await database?.drop();
});

const store = () => createWorkStore(pool);
const feed = () => createFollowedFeed(pool);
const position = async () => (await feed().places()).find(({ name }) => name === "work")?.readTo ?? 0;
const put = async (...agents: readonly WorkAgentRow[]): Promise<void> => {
  const agentStore = createAgentStore(pool);
  for (const agent of agents) {
    await agentStore.put(DESK, agent);
    await agentStore.setDuty(DESK, agent.accountId, agent.isOnDuty, NOW);
  }
};
let seq = 0;
const bring = async (items: readonly ProjectedItem[], at = NOW, firstLookUntil = at): Promise<boolean> => {
  const from = await position();
  seq = from + 1;
  return (await feed().commit({ from, to: seq, events: [] }, [{ follower: "work", items, firstLookUntil }], at)) !== null;
};
const loads = async (): Promise<Readonly<Record<string, number>>> => {
  const { rows } = await admin.query("select name, load from work_agents order by name");
  return Object.fromEntries(rows.map(({ name, load }) => [name, load]));
};
const heldByRow = async (): Promise<Readonly<Record<string, number>>> => {
  const { rows } = await admin.query(`select a.name, coalesce(sum(i.effort), 0)::int as held from work_agents a
    left join work_items i on i.operation_id = a.operation_id and i.owner_id = a.account_id and i.ended_at is null group by 1 order by 1`);
  return Object.fromEntries(rows.map(({ name, held }) => [name, held]));
};

describe("the reader of the feed", () => {
  test("writes what it read and how far it came together, once, however many servers try", async () => {
    expect(await position()).toBe(0);
    const drawn = { follower: "work", items: [anItem(1), anItem(2)], firstLookUntil: NOW } as const;
    const moved = await Promise.all(Array.from({ length: 8 }, () => feed().commit({ from: 0, to: 7, events: [] }, [drawn], NOW)));
    expect(moved.filter(written => written !== null)).toHaveLength(1);
    expect(await position()).toBe(7);
    const { rows } = await admin.query("select arrived, handled from work_arrivals");
    expect(rows).toEqual([{ arrived: 2, handled: 0 }]);
  });

  test("reading the same stretch twice changes nothing, and the end of a step gives its person their hands back", async () => {
    await put(anAgent(1));
    await bring([anItem(1), anItem(2)]);
    await store().claim(all, itemNo(1), by(1), later(60));
    expect(await loads()).toEqual({ "客服 1": 1 });
    const ended = [anItem(1, { end: { at: later(600), how: "done" } }), anItem(2)];
    await bring(ended, later(601));
    await bring(ended, later(900));
    expect(await loads()).toEqual({ "客服 1": 0 });
    const { rows } = await admin.query("select standard, account_id, met, missed from work_attainment order by standard");
    expect(rows).toEqual([
      { standard: "answered", account_id: accountNo(1), met: 1, missed: 0 },
      { standard: "handled", account_id: accountNo(1), met: 1, missed: 0 },
    ]);
    const arrivals = await admin.query(
      "select sum(arrived)::int as arrived, sum(handled)::int as handled, sum(handle_seconds)::int as seconds from work_arrivals",
    );
    expect(arrivals.rows).toEqual([{ arrived: 2, handled: 1, seconds: 540 }]);
  });

  test("what was answered or done too late is missed by as much, and nobody's misses are nobody's", async () => {
    const dueAt = later(600);
    await bring([anItem(1, { answerDueAt: dueAt, standardDueAt: dueAt, end: { at: later(660), how: "elapsed" } })]);
    const { rows } = await admin.query(
      "select standard, account_id, missed, late_seconds::int as late from work_attainment order by standard",
    );
    expect(rows).toEqual([
      { standard: "answered", account_id: "", missed: 1, late: 60 },
      { standard: "handled", account_id: "", missed: 1, late: 60 },
    ]);
  });

  test("a complaint comes back to the one who owns it, whatever they hold already", async () => {
    await put(anAgent(1, { capacity: 1 }));
    await bring([anItem(1, { keepsOwner: true, ownerId: accountNo(1), effort: 2 })]);
    expect(await store().find(all, itemNo(1))).toMatchObject({ ownerId: accountNo(1), ownerName: "客服 1" });
    expect(await loads()).toEqual({ "客服 1": 2 });
  });

  test("a step that goes to another desk leaves the hand that held it", async () => {
    await put(anAgent(1));
    await bring([anItem(1)]);
    await store().claim(all, itemNo(1), by(1), NOW);
    await bring([anItem(1, { team: "complaints", skill: "complaint", stepOwner: "platform" })]);
    expect(await store().find(all, itemNo(1))).toMatchObject({ team: "complaints", ownerId: null });
    expect(await loads()).toEqual({ "客服 1": 0 });
  });

  test("late, it is taken from who holds it, once, and offered to others before it comes back to them", async () => {
    await put(anAgent(1), anAgent(2));
    await bring([anItem(1)]);
    await store().claim(all, itemNo(1), by(1), NOW);
    const late = anItem(1, { passed: { at: later(60), until: later(600) } });
    await bring([late]);
    expect(await store().find(all, itemNo(1))).toMatchObject({ ownerId: null });
    expect(await loads()).toEqual({ "客服 1": 0, "客服 2": 0 });
    expect(await store().next(DESK, accountNo(1), later(599))).toMatchObject({ kind: "nothing_waiting" });
    const waiting = { ...late, readyAt: NOW, passedOver: { fromId: accountNo(1), until: later(600) } };
    expect(chooseNext(anAgent(1), [waiting], later(599))).toBe("nothing_waiting");
    expect(chooseNext(anAgent(1), [waiting], later(600))).toBe(waiting);
    expect(await store().next(DESK, accountNo(2), later(61))).toMatchObject({ kind: "taken", item: { itemId: itemNo(1) } });
    await bring([late]);
    expect(await store().find(all, itemNo(1))).toMatchObject({ ownerId: accountNo(2) });
    await store().release(all, itemNo(1), by(2));
    expect(await store().next(DESK, accountNo(1), later(600))).toMatchObject({ kind: "taken" });
    expect(await loads()).toEqual(await heldByRow());
  });

  test("a complaint is taken from its owner by nobody, however late", async () => {
    await put(anAgent(1));
    await bring([anItem(1, { keepsOwner: true, ownerId: accountNo(1) })]);
    await bring([anItem(1, { keepsOwner: true, passed: { at: later(60), until: later(600) } })]);
    expect(await store().find(all, itemNo(1))).toMatchObject({ ownerId: accountNo(1) });
  });

  test("what was kept is told by the row that promised it", async () => {
    await put(anAgent(1));
    await bring([anItem(1, { standardRow: "SS-09" }), anItem(2)]);
    await store().claim(all, itemNo(1), by(1), NOW);
    await bring([
      anItem(1, { standardRow: "SS-09", end: { at: later(60), how: "done" } }),
      anItem(2, { end: { at: later(5 * 3600), how: "done" } }),
    ]);
    const { rows } = await admin.query(
      "select row_id, standard, account_id, met, missed from work_attainment order by row_id, standard, account_id",
    );
    expect(rows).toEqual([
      { row_id: "PR-04", standard: "handled", account_id: "", met: 0, missed: 1 },
      { row_id: "RT-99", standard: "answered", account_id: "", met: 0, missed: 1 },
      { row_id: "RT-99", standard: "answered", account_id: accountNo(1), met: 1, missed: 0 },
      { row_id: "SS-09", standard: "handled", account_id: accountNo(1), met: 1, missed: 0 },
    ]);
  });

  test("an order that changed is looked at anew each time it changes, and one that never did is no item", async () => {
    const changed = { stepNo: null, kind: "order_changed" } as const;
    await bring([anItem(1, { ...changed, end: { at: NOW, how: "done" } })]);
    expect(await store().find(all, itemNo(1))).toBeNull();
    await bring([anItem(1, changed)]);
    await bring([anItem(1, { ...changed, end: { at: later(5), how: "done" } })]);
    expect(await store().find(all, itemNo(1))).toMatchObject({ endedAt: later(5) });
    await bring([anItem(1, { ...changed, waitingSince: later(9) })]);
    expect(await store().find(all, itemNo(1))).toMatchObject({ endedAt: null, waitingSince: later(9) });
  });
});

describe("the next item", () => {
  test("64 people who ask at once get 64 different items", async () => {
    await put(...Array.from({ length: 64 }, (_, index) => anAgent(index)));
    await bring(Array.from({ length: 80 }, (_, index) => anItem(index)));
    const given = await Promise.all(Array.from({ length: 64 }, (_, index) => store().next(DESK, accountNo(index), NOW)));
    const items = given.map(next => (next.kind === "taken" ? next.item.itemId : next.kind));
    expect(new Set(items).size).toBe(64);
    expect(items.every(item => item.startsWith("item_"))).toBe(true);
    expect(await loads()).toEqual(await heldByRow());
  });

  test("one person who asks 20 times at once gets what they have hands for", async () => {
    await put(anAgent(1, { capacity: 5 }));
    await bring(Array.from({ length: 30 }, (_, index) => anItem(index)));
    const given = await Promise.all(Array.from({ length: 20 }, () => store().next(DESK, accountNo(1), NOW)));
    expect(given.filter(({ kind }) => kind === "taken")).toHaveLength(5);
    expect(given.filter(({ kind }) => kind === "capacity_full")).toHaveLength(15);
    expect(await loads()).toEqual({ "客服 1": 5 });
  });

  test("is the one that the rule of the domain chooses, item by item", async () => {
    const random = chance(11);
    const pick = <T>(values: readonly T[]): T => values[random(values.length)] as T;
    const agents = Array.from({ length: 6 }, (_, index) =>
      anAgent(index, {
        capacity: 40,
        teams: pick([["first_line"], ["first_line", "vip"], ["vip"]]),
        skills: pick([["general"], ["general", "fresh"], ["fresh", "vip"]]),
        languages: pick([["zh"], ["zh", "en"]] as const),
        isOnDuty: index !== 5,
      }),
    );
    const items = Array.from({ length: 120 }, (_, index) =>
      anItem(index, {
        team: pick(["first_line", "vip"]),
        skill: pick(["general", "fresh", "vip"]),
        language: pick(["zh", "en"] as const),
        class: pick([1, 2, 3, 4] as const),
        rankAt: later(-random(20)),
        preferredId: random(10) < 3 ? accountNo(random(6)) : null,
        preferredUntil: later(pick([-5, 30])),
      }),
    );
    await put(...agents);
    await bring(items);
    const waiting = new Map(items.map(item => [item.itemId, { ...item, readyAt: later(-1) }]));
    for (let turn = 0; turn < 130; turn += 1) {
      const agent = pick(agents);
      const [expected, given] = [chooseNext(agent, waiting.values(), NOW), await store().next(DESK, agent.accountId, NOW)];
      expect(given.kind === "taken" ? given.item.itemId : given.kind).toBe(typeof expected === "string" ? expected : expected.itemId);
      if (typeof expected !== "string") waiting.delete(expected.itemId);
    }
  });

  test("a shop's own people get their own shop's items and no others", async () => {
    await put(anAgent(1, { role: "seller", sellerId: SHOP, teams: ["seller"], skills: ["seller"] }));
    const ofSeller = { team: "seller", skill: "seller", stepOwner: "seller" } as const;
    await bring([anItem(1, { ...ofSeller, sellerId: "seller_01jd7v8k2m0f9q3r5s7t9v1y" }), anItem(2, ofSeller)]);
    expect(await store().next(DESK, accountNo(1), NOW)).toMatchObject({ kind: "taken", item: { itemId: itemNo(2) } });
    expect(await store().next(DESK, accountNo(1), NOW)).toMatchObject({ kind: "nothing_waiting" });
    const shop = { kind: "seller", operationId: DESK, sellerId: SHOP } as const;
    expect(await store().claim(shop, itemNo(1), by(1), NOW)).toEqual({ kind: "not_found" });
  });

  test("who is no agent, or away, is told so", async () => {
    expect(await store().next(DESK, accountNo(1), NOW)).toEqual({ kind: "no_agent" });
    await put(anAgent(1, { isOnDuty: false }));
    expect(await store().next(DESK, accountNo(1), NOW)).toMatchObject({ kind: "not_on_duty" });
  });
});

describe("what people do with an item", () => {
  beforeEach(async () => {
    await put(anAgent(1), anAgent(2), anAgent(3, { capacity: 0 }), anAgent(4, { skills: ["fresh"] }));
    await bring([anItem(1), anItem(2, { customerId: customerNo(1) }), anItem(3), anItem(4, { keepsOwner: true })]);
  });

  test("nobody takes what another holds, or more than they have hands for, or what has ended", async () => {
    await store().claim(all, itemNo(1), by(1), NOW);
    expect(await store().claim(all, itemNo(1), by(2), NOW)).toEqual({ kind: "claimed_by_other" });
    expect(await store().claim(all, itemNo(2), by(3), NOW)).toEqual({ kind: "capacity_full" });
    expect(await store().claim(all, itemNo(2), by(9), NOW)).toEqual({ kind: "no_agent" });
    expect(await store().claim(all, itemNo(99), by(2), NOW)).toEqual({ kind: "not_found" });
    await bring([anItem(1, { end: { at: NOW, how: "done" } })]);
    expect(await store().snooze(all, itemNo(1), by(1), later(60))).toEqual({ kind: "item_ended" });
  });

  test("a hand-over moves the load, and the buyer is to be told of the new person and the time", async () => {
    await store().claim(all, itemNo(1), by(1), NOW);
    expect(await store().handOver(all, itemNo(1), by(2), accountNo(2), null, NOW)).toEqual({ kind: "claimed_by_other" });
    expect(await store().handOver(all, itemNo(1), by(1), accountNo(3), null, NOW)).toEqual({ kind: "capacity_full" });
    expect(await store().handOver(all, itemNo(1), by(1), accountNo(4), null, NOW)).toEqual({ kind: "lacks_skill" });
    expect(await store().handOver(all, itemNo(1), by(1), accountNo(2), later(3600), NOW)).toMatchObject({
      kind: "changed",
      item: { ownerId: accountNo(2) },
    });
    expect(await loads()).toMatchObject({ "客服 1": 0, "客服 2": 1 });
    const [untold] = await store().untold(10);
    expect(untold).toMatchObject({ itemId: itemNo(1), ownerId: accountNo(2), promisedAt: later(3600) });
    if (untold !== undefined) await store().told(untold);
    expect(await store().untold(10)).toEqual([]);
  });

  test("a complaint stays with its owner: they can neither give it back nor on, a supervisor can move it", async () => {
    await store().claim(all, itemNo(4), by(1), NOW);
    expect(await store().untold(10)).toMatchObject([{ itemId: itemNo(4), ownerId: accountNo(1) }]);
    expect(await store().release(all, itemNo(4), by(1))).toEqual({ kind: "owner_kept" });
    expect(await store().handOver(all, itemNo(4), by(1), accountNo(2), null, NOW)).toEqual({ kind: "owner_kept" });
    await store().snooze(all, itemNo(4), by(1), later(60));
    expect(await store().claim(all, itemNo(4), by(2), later(9999))).toEqual({ kind: "owner_kept" });
    expect(await store().handOver(all, itemNo(4), by(2, true), accountNo(2), null, NOW)).toMatchObject({ kind: "changed" });
  });

  test("what is put off frees the hands and comes back at its time, first to who put it off", async () => {
    await store().claim(all, itemNo(1), by(1), NOW);
    await store().snooze(all, itemNo(1), by(1), later(3600));
    expect(await loads()).toMatchObject({ "客服 1": 0 });
    const mine = { accountId: accountNo(1), after: null, limit: 10, at: NOW };
    expect(await store().list(all, { view: "put_off" }, mine)).toMatchObject([{ itemId: itemNo(1) }]);
    expect(await store().list(all, { view: "waiting" }, mine)).toHaveLength(3);
    const back = await store().next(DESK, accountNo(2), later(3600));
    expect(back).toMatchObject({ kind: "taken", item: { itemId: itemNo(2) } });
    expect(await store().next(DESK, accountNo(1), later(3600))).toMatchObject({ item: { itemId: itemNo(1) } });
  });

  test("what waits is counted by class, up to a bound, with what has broken its promise", async () => {
    await bring([anItem(60, { class: 2, answerDueAt: NOW }), anItem(61, { class: 2 }), anItem(62, { class: 2 })]);
    expect(await store().counts(all, 2, NOW)).toEqual([
      { class: 1, waiting: 0, breached: 0 },
      { class: 2, waiting: 2, breached: 1 },
      { class: 3, waiting: 0, breached: 0 },
      { class: 4, waiting: 2, breached: 0 },
    ]);
  });

  test("two items of one buyer become one, and the second stands for itself again when the first has ended", async () => {
    expect(await store().merge(all, itemNo(1), by(1), itemNo(3))).toEqual({ kind: "not_same_buyer" });
    expect(await store().merge(all, itemNo(1), by(1), itemNo(77))).toEqual({ kind: "not_found" });
    expect(await store().merge(all, itemNo(1), by(1), itemNo(1))).toEqual({ kind: "item_merged" });
    await store().claim(all, itemNo(2), by(2), NOW);
    expect(await store().merge(all, itemNo(1), by(1), itemNo(2))).toMatchObject({ item: { mergedInto: itemNo(2) } });
    expect(await store().claim(all, itemNo(1), by(1), NOW)).toEqual({ kind: "item_merged" });
    await bring([anItem(2, { customerId: customerNo(1), end: { at: later(60), how: "done" } })], NOW, later(600));
    expect(await store().find(all, itemNo(1))).toMatchObject({ mergedInto: null, preferredId: accountNo(2) });
  });

  test("a call-back is opened once, taken, and ended by who made it; an item of a step is not", async () => {
    const call = anItem(50, { stepNo: null, kind: "call_back" });
    const opening = { at: NOW, readyAt: null, tells: null } as const;
    expect(await store().open(call, opening)).toBe(true);
    expect(await store().open(call, opening)).toBe(false);
    expect(await store().finish(all, itemNo(50), by(1), NOW)).toEqual({ kind: "not_claimed" });
    await store().claim(all, itemNo(50), by(1), NOW);
    expect(await store().finish(all, itemNo(50), by(1), later(60))).toMatchObject({ kind: "changed", item: { endedAt: later(60) } });
    expect(await loads()).toMatchObject({ "客服 1": 0 });
  });

  test("whatever many people do at once, everybody's load is what they hold", async () => {
    await bring(Array.from({ length: 40 }, (_, index) => anItem(index + 100, { effort: 1 + (index % 3), customerId: customerNo(7) })));
    const random = chance(3);
    const who = () => by(1 + random(2), random(10) < 3);
    const item = () => itemNo(100 + random(40));
    const deeds = Array.from({ length: 240 }, () => {
      const [actor, itemId, dice] = [who(), item(), random(100)];
      if (dice < 30) return store().next(DESK, actor.accountId, NOW);
      if (dice < 50) return store().claim(all, itemId, actor, NOW);
      if (dice < 65) return store().handOver(all, itemId, actor, accountNo(1 + random(2)), null, NOW);
      if (dice < 80) return store().release(all, itemId, actor);
      if (dice < 90) return store().snooze(all, itemId, actor, later(1));
      if (dice < 95) return store().merge(all, itemId, actor, item());
      return bring([anItem(Number(itemId.slice(-4)), { customerId: customerNo(7), end: { at: NOW, how: "done" } })]);
    });
    await Promise.all(deeds);
    expect(await loads()).toEqual(await heldByRow());
  });
});

import type { WorkCursor, WorkFilter, WorkItem } from "@amends/flows/work/work-ports";
import { createFollowedFeed } from "@amends/postgres/feed/followed-feed";
import { createWorkStore } from "@amends/postgres/work/work-store";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { accountNo, anItem, DESK, later, NOW, openDesk } from "../../../../test/workers/work-desk.ts";

const ITEMS = 10_000;
const TEAMS = ["first_line", "complaints", "vip", "logistics"] as const;
const KINDS = ["review", "complaint", "call_back"] as const;
const SKILLS = ["general", "fresh", "repair", "refund", "vip"] as const;
const LEVELS = ["p1", "p2", "p3", "p4"] as const;

const at = <T>(values: readonly T[], index: number): T => {
  const value = values[index % values.length];
  if (value === undefined) throw new Error("a list of words is not empty");
  return value;
};
/** Each word by a stride of its own, so that every combination comes up; every seventh is broken within half an hour. */
const item = (number: number) =>
  anItem(number, {
    team: at(TEAMS, number),
    kind: at(KINDS, Math.floor(number / 4)),
    skill: at(SKILLS, Math.floor(number / 12)),
    severity: at(LEVELS, Math.floor(number / 60)),
    class: 4,
    rankAt: later(-(number % 97)),
    answerDueAt: later(number % 7 === 0 ? 60 : 7200),
  });
const GIVEN = Array.from({ length: ITEMS }, (_, number) => item(number));

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl, max: 2 });
  const admin = new pg.Pool({ connectionString: database.url, max: 1 });
  await openDesk(admin);
  await admin.end();
  const work = [{ follower: "work", items: GIVEN, firstLookUntil: NOW } as const];
  const feed = createFollowedFeed(pool);
  await feed.places();
  expect(await feed.commit({ from: 0, to: 1, events: [] }, work, NOW)).not.toBeNull();
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

const SOON = later(1800);
const all = { kind: "operation", operationId: DESK } as const;
const shown = (filter: WorkFilter) => (each: (typeof GIVEN)[number]) =>
  (filter.team === undefined || each.team === filter.team) &&
  (filter.kind === undefined || each.kind === filter.kind) &&
  (filter.skill === undefined || each.skill === filter.skill) &&
  (filter.severity === undefined || each.severity === filter.severity) &&
  (filter.breachBefore === undefined || each.answerDueAt < filter.breachBefore);
const walked = async (filter: WorkFilter): Promise<readonly WorkItem[]> => {
  const found: WorkItem[] = [];
  let after: WorkCursor | null = null;
  for (;;) {
    const page = await createWorkStore(pool).list(all, filter, { accountId: accountNo(1), after, limit: 200, at: later(60) });
    found.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < 200) return found;
    after = { class: last.class, rankAt: last.rankAt, itemId: last.itemId };
  }
};

describe("of ten thousand items that wait", () => {
  const filters: readonly WorkFilter[] = [
    { view: "waiting", team: "complaints" },
    { view: "waiting", kind: "call_back", severity: "p1" },
    { view: "waiting", team: "vip", skill: "refund", breachBefore: SOON },
    { view: "open", severity: "p2", skill: "vip", kind: "review", team: "logistics" },
    { view: "waiting", team: "circus" },
  ];
  test.each(filters)("a filter shows page by page what fits it, each once, in the order they are given out: %j", async filter => {
    const found = await walked(filter);
    const wanted = GIVEN.filter(shown(filter)).toSorted((one, other) => one.rankAt - other.rankAt || (one.itemId < other.itemId ? -1 : 1));
    expect(found.map(({ itemId }) => itemId)).toEqual(wanted.map(({ itemId }) => itemId));
  });

  test.each(filters)("each choice says what it would show while the others stay: %j", async filter => {
    const ask = { accountId: accountNo(1), at: later(60), breachingBefore: SOON, most: 20_000 };
    const facets = await createWorkStore(pool).facets(all, filter, ask);
    expect(facets.isMore).toBe(false);
    const wanted = (["team", "kind", "skill", "severity"] as const).flatMap(facet => {
      const fits = GIVEN.filter(shown({ ...filter, [facet]: undefined })).map(each => each[facet]);
      return [...new Set(fits)].map(value => ({ facet, value, count: fits.filter(each => each === value).length }));
    });
    const sorted = (counts: readonly { facet: string; value: string; count: number }[]) =>
      counts.map(({ facet, value, count }) => `${facet} ${value} ${count}`).toSorted();
    expect(sorted(facets.counts)).toEqual(sorted(wanted));
    expect(facets.breaching).toBe(GIVEN.filter(shown({ ...filter, breachBefore: SOON })).length);
  });

  test("a view that is longer than what is counted says so, and a seller counts nothing of the platform's", async () => {
    const ask = { accountId: accountNo(1), at: later(60), breachingBefore: SOON, most: 9_999 };
    expect((await createWorkStore(pool).facets(all, { view: "waiting" }, ask)).isMore).toBe(true);
    const seller = { kind: "seller", operationId: DESK, sellerId: item(1).sellerId } as const;
    expect(await createWorkStore(pool).facets(seller, { view: "waiting" }, ask)).toEqual({ counts: [], breaching: 0, isMore: false });
  });
});

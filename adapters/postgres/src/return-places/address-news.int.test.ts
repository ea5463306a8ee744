import type { AddressNews } from "@amends/flows/address-news-ports";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseWorld, createCaseWorld } from "../../../../test/harness/a-case.ts";
import { createAddressNewsStore } from "./address-news.ts";

let world: CaseWorld;
let news: AddressNews;

/** Copies of one filed case, of which one in fifty is open, as it is after some months. */
const COPY = `
insert into cases (shard, case_id, operation_id, order_id, customer_id, seller_id, short_no, service_type, claimed_reason, phase, severity, version,
  head_hash, pack_hash, filed_at, changed_at, ended_at, waits_for, due_at, state)
select n % 16, 'case_' || lpad(n::text, 24, '0'), k.operation_id, k.order_id, k.customer_id, k.seller_id, k.short_no, k.service_type, k.claimed_reason,
  k.phase, k.severity, k.version, k.head_hash, k.pack_hash, k.filed_at, k.changed_at, case when n % 50 <> 0 then k.filed_at + n end, k.waits_for, k.due_at, k.state
from cases k, generate_series(1, 4000) n where k.case_id = $1`;

const COPY_STEPS = `
insert into steps (shard, case_id, step_no, key, type, owner, status)
select k.shard, k.case_id, n, 'drop_off', 'drop_off', 'buyer', 'active' from cases k, generate_series(2, 4) n where k.case_id like 'case_0000%'`;

beforeAll(async () => {
  world = await createCaseWorld();
  const { state } = await world.file(await world.orderOf("20261101-000002"));
  await world.pool.query(COPY, [state.caseId]);
  await world.pool.query(COPY_STEPS);
  news = { operationId: state.operationId, newsNo: "1", sellerId: null, was: {}, since: state.filedAt };
});
afterAll(() => world.close());

/** Which way each table is walked whatever the values are: the commands' connections plan once. */
const walksOf = async (told: AddressNews): Promise<ReadonlySet<string>> => {
  const walks = new Set<string>();
  const collect = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { "Relation Name": table, "Index Name": index, "Node Type": kind } = node as Readonly<Record<string, unknown>>;
    if (table !== undefined) walks.add(`${table} by ${index ?? kind}`);
    for (const child of Object.values(node)) collect(child);
  };
  const explaining = {
    query: async ({ text }: { readonly text: string }) => {
      const { rows } = await world.pool.query(`explain (generic_plan, format json) ${text}`);
      collect(rows[0]["QUERY PLAN"]);
      return { rows: [] };
    },
  } as unknown as Parameters<typeof createAddressNewsStore>[0];
  await createAddressNewsStore(explaining).casesAfter(told, { shard: -1, caseId: "" }, 50);
  return walks;
};

test("the open cases a centre's address concerns are found among the open ones alone", async () => {
  expect(await walksOf(news)).toEqual(new Set(["cases by cases_open", "steps by steps_pkey"]));
});

test("page after page every open case is told, and none that has ended", async () => {
  const store = createAddressNewsStore(world.pool);
  const told: string[] = [];
  for (let place: Parameters<typeof store.casesAfter>[1] = { shard: -1, caseId: "" }; ; ) {
    const page = await store.casesAfter(news, place, 7);
    const last = page.at(-1);
    if (last === undefined) break;
    told.push(...page);
    const { rows } = await world.pool.query("select shard from cases where case_id = $1", [last]);
    place = { shard: rows[0].shard, caseId: last };
  }
  const { rows } = await world.pool.query(
    "select case_id from cases where ended_at is null and case_id like 'case_0000%' order by shard, case_id",
  );
  expect(told).toEqual(rows.map(row => row.case_id));
});

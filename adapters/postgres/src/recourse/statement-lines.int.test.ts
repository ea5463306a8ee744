import { scopeOf } from "@amends/flows/scope";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseWorld, createCaseWorld } from "../../../../test/harness/a-case.ts";
import { createMerchantStore } from "./merchant-store.ts";

let world: CaseWorld;
/** Copies of one filed case that nobody has counted yet. */
const COPY = `
insert into cases (shard, case_id, operation_id, order_id, customer_id, seller_id, short_no, service_type, claimed_reason, phase, severity, version,
  head_hash, pack_hash, filed_at, changed_at, waits_for, due_at, state)
select k.shard, 'case_' || lpad(n::text, 24, '0'), k.operation_id, k.order_id, k.customer_id, k.seller_id, k.short_no, k.service_type, k.claimed_reason,
  k.phase, k.severity, k.version, k.head_hash, k.pack_hash, k.filed_at, k.changed_at, k.waits_for, k.due_at, k.state
from cases k, generate_series(1, 20000) n where k.case_id = $1`;

beforeAll(async () => {
  world = await createCaseWorld();
});
afterAll(() => world.close());

/** How a table is looked at, whatever the values are: the commands' connections plan once, and may do so before anything was counted. */
const walksOf = (table: string, node: unknown): readonly string[] => {
  if (typeof node !== "object" || node === null) return [];
  const fields = node as Readonly<Record<string, unknown>>;
  const how = `${fields["Index Name"] ?? fields["Node Type"]} by ${fields["Index Cond"]}`;
  return [...(fields["Relation Name"] === table ? [how] : []), ...Object.values(fields).flatMap(inner => walksOf(table, inner))];
};

test("the case of a statement's line, and the event that names its rule, are looked up by their whole keys", async () => {
  const order = await world.orderOf("20261101-000002");
  const { sellerId, caseId } = (await world.file(order)).state;
  await world.pool.query(COPY, [caseId]);
  const plans: unknown[] = [];
  const explaining = {
    query: async ({ name, text, values }: { readonly name: string; readonly text: string; readonly values: readonly unknown[] }) => {
      if (name !== "merchant_statement") return world.pool.query(text, [...values]);
      const { rows } = await world.pool.query(`explain (generic_plan, format json) ${text}`);
      plans.push(rows[0]["QUERY PLAN"]);
      return { rows: [] };
    },
  } as unknown as pg.Pool;
  await createMerchantStore(explaining).statement(scopeOf(world.sellerOf(order)), sellerId, { after: null, most: 50 });
  expect(walksOf("case_events", plans)).toEqual([expect.stringMatching(/^case_events_pkey by /)]);
  expect(walksOf("cases", plans)).toEqual([expect.stringMatching(/^cases_pkey by \(\(shard = .*AND \(case_id = /)]);
});

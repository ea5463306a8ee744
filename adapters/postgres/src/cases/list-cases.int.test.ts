import type { CaseId, CustomerId, OrderId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import type { CaseCursor, CaseFilter } from "@amends/flows/read-ports";
import { type Scope, scopeOf } from "@amends/flows/scope";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseWorld, createCaseWorld } from "../../../../test/harness/a-case.ts";
import { withClient } from "../with-client.ts";
import { listCases } from "./list-cases.ts";

let world: CaseWorld;
let operation: Scope;
let seller: Scope;
let buyer: Scope;
let original: { readonly caseId: CaseId; readonly orderId: OrderId; readonly customerId: CustomerId };

/** Copies of one filed case: of forty, one waits for no time, three have ended; one in fifty is another seller's. */
const COPY = `
insert into cases (shard, case_id, operation_id, order_id, customer_id, seller_id, short_no, service_type, claimed_reason, phase, severity, version,
  head_hash, pack_hash, filed_at, changed_at, ended_at, waits_for, due_at, state)
select k.shard, copy.case_id, k.operation_id, k.order_id, k.customer_id,
  case when n % 50 = 0 then 'seller_000000000000000000000009' else k.seller_id end, k.short_no, k.service_type, k.claimed_reason,
  case when n % 40 < 3 then 'resolved' else k.phase end, k.severity, k.version, k.head_hash, k.pack_hash, k.filed_at, k.changed_at,
  case when n % 40 < 3 then k.filed_at + n end, k.waits_for, case when n % 40 >= 4 then k.due_at + n % 97 end, k.state
from cases k, generate_series(1, 4000) n, lateral (select 'case_' || lpad(n::text, 24, '0') as case_id) copy
where k.case_id = $1`;

beforeAll(async () => {
  world = await createCaseWorld();
  const order = await world.orderOf("20261101-000002");
  const { state } = await world.file(order);
  original = { caseId: state.caseId, orderId: order.orderId, customerId: order.customerId };
  await world.pool.query(COPY, [state.caseId]);
  operation = scopeOf(world.agent);
  seller = scopeOf(world.sellerOf(order));
  buyer = scopeOf(world.buyerOf(order));
});
afterAll(() => world.close());

const walk = async (scope: Scope, filter: CaseFilter, limit: number): Promise<readonly CaseCursor[]> => {
  const walked: CaseCursor[] = [];
  for (;;) {
    const page = await listCases(world.reader, scope, filter, { after: walked.at(-1) ?? null, limit });
    walked.push(...page.map(({ sortAt, state }) => ({ at: sortAt, caseId: state.caseId })));
    if (page.length < limit) return walked;
  }
};

const keysOf = async (where: string, order: string): Promise<readonly CaseCursor[]> => {
  const { rows } = await world.pool.query(`select case_id, coalesce(ended_at, due_at) as at from cases where ${where} order by ${order}`);
  return rows.map(row => ({ at: row.at === null ? null : instant(Number(row.at)), caseId: row.case_id }));
};

describe("a list of cases, page after page", () => {
  test("goes by what is due first, then those that wait for no time, without gap or double", async () => {
    const all = await keysOf("ended_at is null", "due_at nulls last, case_id");
    expect(all.filter(key => key.at === null)).not.toEqual([]);
    for (const limit of [37, 200]) expect(await walk(operation, { status: "open" }, limit)).toEqual(all);
  });

  test("goes from the latest that ended to the first", async () => {
    const all = await keysOf("ended_at is not null", "ended_at desc, case_id desc");
    expect(await walk(operation, { status: "ended" }, 70)).toEqual(all);
  });

  test("holds to the seller, the buyer and the order it is narrowed to", async () => {
    const own = await keysOf("ended_at is null and seller_id <> 'seller_000000000000000000000009'", "due_at nulls last, case_id");
    expect(await walk(seller, { status: "open" }, 200)).toEqual(own);
    const all = await keysOf("ended_at is null", "due_at nulls last, case_id");
    expect(await walk(buyer, { status: "open", orderId: original.orderId }, 200)).toEqual(all);
    expect(await walk(operation, { status: "open", customerId: original.customerId, phase: "rejected" }, 200)).toEqual([]);
    expect(await walk({ ...operation, operationId: "operation_000000000000000000000009" }, { status: "open" }, 200)).toEqual([]);
  });
});

describe("a page reads its own rows and not the whole table", () => {
  const indexes = async (scope: Scope, filter: CaseFilter): Promise<readonly string[]> => {
    const seen: string[] = [];
    const explaining = {
      query: async ({ text, values }: { readonly text: string; readonly values: readonly unknown[] }) => {
        const { rows } = await world.reader.query(`explain (analyze, format json) ${text}`, [...values]);
        collect(rows[0]["QUERY PLAN"], seen);
        return { rows: [] };
      },
    } as unknown as Parameters<typeof listCases>[0];
    await listCases(explaining, scope, filter, { after: null, limit: 50 });
    return seen;
  };

  /** Which index `cases k` was walked by, and how many rows that touched. */
  const collect = (node: unknown, seen: string[]): void => {
    if (typeof node !== "object" || node === null) return;
    const plan = node as Record<string, unknown>;
    if (plan["Relation Name"] === "cases" && Number(plan["Actual Loops"]) > 0)
      seen.push(
        `${plan["Index Name"] ?? plan["Node Type"]}${Number(plan["Rows Removed by Filter"] ?? 0) > 100 ? " with many thrown away" : ""}`,
      );
    for (const child of Object.values(node)) collect(child, seen);
  };

  test("whoever asks", async () => {
    await withClient(world.database.url, admin => admin.query("analyze cases"));
    expect(await indexes(operation, { status: "open" })).toContain("cases_open");
    expect(await indexes(seller, { status: "open" })).toContain("cases_open_of_seller");
    expect(await indexes(operation, { status: "ended" })).toContain("cases_ended");
    for (const asked of [
      await indexes(operation, { status: "open" }),
      await indexes(seller, { status: "open" }),
      await indexes(operation, { status: "ended" }),
    ]) {
      expect(asked.filter(name => name.includes("Seq Scan") || name.includes("thrown away"))).toEqual([]);
    }
  });
});

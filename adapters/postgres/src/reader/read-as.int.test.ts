import type { Scope } from "@amends/flows/scope";
import { scopeOf } from "@amends/flows/scope";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseWorld, createCaseWorld, potOrder } from "../../../../test/harness/a-case.ts";
import { customer, seller } from "../../../../test/import/native-records.ts";
import { readAs } from "./read-as.ts";

let world: CaseWorld;
const scopes: { mine: Scope; myOtherShop: Scope; otherBuyer: Scope; otherSeller: Scope; operation: Scope; otherOperation: Scope }[] = [];

beforeAll(async () => {
  world = await createCaseWorld();
  await world.take(
    seller({ externalId: "merchant-2" }),
    customer({ externalId: "member-2", phone: null, email: null, addresses: [] }),
    potOrder({
      externalOrderNo: "other-1",
      customerExternalId: "member-2",
      lines: potOrder().lines.map(line => ({ ...line, sellerExternalId: "merchant-2" })),
    }),
  );
  const [mine, other] = [await world.orderOf("20261101-000002"), await world.orderOf("other-1")];
  const opened = await world.file(mine);
  await world.command(world.agent, opened, { kind: "write_note", text: "只给同事看", visibleTo: "staff" });
  await world.command(world.agent, opened, { kind: "write_note", text: "给大家看", visibleTo: "everyone" });
  await world.file(other);
  const operation = scopeOf(world.agent);
  scopes.push({
    mine: scopeOf(world.buyerOf(mine)),
    myOtherShop: scopeOf(world.sellerOf(mine)),
    otherBuyer: scopeOf(world.buyerOf(other)),
    otherSeller: scopeOf(world.sellerOf(other)),
    operation,
    otherOperation: { ...operation, operationId: "operation_000000000000000000000009" },
  });
});
afterAll(() => world.close());

const TABLES = [
  "orders",
  "order_sellers",
  "customers",
  "cases",
  "case_lines",
  "steps",
  "case_events",
  "decisions",
  "directory",
  "sellers",
] as const;
const countAs = async (scope: Scope, table: string): Promise<number> => {
  const [row] = await readAs<{ count: number }>(world.reader, scope, { text: `select count(*)::int from ${table}`, values: [] });
  return row?.count ?? -1;
};
const scope = () => scopes[0] ?? expect.fail("no world");

describe("a query that forgets to ask for a scope", () => {
  test("sees all of its operation, one buyer's, or one seller's rows, and no others", async () => {
    const { mine, myOtherShop, operation } = scope();
    for (const table of ["orders", "cases", "decisions"]) {
      expect([table, await countAs(operation, table), await countAs(mine, table), await countAs(myOtherShop, table)]).toEqual([
        table,
        2,
        1,
        1,
      ]);
    }
    const [shown] = await readAs<{ ids: readonly string[] }>(world.reader, mine, {
      text: "select array_agg(distinct customer_id) as ids from cases",
      values: [],
    });
    expect(shown?.ids).toEqual([mine.kind === "customer" ? mine.customerId : ""]);
  });

  test.each(TABLES)("sees nothing of another operation in %s", async table => {
    expect(await countAs(scope().operation, table)).toBeGreaterThan(0);
    expect(await countAs(scope().otherOperation, table)).toBe(0);
  });

  test("sees nothing at all without a scope, and nothing of the one that was set before on the same connection", async () => {
    const client = await world.reader.connect();
    try {
      for (const table of TABLES) expect((await client.query(`select from ${table}`)).rowCount).toBe(0);
    } finally {
      client.release();
    }
  });

  test("does not learn of internal notes, unless it is of the staff", async () => {
    const notes = async (of: Scope) =>
      (await readAs(world.reader, of, { text: "select seq from case_events where type = 'note_added'", values: [] })).length;
    const { mine, myOtherShop, otherBuyer, otherSeller, operation } = scope();
    expect(await Promise.all([operation, mine, myOtherShop, otherBuyer, otherSeller].map(notes))).toEqual([2, 1, 1, 0, 0]);
  });
});

test("the scope is set before any table is read, whatever the planner thinks of their sizes", async () => {
  const { mine } = scope();
  for (const setting of [
    "enable_nestloop",
    "enable_hashjoin",
    "enable_mergejoin",
    "enable_indexscan",
    "enable_seqscan",
    "enable_material",
  ]) {
    const client = await world.reader.connect();
    try {
      await client.query(`set ${setting} = off`);
      const pool = { query: client.query.bind(client) } as unknown as Parameters<typeof readAs>[0];
      expect(await readAs(pool, mine, { text: "select case_id from cases", values: [] }), setting).toHaveLength(1);
    } finally {
      await client.query("reset all");
      client.release();
    }
  }
});

test("a read that tries to write is refused", async () => {
  await expect(world.reader.query("delete from cases")).rejects.toThrow(/read-only|permission denied/);
});

describe("which seller has lines in which order", () => {
  const listed = async () =>
    (await world.pool.query("select seller_id, placed_at from order_sellers where order_id = $1", [(await world.orderOf("moves")).orderId]))
      .rows;

  test("follows the host's facts", async () => {
    await world.take(potOrder({ externalOrderNo: "moves" }));
    const first = await listed();
    await world.take(
      potOrder({ externalOrderNo: "moves", sourceVersion: 2, placedAt: "2026-11-02T09:00:00+08:00", paidAt: "2026-11-02T09:01:00+08:00" }),
    );
    const moved = await listed();
    expect([first.length, moved.length]).toEqual([1, 1]);
    expect(Number(moved[0].placed_at) - Number(first[0].placed_at)).toBe(86_400_000);
    await world.take(
      potOrder({ externalOrderNo: "moves", sourceVersion: 3, placedAt: "2026-11-02T09:00:00+08:00", paidAt: "2026-11-02T09:02:00+08:00" }),
    );
    expect(await listed()).toEqual(moved);
  });
});

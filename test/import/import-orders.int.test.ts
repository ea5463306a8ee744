import { goodsOfLine } from "@amends/domain/order/goods-state";
import type { Scope } from "@amends/flows/scope";
import { findSkus, listSkus } from "@amends/postgres/catalogue/find-skus";
import { findOrder, findOrdersByExternalNo, findOrdersByTrackingNo, listOrdersOfCustomer } from "@amends/postgres/orders/find-orders";
import { findCustomerByExternalId } from "@amends/postgres/people/find-customers";
import { findSeller } from "@amends/postgres/people/find-sellers";
import fc from "fast-check";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createImportWorld, type ImportWorld } from "./import-world.ts";
import { customer, order, seller, sku } from "./native-records.ts";

let world: ImportWorld;
beforeEach(async () => {
  world = await createImportWorld();
});
afterEach(() => world.close());

const only = <T>(items: readonly T[]): T => {
  expect(items).toHaveLength(1);
  const [item] = items;
  return item ?? expect.fail("nothing found");
};

const theOrder = async (no = "20261101-000001") => only(await findOrdersByExternalNo(world.pool, world.scope, no));

describe("an imported order", () => {
  test("is found with all its facts, amounts as bigint and people as references", async () => {
    expect(await world.take(seller(), customer(), sku(), order())).toMatchObject({ lines: 4, accepted: 4, refused: 0, errors: [] });
    const { facts, factsVersion, claimsVersion } = await theOrder();
    expect({ factsVersion, claimsVersion }).toEqual({ factsVersion: 1, claimsVersion: 0 });
    expect(facts.lines[0]).toMatchObject({
      lineNo: 1,
      paidMinor: 18800n,
      taxMinor: 0n,
      sevenDay: { class: "abs_fresh", confirmation: null },
    });
    expect(facts.tenders.map(tender => tender.paidMinor)).toEqual([16900n, 2500n]);
    expect(facts.freight).toEqual({ paidMinor: 600n, freeFromMinor: null, feeMinor: 600n });
    expect(goodsOfLine(facts, 1).counts).toMatchObject({ delivered: 1, not_shipped: 1 });
    expect(facts.recipientTextId).toMatch(/^text_/);
    expect(facts.region).toBe("CN-ZJ");
    expect(JSON.stringify(facts, (_, value) => (typeof value === "bigint" ? Number(value) : value))).not.toMatch(
      /欧阳|1381234|文三路|老赵/,
    );
  });

  test("is found by order number, tracking number, id and customer, within its scope only", async () => {
    await world.take(seller(), seller({ externalId: "merchant-2" }), customer(), customer({ externalId: "member-2" }), sku(), order());
    const { facts } = await theOrder();
    const { operationId } = world.operation;
    const buyer = await findCustomerByExternalId(world.pool, world.scope, "member-1");
    const stranger = await findCustomerByExternalId(world.pool, world.scope, "member-2");
    const [line] = facts.lines;
    const otherSeller = await world.pool.query("select seller_id from sellers where external_id = 'merchant-2'");
    const seeing: Scope[] = [
      world.scope,
      { kind: "customer", operationId, customerId: facts.customerId },
      { kind: "seller", operationId, sellerId: line?.sellerId ?? expect.fail("no line") },
    ];
    const blind: Scope[] = [
      { kind: "operation", operationId: "operation_other" },
      { kind: "customer", operationId, customerId: stranger?.profile.customerId ?? expect.fail("no customer") },
      { kind: "seller", operationId, sellerId: otherSeller.rows[0].seller_id },
    ];
    for (const [scopes, count] of [
      [seeing, 1],
      [blind, 0],
    ] as const) {
      for (const scope of scopes) {
        expect((await findOrder(world.pool, scope, facts.orderId)) === null ? 0 : 1).toBe(count);
        expect(await findOrdersByExternalNo(world.pool, scope, "20261101-000001", "erp")).toHaveLength(count);
        expect(await findOrdersByTrackingNo(world.pool, scope, "SF1234567890")).toHaveLength(count);
        expect((await listOrdersOfCustomer(world.pool, scope, facts.customerId, { after: null, limit: 5 })).orders).toHaveLength(count);
        expect((await findCustomerByExternalId(world.pool, scope, "member-1"))?.profile.customerId).toBe(
          count === 1 ? facts.customerId : undefined,
        );
      }
    }
    expect(buyer?.profile).toMatchObject({ tier: "vip", riskSignals: ["many_refunds"] });
    expect(buyer?.profile.methods).toEqual([
      { methodRef: "alipay-77", tenderKind: "wallet", balanceMinor: null, label: "alipay" },
      { methodRef: "gift-5", tenderKind: "gift_card", balanceMinor: 5000n, label: null },
    ]);
  });

  test("brings its catalogue and the seller's address book", async () => {
    await world.take(seller(), customer(), sku(), sku({ skuId: "cherry-5kg", available: null, priceMinor: 21000 }), order());
    expect((await listSkus(world.pool, world.scope, "cherry")).map(found => [found.skuId, found.priceMinor, found.available])).toEqual([
      ["cherry-2kg", 9900n, 30],
      ["cherry-5kg", 21000n, null],
    ]);
    expect(await findSkus(world.pool, { kind: "operation", operationId: "operation_other" }, ["cherry-2kg"])).toEqual([]);
    const { facts } = await theOrder();
    const found = await findSeller(world.pool, world.scope, facts.lines[0]?.sellerId ?? expect.fail("no line"));
    expect(found?.profile.returnAddresses).toEqual([{ addressNo: 1, isDefault: true, contactTextId: expect.stringMatching(/^text_/) }]);
  });

  test("may stand before its customer in the file, and twice in one file under two versions", async () => {
    const paid = order({ shipments: [] });
    const result = await world.take(order({ ...paid, sourceVersion: 1 }), customer(), seller(), sku(), order({ sourceVersion: 2 }));
    expect(result).toMatchObject({ accepted: 4, updated: 1, refused: 0 });
    expect((await theOrder()).facts.shipments).toHaveLength(1);
  });
});

describe("the same order again", () => {
  beforeEach(() => world.take(seller(), customer(), sku(), order()));

  test("changes nothing", async () => {
    const before = await rowVersions();
    expect(await world.take(seller(), customer(), sku(), order())).toMatchObject({ unchanged: 4, accepted: 0, updated: 0, refused: 0 });
    expect(await rowVersions()).toEqual(before);
  });

  test("with other content under the same version is refused, personal content too", async () => {
    const recipient = { name: "李四", phone: "13900001111", region: "上海市", detail: "南京东路一号" };
    for (const change of [{ channel: "live" as const }, { recipient }, { recipient: null }, { message: "换个地址" }]) {
      const result = await world.take(order(change));
      expect(result.errors.map(error => [error.lineNumber, error.code])).toEqual([[1, "same_version_other_content"]]);
    }
    const { rows } = await world.pool.query("select count(*)::int as texts from personal_texts where kind = 'message'");
    expect(rows[0].texts).toBe(1);
  });

  test("under a higher version replaces the facts, raises the guard and leaves a change on record", async () => {
    const { facts, factsVersion } = await theOrder();
    expect(await world.take(order({ sourceVersion: 5, cancelledAt: "2026-11-01T10:00:00+08:00", shipments: [] }))).toMatchObject({
      updated: 1,
    });
    const after = await theOrder();
    expect(after.facts).toMatchObject({ orderId: facts.orderId, sourceVersion: 5, shipments: [], recipientTextId: facts.recipientTextId });
    expect(after.factsVersion).toBe(factsVersion + 1);
    expect(after.claimsVersion).toBe(0);
    const { rows } = await world.pool.query("select order_id, from_version::int, to_version::int from order_changes");
    expect(rows).toEqual([{ order_id: facts.orderId, from_version: 1, to_version: 5 }]);
    await expect(asAdmin("delete from order_changes")).rejects.toThrow(/append-only/);
    await expect(asAdmin("update order_changes set at = 0")).rejects.toThrow(/append-only/);
    const owner = await world.pool.query("select state from orders where order_id = $1", [facts.orderId]);
    expect(owner.rows).toEqual([{ state: "cancelled" }]);
  });

  test("under a lower version is passed over and counted", async () => {
    await world.take(order({ sourceVersion: 5 }));
    expect(await world.take(order({ sourceVersion: 4, channel: "live" }))).toMatchObject({ older: 1, updated: 0, refused: 0 });
    expect((await theOrder()).facts.sourceVersion).toBe(5);
  });

  test("keeps its buyer and its currency", async () => {
    await world.take(customer({ externalId: "member-2" }));
    const result = await world.take(
      order({ sourceVersion: 2, customerExternalId: "member-2" }),
      order({ sourceVersion: 2, currency: "USD" }),
    );
    expect(result.errors.map(error => error.code)).toEqual(["buyer_changed", "currency_changed"]);
    expect((await theOrder()).facts.sourceVersion).toBe(1);
  });

  test("from another source is another order, while a customer belongs to the source that sent it first", async () => {
    const result = await world.take(order({ source: "pos" }), customer({ source: "pos" }), sku({ source: "pos", sourceVersion: 9 }));
    expect(result).toMatchObject({ accepted: 1, refused: 2 });
    expect(result.errors.map(error => error.code)).toEqual(["owned_by_other_source", "owned_by_other_source"]);
    expect(await findOrdersByExternalNo(world.pool, world.scope, "20261101-000001")).toHaveLength(2);
    expect(await findOrdersByExternalNo(world.pool, world.scope, "20261101-000001", "pos")).toHaveLength(1);
  });
});

describe("an import with mistakes", () => {
  test("names each by its line and takes the rest", async () => {
    const lines = [
      JSON.stringify(seller()),
      "{ not json",
      JSON.stringify(customer()),
      "",
      JSON.stringify(sku()),
      JSON.stringify(order({ externalOrderNo: "a", customerExternalId: "nobody" })),
      JSON.stringify(order({ externalOrderNo: "b", tenders: [] })),
      JSON.stringify(order({ externalOrderNo: "c", currency: "USD" })),
      JSON.stringify(order()),
      JSON.stringify({ kind: "parcel" }),
    ].join("\r\n");
    const result = await world.takeLines(lines);
    expect(result.errors.map(error => [error.lineNumber, error.code, error.record?.externalId])).toEqual([
      [2, "not_json", undefined],
      [6, "unknown_customer", "a"],
      [7, "amounts_do_not_balance", undefined],
      [8, "currency_not_of_operation", "c"],
      [10, "unknown_kind", undefined],
    ]);
    expect(result).toMatchObject({ lines: 9, accepted: 4, refused: 5, errorsOmitted: 0 });
  });

  test("keeps a bounded number of messages and counts them all", async () => {
    const result = await world.takeLines("x\n".repeat(50), { errorsKept: 3 });
    expect(result).toMatchObject({ refused: 50, errorsOmitted: 47 });
    expect(result.errors).toHaveLength(3);
  });

  test("leaves nothing of a refused order behind, not even a text", async () => {
    await world.take(seller(), customer({ name: null, phone: null, email: null, addresses: [] }), order());
    const { rows } = await world.pool.query(
      "select (select count(*)::int from orders) as orders, (select count(*)::int from personal_texts where kind = 'message') as texts, (select count(*)::int from directory where key_kind = 'external_order_no') as claims",
    );
    expect(rows[0]).toEqual({ orders: 0, texts: 0, claims: 0 });
  });
});

test("two imports of the same file at once end as one", async () => {
  const records = [seller(), customer(), sku(), ...Array.from({ length: 60 }, (_, index) => order({ externalOrderNo: `no-${index}` }))];
  const results = await Promise.all([world.take(...records), world.take(...records), world.take(...[...records].reverse())]);
  expect(results.map(result => result.refused)).toEqual([0, 0, 0]);
  expect(results.reduce((sum, result) => sum + result.accepted, 0)).toBe(63);
  expect(results.reduce((sum, result) => sum + result.unchanged, 0)).toBe(126);
  const { rows } = await world.pool.query(
    "select (select count(*)::int from orders) as orders, (select count(*)::int from customers) as customers",
  );
  expect(rows[0]).toEqual({ orders: 60, customers: 1 });
});

test("however its versions are delivered, late, twice or in the wrong order, an order ends at the highest", async () => {
  await world.take(seller(), customer(), sku());
  const deliveries = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(deliveries, fc.uuid(), fc.integer({ min: 1, max: 4 }), async (versions, externalOrderNo, batchSize) => {
      const records = versions.map(sourceVersion => order({ externalOrderNo, sourceVersion, message: `version ${sourceVersion}` }));
      const result = await world.takeLines(records.map(record => JSON.stringify(record)).join("\n"), { batchSize });
      const { facts, factsVersion } = await theOrder(externalOrderNo);
      expect(facts.sourceVersion).toBe(Math.max(...versions));
      expect(factsVersion).toBe(1 + result.updated);
      expect(result).toMatchObject({ lines: versions.length, accepted: 1, refused: 0 });
      expect(result.updated + result.unchanged + result.older).toBe(versions.length - 1);
    }),
    { numRuns: 25 },
  );
});

test("a customer's orders come page by page, latest first", async () => {
  const orders = Array.from({ length: 5 }, (_, index) =>
    order({ externalOrderNo: `no-${index}`, placedAt: `2026-10-0${1 + (index % 3)}T00:00:00Z` }),
  );
  await world.take(seller(), customer(), sku(), ...orders);
  const { facts } = await theOrder("no-0");
  const seen: string[] = [];
  let after: Parameters<typeof listOrdersOfCustomer>[3]["after"] = null;
  do {
    const page = await listOrdersOfCustomer(world.pool, world.scope, facts.customerId, { after, limit: 2 });
    seen.push(...page.orders.map(found => `${found.facts.placedAt} ${found.facts.orderId}`));
    after = page.next;
  } while (after !== null);
  expect(new Set(seen).size).toBe(5);
  expect(seen).toEqual([...seen].sort().reverse());
});

/** Whoever may do everything still meets the triggers. */
const asAdmin = async (statement: string): Promise<void> => {
  const admin = new pg.Client(world.database.url);
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
};

/** xmin and ctid change with any write to a row, whatever it writes. */
const rowVersions = async (): Promise<unknown> => {
  const tables = [
    "orders",
    "order_guards",
    "customers",
    "customer_methods",
    "sellers",
    "return_addresses",
    "skus",
    "persons",
    "personal_texts",
    "directory",
  ];
  const found = await Promise.all(tables.map(table => world.pool.query(`select xmin::text, ctid::text from ${table} order by ctid`)));
  return found.map(({ rows }) => rows);
};

import { instant } from "@amends/domain/kernel/time";
import { pricesSince } from "@amends/postgres/catalogue/price-history";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createImportWorld, type ImportWorld } from "./import-world.ts";
import { sku } from "./native-records.ts";

let world: ImportWorld;
beforeEach(async () => {
  world = await createImportWorld();
});
afterEach(() => world.close());

const at = (day: number) => `2026-11-${String(day).padStart(2, "0")}T00:00:00Z`;
const NOBODY = { orderId: "order_000000000000000000000001", customerId: "customer_000000000000000000000001" } as const;
const since = async (day: number) => {
  const { skuId } = sku();
  const { prices } = await pricesSince(world.pool, world.scope, NOBODY, {
    skuIds: [skuId],
    since: instant(Date.parse(at(day))),
    at: instant(0),
  });
  return prices.map(({ from, priceMinor, offer }) => [new Date(from).getUTCDate(), priceMinor, offer]);
};

describe("the price of an article over time", () => {
  test("every change is kept, with whom it was open to; the same price again is no change", async () => {
    await world.take(sku({ sourceVersion: 1, priceMinor: 10_000, asOf: at(1) }));
    await world.take(sku({ sourceVersion: 2, priceMinor: 10_000, asOf: at(2), available: 3 }));
    await world.take(sku({ sourceVersion: 3, priceMinor: 8_000, asOf: at(3), offer: "flash" }));
    await world.take(sku({ sourceVersion: 4, priceMinor: 9_000, asOf: at(4) }));
    expect(await since(1)).toEqual([
      [1, 10_000n, "public"],
      [3, 8_000n, "flash"],
      [4, 9_000n, "public"],
    ]);
  });

  test("is read from the price in force at a moment on, and of one's own operation alone", async () => {
    await world.take(sku({ sourceVersion: 1, priceMinor: 10_000, asOf: at(1) }));
    await world.take(sku({ sourceVersion: 2, priceMinor: 9_000, asOf: at(5) }));
    expect(await since(3)).toEqual([
      [1, 10_000n, "public"],
      [5, 9_000n, "public"],
    ]);
    expect(await since(6)).toEqual([[5, 9_000n, "public"]]);
    const stranger = { kind: "operation", operationId: "operation_0000000000000000000000xx" } as const;
    const ask = { skuIds: [sku().skuId], since: instant(0), at: instant(0) };
    expect(await pricesSince(world.pool, stranger, NOBODY, ask)).toEqual({ prices: [], priceDropsBefore: [] });
  });
});

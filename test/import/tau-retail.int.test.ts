import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { sumMinor } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import { orderState } from "@amends/domain/order/goods-state";
import { listSkus } from "@amends/postgres/catalogue/find-skus";
import { findOrdersByExternalNo, findOrdersByTrackingNo } from "@amends/postgres/orders/find-orders";
import { findCustomerByExternalId } from "@amends/postgres/people/find-customers";
import { importInWorker } from "@amends/server/import/import-in-worker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createImportWorld, type ImportWorld, MASTER_KEY } from "./import-world.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/data/tau-retail", import.meta.url));
const SIGNED_AT = instant(Date.UTC(2026, 10, 20, 10));

if (!existsSync(FOLDER)) console.warn(`skipped: the retail world is not at ${FOLDER}`);

describe.skipIf(!existsSync(FOLDER))("the retail world", () => {
  let world: ImportWorld;
  beforeAll(async () => {
    world = await createImportWorld("USD");
  });
  afterAll(() => world.close());

  const take = () =>
    importInWorker({
      writerUrl: world.database.writerUrl,
      masterKey: MASTER_KEY,
      operation: { operationId: world.operation.operationId, currency: world.operation.currency },
      source: { kind: "tau_retail", folder: FOLDER, signedAt: SIGNED_AT },
    });

  test("comes in whole: one seller, its articles, 500 customers, 1,000 orders; and a second time changes nothing", async () => {
    const articles = (await readFile(`${FOLDER}/products.json`, "utf8")).match(/"item_id"/g)?.length ?? 0;
    const lines = 1 + articles + 500 + 1000;
    expect(await take()).toMatchObject({ lines, accepted: lines, refused: 0, errors: [] });
    expect(await take()).toMatchObject({ lines, unchanged: lines, accepted: 0, updated: 0, refused: 0 });
  });

  test("has the amounts, states and pieces of its files, to the cent", async () => {
    const orders: Readonly<Record<string, WorldOrder>> = JSON.parse(await readFile(`${FOLDER}/orders.json`, "utf8"));
    const states: Record<string, number> = {};
    for (const theirs of Object.values(orders)) {
      const [found] = await findOrdersByExternalNo(world.pool, world.scope, theirs.order_id, "tau-retail");
      const ours = found?.facts ?? expect.fail(theirs.order_id);
      const [paid] = theirs.payment_history;
      expect(String(sumMinor(ours.tenders.map(tender => tender.paidMinor)))).toBe(
        (paid?.amount ?? 0)
          .toFixed(2)
          .replace(".", "")
          .replace(/^0+(?=\d)/, ""),
      );
      expect(ours.lines.map(line => [line.lineNo, line.skuId, line.quantity])).toEqual(
        theirs.items.map((item, index) => [index + 1, item.item_id, 1]),
      );
      states[`${theirs.status}: ${orderState(ours)}`] = (states[`${theirs.status}: ${orderState(ours)}`] ?? 0) + 1;
    }
    expect(states).toEqual({
      "pending: not_shipped": 423,
      "delivered: delivered": 373,
      "processed: shipped": 102,
      "cancelled: cancelled": 102,
    });
  });

  test("has its parcels, methods with balances, and stock that is unlimited or none", async () => {
    const [found] = await findOrdersByTrackingNo(world.pool, world.scope, "357962501027");
    expect(found?.facts).toMatchObject({ externalOrderNo: "#W2611340", currency: "USD" });
    const james = await findCustomerByExternalId(world.pool, world.scope, "james_li_5688");
    expect(james?.profile.methods).toEqual([
      { methodRef: "gift_card_1725971", tenderKind: "gift_card", balanceMinor: expect.any(BigInt), label: null },
    ]);
    const shirts = await listSkus(world.pool, world.scope, "9523456873");
    expect(shirts.find(sku => sku.skuId === "9612497925")).toMatchObject({
      priceMinor: 5088n,
      available: null,
      options: { color: "blue" },
    });
    expect(new Set(shirts.map(sku => sku.available))).toEqual(new Set([null, 0]));
  });
});

type WorldOrder = {
  readonly order_id: string;
  readonly status: string;
  readonly items: readonly { readonly item_id: string }[];
  readonly payment_history: readonly { readonly amount: number }[];
};

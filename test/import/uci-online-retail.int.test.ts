import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { CancellationTally } from "@amends/flows/import-ports";
import { findOrdersByExternalNo } from "@amends/postgres/orders/find-orders";
import { importInWorker } from "@amends/server/import/import-in-worker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createImportWorld, type ImportWorld, MASTER_KEY } from "./import-world.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/data/online-retail", import.meta.url));

/** Eight thousand records three times over: a bound for a busy machine, not a measure. */
const TIMEOUT_MS = 600_000;

if (!existsSync(FOLDER)) console.warn(`skipped: UCI Online Retail is not at ${FOLDER}`);

describe.skipIf(!existsSync(FOLDER))("two months of UCI Online Retail", () => {
  let world: ImportWorld;
  beforeAll(async () => {
    world = await createImportWorld("GBP");
  });
  afterAll(() => world.close());

  const take = async (path: string) => {
    const tallies: CancellationTally[] = [];
    const result = await importInWorker(
      {
        writerUrl: world.database.writerUrl,
        masterKey: MASTER_KEY,
        operation: { operationId: world.operation.operationId, currency: world.operation.currency },
        source: { kind: "uci_online_retail", path },
      },
      { onCancellations: tally => tallies.push(tally) },
    );
    return { result, tallies };
  };

  test(
    "come in month by month, each cancellation taken back from its purchase or told with its row",
    async () => {
      const expected: Readonly<Record<string, number>> = JSON.parse(await readFile(`${FOLDER}/expected.json`, "utf8"));
      const december = await take(`${FOLDER}/2010-12.csv.gz`);
      const both = await take(FOLDER);
      expect(both.tallies).toEqual([
        {
          rows: expected["rows"],
          cancelLines: expected["cancel_lines"],
          fullyMatched: expected["fully_matched"],
          partlyMatched: expected["partly_matched"],
          withoutPurchase: expected["no_purchase_found"],
          withoutCustomer: expected["no_customer"],
          ofNoArticle: expected["non_article_codes"],
          matchedValueMinor: BigInt(expected["matched_value_minor_units"] ?? 0),
        },
      ]);
      expect(both.result.refusedByCode).toEqual({
        cancellation_partly_matched: expected["partly_matched"],
        cancellation_without_purchase: expected["no_purchase_found"],
        cancellation_without_customer: expected["no_customer"],
        cancellation_of_no_article: expected["non_article_codes"],
        // Corrections of the stock: negative, without a price or a customer, and on no invoice beginning with C.
        not_a_sale: 166,
      });
      expect(both.result.errors[0]?.file).toMatch(/^20\d\d-\d\d\.csv\.gz$/);
      // January takes back what December sold: those invoices, and no others of December, have a later version now.
      expect(both.result.updated).toBeGreaterThan(0);
      expect(both.result.accepted + both.result.updated + both.result.unchanged).toBe(both.result.lines - both.result.refused);
      expect(both.result.unchanged + both.result.updated).toBe(december.result.accepted);
      expect(await cancelledPieces()).toEqual({ orders: 2749, invoicesTouched: 347, pieces: 81_364 });
      const again = await take(`${FOLDER}/2010-12.csv.gz`);
      expect(again.result).toMatchObject({ accepted: 0, updated: 0, older: both.result.updated });
    },
    TIMEOUT_MS,
  );

  test("keep what was bought and paid, whatever was cancelled of it", async () => {
    // C541433 takes back, sixteen minutes later, all 74,215 pieces of 541431.
    const [found] = await findOrdersByExternalNo(world.pool, world.scope, "541431");
    expect(found?.facts.lines).toEqual([
      expect.objectContaining({
        skuId: "23166",
        quantity: 74_215,
        cancelledQuantity: 74_215,
        unitPriceMinor: 104n,
        paidMinor: 74_215n * 104n,
      }),
    ]);
    const [guest] = await findOrdersByExternalNo(world.pool, world.scope, "536414");
    const { rows } = await world.pool.query("select external_id from customers where customer_id = $1", [guest?.facts.customerId]);
    expect(rows).toEqual([{ external_id: "guest-536414" }]);
  });

  const cancelledPieces = async () => {
    const { rows } = await world.pool.query(
      `select count(distinct order_id)::int as orders, count(distinct order_id) filter (where (line ->> 'cancelledQuantity')::int > 0)::int as "invoicesTouched",
         sum((line ->> 'cancelledQuantity')::int)::int as pieces
       from orders, json_array_elements(facts -> 'lines') as line`,
    );
    return rows[0];
  };
});

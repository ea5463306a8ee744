import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { importInWorker } from "@amends/server/import/import-in-worker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createImportWorld, type ImportWorld, MASTER_KEY } from "./import-world.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/data/olist-delivery", import.meta.url));

/** Forty thousand records: a bound for a busy machine, not a measure. */
const TIMEOUT_MS = 600_000;

if (!existsSync(FOLDER)) console.warn(`skipped: Olist is not at ${FOLDER}`);

describe.skipIf(!existsSync(FOLDER))("Olist's orders", () => {
  let world: ImportWorld;
  beforeAll(async () => {
    world = await createImportWorld("BRL");
  });
  afterAll(() => world.close());

  test(
    "come in with all their payments, and what contradicts itself is told with its row",
    async () => {
      const expected = JSON.parse(await readFile(`${FOLDER}/expected.json`, "utf8"));
      const result = await importInWorker({
        writerUrl: world.database.writerUrl,
        masterKey: MASTER_KEY,
        operation: { operationId: world.operation.operationId, currency: world.operation.currency },
        source: { kind: "olist", folder: FOLDER },
      });
      expect(result.refusedByCode).toEqual({
        // Never approved, and without a moment of purchase either.
        csv_empty_cell: 26,
        // The 74 handed over before they were approved, and five delivered before that.
        times_out_of_order: expected.anomalies.carrier_before_approved + 5,
        cancelled_after_shipping: 4,
      });
      expect(result.lines).toBe(2 + 2 * (expected.orders - result.refused) + result.refused);
      expect(result.accepted).toBe(result.lines - result.refused);
      const { rows } = await world.pool.query(
        "select count(*)::int as orders, max(json_array_length(facts -> 'tenders'))::int as most, count(*) filter (where json_array_length(facts -> 'tenders') > 1)::int as several from orders",
      );
      expect(rows[0].orders).toBe(expected.orders - result.refused);
      expect(rows[0].most).toBe(expected.most_payments_on_one_order);
      expect(rows[0].several).toBeLessThanOrEqual(expected.orders_with_several_payments);
      expect(rows[0].several).toBeGreaterThan(expected.orders_with_several_payments - result.refused);
    },
    TIMEOUT_MS,
  );
});

import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { sumMinor } from "@amends/domain/kernel/money";
import { readOlist } from "@amends/importers/olist/read-olist";
import { findOrdersByExternalNo } from "@amends/postgres/orders/find-orders";
import { importInWorker } from "@amends/server/import/import-in-worker";
import { describe, expect, test } from "vitest";
import { createImportWorld, MASTER_KEY } from "./import-world.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/data/olist-delivery", import.meta.url));
/** A bound for a busy machine, not a measure. */
const TIMEOUT_MS = 600_000;

if (!existsSync(FOLDER)) console.warn(`skipped: Olist is not at ${FOLDER}`);

describe.skipIf(!existsSync(FOLDER))("Olist's orders", () => {
  test(
    "are read with all their payments, and what contradicts itself is told with its row",
    async () => {
      const expected = JSON.parse(await readFile(`${FOLDER}/expected.json`, "utf8"));
      const refused: Record<string, number> = {};
      const regions = new Set<string>();
      const found = { orders: 0, signed: 0, several: 0, mixed: 0, most: 0, paidMinor: 0n };
      for await (const item of readOlist(FOLDER)) {
        if (!item.ok) refused[item.fault.code] = (refused[item.fault.code] ?? 0) + 1;
        else if (item.record.kind === "order") {
          const { tenders, shipments, region } = item.record;
          if (region !== null) regions.add(region);
          found.orders += 1;
          found.signed += shipments.filter(shipment => shipment.signedAt !== null).length;
          found.several += tenders.length > 1 ? 1 : 0;
          found.mixed += new Set(tenders.map(tender => tender.kind)).size > 1 ? 1 : 0;
          found.most = Math.max(found.most, tenders.length);
          found.paidMinor += sumMinor(tenders.map(tender => tender.paidMinor));
        }
      }
      expect(refused).toEqual({
        // Never approved, and without a moment of purchase either.
        csv_empty_cell: 26,
        // The 74 handed over before they were approved, and five delivered before that.
        times_out_of_order: expected.anomalies.carrier_before_approved + 5,
        cancelled_after_shipping: 4,
      });
      const out = Object.values(refused).reduce((sum, count) => sum + count, 0);
      expect(found.orders).toBe(expected.orders - out);
      // Most rows name no state; those that do name all but one of Brazil's 27 between them.
      expect(regions.size).toBeGreaterThanOrEqual(25);
      expect([...regions].filter(region => !/^BR-[A-Z]{2}$/.test(region))).toEqual([]);
      expect(found.most).toBe(expected.most_payments_on_one_order);
      // What was refused lacks here, and nothing else does.
      for (const [ours, theirs] of [
        [found.signed, expected.with_delivery_date],
        [found.several, expected.orders_with_several_payments],
        [found.mixed, expected.orders_with_several_payment_types],
      ]) {
        expect(ours).toBeLessThanOrEqual(theirs);
        expect(ours).toBeGreaterThanOrEqual(theirs - out);
      }
      expect(found.paidMinor).toBeLessThan(BigInt(expected.payment_cents));
    },
    TIMEOUT_MS,
  );

  test(
    "come in, and a second time change nothing",
    async () => {
      const world = await createImportWorld("BRL");
      const folder = await mkdtemp(join(tmpdir(), "amends-olist-"));
      try {
        const rows = gunzipSync(await readFile(`${FOLDER}/orders.csv.gz`))
          .toString("utf8")
          .split("\n");
        await writeFile(join(folder, "orders.csv"), rows.slice(0, 301).join("\n"));
        await symlink(`${FOLDER}/payments.csv.gz`, join(folder, "payments.csv.gz"));
        const take = () =>
          importInWorker({
            writerUrl: world.database.writerUrl,
            masterKey: MASTER_KEY,
            operation: { operationId: world.operation.operationId, currency: world.operation.currency },
            source: { kind: "olist", folder },
          });
        const first = await take();
        expect(first.accepted + first.refused).toBe(first.lines);
        expect(await take()).toMatchObject({ accepted: 0, updated: 0, unchanged: first.accepted, refused: first.refused });
        const [found] = await findOrdersByExternalNo(world.pool, world.scope, "47770eb9100c2d0c44946d9cf07ec65d");
        expect(found?.facts).toMatchObject({
          currency: "BRL",
          placedAt: Date.UTC(2018, 7, 8, 11, 38),
          shipments: [{ shippedAt: Date.UTC(2018, 7, 8, 16, 50), signedAt: Date.UTC(2018, 7, 17, 21, 6) }],
        });
      } finally {
        await world.close();
        await rm(folder, { recursive: true });
      }
    },
    TIMEOUT_MS,
  );
});

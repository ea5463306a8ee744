import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { ImportStore, ImportWrites } from "@amends/flows/import-ports";
import type { ClientBase, Pool } from "pg";
import { appendPrices } from "../catalogue/price-history.ts";
import { upsertSkus } from "../catalogue/upsert-skus.ts";
import { claimOrders, claimPhones, claimTracking } from "../directory/claims.ts";
import { insertPersons, insertTexts } from "../people/person-rows.ts";
import { upsertCustomers } from "../people/upsert-customers.ts";
import { upsertReceivers } from "../people/upsert-receivers.ts";
import { upsertSellers } from "../people/upsert-sellers.ts";
import { findKnownTexts, loadKnown } from "./import-known.ts";
import { insertOrders, updateOrders } from "./upsert-orders.ts";

/** A write met a row it did not expect. The transaction is rolled back whole, and the batch decided again. */
class Stale extends Error {}

const DEADLOCK = "40P01";
const SERIALIZATION_FAILURE = "40001";

export const createImportStore = (pool: Pool): ImportStore => ({
  load: (operationId, wanted) => loadKnown(pool, operationId, wanted),
  findTexts: probes => findKnownTexts(pool, probes),
  commit: async (operationId, writes, at) => {
    if (isEmpty(writes)) return "committed";
    const client = await pool.connect();
    try {
      await client.query("begin");
      await write(client, operationId, writes, at);
      await client.query("commit");
      client.release();
      return "committed";
    } catch (error) {
      // A client whose rollback fails is not given back: nobody knows what it would do next.
      await client.query("rollback").then(
        () => client.release(),
        () => client.release(true),
      );
      if (error instanceof Stale || isContention(error)) return "stale";
      throw error;
    }
  },
});

const isEmpty = (writes: ImportWrites): boolean => Object.values(writes).every(rows => rows.length === 0);

const isContention = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && (error.code === DEADLOCK || error.code === SERIALIZATION_FAILURE);

/** What others point to comes first; an external number is claimed before the order is written. */
const write = async (client: ClientBase, operationId: OperationId, writes: ImportWrites, at: Instant): Promise<void> => {
  const fresh = writes.orders.filter(order => order.fromVersion === null);
  const changed = writes.orders.filter(order => order.fromVersion !== null);
  expectAll(fresh, await claimOrders(client, operationId, fresh));
  await insertPersons(client, writes.persons, at);
  expectAll(writes.texts, await insertTexts(client, writes.texts, at));
  await claimPhones(client, writes.texts);
  expectAll(writes.sellers, await upsertSellers(client, operationId, writes.sellers, at));
  expectAll(writes.receivers, await upsertReceivers(client, operationId, writes.receivers, at));
  expectAll(writes.skus, await upsertSkus(client, operationId, writes.skus));
  await appendPrices(client, operationId, writes.skus);
  expectAll(writes.customers, await upsertCustomers(client, operationId, writes.customers, at));
  expectAll(fresh, await insertOrders(client, fresh, at));
  expectAll(changed, await updateOrders(client, changed, at));
  await claimTracking(client, operationId, writes.orders);
};

const expectAll = (rows: readonly unknown[], written: number): void => {
  if (written !== rows.length) throw new Stale();
};

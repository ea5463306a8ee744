import type { NativeRecord } from "@amends/contract/import/native-record";
import type { Operation } from "@amends/domain/intake/operation";
import type { Shard } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import type { ImportContext, ImportResult } from "@amends/flows/import-ports";
import { importRecords } from "@amends/flows/import-records";
import { readNative } from "@amends/importers/native/read-native";
import { insertOperation } from "@amends/postgres/operations/operations";
import { createImportStore } from "@amends/postgres/orders/import-store";
import { createPersonStore } from "@amends/postgres/people/person-store";
import { contentHash } from "@amends/vault/content-hash";
import { newId } from "@amends/vault/new-id";
import { createPersonalDataCipher } from "@amends/vault/personal-data-cipher";
import pg from "pg";
import { createTestDatabase } from "../harness/database.ts";

export const MASTER_KEY = new Uint8Array(32).fill(9);

/** A database with one operation, and the way in for lines of the native format. */
export const createImportWorld = async (currency = "CNY") => {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.writerUrl, max: 4 });
  // Dropping a database by force may be faster than a closed connection's goodbye.
  pool.on("error", () => undefined);
  pool.on("connect", client => client.on("error", () => undefined));
  const operation: Operation = {
    operationId: newId("operation", 0 as Shard),
    code: "shop",
    kind: "marketplace",
    name: { zh: "商城", en: "Shop" },
    currency: currency as Currency,
    zone: { id: "Asia/Shanghai", offsetMinutes: 480 },
    packId: null,
    settings: {},
  };
  await insertOperation(pool, operation, instant(0));
  const cipher = createPersonalDataCipher(MASTER_KEY);
  const context: ImportContext = {
    operation,
    store: createImportStore(pool),
    cipher,
    newId,
    contentHash,
    now: () => instant(Date.now()),
  };
  return {
    database,
    pool,
    operation,
    cipher,
    context,
    scope: { kind: "operation", operationId: operation.operationId } as const,
    ports: { persons: createPersonStore(pool), cipher, viewed: () => undefined },
    take: (...records: readonly NativeRecord[]) => takeLines(context, records.map(record => JSON.stringify(record)).join("\n")),
    takeLines: (text: string, change: Partial<ImportContext> = {}) => takeLines({ ...context, ...change }, text),
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
};

export type ImportWorld = Awaited<ReturnType<typeof createImportWorld>>;

const takeLines = (context: ImportContext, text: string): Promise<ImportResult> => importRecords(readNative(chunksOf(text)), context);

/** Cut in the middle of lines and of characters, as a network does. */
async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let start = 0; start < bytes.length; start += 997) yield bytes.subarray(start, start + 997);
}

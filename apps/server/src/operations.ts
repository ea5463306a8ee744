import type { Shard } from "@amends/domain/kernel/ids";
import type { Clock } from "@amends/flows/clock";
import { findOperation, findOperationByCode, insertOperation } from "@amends/postgres/operations/operations";
import { newId } from "@amends/vault/new-id";
import type pg from "pg";
import type { OperationsPort, ServerDeps } from "./deps.ts";
import { importInWorker } from "./import/import-in-worker.ts";

export const createOperations = (pool: pg.Pool, packIds: readonly string[]): OperationsPort => ({
  create: async (operation, at) => {
    const operationId = newId("operation", 0 as Shard);
    return (await insertOperation(pool, { ...operation, operationId }, at)) === "inserted" ? operationId : "code_taken";
  },
  findByCode: async code => (await findOperationByCode(pool, code))?.operationId ?? null,
  packIds,
});

type ImportParts = {
  readonly pool: pg.Pool;
  readonly writerUrl: string;
  readonly masterKey: Uint8Array;
  readonly clock: Clock & { readonly aheadMs: () => number };
};

export const importsOrders =
  ({ pool, writerUrl, masterKey, clock }: ImportParts): ServerDeps["importOrders"] =>
  async (operationId, stream) => {
    const operation = await findOperation(pool, operationId);
    if (operation === null) throw new Error(`broken invariant: ${operationId} was signed in to and exists`);
    const { currency } = operation;
    return importInWorker({
      writerUrl,
      masterKey,
      operation: { operationId, currency },
      aheadMs: clock.aheadMs(),
      source: { kind: "native_stream", stream },
    });
  };

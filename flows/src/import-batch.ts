import type { HostRecord } from "@amends/domain/order/host-record";
import { decideRecord, type Verdict } from "./import-decide.ts";
import { openDesk } from "./import-desk.ts";
import type { ImportContext } from "./import-ports.ts";

export type BatchRecord = { readonly lineNumber: number; readonly record: HostRecord };
export type BatchVerdicts = readonly { readonly lineNumber: number; readonly record: HostRecord; readonly verdict: Verdict }[];

/** An import that meets another one on the same records decides again; more often than this and something else is wrong. */
const ATTEMPTS_MAX = 5;

/**
 * One batch: load what we have, decide record by record, write everything accepted in one transaction. Sellers, customers and articles go first, so an
 * order may stand before them in the file. No two records of the batch may name the same thing.
 */
export const importBatch = async (context: ImportContext, records: readonly BatchRecord[]): Promise<BatchVerdicts> => {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const desk = await openDesk(
      context,
      records.map(({ record }) => record),
    );
    const verdicts = inOrderOfNeed(records).map(item => ({ ...item, verdict: decideRecord(desk, item.record) }));
    const written = await context.store.commit(context.operation.operationId, desk.writes(), context.now());
    if (written === "committed") return verdicts.sort((left, right) => left.lineNumber - right.lineNumber);
  }
  throw new Error(`import: the same records were changed by others ${ATTEMPTS_MAX} times in a row; start the import again`);
};

const NEED: Readonly<Record<HostRecord["kind"], number>> = { seller: 0, receiver: 1, customer: 2, sku: 3, order: 4 };

const inOrderOfNeed = (records: readonly BatchRecord[]): readonly BatchRecord[] =>
  [...records].sort((left, right) => NEED[left.record.kind] - NEED[right.record.kind]);

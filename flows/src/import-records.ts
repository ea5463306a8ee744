import { externalIdOf } from "@amends/domain/order/check-host-record";
import type { HostRecord } from "@amends/domain/order/host-record";
import type { ImportErrorCode, ImportFault } from "@amends/domain/order/import-error";
import { type BatchRecord, importBatch } from "./import-batch.ts";
import type { ImportContext, ImportCounts, ImportError, ImportItem, ImportResult } from "./import-ports.ts";

const BATCH_SIZE = 200;
const ERRORS_KEPT = 1000;

/**
 * Takes records in as they come, in constant memory. A record is taken whole or not at all; a refused one is named by its line and the rest goes on.
 * Sending the same file again changes nothing. After a crash, send it again: what was committed is found unchanged.
 */
export const importRecords = async (items: AsyncIterable<ImportItem>, context: ImportContext): Promise<ImportResult> => {
  const tally = createTally(context);
  const batchSize = context.batchSize ?? BATCH_SIZE;
  let batch: BatchRecord[] = [];
  let keys = new Set<string>();
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    for (const { lineNumber, record, verdict } of await importBatch(context, batch)) tally.count(lineNumber, record, verdict);
    batch = [];
    keys = new Set();
    tally.report();
  };
  for await (const item of items) {
    tally.line();
    if (!item.ok) {
      tally.count(item.lineNumber, null, item.fault);
      continue;
    }
    const key = keyOf(item.record);
    // Two sayings about one thing are decided one after the other, the second knowing the first.
    if (keys.has(key)) await flush();
    keys.add(key);
    batch.push({ lineNumber: item.lineNumber, record: item.record });
    if (batch.length >= batchSize) await flush();
  }
  await flush();
  tally.report();
  return tally.result();
};

const keyOf = (record: HostRecord): string =>
  JSON.stringify([record.kind, record.kind === "order" ? record.source : "", externalIdOf(record)]);

type Counted = { -readonly [K in keyof ImportCounts]: ImportCounts[K] };

const createTally = (context: ImportContext) => {
  const counts: Counted = { lines: 0, accepted: 0, updated: 0, unchanged: 0, older: 0, refused: 0 };
  const refusedByCode: Partial<Record<ImportErrorCode, number>> = {};
  const errors: ImportError[] = [];
  const errorsKept = context.errorsKept ?? ERRORS_KEPT;
  const startedAt = context.now();
  const refuse = (lineNumber: number, record: HostRecord | null, fault: ImportFault): void => {
    counts.refused += 1;
    refusedByCode[fault.code] = (refusedByCode[fault.code] ?? 0) + 1;
    const name = record === null ? null : { kind: record.kind, externalId: externalIdOf(record) };
    if (errors.length < errorsKept) errors.push({ lineNumber, record: name, ...fault });
  };
  return {
    line: () => {
      counts.lines += 1;
    },
    count: (lineNumber: number, record: HostRecord | null, verdict: Exclude<keyof ImportCounts, "lines" | "refused"> | ImportFault) => {
      if (typeof verdict === "object") refuse(lineNumber, record, verdict);
      else counts[verdict] += 1;
    },
    report: () => {
      const seconds = Math.max(context.now() - startedAt, 1) / 1000;
      context.onProgress?.({ ...counts, perSecond: Math.round(counts.lines / seconds) });
    },
    result: (): ImportResult => ({
      ...counts,
      refusedByCode,
      errors: errors.sort((left, right) => left.lineNumber - right.lineNumber),
      errorsOmitted: counts.refused - errors.length,
    }),
  };
};

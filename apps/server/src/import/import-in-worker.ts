import { once } from "node:events";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { Worker } from "node:worker_threads";
import type { CsvMapping } from "@amends/contract/import/csv-mapping";
import type { OperationId } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { CancellationTally, ImportProgress, ImportResult } from "@amends/flows/import-ports";

export type ImportSource =
  | { readonly kind: "native_file"; readonly path: string }
  | { readonly kind: "native_stream"; readonly stream: Readable }
  | { readonly kind: "csv_file"; readonly path: string; readonly mapping: CsvMapping }
  /** A file or a folder of them. */
  | { readonly kind: "uci_online_retail"; readonly path: string }
  | { readonly kind: "olist"; readonly folder: string }
  | { readonly kind: "tau_retail"; readonly folder: string; readonly signedAt: Instant };

export type ImportRequest = {
  readonly writerUrl: string;
  readonly masterKey: Uint8Array;
  readonly operation: { readonly operationId: OperationId; readonly currency: Currency };
  readonly source: ImportSource;
  readonly errorsKept?: number;
  /** How far a sandbox's clock runs ahead of the wall's. */
  readonly aheadMs?: number;
};

export type ImportWatch = {
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Told once, before the first record, where the source names cancellations on lines of their own. */
  readonly onCancellations?: (tally: CancellationTally) => void;
  /** Ends the import after the batch in hand; what was committed stays and is found unchanged next time. */
  readonly signal?: AbortSignal;
};

/** What the worker is given: a stream is handed over, not copied. */
export type WorkerTask = Omit<ImportRequest, "source"> & {
  readonly source:
    | Exclude<ImportSource, { readonly kind: "native_stream" }>
    | { readonly kind: "native_stream"; readonly stream: ReadableStream };
};

export type WorkerMessage =
  | { readonly kind: "progress"; readonly progress: ImportProgress }
  | { readonly kind: "cancellations"; readonly tally: CancellationTally }
  | { readonly kind: "result"; readonly result: ImportResult };

/** Far above what a batch takes; an import that needs more has a leak and must not take the server with it. */
const HEAP_MB = 256;

/** Runs an import on a thread and a connection of its own, so that requests are answered meanwhile. Rejects when the source or the database fails. */
export const importInWorker = async (request: ImportRequest, watch: ImportWatch = {}): Promise<ImportResult> => {
  watch.signal?.throwIfAborted();
  const worker = new Worker(new URL("./import-worker.ts", import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
  const abort = () => void worker.terminate();
  watch.signal?.addEventListener("abort", abort, { once: true });
  try {
    const ended = outcomeOf(worker, watch);
    hand(worker, request);
    return await ended;
  } finally {
    watch.signal?.removeEventListener("abort", abort);
    await worker.terminate();
    // Whoever sends is told that nobody reads any more.
    if (request.source.kind === "native_stream") request.source.stream.destroy();
  }
};

const hand = (worker: Worker, { source, ...request }: ImportRequest): void => {
  if (source.kind === "native_stream") {
    const stream = Readable.toWeb(source.stream);
    worker.postMessage({ ...request, source: { kind: source.kind, stream } } satisfies WorkerTask, [stream]);
  } else worker.postMessage({ ...request, source } satisfies WorkerTask);
};

const outcomeOf = async (worker: Worker, { onProgress, onCancellations, signal }: ImportWatch): Promise<ImportResult> => {
  let result: ImportResult | null = null;
  worker.on("message", (message: WorkerMessage) => {
    if (message.kind === "progress") onProgress?.(message.progress);
    else if (message.kind === "cancellations") onCancellations?.(message.tally);
    else result = message.result;
  });
  // `once` also rejects with whatever the worker throws.
  const [code] = await once(worker, "exit");
  signal?.throwIfAborted();
  if (result === null) throw new Error(`import: the worker ended with code ${code} and no result; start the import again`);
  return result;
};

import { once } from "node:events";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { Worker } from "node:worker_threads";
import type { StatementMapping } from "@amends/contract/import/statement-mapping";
import type { Instant } from "@amends/domain/kernel/time";
import type { StatementFile, StatementImported } from "@amends/flows/reconciliation/import-statement";
import type { MatchedOperation, Reconciled } from "@amends/flows/reconciliation/reconcile-day";
import type { GatewayDay } from "@amends/flows/reconciliation/reconciliation-ports";
import type { MatchDay } from "@amends/flows/reconciliation/settle-item";
import type { GatewayRoutes } from "./gateway-routes.ts";

type Given = { readonly writerUrl: string; readonly routes: GatewayRoutes };

export type SentStatement = Omit<StatementFile, "chunks" | "read"> & { readonly mapping: StatementMapping | null };

/** What the thread is given: a file is handed over as it comes in, not copied. */
export type ReconcileTask = Given & { readonly operation: MatchedOperation; readonly at: Instant } & (
    | { readonly kind: "import"; readonly file: SentStatement; readonly stream: ReadableStream }
    | { readonly kind: "match"; readonly day: GatewayDay }
  );
export type ReconcileMessage =
  | { readonly kind: "imported"; readonly imported: StatementImported }
  | { readonly kind: "matched"; readonly reconciled: Reconciled };

/** A hundred thousand lines against as many facts take a third of it. */
const HEAP_MB = 256;
/** Whoever settles one item after the other does not wait for a thread to start each time. */
const IDLE_MS = 60_000;

export type ReconcileThread = {
  readonly importStatement: (operation: MatchedOperation, file: SentStatement, stream: Readable, at: Instant) => Promise<StatementImported>;
  readonly matchDay: MatchDay;
};

/** Reads and matches on threads and connections of their own, a task each, so that requests are answered meanwhile. */
export const reconcileInWorker = (given: Given): ReconcileThread => {
  const run = threads();
  return {
    importStatement: async (operation, file, stream, at) => {
      try {
        const web = Readable.toWeb(stream);
        const said = await run({ ...given, kind: "import", operation, file, stream: web, at }, [web]);
        if (said.kind !== "imported") throw new Error("broken invariant: an import answers with what was imported");
        return said.imported;
      } finally {
        // Whoever sends is told that nobody reads any more.
        stream.destroy();
      }
    },
    matchDay: async (operation, day, at) => {
      const said = await run({ ...given, kind: "match", operation, day, at }, []);
      if (said.kind !== "matched") throw new Error("broken invariant: a match answers with what matched");
      return said.reconciled;
    },
  };
};

type Run = (task: ReconcileTask, handedOver: readonly ReadableStream[]) => Promise<ReconcileMessage>;

/** A thread that is done waits a while for the next task, holding no connection and keeping no process alive. One that failed is not used again. */
const threads = (): Run => {
  const idle: Worker[] = [];
  const rest = (worker: Worker): void => {
    worker.unref();
    idle.push(worker);
    const timer = setTimeout(() => {
      const place = idle.indexOf(worker);
      if (place < 0) return;
      idle.splice(place, 1);
      void worker.terminate();
    }, IDLE_MS);
    timer.unref();
  };
  return async (task, handedOver) => {
    const worker = idle.pop() ?? started();
    worker.ref();
    const ended = new AbortController();
    try {
      const said = Promise.race([
        once(worker, "message", { signal: ended.signal }),
        once(worker, "exit", { signal: ended.signal }).then(([code]) => {
          throw new Error(`reconciliation: the thread ended with code ${code} and no answer; start it again`);
        }),
      ]);
      worker.postMessage(task, [...handedOver]);
      const [message] = await said;
      rest(worker);
      return message;
    } catch (fault) {
      await worker.terminate();
      throw fault;
    } finally {
      ended.abort();
    }
  };
};

const started = (): Worker =>
  new Worker(new URL("./reconcile-worker.ts", import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });

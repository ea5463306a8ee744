import { parentPort } from "node:worker_threads";
import type { Shard } from "@amends/domain/kernel/ids";
import { importStatement } from "@amends/flows/reconciliation/import-statement";
import { reconcileDay } from "@amends/flows/reconciliation/reconcile-day";
import type { StatementReader } from "@amends/flows/reconciliation/reconciliation-ports";
import { readStatement } from "@amends/importers/statements/read-statement";
import { openMatchStores } from "@amends/postgres/reconciliation/open-match-stores";
import { sha256Hashing } from "@amends/vault/close-signer";
import { newId } from "@amends/vault/new-id";
import { routing } from "./gateway-routes.ts";
import type { ReconcileMessage, ReconcileTask } from "./reconcile-in-worker.ts";

/** Takes one task after the other. An exception ends the thread with an error, which the other side rejects with. */
parentPort?.on("message", async (task: ReconcileTask) => {
  const { close, ...stores } = openMatchStores(task.writerUrl);
  const ports = { ...stores, ...routing(task.routes) };
  let said: ReconcileMessage;
  try {
    said = await done(task, ports);
  } finally {
    await close();
  }
  parentPort?.postMessage(said);
});

type Ports = Omit<ReturnType<typeof openMatchStores>, "close"> & ReturnType<typeof routing>;

const done = async (task: ReconcileTask, ports: Ports): Promise<ReconcileMessage> => {
  const { operation, at } = task;
  switch (task.kind) {
    case "import": {
      const { mapping, ...file } = task.file;
      const account = task.routes.accounts.get(file.gateway) ?? null;
      const more = { hashing: sha256Hashing, newStatementId: () => newId("statement", 0 as Shard) };
      const read: StatementReader = (chunks, ask) => readStatement(chunks, { ...ask, mapping, account });
      const sent = { ...file, chunks: task.stream, read };
      return { kind: "imported", imported: await importStatement({ ...ports, ...more }, operation, sent, at) };
    }
    case "match":
      return { kind: "matched", reconciled: await reconcileDay(ports, operation, task.day, at) };
  }
};

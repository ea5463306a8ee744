import { createReadStream } from "node:fs";
import { parentPort } from "node:worker_threads";
import { instant } from "@amends/domain/kernel/time";
import { importRecords } from "@amends/flows/import-records";
import { readNative } from "@amends/importers/native/read-native";
import { readTauRetail } from "@amends/importers/tau-retail/read-tau-retail";
import { openImportStore } from "@amends/postgres/orders/open-import-store";
import { contentHash } from "@amends/vault/content-hash";
import { newId } from "@amends/vault/new-id";
import { createPersonalDataCipher } from "@amends/vault/personal-data-cipher";
import type { WorkerMessage, WorkerTask } from "./import-in-worker.ts";

const say = (message: WorkerMessage): void => parentPort?.postMessage(message);

const bytesOf = (source: WorkerTask["source"]): AsyncIterable<Uint8Array> => {
  switch (source.kind) {
    case "native_file":
      return createReadStream(source.path);
    case "native_stream":
      return source.stream;
    case "tau_retail":
      return readTauRetail(source.folder, { signedAt: source.signedAt });
  }
};

/** Takes one task and ends. An exception ends the thread with an error, which the other side rejects with. */
parentPort?.once("message", async (task: WorkerTask) => {
  const { store, close } = openImportStore(task.writerUrl);
  try {
    const result = await importRecords(readNative(bytesOf(task.source)), {
      operation: task.operation,
      store,
      cipher: createPersonalDataCipher(task.masterKey),
      newId,
      contentHash,
      now: () => instant(Date.now()),
      onProgress: progress => say({ kind: "progress", progress }),
      ...(task.errorsKept === undefined ? {} : { errorsKept: task.errorsKept }),
    });
    say({ kind: "result", result });
  } finally {
    await close();
  }
});

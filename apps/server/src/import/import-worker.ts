import { createReadStream } from "node:fs";
import { parentPort } from "node:worker_threads";
import { instant } from "@amends/domain/kernel/time";
import type { ImportItem } from "@amends/flows/import-ports";
import { importRecords } from "@amends/flows/import-records";
import { openBytes } from "@amends/importers/csv/open-bytes";
import { readCsv } from "@amends/importers/csv/read-csv";
import { readNative } from "@amends/importers/native/read-native";
import { readOlist } from "@amends/importers/olist/read-olist";
import { readTauRetail } from "@amends/importers/tau-retail/read-tau-retail";
import { readUciOnlineRetail } from "@amends/importers/uci-online-retail/read-uci-online-retail";
import { openImportStore } from "@amends/postgres/orders/open-import-store";
import { contentHash } from "@amends/vault/content-hash";
import { newId } from "@amends/vault/new-id";
import { createPersonalDataCipher } from "@amends/vault/personal-data-cipher";
import type { WorkerMessage, WorkerTask } from "./import-in-worker.ts";

const say = (message: WorkerMessage): void => parentPort?.postMessage(message);

const itemsOf = (source: WorkerTask["source"]): AsyncIterable<ImportItem> => {
  switch (source.kind) {
    case "native_file":
      return readNative(createReadStream(source.path));
    case "native_stream":
      return readNative(source.stream);
    case "csv_file":
      return readCsv(openBytes(source.path), source.mapping);
    case "uci_online_retail":
      return readUciOnlineRetail(source.path, tally => say({ kind: "cancellations", tally }));
    case "olist":
      return readOlist(source.folder);
    case "tau_retail":
      return readNative(readTauRetail(source.folder, { signedAt: source.signedAt }));
  }
};

/** Takes one task and ends. An exception ends the thread with an error, which the other side rejects with. */
parentPort?.once("message", async (task: WorkerTask) => {
  const { store, close } = openImportStore(task.writerUrl);
  try {
    const result = await importRecords(itemsOf(task.source), {
      operation: task.operation,
      store,
      cipher: createPersonalDataCipher(task.masterKey),
      newId,
      contentHash,
      now: () => instant(Date.now() + (task.aheadMs ?? 0)),
      onProgress: progress => say({ kind: "progress", progress }),
      ...(task.errorsKept === undefined ? {} : { errorsKept: task.errorsKept }),
    });
    say({ kind: "result", result });
  } finally {
    await close();
  }
});

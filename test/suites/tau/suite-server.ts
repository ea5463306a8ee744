import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPack } from "@amends/packs/read-pack";
import { migrate } from "@amends/postgres/migrate";
import { startEmbedded } from "@amends/postgres/server/start-embedded";
import { composeServer } from "@amends/server/compose";

export type SuiteServer = { readonly baseUrl: string; readonly installationKey: string; readonly close: () => Promise<void> };

/** A server of one's own on a database of one's own, in a folder that goes with it. */
export const startSuiteServer = async (): Promise<SuiteServer> => {
  const dataDir = await mkdtemp(join(tmpdir(), "amends-suite-"));
  const database = await startEmbedded({ dataDir });
  await migrate(database.ownerUrl);
  const installationKey = randomBytes(32).toString("base64url");
  const { writerUrl, readerUrl } = database;
  const packs = new Map(["base", "tau-retail"].map(id => [id, { base: packIn(id), overlays: [] }]));
  const composed = await composeServer({ writerUrl, readerUrl, dataDir, packs, config: { installationKey, logLevel: "error" } });
  const baseUrl = await composed.server.listen({ port: 0, host: "127.0.0.1" });
  return {
    baseUrl,
    installationKey,
    close: async () => {
      await composed.stop();
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

const packIn = (id: string) => {
  const read = readPack(join(import.meta.dirname, "../../../policies", id));
  if (read.kind === "unreadable") throw new Error(`the pack ${id} cannot be read: ${JSON.stringify(read.problems)}`);
  return read.source;
};

import { resolve } from "node:path";
import { readManifest } from "@amends/postgres/server/data-folder";
import type { RoleUrls } from "@amends/postgres/server/roles";
import { findEmbedded, startEmbedded } from "@amends/postgres/server/start-embedded";
import { CliError } from "./cli-error.ts";
import type { DatabaseOptions } from "./options.ts";

export type OpenDatabase = RoleUrls & {
  readonly kind: "embedded" | "external";
  readonly close: () => Promise<void>;
};

type Say = (line: string) => void;

/** For a server: starts the folder's own PostgreSQL, or takes the one it was told of. */
export const openDatabase = async (
  { dataDir, external }: DatabaseOptions,
  say: Say,
  onLaunched: () => void = () => undefined,
): Promise<OpenDatabase> => {
  if (external !== null) return { kind: "external", ...external, close: async () => undefined };
  const { ownerUrl, writerUrl, readerUrl, stop } = await startEmbedded({ dataDir, isKept: true, onProgress: say, onLaunched });
  return { kind: "embedded", ownerUrl, writerUrl, readerUrl, close: stop };
};

/**
 * For a command: a server that runs on the folder lends its database; without one it is started and stopped again. A folder that is not there is not made:
 * a backup of it would be one of nothing, and nobody would notice before it is needed.
 */
export const borrowDatabase = async (options: DatabaseOptions, say: Say): Promise<OpenDatabase> => {
  if (options.external === null) await refuseMissing(resolve(options.dataDir));
  return borrowOrMake(options, say);
};

/** For what fills a database: the folder may be new. */
export const borrowOrMake = async (options: DatabaseOptions, say: Say): Promise<OpenDatabase> => {
  const running = options.external === null ? await findEmbedded(options.dataDir) : undefined;
  if (running === undefined) return openDatabase(options, say);
  const { ownerUrl, writerUrl, readerUrl } = running;
  return { kind: "embedded", ownerUrl, writerUrl, readerUrl, close: async () => undefined };
};

const refuseMissing = async (folder: string): Promise<void> => {
  if ((await readManifest(folder)) !== undefined) return;
  throw new CliError(
    "data_folder_missing",
    `${folder} is no data folder of Amends.`,
    "Name the folder the server was started with: --data DIR, or AMENDS_DATA.",
  );
};

import type { RoleUrls } from "@amends/postgres/server/roles";
import { findEmbedded, startEmbedded } from "@amends/postgres/server/start-embedded";
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
  const { ownerUrl, writerUrl, readerUrl, stop } = await startEmbedded({ dataDir, onProgress: say, onLaunched });
  return { kind: "embedded", ownerUrl, writerUrl, readerUrl, close: stop };
};

/** For a command: a server that runs on the folder lends its database; without one it is started and stopped again. */
export const borrowDatabase = async (options: DatabaseOptions, say: Say): Promise<OpenDatabase> => {
  const running = options.external === null ? await findEmbedded(options.dataDir) : undefined;
  if (running === undefined) return openDatabase(options, say);
  const { ownerUrl, writerUrl, readerUrl } = running;
  return { kind: "embedded", ownerUrl, writerUrl, readerUrl, close: async () => undefined };
};

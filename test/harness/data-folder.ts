import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "@amends/postgres/server/start-embedded";

/** Making a data folder takes a second, copying one a moment: tests that only need *a* folder take copies of this one. */
export type UsedFolder = { readonly copyTo: (dataDir: string) => Promise<void>; readonly remove: () => Promise<void> };

/** A data folder that was started and stopped once. */
export const makeUsedFolder = async (): Promise<UsedFolder> => {
  const base = await mkdtemp(join(tmpdir(), "amends-folder-"));
  const dataDir = join(base, "data");
  await (await startEmbedded({ dataDir })).stop();
  return {
    copyTo: to => cp(dataDir, to, { recursive: true, preserveTimestamps: true }),
    remove: () => rm(base, { recursive: true, force: true }),
  };
};

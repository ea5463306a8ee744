import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Instant, instant } from "@amends/domain/kernel/time";

/**
 * What must outlive a restart: from which moment the world was made, so that an interrupted load makes the same one, and the secrets with which the demo's
 * shops sign their buyers in. `isComplete` is written last.
 */
export type DemoFile = { readonly madeAt: Instant; readonly isComplete: boolean; readonly shops: readonly DemoShopKey[] };
export type DemoShopKey = { readonly code: string; readonly keyId: string; readonly secret: string };

const pathOf = (dataDir: string): string => join(dataDir, "demo.json");

export const readDemoFile = async (dataDir: string): Promise<DemoFile | null> => {
  const text = await readFile(pathOf(dataDir), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  const { madeAt, isComplete, shops } = JSON.parse(text) as { madeAt: number; isComplete: boolean; shops: DemoShopKey[] };
  return { madeAt: instant(madeAt), isComplete, shops };
};

/** Written beside and renamed, so that a crash leaves the old one or the new one. */
export const writeDemoFile = async (dataDir: string, file: DemoFile): Promise<void> => {
  const path = pathOf(dataDir);
  await writeFile(`${path}.new`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
};

/** A folder that was filled in another way is not to be filled with the demo world too. */
export const forgetUnfinishedDemo = async (dataDir: string): Promise<void> => {
  if ((await readDemoFile(dataDir))?.isComplete === false) await rm(pathOf(dataDir));
};

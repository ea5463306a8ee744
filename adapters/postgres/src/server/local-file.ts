import { open, readFile, rename } from "node:fs/promises";

export const hasCode = (error: unknown, code: string): boolean => error instanceof Error && "code" in error && error.code === code;

export const readIfPresent = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
};

/** Whole or not at all: a crash leaves the old file or the new one, never half of either. */
export const writeDurably = async (path: string, content: string): Promise<void> => {
  const unfinished = `${path}.${process.pid}.new`;
  const file = await open(unfinished, "w", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
};

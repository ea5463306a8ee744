import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FileContents } from "@amends/flows/evidence-ports";

/** Sealed files in a folder of this machine: one folder a file, under two letters of its name so that no folder grows without bound. */
export const createFolderStore = (root: string): FileContents => {
  const pathOf = (name: string): string => join(root, SPREAD.exec(name)?.[1] ?? "other", name);
  return {
    write: async (name, bytes) => {
      const path = pathOf(name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeWhole(path, bytes);
    },
    read: async (name, from, to) => {
      const file = await open(pathOf(name)).catch(nullIfAbsent);
      if (file === null) return null;
      try {
        const bytes = Buffer.alloc(to - from);
        const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
        return bytes.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    remove: async names => {
      for (const name of names) await rm(pathOf(name), { force: true });
    },
    removeAll: async fileId => rm(pathOf(fileId), { recursive: true, force: true }),
  };
};

/** The last two of the chance in `file_…`. */
const SPREAD = /^file_[0-9a-z]{22}([0-9a-z]{2})/;

/** A name holds the whole of what was written or nothing: the bytes are on the disk before the name is, and the name before the answer. */
const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  const beside = `${path}.${randomUUID()}`;
  const file = await open(beside, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
  await syncFolder(dirname(path));
};

/** Windows knows no such thing as a folder that can be opened. */
const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path).catch(() => null);
  if (folder === null) return;
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

const nullIfAbsent = (error: NodeJS.ErrnoException): null => {
  if (error.code === "ENOENT") return null;
  throw error;
};

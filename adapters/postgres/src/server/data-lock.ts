import { randomBytes } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hasCode, readIfPresent } from "./local-file.ts";
import { startOfProcess } from "./process-identity.ts";
import { StartError } from "./start-error.ts";

export const LOCK_FILE = "amends.lock";

/** Ours as long as this process lives. PostgreSQL guards its files by itself; this lock keeps two servers from stopping each other's. */
export type DataLock = { readonly release: () => Promise<void> };

type Holder = { readonly pid: number; readonly start: string };

export const acquireDataLock = async (dataFolder: string): Promise<DataLock> => {
  const path = join(dataFolder, LOCK_FILE);
  const own = JSON.stringify({ pid: process.pid, start: await startOfProcess(process.pid), token: randomBytes(8).toString("hex") });
  while (!(await claim(path, own))) await removeStaleLock(path, dataFolder);
  return { release: () => releaseIfOwn(path, own) };
};

/** The pid of the living process that holds this folder, if any. */
export const holderOf = async (dataFolder: string): Promise<number | undefined> => {
  const content = await readIfPresent(join(dataFolder, LOCK_FILE));
  return content === undefined ? undefined : livingHolder(content);
};

/** A link appears with its whole content or not at all, and only one of two linkers gets the name. */
const claim = async (path: string, own: string): Promise<boolean> => {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, own, { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
};

const removeStaleLock = async (path: string, dataFolder: string): Promise<void> => {
  const seen = await readIfPresent(path);
  if (seen === undefined) return;
  const pid = await livingHolder(seen);
  if (pid !== undefined) throw inUse(dataFolder, pid);
  await moveAside(path, seen);
};

/** Between reading the stale lock and moving it, another starter may have replaced it by a living one: then put that back. */
const moveAside = async (path: string, seen: string): Promise<void> => {
  const aside = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return;
    throw error;
  }
  if ((await readFile(aside, "utf8")) !== seen) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
};

const livingHolder = async (content: string): Promise<number | undefined> => {
  const holder = parseHolder(content);
  if (holder === undefined) return undefined;
  return (await startOfProcess(holder.pid)) === holder.start ? holder.pid : undefined;
};

const parseHolder = (content: string): Holder | undefined => {
  try {
    const read: unknown = JSON.parse(content);
    if (typeof read !== "object" || read === null || !("pid" in read) || !("start" in read)) return undefined;
    return typeof read.pid === "number" && typeof read.start === "string" ? { pid: read.pid, start: read.start } : undefined;
  } catch {
    return undefined;
  }
};

const releaseIfOwn = async (path: string, own: string): Promise<void> => {
  if ((await readIfPresent(path)) === own) await rm(path, { force: true });
};

const inUse = (dataFolder: string, pid: number): StartError =>
  new StartError(
    "data_in_use",
    `The data folder ${dataFolder} is in use by process ${pid}.`,
    `Stop process ${pid} first, or start this one with another data folder.`,
  );

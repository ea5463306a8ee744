import { randomBytes } from "node:crypto";
import { open, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

const KEY_BYTES = 32;
const FILE_NAME = "master.key";
const ENV_NAME = "AMENDS_MASTER_KEY";
const HEX_KEY = /^[0-9a-f]{64}$/i;

export class MasterKeyError extends Error {
  override readonly name = "MasterKeyError";
}

/**
 * The key above all persons' keys: from the environment where one is set, else from a file in the data folder, made on first use. It must be backed
 * up apart from the database: with both in one hand encryption protects nothing, and without it all personal data is lost.
 */
export const loadMasterKey = async (dataDir: string, env: Readonly<Record<string, string | undefined>>): Promise<Uint8Array> => {
  const given = env[ENV_NAME];
  if (given !== undefined) return parseKey(given, ENV_NAME);
  const path = join(dataDir, FILE_NAME);
  await createOnce(path);
  await refuseOpenFile(path);
  return parseKey(await readFile(path, "utf8"), path);
};

/** The same key where there is one; makes none. */
export const findMasterKey = async (dataDir: string, env: Readonly<Record<string, string | undefined>>): Promise<Uint8Array | null> => {
  const isThere = env[ENV_NAME] !== undefined || (await stat(join(dataDir, FILE_NAME)).catch(refuseAllButMissing)) !== null;
  return isThere ? loadMasterKey(dataDir, env) : null;
};

const refuseAllButMissing = (error: NodeJS.ErrnoException): null => {
  if (error.code === "ENOENT") return null;
  throw error;
};

const parseKey = (text: string, place: string): Uint8Array => {
  const key = text.trim();
  if (!HEX_KEY.test(key)) throw new MasterKeyError(`${place} must hold ${KEY_BYTES} bytes as ${KEY_BYTES * 2} hexadecimal digits.`);
  return Uint8Array.from(Buffer.from(key, "hex"));
};

/** `wx` lets exactly one of several starters write; the key is on the disk before anything is encrypted with it. */
const createOnce = async (path: string): Promise<void> => {
  const file = await open(path, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") return null;
    throw error;
  });
  if (file === null) return;
  try {
    await file.writeFile(`${randomBytes(KEY_BYTES).toString("hex")}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
};

const refuseOpenFile = async (path: string): Promise<void> => {
  const { mode } = await stat(path);
  if (process.platform !== "win32" && (mode & 0o077) !== 0)
    throw new MasterKeyError(`${path} can be read by others: chmod 600 it, and think of a new key.`);
};

import { randomBytes } from "node:crypto";
import { access, constants, mkdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { hasCode, readIfPresent, writeDurably } from "./local-file.ts";
import { StartError } from "./start-error.ts";

/** Raised when an older Amends could no longer use the folder. Schema changes do not count: migrations have their own number. */
export const DATA_FOLDER_FORMAT = 1;

/** Written last, when the folder is complete. */
export type Manifest = { readonly formatVersion: number; readonly postgresMajor: number; readonly createdAt: number };

/** One password per role, readable by the folder's owner alone. */
export type Credentials = { readonly admin: string; readonly owner: string; readonly writer: string; readonly reader: string };

export const openDataFolder = async (dataFolder: string): Promise<void> => {
  try {
    await makeFolder(resolve(dataFolder));
    await access(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw notAccessible(dataFolder, error);
  }
  if ((await readIfPresent(join(dataFolder, "PG_VERSION"))) !== undefined) throw foreign(dataFolder);
};

/**
 * One level at a time: asked for all levels at once, Node tries again for ever where a folder is there and the system still answers that there is no such
 * file, as under /proc.
 */
const makeFolder = async (path: string): Promise<void> => {
  if (await isFolder(path)) return;
  const above = dirname(path);
  if (above !== path) await makeFolder(above);
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    // Another start may have made it meanwhile.
    if (!hasCode(error, "EEXIST") || !(await isFolder(path))) throw error;
  }
};

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
};

const notAccessible = (dataFolder: string, error: unknown): StartError =>
  new StartError(
    "data_folder_not_accessible",
    `The data folder ${dataFolder} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    "Give it to the account that starts Amends (chown -R), or choose another data folder.",
  );

const foreign = (dataFolder: string): StartError =>
  new StartError(
    "data_folder_foreign",
    `${dataFolder} is the folder of another PostgreSQL server.`,
    "Choose an empty or a new folder, or set DATABASE_URL to that server.",
  );

/** Undefined for a new folder, and for one whose making was interrupted. */
export const readManifest = async (dataFolder: string): Promise<Manifest | undefined> => {
  const content = await readIfPresent(join(dataFolder, "amends.json"));
  if (content === undefined) return undefined;
  const manifest = parseObject(content);
  const { formatVersion, postgresMajor, createdAt } = manifest ?? {};
  if (typeof formatVersion !== "number" || typeof postgresMajor !== "number" || typeof createdAt !== "number") {
    throw damaged(dataFolder, "amends.json cannot be read");
  }
  return { formatVersion, postgresMajor, createdAt };
};

export const writeManifest = (dataFolder: string, manifest: Manifest): Promise<void> =>
  writeDurably(join(dataFolder, "amends.json"), `${JSON.stringify(manifest, null, 2)}\n`);

export const checkVersions = (dataFolder: string, formatVersion: number, folderMajor: number, ownMajor: number): void => {
  if (formatVersion > DATA_FOLDER_FORMAT) {
    throw new StartError(
      "data_folder_newer",
      `The data folder ${dataFolder} was made by a newer Amends (format ${formatVersion}, this one knows ${DATA_FOLDER_FORMAT}).`,
      "Start it with that version. To go back, run `amends backup` there and `amends restore` into a new folder here, if the backup is old enough.",
    );
  }
  if (folderMajor !== ownMajor) {
    throw new StartError(
      "data_folder_other_major",
      `The data folder ${dataFolder} holds files of PostgreSQL ${folderMajor}; this Amends brings PostgreSQL ${ownMajor}.`,
      "Run `amends backup` with the Amends that last used the folder, then `amends restore` into a new data folder with this one.",
    );
  }
};

export const readCredentials = async (dataFolder: string): Promise<Credentials | undefined> => {
  const content = await readIfPresent(credentialsPath(dataFolder));
  if (content === undefined) return undefined;
  const { admin, owner, writer, reader } = parseObject(content) ?? {};
  if (typeof admin !== "string" || typeof owner !== "string" || typeof writer !== "string" || typeof reader !== "string") {
    throw damaged(dataFolder, "credentials.json cannot be read");
  }
  return { admin, owner, writer, reader };
};

/** Before the cluster is made, so that no cluster exists whose password nobody knows. */
export const createCredentials = async (dataFolder: string): Promise<Credentials> => {
  const credentials = { admin: newPassword(), owner: newPassword(), writer: newPassword(), reader: newPassword() };
  await writeDurably(credentialsPath(dataFolder), `${JSON.stringify(credentials, null, 2)}\n`);
  return credentials;
};

const newPassword = (): string => randomBytes(24).toString("base64url");

const credentialsPath = (dataFolder: string): string => join(dataFolder, "credentials.json");

export const damaged = (dataFolder: string, what: string): StartError =>
  new StartError(
    "data_folder_damaged",
    `The data folder ${dataFolder} is damaged: ${what}.`,
    "Bring the missing file back from a copy of the folder, or start with a new folder and `amends restore` a backup into it.",
  );

const parseObject = (content: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const read: unknown = JSON.parse(content);
    return typeof read === "object" && read !== null ? { ...read } : undefined;
  } catch {
    return undefined;
  }
};

/** The log of earlier runs is kept once; a log that was never cut would fill the disk some day. */
export const isLogTooLong = async (logFile: string): Promise<boolean> => {
  try {
    return (await stat(logFile)).size > 10 * 1024 * 1024;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
};

import { createWriteStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { type AppliedMigration, MIGRATION_LOCK, readApplied } from "../migrate.ts";
import { withClient } from "../with-client.ts";
import { BackupError } from "./backup-error.ts";
import { type Frame, jsonFrame, MAGIC, packed, ROWS_BYTES, readFrames, seal } from "./backup-file.ts";
import { columnList, listSequences, listTables, qualified, type Table } from "./catalogue.ts";

export type BackupHeader = {
  readonly createdAt: number;
  readonly postgresVersion: string;
  readonly schemaVersion: number;
  readonly migrations: readonly AppliedMigration[];
  readonly tables: readonly Table[];
};

export type BackupOptions = { readonly onProgress?: (message: string) => void };
export type BackupSummary = { readonly tables: number; readonly rows: number; readonly bytes: number };

/**
 * Writes all rows, as they were at one moment, into one file, while the database goes on working. Any PostgreSQL from 15 on can
 * restore it. `url` is the owner's (or an administrator's). Throws `BackupError`.
 */
export const backup = async (url: string, file: string, options: BackupOptions = {}): Promise<BackupSummary> => {
  if (await exists(file))
    throw new BackupError("file_exists", `${file} exists already.`, "Choose another name: backups are never overwritten.");
  const unfinished = `${file}.unfinished`;
  const counted = { tables: 0, rows: 0 };
  try {
    await withClient(url, client => writeFile(unfinished, readDatabase(client, counted, options.onProgress ?? (() => undefined))));
    // A backup that nobody has read is a hope.
    for await (const _frame of readFrames(unfinished));
    await rename(unfinished, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw unwritable(hiddenRows(error), file);
  }
  return { ...counted, bytes: (await stat(file)).size };
};

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** The rows of all buyers are in it: for the owner's eyes only. */
const writeFile = async (file: string, frames: AsyncIterable<Frame>): Promise<void> => {
  const target = createWriteStream(file, { mode: 0o600, flush: true });
  target.write(MAGIC);
  await pipeline(Readable.from(packed(seal(frames))), target);
};

const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
};

type Counted = { tables: number; rows: number };

async function* readDatabase(client: pg.Client, counted: Counted, onProgress: (message: string) => void): AsyncGenerator<Frame> {
  await beginSnapshot(client);
  const tables = await listTables(client);
  yield jsonFrame("header", await readHeader(client, tables));
  for (const table of tables) {
    const before = counted.rows;
    yield* readTable(client, table, counted);
    onProgress(`${table.name}: ${counted.rows - before} rows`);
  }
  yield jsonFrame("sequences", await listSequences(client));
  await client.query("commit");
}

/** Migrations wait while we read, so that the list of tables and the tables belong together. */
const beginSnapshot = async (client: pg.Client): Promise<void> => {
  await client.query("select pg_advisory_lock_shared($1)", [MIGRATION_LOCK]);
  await client.query("begin isolation level repeatable read read only");
  await client.query(TEXT_FORM);
  // Rather an error than a backup without the rows that a policy hides.
  await client.query("set local row_security = off");
};

/** One way of writing values, whatever the server's or the role's settings. */
export const TEXT_FORM = `
  set local client_encoding = 'UTF8'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC';
  set local extra_float_digits = 3; set local bytea_output = 'hex'; set local statement_timeout = 0; set local lock_timeout = 0;
  set local idle_in_transaction_session_timeout = 0`;

const readHeader = async (client: pg.Client, tables: readonly Table[]): Promise<BackupHeader> => {
  const migrations = await readApplied(client);
  if (migrations.length === 0) throw nothingThere(client.database);
  const { rows } = await client.query<{ server_version: string }>("show server_version");
  return {
    createdAt: Date.now(),
    postgresVersion: rows[0]?.server_version ?? "unknown",
    schemaVersion: migrations.at(-1)?.number ?? 0,
    migrations,
    tables,
  };
};

async function* readTable(client: pg.Client, table: Table, counted: Counted): AsyncGenerator<Frame> {
  yield jsonFrame("table", table);
  const copy = client.query(
    copyTo(`copy (select ${columnList(table)} from ${table.isPartitioned ? "" : "only "}${qualified(table)}) to stdout`),
  );
  for await (const content of inPieces(copy)) yield { kind: "rows", content };
  yield jsonFrame("table_end", { rows: copy.rowCount });
  counted.tables++;
  counted.rows += copy.rowCount;
}

async function* inPieces(stream: Readable): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream) {
    pieces.push(piece);
    size += piece.length;
    if (size < ROWS_BYTES) continue;
    yield Buffer.concat(pieces);
    pieces = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(pieces);
}

/** A backup of nothing looks like one of something until the day it is needed. */
const nothingThere = (database: string | undefined): BackupError =>
  new BackupError(
    "nothing_to_back_up",
    `The database ${database ?? ""} holds nothing of Amends.`,
    "Check the address or the data folder: a server that was started on it once has made its tables there.",
  );

const UNWRITABLE = ["ENOENT", "ENOTDIR", "EISDIR", "EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT"];

/** A socket that is gone says ENOENT as well, when it is connected to. */
const unwritable = (error: unknown, file: string): unknown => {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error) || error.syscall === "connect") return error;
  if (!UNWRITABLE.includes(String(error.code))) return error;
  return new BackupError(
    "file_not_writable",
    `${file} cannot be written: ${error.message}`,
    "Name a file in a folder that is there and has room; what was begun is removed.",
  );
};

const INSUFFICIENT_PRIVILEGE = "42501";

const hiddenRows = (error: unknown): unknown => {
  if (!(error instanceof pg.DatabaseError) || error.code !== INSUFFICIENT_PRIVILEGE) return error;
  return new BackupError(
    "rows_hidden",
    `The backup would not be complete: ${error.message}.`,
    "Use the URL of the role that owns the tables.",
  );
};

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { type AppliedMigration, type Migration, migrate, readApplied, readMigrations } from "../migrate.ts";
import { withClient } from "../with-client.ts";
import { type BackupHeader, TEXT_FORM } from "./backup.ts";
import { BackupError } from "./backup-error.ts";
import { damaged, type Frame, type FrameKind, readFrames } from "./backup-file.ts";
import { columnList, firstWithRows, listSuspended, listTables, qualified, type SequenceState, type Table } from "./catalogue.ts";

export type RestoreOptions = {
  /** Another folder of migrations than our own. */
  readonly folder?: string;
  readonly onProgress?: (message: string) => void;
};

export type RestoreSummary = { readonly tables: number; readonly rows: number; readonly schemaVersion: number };

/**
 * Fills an empty database from a backup: reads the whole file once to know that it is sound, brings the schema to the backup's
 * version, loads all rows in one transaction, then brings the schema to ours. `url` is the owner's. Throws `BackupError`.
 */
export const restore = async (file: string, url: string, options: RestoreOptions = {}): Promise<RestoreSummary> => {
  const header = await verifyBackup(file);
  checkSchema(file, header, await readMigrations(options.folder));
  const folder = options.folder === undefined ? {} : { folder: options.folder };
  const isNew = await checkEmpty(url, header.schemaVersion);
  await migrate(url, { ...folder, upTo: header.schemaVersion });
  const rows = await load(file, url, isNew, options.onProgress ?? (() => undefined));
  const schemaVersion = await migrate(url, folder);
  return { tables: header.tables.length, rows, schemaVersion };
};

/** Reads the file to its seal; changes nothing. */
export const verifyBackup = async (file: string): Promise<BackupHeader> => {
  let header: BackupHeader | undefined;
  for await (const frame of readFrames(file)) header ??= parseHeader(frame, file);
  if (header === undefined) throw damaged(file, "it is empty");
  return header;
};

/** The seal was or will be checked over these bytes, so their shape is what `backup` wrote. */
const parseHeader = (frame: Frame, file: string): BackupHeader => parse(frame, "header", file) as BackupHeader;

const parse = (frame: Frame | undefined, kind: FrameKind, file: string): unknown => {
  if (frame?.kind !== kind) throw damaged(file, `${kind} is not where it should be`);
  try {
    return JSON.parse(frame.content.toString("utf8"));
  } catch {
    throw damaged(file, `${kind} cannot be read`);
  }
};

const checkSchema = (file: string, header: BackupHeader, known: readonly Migration[]): void => {
  const last = known.at(-1)?.number ?? 0;
  if (header.schemaVersion > last) {
    throw new BackupError(
      "backup_newer",
      `${file} has schema version ${header.schemaVersion}; this Amends knows them up to ${last}.`,
      "Restore it with the version of Amends that wrote it, or a newer one.",
    );
  }
  const upTo = known.filter(migration => migration.number <= header.schemaVersion);
  if (upTo.length !== header.migrations.length || !header.migrations.every(migration => hasSame(upTo, migration))) {
    throw new BackupError(
      "backup_schema_unknown",
      `${file} was written with other migrations than ours up to version ${header.schemaVersion}.`,
      "Restore it with the version of Amends that wrote it.",
    );
  }
};

const hasSame = (known: readonly Migration[], wanted: AppliedMigration): boolean =>
  known.some(({ number, checksum }) => number === wanted.number && checksum === wanted.checksum);

/** Says whether the database is new. One that has our schema will do too, if it is at the backup's version and has no rows. */
const checkEmpty = (url: string, schemaVersion: number): Promise<boolean> =>
  withClient(url, async client => {
    const reached = (await readApplied(client)).at(-1)?.number ?? 0;
    const tables = await listTables(client);
    if (reached === 0 && tables.length > 0) throw notEmpty("it has tables of another program");
    if (reached > schemaVersion) throw notEmpty(`its schema is at version ${reached}, the backup's at ${schemaVersion}`);
    await refuseRows(client, tables);
    return reached === 0;
  });

const refuseRows = async (client: pg.ClientBase, tables: readonly Table[]): Promise<void> => {
  const filled = await firstWithRows(client, tables);
  if (filled !== undefined) throw notEmpty(`table ${filled.name} has rows`);
};

const notEmpty = (what: string): BackupError =>
  new BackupError("database_not_empty", `The database is not empty: ${what}.`, "Restore into a new database or a new data folder.");

const load = (file: string, url: string, isNew: boolean, onProgress: (message: string) => void): Promise<number> =>
  withClient(url, async client => {
    try {
      await client.query("begin");
      const rows = await loadInTransaction(client, file, isNew, onProgress);
      await client.query("commit");
      await client.query("analyze");
      return rows;
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      throw error instanceof BackupError ? error : failed(file, error);
    }
  });

const loadInTransaction = async (
  client: pg.Client,
  file: string,
  isNew: boolean,
  onProgress: (message: string) => void,
): Promise<number> => {
  await client.query(TEXT_FORM);
  const tables = await listTables(client);
  const suspended = await listSuspended(client);
  for (const { before } of suspended) await client.query(before);
  await emptyTables(client, tables, isNew);
  const rows = await loadFrames(client, readFrames(file), file, tables, onProgress);
  await forgetRelayPlace(client, tables);
  for (const { after } of suspended) await client.query(after);
  return rows;
};

/** The relay's place counts the transactions of the server that was backed up, which mean nothing here: without a place it looks at every event once. */
const forgetRelayPlace = async (client: pg.Client, tables: readonly Table[]): Promise<void> => {
  const cursor = tables.find(({ name }) => name === "feed_cursor");
  if (cursor !== undefined) await client.query(`delete from ${qualified(cursor)}`);
};

/** Rows that the migrations of a new database put in are in the backup too, as they are by now. */
const emptyTables = async (client: pg.Client, tables: readonly Table[], isNew: boolean): Promise<void> => {
  if (tables.length === 0) return;
  const names = tables.map(qualified).join(", ");
  await client.query(`lock table ${names} in access exclusive mode`);
  if (!isNew) return refuseRows(client, tables);
  await client.query(`truncate ${names}`);
};

const loadFrames = async (
  client: pg.Client,
  frames: AsyncGenerator<Frame>,
  file: string,
  known: readonly Table[],
  onProgress: (message: string) => void,
): Promise<number> => {
  let rows = 0;
  parse((await frames.next()).value, "header", file);
  for (let frame = await nextFrame(frames); frame !== undefined; frame = await nextFrame(frames)) {
    if (frame.kind === "sequences") {
      await setSequences(client, parse(frame, "sequences", file) as readonly SequenceState[]);
      continue;
    }
    const table = parse(frame, "table", file) as Table;
    checkTable(table, known, file);
    const loaded = await loadTable(client, table, frames, file);
    rows += loaded;
    onProgress(`${table.name}: ${loaded} rows`);
  }
  return rows;
};

const nextFrame = async (frames: AsyncGenerator<Frame>): Promise<Frame | undefined> => {
  const next = await frames.next();
  return next.done === true ? undefined : next.value;
};

const checkTable = (table: Table, known: readonly Table[], file: string): void => {
  const ours = known.find(({ schema, name }) => schema === table.schema && name === table.name);
  if (ours !== undefined && table.columns.every(column => ours.columns.includes(column))) return;
  throw new BackupError(
    "backup_schema_unknown",
    `${file} has the table ${table.schema}.${table.name} (${table.columns.join(", ")}), which no migration makes.`,
    "Remove that table, or move it to a database of its own, and take the backup again.",
  );
};

const loadTable = async (client: pg.Client, table: Table, frames: AsyncGenerator<Frame>, file: string): Promise<number> => {
  const copy = client.query(copyFrom(`copy ${qualified(table)} (${columnList(table)}) from stdin`));
  const wanted = { rows: 0 };
  await pipeline(Readable.from(rowsOf(frames, file, wanted)), copy);
  if (copy.rowCount !== wanted.rows) throw damaged(file, `table ${table.name} has ${copy.rowCount} rows instead of ${wanted.rows}`);
  return copy.rowCount;
};

async function* rowsOf(frames: AsyncGenerator<Frame>, file: string, wanted: { rows: number }): AsyncGenerator<Buffer> {
  let frame = await nextFrame(frames);
  for (; frame?.kind === "rows"; frame = await nextFrame(frames)) yield frame.content;
  wanted.rows = (parse(frame, "table_end", file) as { rows: number }).rows;
}

const setSequences = async (client: pg.Client, sequences: readonly SequenceState[]): Promise<void> => {
  for (const sequence of sequences) {
    await client.query("select setval($1::regclass, $2::bigint, $3)", [qualified(sequence), sequence.lastValue, sequence.isCalled]);
  }
};

const failed = (file: string, error: unknown): BackupError => {
  const reason = error instanceof Error ? error.message : String(error);
  const failure = new BackupError(
    "restore_failed",
    `${file} was not restored: ${reason}`,
    "No row was kept. Correct the cause and restore again.",
  );
  failure.cause = error;
  return failure;
};

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { withClient } from "./with-client.ts";

export type MigrateErrorCode =
  | "schema_newer"
  | "migration_changed"
  | "migration_missing"
  | "migration_out_of_order"
  | "migration_number_twice"
  | "migration_failed";

export class MigrateError extends Error {
  override readonly name = "MigrateError";
  readonly code: MigrateErrorCode;
  readonly advice: string;

  constructor(code: MigrateErrorCode, message: string, advice: string) {
    super(message);
    this.code = code;
    this.advice = advice;
  }
}

export type Migration = { readonly number: number; readonly name: string; readonly sql: string; readonly checksum: string };
export type AppliedMigration = Omit<Migration, "sql">;

export type MigrateOptions = {
  /** Another folder of `NNNN_name.sql` files than our own. */
  readonly folder?: string;
  /** Stop after this number: a backup of an older schema is loaded at its own version. */
  readonly upTo?: number;
};

const OWN_MIGRATIONS = fileURLToPath(new URL("../migrations", import.meta.url));

/** Any constant will do, as long as every version of Amends uses the same: starters of the same database wait for each other here. */
export const MIGRATION_LOCK = 7_309_940_561;

/** Brings the schema to this version and returns its number. Each file is one transaction; several starters may call this at once. */
export const migrate = async (url: string, options: MigrateOptions = {}): Promise<number> => {
  const migrations = await readMigrations(options.folder);
  return withClient(url, client => migrateWith(client, migrations, options.upTo ?? Number.POSITIVE_INFINITY));
};

const migrateWith = async (client: pg.Client, migrations: readonly Migration[], upTo: number): Promise<number> => {
  const wanted = migrations.filter(migration => migration.number <= upTo);
  // A start that has nothing to do waits for nobody.
  if (pending(wanted, migrations, await readApplied(client)).length === 0) return lastNumber(wanted);
  await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
  await client.query(CREATE_TABLE);
  for (const migration of pending(wanted, migrations, await readApplied(client))) await apply(client, migration);
  return lastNumber(wanted);
};

const CREATE_TABLE = `
  create table if not exists schema_migrations (
    number integer primary key,
    name text not null,
    checksum text not null,
    applied_at bigint not null
  )`;

const lastNumber = (migrations: readonly Migration[]): number => migrations.at(-1)?.number ?? 0;

/** What the database says was done; empty for a new one. */
export const readApplied = async (client: Pick<pg.ClientBase, "query">): Promise<readonly AppliedMigration[]> => {
  const { rows: found } = await client.query("select to_regclass('schema_migrations') is not null as exists");
  if (found[0]?.exists !== true) return [];
  const { rows } = await client.query<AppliedMigration>("select number, name, checksum from schema_migrations order by number");
  return rows;
};

const pending = (wanted: readonly Migration[], known: readonly Migration[], applied: readonly AppliedMigration[]): readonly Migration[] => {
  for (const done of applied) checkApplied(done, known);
  const reached = applied.at(-1)?.number ?? 0;
  const left = wanted.filter(migration => !applied.some(done => done.number === migration.number));
  const late = left.find(migration => migration.number < reached);
  if (late !== undefined) throw outOfOrder(late, reached);
  return left;
};

/** Migrations of this version that the database has not, or not as they are written here. What a newer version added beside them does not disturb. */
export const lacking = (own: readonly Migration[], applied: readonly AppliedMigration[]): readonly Migration[] =>
  own.filter(({ number, checksum }) => !applied.some(done => done.number === number && done.checksum === checksum));

const checkApplied = (done: AppliedMigration, known: readonly Migration[]): void => {
  const last = lastNumber(known);
  if (done.number > last) throw newer(done, last);
  const file = known.find(migration => migration.number === done.number);
  if (file === undefined) throw missing(done);
  if (file.checksum !== done.checksum) throw changed(file);
};

const apply = async (client: pg.Client, migration: Migration): Promise<void> => {
  try {
    await client.query("begin");
    await client.query(migration.sql);
    await client.query("insert into schema_migrations (number, name, checksum, applied_at) values ($1, $2, $3, $4)", [
      migration.number,
      migration.name,
      migration.checksum,
      Date.now(),
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw failed(migration, error);
  }
};

const FILE_NAME = /^(\d{4})_([a-z0-9_]+)\.sql$/;

export const readMigrations = async (folder: string = OWN_MIGRATIONS): Promise<readonly Migration[]> => {
  const names = (await readdir(folder)).filter(name => FILE_NAME.test(name)).sort();
  const migrations = await Promise.all(names.map(name => readMigration(folder, name)));
  migrations.forEach((migration, at) => {
    const before = migrations[at - 1];
    if (before?.number === migration.number) throw numberTwice(before, migration);
  });
  return migrations;
};

const readMigration = async (folder: string, fileName: string): Promise<Migration> => {
  const [, digits, name] = FILE_NAME.exec(fileName) ?? [];
  // Line ends differ between checkouts of the same file.
  const sql = (await readFile(join(folder, fileName), "utf8")).replaceAll("\r\n", "\n");
  const checksum = createHash("sha256").update(sql).digest("hex");
  return { number: Number(digits), name: name ?? fileName, sql, checksum };
};

export const label = (migration: AppliedMigration): string => `${String(migration.number).padStart(4, "0")}_${migration.name}`;

const newer = (done: AppliedMigration, last: number): MigrateError =>
  new MigrateError(
    "schema_newer",
    `The database has migration ${label(done)}; this Amends knows them up to ${last}.`,
    "Start the version of Amends that made it, or a newer one.",
  );

const missing = (done: AppliedMigration): MigrateError =>
  new MigrateError(
    "migration_missing",
    `The database has migration ${label(done)}, whose file is gone.`,
    "Bring the file back: applied migrations are never deleted.",
  );

const changed = (file: Migration): MigrateError =>
  new MigrateError(
    "migration_changed",
    `Migration ${label(file)} was changed after it was applied.`,
    "Undo the change and put it into a new migration.",
  );

const outOfOrder = (late: Migration, reached: number): MigrateError =>
  new MigrateError(
    "migration_out_of_order",
    `Migration ${label(late)} was never applied, but the database is already at ${reached}.`,
    "Give the file a number above all others.",
  );

const numberTwice = (first: Migration, second: Migration): MigrateError =>
  new MigrateError(
    "migration_number_twice",
    `Two migrations have the number ${first.number}: ${label(first)} and ${label(second)}.`,
    "Give the one that was not released yet the next free number.",
  );

const failed = (migration: Migration, error: unknown): MigrateError => {
  const reason = error instanceof Error ? error.message : String(error);
  const failure = new MigrateError(
    "migration_failed",
    `Migration ${label(migration)} failed: ${reason}`,
    "Nothing of this file was kept. Correct the cause and start again.",
  );
  failure.cause = error;
  return failure;
};

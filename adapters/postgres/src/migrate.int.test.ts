import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../test/harness/database.ts";
import { createSchemaCheck } from "./check-schema.ts";
import { migrate } from "./migrate.ts";

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase({ isEmpty: true });
  folder = await mkdtemp(join(tmpdir(), "amends-migrations-"));
  await write("0001_first.sql", "create table first (id int);");
  await write("0002_second.sql", "create table second (id int);\ninsert into second values (1);");
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const write = (name: string, sql: string) => writeFile(join(folder, name), sql);
const run = (upTo?: number) => migrate(database.ownerUrl, upTo === undefined ? { folder } : { folder, upTo });

const ask = async (sql: string): Promise<readonly Record<string, unknown>[]> => {
  const client = new pg.Client(database.ownerUrl);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

const applied = async () => (await ask("select number from schema_migrations order by number")).map(row => row["number"]);

test("each file runs once, in order", async () => {
  expect(await run()).toBe(2);
  expect(await run()).toBe(2);
  await write("0010_third.sql", "alter table second add note text;");
  expect(await run()).toBe(10);
  expect(await applied()).toEqual([1, 2, 10]);
  expect(await ask("select * from second")).toEqual([{ id: 1, note: null }]);
});

test("starters of the same database wait for each other", async () => {
  const reached = await Promise.all(Array.from({ length: 6 }, () => run()));
  expect(reached).toEqual([2, 2, 2, 2, 2, 2]);
  expect(await ask("select count(*)::int as rows from second")).toEqual([{ rows: 1 }]);
});

test("the schema can be brought to an older number", async () => {
  expect(await run(1)).toBe(1);
  expect(await applied()).toEqual([1]);
  expect(await run()).toBe(2);
});

test("of a file that fails nothing is kept, of those before it everything", async () => {
  await write("0003_wrong.sql", "create table half (id int); select 1 / 0;");
  await expect(run()).rejects.toMatchObject({ code: "migration_failed", message: expect.stringContaining("0003_wrong") });
  expect(await applied()).toEqual([1, 2]);
  expect(await ask("select to_regclass('half') as half")).toEqual([{ half: null }]);
  await write("0003_wrong.sql", "create table half (id int);");
  expect(await run()).toBe(3);
});

test("a file that was changed after it ran is refused", async () => {
  await run();
  await write("0001_first.sql", "create table first (id bigint);");
  await expect(run()).rejects.toMatchObject({ code: "migration_changed", message: expect.stringContaining("0001_first") });
});

test("the line ends of the checkout are no change", async () => {
  await run();
  await write("0002_second.sql", "create table second (id int);\r\ninsert into second values (1);");
  expect(await run()).toBe(2);
});

test("a file that ran and is gone is refused", async () => {
  await run();
  await rm(join(folder, "0001_first.sql"));
  await expect(run()).rejects.toMatchObject({ code: "migration_missing" });
});

test("a database that is newer than the code is refused", async () => {
  await run();
  await rm(join(folder, "0002_second.sql"));
  await expect(run()).rejects.toMatchObject({ code: "schema_newer", message: expect.stringContaining("0002_second") });
});

test("a new file with a number below those that ran is refused", async () => {
  await write("0005_fifth.sql", "select 1;");
  await run();
  await write("0004_fourth.sql", "select 1;");
  await expect(run()).rejects.toMatchObject({ code: "migration_out_of_order" });
});

test("two files with one number are refused before anything runs", async () => {
  await write("0002_other.sql", "select 1;");
  await expect(run()).rejects.toMatchObject({ code: "migration_number_twice" });
  expect(await ask("select to_regclass('schema_migrations') as found")).toEqual([{ found: null }]);
});

test("our own migrations run where a single role owns and does everything", async () => {
  await expect(migrate(database.url)).resolves.toBeGreaterThanOrEqual(1);
});

test("a database that lacks a migration of this version is not ready, one that has more is", async () => {
  await run(1);
  const pool = new pg.Pool({ connectionString: database.ownerUrl });
  try {
    await expect(createSchemaCheck(pool, folder)()).rejects.toThrow("the database lacks 0002_second");
    await run();
    await createSchemaCheck(pool, folder)();
    await ask("insert into schema_migrations (number, name, checksum, applied_at) values (3, 'of_a_newer_version', 'x', 1)");
    await createSchemaCheck(pool, folder)();
    await write("0002_second.sql", "create table second (id bigint);");
    await expect(createSchemaCheck(pool, folder)()).rejects.toThrow("the database lacks 0002_second");
  } finally {
    await pool.end();
  }
});

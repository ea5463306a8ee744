import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { fillEveryTable } from "../../../../test/harness/one-row-each.ts";
import { ask, portrait, ROWS, SHOP } from "../../../../test/harness/shop-database.ts";
import { migrate } from "../migrate.ts";
import { backup } from "./backup.ts";
import { restore, verifyBackup } from "./restore.ts";

let work: string;
let folder: string;
let file: string;
let made: TestDatabase[];

beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), "amends-backup-"));
  folder = join(work, "migrations");
  file = join(work, "all.backup");
  made = [];
  await mkdir(folder);
  await writeMigration("0001_shop.sql", SHOP);
});

afterEach(async () => {
  await Promise.all(made.map(database => database.drop()));
  await rm(work, { recursive: true });
});

const writeMigration = (name: string, sql: string) => writeFile(join(folder, name), sql);

const makeEmpty = async (): Promise<TestDatabase> => {
  const database = await createTestDatabase({ isEmpty: true });
  made.push(database);
  return database;
};

const makeShop = async (): Promise<TestDatabase> => {
  const database = await makeEmpty();
  await migrate(database.ownerUrl, { folder });
  await ask(database.ownerUrl, ROWS);
  return database;
};

test("a restored database has the same rows, keys, triggers and sequences", async () => {
  const shop = await makeShop();
  const summary = await backup(shop.ownerUrl, file);
  expect(summary).toMatchObject({ tables: 7, rows: 5003 + 2 + 3001 + 1500 + 2 + 3001 + 2 });
  const target = await makeEmpty();
  expect(await restore(file, target.ownerUrl, { folder })).toEqual({ tables: 7, rows: summary.rows, schemaVersion: 1 });
  expect(await portrait(target.ownerUrl)).toEqual(await portrait(shop.ownerUrl));
});

test("life goes on after a restore: new rows get new numbers, keys and triggers hold", async () => {
  const shop = await makeShop();
  await backup(shop.ownerUrl, file);
  const target = await makeEmpty();
  await restore(file, target.ownerUrl, { folder });
  expect(await ask(target.ownerUrl, "insert into buyers (name) values ('new') returning id::int")).toEqual([{ id: 6003 }]);
  expect(await ask(target.ownerUrl, "select nextval('receipt_numbers')::int as next")).toEqual([{ next: 502 }]);
  await expect(ask(target.ownerUrl, "delete from buyers where id = 1000")).rejects.toThrow("foreign key");
  await expect(ask(target.ownerUrl, "delete from audit")).rejects.toThrow("append-only");
});

test("a database that holds nothing of ours is not backed up: nobody would notice before it is needed", async () => {
  const empty = await makeEmpty();
  await expect(backup(empty.ownerUrl, file)).rejects.toMatchObject({ code: "nothing_to_back_up" });
  expect(await readdir(work)).toEqual(["migrations"]);
});

test("a backup into a folder that is not there says so, and what to do", async () => {
  const shop = await makeShop();
  const nowhere = join(work, "nowhere", "all.backup");
  await expect(backup(shop.ownerUrl, nowhere)).rejects.toMatchObject({
    code: "file_not_writable",
    message: expect.stringContaining(nowhere),
  });
});

test("rows written while the backup runs are not in it", async () => {
  const shop = await makeShop();
  let isFirst = true;
  const writing: Promise<unknown>[] = [];
  await backup(shop.ownerUrl, file, {
    onProgress: () => {
      if (isFirst) writing.push(ask(shop.ownerUrl, "insert into log values ('2025-05-05', 'too late')"));
      isFirst = false;
    },
  });
  await Promise.all(writing);
  const target = await makeEmpty();
  await restore(file, target.ownerUrl, { folder });
  expect(await ask(target.ownerUrl, "select count(*)::int as late from log where line = 'too late'")).toEqual([{ late: 0 }]);
});

test("a backup of an older schema is loaded at its version and then migrated", async () => {
  const shop = await makeShop();
  await backup(shop.ownerUrl, file);
  await writeMigration(
    "0002_more.sql",
    "alter table orders add note text; update orders set note = 'migrated'; create table later (id int);",
  );
  const target = await makeEmpty();
  expect(await restore(file, target.ownerUrl, { folder })).toMatchObject({ schemaVersion: 2 });
  expect(await ask(target.ownerUrl, "select distinct note from orders")).toEqual([{ note: "migrated" }]);
});

test("a backup of a newer or another schema is refused before anything changes", async () => {
  const shop = await makeShop();
  await backup(shop.ownerUrl, file);
  const target = await makeEmpty();
  await writeMigration("0001_shop.sql", `${SHOP}\n-- changed`);
  await expect(restore(file, target.ownerUrl, { folder })).rejects.toMatchObject({ code: "backup_schema_unknown" });
  await rm(join(folder, "0001_shop.sql"));
  await expect(restore(file, target.ownerUrl, { folder })).rejects.toMatchObject({ code: "backup_newer" });
  expect(await ask(target.ownerUrl, "select to_regclass('schema_migrations') as found")).toEqual([{ found: null }]);
});

test("a file that lost its end, or in which one byte changed, is refused and nothing changes", async () => {
  const shop = await makeShop();
  await backup(shop.ownerUrl, file);
  const target = await makeEmpty();
  const sound = await readFile(file);
  // The seal ends the content; the few bytes of the compressor behind it say nothing more.
  const cut = [0, 10, 20, 300, Math.floor(sound.length / 2), sound.length - 40].map(length => sound.subarray(0, length));
  const changed = [0, 17, 40, Math.floor(sound.length / 3), sound.length - 40].map(at => {
    const copy = Buffer.from(sound);
    copy.writeUInt8(copy.readUInt8(at) ^ 0x01, at);
    return copy;
  });
  // A compressed stream has bits that stand for nothing: a file that still says the same is not damaged.
  const damaged = changed.filter(copy => !saysTheSame(copy, sound));
  expect(damaged.length).toBeGreaterThan(2);
  for (const content of [...cut, ...damaged]) {
    await writeFile(file, content);
    await expect(restore(file, target.ownerUrl, { folder })).rejects.toMatchObject({ code: "backup_damaged" });
  }
  expect(await ask(target.ownerUrl, "select to_regclass('schema_migrations') as found")).toEqual([{ found: null }]);
  await writeFile(file, sound);
  expect(await verifyBackup(file)).toMatchObject({ schemaVersion: 1 });
});

const saysTheSame = (copy: Buffer, sound: Buffer): boolean => {
  try {
    return zstdDecompressSync(copy).equals(zstdDecompressSync(sound));
  } catch {
    return false;
  }
};

test("rows that break a key keep everything out", async () => {
  const shop = await makeShop();
  await ask(shop.url, "set session_replication_role = replica; delete from buyers where id = 1000");
  await backup(shop.ownerUrl, file);
  const target = await makeEmpty();
  await expect(restore(file, target.ownerUrl, { folder })).rejects.toMatchObject({
    code: "restore_failed",
    message: expect.stringContaining("foreign key"),
  });
  expect(await ask(target.ownerUrl, "select count(*)::int as rows from orders")).toEqual([{ rows: 0 }]);
  expect((await portrait(target.ownerUrl)).constraints).toEqual((await portrait(shop.ownerUrl)).constraints);
});

test("a database that has rows, or is another program's, is refused and stays as it is", async () => {
  const shop = await makeShop();
  await backup(shop.ownerUrl, file);
  const before = await portrait(shop.ownerUrl);
  await expect(restore(file, shop.ownerUrl, { folder })).rejects.toMatchObject({ code: "database_not_empty" });
  expect(await portrait(shop.ownerUrl)).toEqual(before);
  const foreign = await makeEmpty();
  await ask(foreign.ownerUrl, "create table theirs (id int)");
  await expect(restore(file, foreign.ownerUrl, { folder })).rejects.toMatchObject({ code: "database_not_empty" });
});

test("a backup whose rows a policy would hide is not written; an administrator's is complete and restores into the same policy", async () => {
  await writeMigration("0002_force.sql", "alter table buyers force row level security;");
  const shop = await makeEmpty();
  await migrate(shop.ownerUrl, { folder });
  await ask(shop.url, ROWS);
  await expect(backup(shop.ownerUrl, file)).rejects.toMatchObject({ code: "rows_hidden" });
  expect(await readdir(work)).toEqual(["migrations"]);
  await backup(shop.url, file);
  const target = await makeEmpty();
  await restore(file, target.ownerUrl, { folder });
  expect((await portrait(target.url)).digests).toEqual((await portrait(shop.url)).digests);
  expect(await ask(target.url, "select relforcerowsecurity as forced from pg_class where relname = 'buyers'")).toEqual([{ forced: true }]);
});

test("a backup is closed to other accounts and never overwritten; a missing one is named", async () => {
  const shop = await makeShop();
  await backup(shop.ownerUrl, file);
  expect(((await stat(file)).mode & 0o777).toString(8)).toBe("600");
  await expect(backup(shop.ownerUrl, file)).rejects.toMatchObject({ code: "file_exists" });
  await expect(verifyBackup(join(work, "nowhere"))).rejects.toMatchObject({ code: "file_missing" });
});

test("our own schema comes back with every row of every table there is by now", async () => {
  const shop = await createTestDatabase();
  made.push(shop);
  await fillEveryTable(shop.url);
  const before = await everyRow(shop.url);
  expect([...before].filter(([, rows]) => rows.length === 0).map(([table]) => table)).toEqual([]);
  await backup(shop.ownerUrl, file);
  const target = await makeEmpty();
  await expect(restore(file, target.ownerUrl)).resolves.toMatchObject({
    tables: before.size - 1,
    schemaVersion: await migrate(shop.ownerUrl),
  });
  const after = await everyRow(target.url);
  expect([...after.keys()]).toEqual([...before.keys()]);
  for (const [table, rows] of before) if (!BELONGS_TO_ONE_SERVER.has(table)) expect(after.get(table), table).toEqual(rows);
});

/** When each migration ran here, and how far this server's own transactions are numbered. */
const BELONGS_TO_ONE_SERVER = new Set(["schema_migrations", "feed_cursor"]);

const everyRow = async (url: string): Promise<ReadonlyMap<string, readonly unknown[]>> => {
  const tables = await ask(
    url,
    "select relname from pg_class where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace order by 1",
  );
  const rows = new Map<string, readonly unknown[]>();
  for (const { relname } of tables) rows.set(String(relname), await ask(url, `select t::text from "${relname}" t order by 1`));
  return rows;
};

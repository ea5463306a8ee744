import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "./database.ts";

const made: TestDatabase[] = [];
const make = async () => {
  const database = await createTestDatabase();
  made.push(database);
  return database;
};
afterAll(() => Promise.all(made.map(database => database.drop())));

const ask = async (url: string, sql: string): Promise<readonly Record<string, unknown>[]> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

test("each test has a database of its own with our schema in it", async () => {
  const [one, two] = await Promise.all([make(), make()]);
  await ask(one.ownerUrl, "create table only_here (id int)");
  expect(await ask(two.ownerUrl, "select to_regclass('only_here') as found")).toEqual([{ found: null }]);
  expect(await ask(two.writerUrl, "select name from schema_migrations where number = 1")).toEqual([{ name: "meta" }]);
});

test("a new table can be appended to by the writer, changed only where a migration says so, and read by the reader only when granted", async () => {
  const { ownerUrl, writerUrl, readerUrl } = await make();
  await ask(ownerUrl, "create table entries (id int generated always as identity, note text)");
  await ask(writerUrl, "insert into entries (note) values ('kept')");
  await expect(ask(writerUrl, "update entries set note = 'changed'")).rejects.toThrow("permission denied");
  await expect(ask(readerUrl, "select * from entries")).rejects.toThrow("permission denied");
  await ask(ownerUrl, "select grant_to('amends_writer', 'update', 'entries'), grant_to('amends_reader', 'select', 'entries')");
  await ask(writerUrl, "update entries set note = 'changed'");
  expect(await ask(readerUrl, "select note from entries")).toEqual([{ note: "changed" }]);
});

test("granting to a role that does not exist is no error", async () => {
  const { ownerUrl } = await make();
  await ask(ownerUrl, "create table entries (id int)");
  await expect(ask(ownerUrl, "select grant_to('nobody_of_this_name', 'select', 'entries')")).resolves.toHaveLength(1);
});

test("neither the writer nor the reader can make tables or call what migrations call", async () => {
  const { writerUrl, readerUrl } = await make();
  await expect(ask(writerUrl, "create table mine (id int)")).rejects.toThrow("permission denied");
  await expect(ask(readerUrl, "create table mine (id int)")).rejects.toThrow(/permission denied|read-only/);
  await expect(ask(writerUrl, "select grant_to('amends_writer', 'delete', 'schema_migrations')")).rejects.toThrow("permission denied");
});

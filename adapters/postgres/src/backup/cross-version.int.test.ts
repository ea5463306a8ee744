import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { ask, portrait, ROWS, SHOP } from "../../../../test/harness/shop-database.ts";
import { migrate } from "../migrate.ts";
import { backup } from "./backup.ts";
import { restore } from "./restore.ts";

/** A second server of another major version, by an administrator's URL. */
const OTHER_SERVER = process.env["AMENDS_OTHER_DATABASE_URL"] ?? "postgres://root@127.0.0.1:5432/test";

const isReachable = await ask(OTHER_SERVER, "select 1").then(
  () => true,
  () => false,
);

let work: string;
let folder: string;
let file: string;
let ours: TestDatabase;
let theirs: string;

beforeEach(async context => {
  if (!isReachable) context.skip("no second PostgreSQL server answers at AMENDS_OTHER_DATABASE_URL");
  work = await mkdtemp(join(tmpdir(), "amends-backup-"));
  folder = join(work, "migrations");
  file = join(work, "all.backup");
  await mkdir(folder);
  await writeFile(join(folder, "0001_shop.sql"), SHOP);
  ours = await createTestDatabase({ isEmpty: true });
  theirs = `amends_test_${randomBytes(6).toString("hex")}`;
  await ask(OTHER_SERVER, `create database ${theirs} template template0 encoding 'UTF8'`);
});

afterEach(async () => {
  if (!isReachable) return;
  await ours.drop();
  await ask(OTHER_SERVER, `drop database if exists ${theirs} with (force)`);
  await rm(work, { recursive: true });
});

const theirUrl = (): string => {
  const url = new URL(OTHER_SERVER);
  url.pathname = `/${theirs}`;
  return url.href;
};

const move = async (from: string, to: string): Promise<void> => {
  await migrate(from, { folder });
  await ask(from, ROWS);
  await backup(from, file);
  await restore(file, to, { folder });
  expect(await portrait(to)).toEqual(await portrait(from));
};

test("what one major version wrote, another restores", () => move(ours.ownerUrl, theirUrl()));

test("and the way back", () => move(theirUrl(), ours.ownerUrl));

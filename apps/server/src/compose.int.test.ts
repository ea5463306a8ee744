import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../test/harness/database.ts";
import { packFilesOf } from "../../../test/harness/whole-server.ts";
import { type ComposeOptions, composeServer } from "./compose.ts";

const NAME = "a server that does not start";

let database: TestDatabase;
let admin: pg.Pool;
let dataDir: string;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Pool({ connectionString: database.url, max: 1 });
});
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "amends-compose-"));
  return () => rm(dataDir, { recursive: true });
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const named = (url: string): string => {
  const address = new URL(url);
  address.searchParams.set("application_name", NAME);
  return address.href;
};
const connections = async (): Promise<number> =>
  (await admin.query("select from pg_stat_activity where application_name = $1", [NAME])).rowCount ?? 0;

/** Starts it, and waits until nothing of it is connected any more: a loop or a pool that went on would stay. */
const failed = async (options: Partial<ComposeOptions> = {}): Promise<{ readonly why: unknown; readonly faults: readonly unknown[] }> => {
  const faults: unknown[] = [];
  const why = await composeServer({
    ...{ writerUrl: named(database.writerUrl), readerUrl: named(database.readerUrl), dataDir, packs: packFilesOf("base") },
    onFault: (name, fault) => faults.push([name, fault]),
    ...options,
  }).then(
    () => "it started",
    (fault: unknown) => fault,
  );
  await vi.waitUntil(async () => (await connections()) === 0, { timeout: 60_000, interval: 50 });
  return { why, faults };
};

test("a server whose rules are broken says so and leaves no connection behind", async () => {
  const [[id, files] = ["base", { base: null, overlays: [] }]] = packFilesOf("base");
  const { why, faults } = await failed({ packs: new Map([[id, { ...files, base: null } as never]]) });
  expect(why).toBeInstanceOf(Error);
  expect(faults).toEqual([]);
});

test("a server whose sandbox cannot be opened says so and leaves no connection behind", async () => {
  await writeFile(join(dataDir, "sandbox"), "a file where a folder belongs");
  const { why, faults } = await failed();
  expect(why).toMatchObject({ code: "EEXIST" });
  expect(faults).toEqual([]);
});

test("a server one of whose books is damaged says which and leaves no connection behind", async () => {
  await mkdir(join(dataDir, "sandbox"));
  await writeFile(join(dataDir, "sandbox", "workshop.jsonl"), "torn\n");
  const { why, faults } = await failed();
  expect(String(why)).toContain("workshop.jsonl is damaged at line 1");
  expect(faults).toEqual([]);
});

import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withClient } from "@amends/postgres/with-client";
import { createPersonalDataCipher } from "@amends/vault/personal-data-cipher";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../test/harness/database.ts";
import { ownMasterKey } from "./own-master-key.ts";

const RIGHT = "0a".repeat(32);
const OTHER = "0b".repeat(32);
const PERSON = "person_01jd7v8k2m0f9q3r5s7t9v1x";

let database: TestDatabase;
let dataDir: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "amends-own-key-"));
});
afterEach(async () => {
  await withClient(database.ownerUrl, client => client.query("delete from persons"));
  await rm(dataDir, { recursive: true });
});

const somebodyIsKnown = async (): Promise<void> => {
  const { wrappedKey, wrappedSalt } = createPersonalDataCipher(Uint8Array.from(Buffer.from(RIGHT, "hex"))).newSecret(PERSON);
  await withClient(database.writerUrl, client =>
    client.query(
      "insert into persons (shard, person_id, operation_id, owner_id, wrapped_key, wrapped_salt, created_at) values (3, $1, 'o', 'c', $2, $3, 1)",
      [PERSON, wrappedKey, wrappedSalt],
    ),
  );
};

const keyOf = (env: Record<string, string> = {}, isLost = false) => ownMasterKey(database.writerUrl, { dataDir, isLost }, env);

test("a database that knows nobody takes any master key, and has one made", async () => {
  expect(await keyOf()).toHaveLength(32);
  expect(await readdir(dataDir)).toEqual(["master.key"]);
});

test("personal data is served with the master key it was written with", async () => {
  await somebodyIsKnown();
  expect(Buffer.from(await keyOf({ AMENDS_MASTER_KEY: RIGHT })).toString("hex")).toBe(RIGHT);
});

test("a restored database without its master key is not started on a new one, and none is made", async () => {
  await somebodyIsKnown();
  await expect(keyOf()).rejects.toThrow(/holds personal data, and there is no master key.*Put the right one back/);
  expect(await readdir(dataDir)).toEqual([]);
});

test("another master key is refused before anything is written with it, unless the operator says that the old one is lost", async () => {
  await somebodyIsKnown();
  await writeFile(join(dataDir, "master.key"), OTHER, { mode: 0o600 });
  await expect(keyOf()).rejects.toThrow(/written with another master key.*--master-key-lost/);
  expect(Buffer.from(await keyOf({}, true)).toString("hex")).toBe(OTHER);
});

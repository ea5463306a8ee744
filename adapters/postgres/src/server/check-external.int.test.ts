import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { checkExternalRoles, checkExternalServer } from "./check-external.ts";

let empty: TestDatabase;
let migrated: TestDatabase;

beforeAll(async () => {
  [empty, migrated] = await Promise.all([createTestDatabase({ isEmpty: true }), createTestDatabase()]);
});
afterAll(() => Promise.all([empty.drop(), migrated.drop()]));

test("a database of the operator's own is taken when it is new enough and its accounts have their rights", async () => {
  await checkExternalServer(empty);
  await checkExternalServer(migrated);
  await checkExternalRoles(migrated);
});

test("one account for everything is enough", () => checkExternalRoles({ writerUrl: migrated.ownerUrl, readerUrl: migrated.ownerUrl }));

test("an older PostgreSQL is refused before anything is made in it, with its version and the one that is needed", () =>
  expect(checkExternalServer(empty, 99)).rejects.toMatchObject({
    code: "database_too_old",
    message: expect.stringMatching(/PostgreSQL \d+; Amends needs 99 or newer/),
  }));

test("an account that may make no tables is named before the start, and not by a stack of ours", () =>
  expect(checkExternalServer({ ownerUrl: empty.readerUrl })).rejects.toMatchObject({
    code: "database_rights_missing",
    message: expect.stringContaining("amends_reader may make no tables"),
  }));

test("accounts to which the tables were never opened are found at the start, and not by the first buyer", async () => {
  const closed = { code: "database_rights_missing", message: expect.stringContaining("amends_reader may not insert") };
  await expect(checkExternalRoles({ writerUrl: migrated.readerUrl, readerUrl: migrated.readerUrl })).rejects.toMatchObject(closed);
});

import { randomBytes } from "node:crypto";
import { grantDatabase, OWNER_ROLE, type RoleUrls, roleUrls } from "@amends/postgres/server/roles";
import { withClient } from "@amends/postgres/with-client";
import { inject } from "vitest";

/** `url` is an administrator's; `template` has all migrations. */
export type TestServer = { readonly url: string; readonly template: string };

/** Known to everyone: the server listens on this machine only and ends with the run. */
export const TEST_PASSWORDS = { owner: "owner", writer: "writer", reader: "reader" };

export type TestDatabase = RoleUrls & { readonly url: string; readonly drop: () => Promise<void> };

export type TestDatabaseOptions = {
  /** A database without our schema, for tests of migrations and restores. */
  readonly isEmpty?: boolean;
};

/** A database of one's own with our schema and no rows. `url` is the administrator's. Drop it in `afterAll`, with its pools closed. */
export const createTestDatabase = async (options: TestDatabaseOptions = {}): Promise<TestDatabase> => {
  const { url: serverUrl, template } = inject("testServer");
  const name = `amends_test_${randomBytes(6).toString("hex")}`;
  const source = options.isEmpty === true ? "template0" : template;
  await withClient(serverUrl, async admin => {
    await admin.query(`create database ${name} template ${source} owner ${OWNER_ROLE}`);
    await grantDatabase(admin, name);
  });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const drop = () =>
    withClient(serverUrl, async admin => {
      await admin.query(`drop database if exists ${name} with (force)`);
    });
  return { url: url.href, ...roleUrls(url.href, TEST_PASSWORDS), drop };
};

import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { grantDatabase, OWNER_ROLE, type RoleUrls, roleUrls } from "@amends/postgres/server/roles";
import { withClient } from "@amends/postgres/with-client";
import type pg from "pg";
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
    // Nothing is lost by a crash here, so its pages need not pass through the log.
    await admin.query(`create database ${name} template ${source} strategy file_copy owner ${OWNER_ROLE}`);
    await grantDatabase(admin, name);
  });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const drop = () =>
    withClient(serverUrl, async admin => {
      await letGo(admin, name);
      await admin.query(`drop database if exists ${name} with (force)`);
    });
  return { url: url.href, ...roleUrls(url.href, TEST_PASSWORDS), drop };
};

/**
 * A pool that has been ended says so before its connections are gone; one that is cut off on its way out would fail whatever test runs by then. Whoever
 * has not gone by the end of the bound never meant to.
 */
const letGo = async (admin: pg.Client, name: string): Promise<void> => {
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const { rowCount } = await admin.query("select from pg_stat_activity where datname = $1", [name]);
    if (rowCount === 0) return;
    await sleep(LOOK_EVERY_MS);
  }
};
const LOOKS_MAX = 300;
const LOOK_EVERY_MS = 10;

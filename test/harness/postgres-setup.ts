import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "@amends/postgres/migrate";
import { holderOf } from "@amends/postgres/server/data-lock";
import { ensureDatabase, ensureRoles, roleUrls } from "@amends/postgres/server/roles";
import { startEmbedded } from "@amends/postgres/server/start-embedded";
import { withClient } from "@amends/postgres/with-client";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { TEST_PASSWORDS, type TestServer } from "./database.ts";

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/** Several projects name this file; they share one server, which the last of them stops. */
type Shared = { readonly server: TestServer; readonly end: () => Promise<void> };
const shared: { starting: Promise<Shared> | undefined; users: number } = { starting: undefined, users: 0 };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.users++;
  shared.starting ??=
    process.env["AMENDS_TEST_DATABASE_URL"] === undefined ? startOwn() : useExternal(process.env["AMENDS_TEST_DATABASE_URL"]);
  const { server, end } = await shared.starting;
  project.provide("testServer", server);
  return async () => {
    if (--shared.users === 0) await end();
  };
}

const PREFIX = "amends-test-";

const startOwn = async (): Promise<Shared> => {
  await removeAbandoned();
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  const server = await startEmbedded({ dataDir: folder, settings: TEST_SETTINGS });
  const template = await createTemplate(server.url);
  const end = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { server: { url: server.url, template }, end };
};

/** Here, and only here, speed goes before safety: the data of a test run is worth nothing after it. */
const TEST_SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "256MB",
  max_connections: "200",
  max_wal_size: "4GB",
  autovacuum_naptime: "5min",
};

/** A run that was killed leaves its server and folder behind. Starting a folder takes the server over, so it can be stopped. */
const removeAbandoned = async (): Promise<void> => {
  const names = (await readdir(tmpdir())).filter(name => name.startsWith(PREFIX));
  for (const folder of names.map(name => join(tmpdir(), name))) {
    if ((await holderOf(folder)) !== undefined || !(await readdir(folder)).includes("amends.json")) continue;
    const left = await startEmbedded({ dataDir: folder, settings: TEST_SETTINGS });
    await left.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

const useExternal = async (url: string): Promise<Shared> => {
  const template = await createTemplate(url);
  return { server: { url, template }, end: () => dropTemplate(url, template) };
};

/** All migrations run once; each test's database is a copy of the result. */
const createTemplate = async (url: string): Promise<string> => {
  const template = `amends_template_${process.pid}_${Date.now().toString(36)}`;
  await withClient(url, async admin => {
    // Roles belong to the whole server: two runs on one external server must not create them at the same moment.
    await admin.query("select pg_advisory_lock(hashtext('amends test roles'))");
    await ensureRoles(admin, TEST_PASSWORDS);
    await ensureDatabase(admin, template);
  });
  const owner = new URL(roleUrls(url, TEST_PASSWORDS).ownerUrl);
  owner.pathname = `/${template}`;
  await migrate(owner.href);
  return template;
};

const dropTemplate = (url: string, template: string): Promise<void> =>
  withClient(url, async admin => {
    await admin.query(`drop database if exists ${pg.escapeIdentifier(template)} with (force)`);
  });

import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "@amends/postgres/migrate";
import { readCredentials } from "@amends/postgres/server/data-folder";
import { ensureDatabase, type RoleUrls, roleUrls } from "@amends/postgres/server/roles";
import { type EmbeddedServer, startEmbedded } from "@amends/postgres/server/start-embedded";
import { withClient } from "@amends/postgres/with-client";
import pg from "pg";
import { type Child, startChild } from "./child.ts";
import { openShop, type Shop } from "./shop.ts";

/** A PostgreSQL of one's own with the settings of production, in a folder that goes when the run ends. */
export type Stage = {
  readonly folder: string;
  readonly postgres: EmbeddedServer;
  /** A new database with our schema, a server on it, and a shop in it. */
  readonly open: (name: string, nodeArgs?: readonly string[]) => Promise<House>;
  readonly close: () => Promise<void>;
};

export type House = RoleUrls & {
  readonly server: Child;
  readonly dataDir: string;
  /** As the administrator: to fill tables and to read what the server counts. */
  readonly admin: pg.Pool;
  readonly shop: Shop;
};

export const setStage = async (): Promise<Stage> => {
  // Shared by every process of the run, whatever its data folder: one takes over where another left the same database.
  process.env["AMENDS_MASTER_KEY"] = randomBytes(32).toString("hex");
  const folder = await mkdtemp(join(tmpdir(), "amends-bench-"));
  const postgres = await startEmbedded({ dataDir: join(folder, "postgres") });
  const houses: House[] = [];
  return {
    folder,
    postgres,
    open: async (name, nodeArgs = []) => {
      const house = await openHouse(folder, postgres, name, nodeArgs);
      houses.push(house);
      return house;
    },
    close: async () => {
      for (const { server, admin } of houses) {
        await server.stop();
        await admin.end();
      }
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const openHouse = async (folder: string, postgres: EmbeddedServer, name: string, nodeArgs: readonly string[]): Promise<House> => {
  const credentials = await readCredentials(join(folder, "postgres"));
  if (credentials === undefined) throw new Error("broken invariant: the server was started with credentials");
  await withClient(postgres.url, admin => ensureDatabase(admin, name));
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  const urls = roleUrls(url.href, credentials);
  await withClient(url.href, admin => admin.query("create extension if not exists pg_stat_statements"));
  await migrate(urls.ownerUrl);
  const dataDir = join(folder, `data-${name}`);
  await mkdir(dataDir);
  const { writerUrl, readerUrl } = urls;
  const server = await startChild("server-process.ts", [JSON.stringify({ dataDir, urls: { writerUrl, readerUrl } })], nodeArgs);
  const admin = new pg.Pool({ connectionString: url.href, max: 4 });
  return { ...urls, server, dataDir, admin, shop: await openShop(server.said.base, admin) };
};

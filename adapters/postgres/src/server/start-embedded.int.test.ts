import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeUsedFolder, type UsedFolder } from "../../../../test/harness/data-folder.ts";
import { holdPort } from "../../../../test/harness/free-port.ts";
import { type EmbeddedServer, findEmbedded, type StartOptions, startEmbedded } from "./start-embedded.ts";

let dataDir: string;
let running: EmbeddedServer[];

let used: UsedFolder;

beforeAll(async () => {
  used = await makeUsedFolder();
});

afterAll(() => used.remove());

beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), "amends-server-")), "data");
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map(server => server.stop()));
  await rm(join(dataDir, ".."), { recursive: true, force: true });
});

const start = async (options: Partial<StartOptions> = {}): Promise<EmbeddedServer> => {
  const server = await startEmbedded({ dataDir, ...options });
  running.push(server);
  return server;
};

const ask = async (url: string, sql: string): Promise<readonly Record<string, unknown>[]> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

const show = async (url: string, names: readonly string[]) => {
  const rows = await ask(url, `select name, setting from pg_settings where name in (${names.map(name => `'${name}'`).join()})`);
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
};

describe("a server on a new folder", () => {
  let newFolder: string;
  let server: EmbeddedServer;

  beforeAll(async () => {
    newFolder = join(await mkdtemp(join(tmpdir(), "amends-server-")), "data");
    // What a crash in the middle of the making leaves behind.
    await mkdir(join(newFolder, "postgres", "data.new", "base"), { recursive: true, mode: 0o700 });
    server = await startEmbedded({ dataDir: newFolder });
  });

  afterAll(async () => {
    await server.stop();
    await rm(join(newFolder, ".."), { recursive: true, force: true });
  });

  test("a new folder becomes a database that is safe against power loss", async () => {
    const { url } = server;
    const durability = await show(url, ["fsync", "full_page_writes", "synchronous_commit", "data_checksums"]);
    expect(durability).toEqual({ fsync: "on", full_page_writes: "on", synchronous_commit: "on", data_checksums: "on" });
  });

  test("text is UTF-8 in an order that no system library can change", async () => {
    const { url } = server;
    const sql =
      "select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale from pg_database where datname = 'amends'";
    expect(await ask(url, sql)).toEqual([{ encoding: "UTF8", provider: "b", locale: "C.UTF-8" }]);
    expect(await ask(url, "select '续安' as name")).toEqual([{ name: "续安" }]);
  });

  test("the server is set up for a small machine and counts its statements", async () => {
    const { url } = server;
    const settings = await show(url, [
      "jit",
      "max_connections",
      "checkpoint_timeout",
      "shared_preload_libraries",
      "log_min_error_statement",
    ]);
    expect(settings).toEqual({
      jit: "off",
      max_connections: "100",
      checkpoint_timeout: "900",
      shared_preload_libraries: "pg_stat_statements",
      log_min_error_statement: "panic",
    });
    expect(await ask(url, "select count(*) > 0 as counted from pg_stat_statements")).toEqual([{ counted: true }]);
  });

  test("it listens on this machine only, and only for those who know the password", async () => {
    const { url } = server;
    expect(await show(url, ["listen_addresses", "unix_socket_directories"])).toEqual({
      listen_addresses: "127.0.0.1",
      unix_socket_directories: join(newFolder, "postgres"),
    });
    const wrong = new URL(url);
    wrong.password = "guessed";
    await expect(ask(wrong.href, "select 1")).rejects.toThrow("password authentication failed");
    wrong.searchParams.delete("host");
    await expect(ask(wrong.href, "select 1")).rejects.toThrow("password authentication failed");
    expect(await ask(url, "select distinct auth_method from pg_hba_file_rules")).toEqual([{ auth_method: "scram-sha-256" }]);
  });

  test("we talk to it over a socket in its own closed folder", async () => {
    expect(await ask(server.writerUrl, "select inet_client_addr() is null as local")).toEqual([{ local: true }]);
    const socket = await stat(join(newFolder, "postgres", `.s.PGSQL.${server.port}`));
    expect((socket.mode & 0o777).toString(8)).toBe("700");
  });

  test("passwords and data are closed to other accounts", async () => {
    const modeOf = async (name: string) => ((await stat(join(newFolder, name))).mode & 0o777).toString(8);
    expect(await modeOf("credentials.json")).toBe("600");
    expect(await modeOf(".")).toBe("700");
    expect(await modeOf("postgres")).toBe("700");
  });

  test("owner, writer and reader have their own logins on one database", async () => {
    const { ownerUrl, writerUrl, readerUrl } = server;
    const who =
      "select current_user as role, current_database() as database, (select rolsuper from pg_roles where rolname = current_user) as super";
    expect(await ask(ownerUrl, who)).toEqual([{ role: "amends_owner", database: "amends", super: false }]);
    expect(await ask(writerUrl, who)).toEqual([{ role: "amends_writer", database: "amends", super: false }]);
    expect(await ask(readerUrl, who)).toEqual([{ role: "amends_reader", database: "amends", super: false }]);
    await ask(ownerUrl, "create table owned (id int)");
  });
});

test("in a folder whose path is too long for a socket, TCP does", async () => {
  const deep = join(dataDir, "x".repeat(100));
  await used.copyTo(deep);
  const server = await startEmbedded({ dataDir: deep });
  expect(await show(server.url, ["unix_socket_directories"])).toEqual({ unix_socket_directories: "" });
  expect(await ask(server.writerUrl, "select host(inet_client_addr()) as from")).toEqual([{ from: "127.0.0.1" }]);
  await server.stop();
});

test("a setting of the caller replaces the default", async () => {
  await used.copyTo(dataDir);
  const { url } = await start({ settings: { max_connections: "17" } });
  expect(await show(url, ["max_connections"])).toEqual({ max_connections: "17" });
});

test("what was written is there after a stop and a start, with the same logins", async () => {
  await used.copyTo(dataDir);
  const first = await start();
  await ask(first.ownerUrl, "create table kept as select 42 as answer");
  await first.stop();
  const second = await start({ port: first.port });
  expect(await ask(first.ownerUrl, "select answer from kept")).toEqual([{ answer: 42 }]);
  expect(second.ownerUrl).toBe(first.ownerUrl);
});

test("a making that was interrupted is finished by the next start", async () => {
  await used.copyTo(dataDir);
  const first = await start();
  await first.stop();
  await rm(join(dataDir, "amends.json"));
  const { writerUrl } = await start();
  expect(await ask(writerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(await readdir(dataDir)).toContain("amends.json");
});

test("stopping ends open sessions, frees the folder, and may be asked twice", async () => {
  await used.copyTo(dataDir);
  const server = await start();
  const idle = new pg.Client(server.url);
  const ended = new Promise(resolve => idle.on("error", resolve));
  await idle.connect();
  await server.stop();
  await server.stop();
  await ended;
  expect(await readdir(dataDir)).not.toContain("amends.lock");
  await expect(ask(server.url, "select 1")).rejects.toThrow("ENOENT");
});

test("a port that another program holds is named as the reason", async () => {
  await used.copyTo(dataDir);
  const { port, close } = await holdPort();
  await expect(start({ port })).rejects.toMatchObject({
    name: "StartError",
    code: "port_in_use",
    message: expect.stringContaining(String(port)),
  });
  await close();
  await start({ port });
});

test("a second server on the same folder is told who holds it", async () => {
  await used.copyTo(dataDir);
  await start();
  await expect(start()).rejects.toMatchObject({ code: "data_in_use", message: expect.stringContaining(`process ${process.pid}`) });
});

test("a lock left by a process that is gone, or whose pid means another one now, is taken over", async () => {
  await used.copyTo(dataDir);
  await writeFile(join(dataDir, "amends.lock"), JSON.stringify({ pid: process.pid, start: "another boot/1" }));
  await (await start()).stop();
  await writeFile(join(dataDir, "amends.lock"), "");
  await start();
});

test("PostgreSQL's own lock with a pid that means another program now does not keep it from starting", async () => {
  await used.copyTo(dataDir);
  await writeFile(join(dataDir, "postgres", "data", "postmaster.pid"), `${process.ppid}\n${dataDir}\n1\n5432\n\n127.0.0.1\n\nready\n`);
  await start();
});

test("a folder of a newer Amends is left alone", async () => {
  await used.copyTo(dataDir);
  const path = join(dataDir, "amends.json");
  const manifest = JSON.parse(await readFile(path, "utf8"));
  await writeFile(path, JSON.stringify({ ...manifest, formatVersion: manifest.formatVersion + 1 }));
  await expect(start()).rejects.toMatchObject({ code: "data_folder_newer", advice: expect.stringContaining("amends restore") });
});

test("a folder of another PostgreSQL major version is left alone, whether the manifest or the files say so", async () => {
  await used.copyTo(dataDir);
  const path = join(dataDir, "amends.json");
  const manifest = await readFile(path, "utf8");
  await writeFile(path, JSON.stringify({ ...JSON.parse(manifest), postgresMajor: 17 }));
  await expect(start()).rejects.toMatchObject({ code: "data_folder_other_major", advice: expect.stringContaining("amends backup") });
  await writeFile(path, manifest);
  await writeFile(join(dataDir, "postgres", "data", "PG_VERSION"), "19\n");
  await expect(start()).rejects.toMatchObject({ code: "data_folder_other_major", message: expect.stringContaining("PostgreSQL 19") });
});

test("a folder that lost its passwords, its files or its manifest's sense is damaged, and nothing new is made over it", async () => {
  await used.copyTo(dataDir);
  const manifest = await readFile(join(dataDir, "amends.json"), "utf8");
  const credentials = await readFile(join(dataDir, "credentials.json"), "utf8");
  await rm(join(dataDir, "credentials.json"));
  await expect(start()).rejects.toMatchObject({ code: "data_folder_damaged" });
  await writeFile(join(dataDir, "credentials.json"), credentials);
  await writeFile(join(dataDir, "amends.json"), manifest.slice(0, 10));
  await expect(start()).rejects.toMatchObject({ code: "data_folder_damaged" });
  await writeFile(join(dataDir, "amends.json"), manifest);
  await rm(join(dataDir, "postgres"), { recursive: true });
  await expect(start()).rejects.toMatchObject({ code: "data_folder_damaged" });
});

test("the folder of another PostgreSQL server is never touched", async () => {
  await used.copyTo(dataDir);
  await expect(start({ dataDir: join(dataDir, "postgres", "data") })).rejects.toMatchObject({ code: "data_folder_foreign" });
});

test("a path that is no folder is not accessible", async () => {
  const file = join(dataDir, "..", "a-file");
  await writeFile(file, "");
  await expect(start({ dataDir: file })).rejects.toMatchObject({ code: "data_folder_not_accessible" });
});

test.runIf(existsSync("/proc/self"))("a place where no folder can be made is not accessible, and the start ends there", async () => {
  await expect(start({ dataDir: "/proc/amends/data" })).rejects.toMatchObject({ code: "data_folder_not_accessible" });
});

test("a second program finds the running server's addresses, and none when it is stopped", async () => {
  await used.copyTo(dataDir);
  const server = await start();
  const found = await findEmbedded(dataDir);
  expect(found).toMatchObject({ pid: server.pid, writerUrl: server.writerUrl });
  await server.stop();
  expect(await findEmbedded(dataDir)).toBeUndefined();
});

test("a wrong setting is reported with PostgreSQL's own words", async () => {
  await used.copyTo(dataDir);
  await expect(start({ settings: { shared_buffers: "lots" } })).rejects.toMatchObject({
    code: "start_failed",
    message: expect.stringContaining('invalid value for parameter "shared_buffers"'),
  });
});

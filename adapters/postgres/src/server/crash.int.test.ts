import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { makeUsedFolder, type UsedFolder } from "../../../../test/harness/data-folder.ts";
import { findFreePort } from "../../../../test/harness/free-port.ts";
import { startOfProcess } from "./process-identity.ts";
import { startEmbedded } from "./start-embedded.ts";

const PROGRAM = fileURLToPath(new URL("../../../../test/harness/embedded-process.ts", import.meta.url));

let dataDir: string;
let child: ChildProcess | undefined;
let used: UsedFolder;

beforeAll(async () => {
  used = await makeUsedFolder();
});

afterAll(() => used.remove());

beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), "amends-crash-")), "data");
  await used.copyTo(dataDir);
});

afterEach(async () => {
  child?.kill("SIGKILL");
  const server = await startEmbedded({ dataDir });
  await server.stop();
  await rm(join(dataDir, ".."), { recursive: true, force: true });
});

type Served = {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  readonly nextLine: () => Promise<string>;
};

/** Detached, so that a signal to its group is what Ctrl-C in a terminal is: it does not reach us. */
const startInOwnProcess = async (): Promise<Served> => {
  const started = spawn(process.execPath, [PROGRAM, dataDir], { stdio: ["ignore", "pipe", "inherit"], detached: true });
  child = started;
  const lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => String((await lines.next()).value);
  const { pid, port, url } = JSON.parse(await nextLine());
  return { process: started, pid, port, url, nextLine };
};

const kill = async (served: Served): Promise<void> => {
  const ended = once(served.process, "exit");
  served.process.kill("SIGKILL");
  await ended;
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

test("after our process was killed, the next start takes over the server that lives on, and stops it in the end", async () => {
  const first = await startInOwnProcess();
  await kill(first);
  expect(await startOfProcess(first.pid)).toBeDefined();
  const messages: string[] = [];
  const second = await startEmbedded({ dataDir, onProgress: message => messages.push(message) });
  expect(second).toMatchObject({ pid: first.pid, port: first.port, url: first.url });
  expect(messages).toEqual([expect.stringContaining(`process ${first.pid}`)]);
  expect(await ask(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await second.stop();
  expect(await startOfProcess(first.pid)).toBeUndefined();
});

test("a server that lives on is started anew when another port is asked for", async () => {
  const first = await startInOwnProcess();
  await kill(first);
  const port = await findFreePort();
  const second = await startEmbedded({ dataDir, port });
  expect(second.port).toBe(port);
  expect(second.pid).not.toBe(first.pid);
  await second.stop();
});

test("after the server was killed, the next start recovers what was committed", async () => {
  const first = await startEmbedded({ dataDir });
  await ask(first.ownerUrl, "create table kept as select generate_series(1, 1000) as id");
  process.kill(first.pid, "SIGKILL");
  await first.stop();
  const second = await startEmbedded({ dataDir });
  expect(await ask(second.ownerUrl, "select count(*)::int as rows from kept")).toEqual([{ rows: 1000 }]);
  const sockets = (await readdir(join(dataDir, "postgres"))).filter(name => name.startsWith(".s.PGSQL"));
  expect(sockets.toSorted()).toEqual([`.s.PGSQL.${second.port}`, `.s.PGSQL.${second.port}.lock`]);
  await second.stop();
});

test("after both were killed at once, the next start recovers", async () => {
  const first = await startInOwnProcess();
  await ask(first.url, "create table kept as select 42 as answer");
  process.kill(first.pid, "SIGKILL");
  await kill(first);
  const second = await startEmbedded({ dataDir });
  expect(await ask(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  await second.stop();
});

test("Ctrl-C reaches us alone: the server serves until we stop it", async () => {
  const served = await startInOwnProcess();
  process.kill(-Number(served.process.pid), "SIGINT");
  expect(await served.nextLine()).toBe("still serving");
  await once(served.process, "exit");
  expect(await startOfProcess(served.pid)).toBeUndefined();
  expect(await readFile(join(dataDir, "postgres.log"), "utf8")).toContain("received fast shutdown request");
});

test("a folder held by another living process is refused with its pid", async () => {
  const served = await startInOwnProcess();
  await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
    code: "data_in_use",
    message: expect.stringContaining(`process ${served.process.pid}`),
  });
  process.kill(Number(served.process.pid), "SIGINT");
  await once(served.process, "exit");
});

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeUsedFolder, type UsedFolder } from "../../../../test/harness/data-folder.ts";
import { eventually } from "../../../../test/harness/eventually.ts";
import { withClient } from "../with-client.ts";
import { keepRunning } from "./keep-running.ts";
import type { Postmaster } from "./postmaster.ts";
import { startOfProcess } from "./process-identity.ts";
import { startEmbedded } from "./start-embedded.ts";

let used: UsedFolder;
let base: string;

beforeAll(async () => {
  used = await makeUsedFolder();
  base = await mkdtemp(join(tmpdir(), "amends-kept-"));
});
afterAll(async () => {
  await used.remove();
  await rm(base, { recursive: true, force: true });
});

const rowsOf = (url: string, sql: string): Promise<readonly unknown[]> =>
  withClient(url, async client => (await client.query<{ readonly n: number }>(sql)).rows.map(({ n }) => n));

test("a database that was killed under a running server comes back at the same address with all it had committed, and ends with the server", async () => {
  const dataDir = join(base, "data");
  await used.copyTo(dataDir);
  const said: string[] = [];
  const server = await startEmbedded({ dataDir, isKept: true, onProgress: line => said.push(line) });
  try {
    await withClient(server.url, client => client.query("create table kept as select 7 as n"));
    for (let time = 1; time <= 2; time += 1) {
      process.kill(await postmasterOf(server.url), "SIGKILL");
      await eventually("the database runs again", async () => said.filter(line => line.includes("runs again")).length === time);
      expect(await rowsOf(server.url, "select n from kept")).toEqual([7]);
    }
  } finally {
    await server.stop();
  }
  await expect(rowsOf(server.url, "select 1 as n")).rejects.toThrow();
});

const postmasterOf = async (url: string): Promise<number> => {
  const [pid] = await rowsOf(url, "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as n");
  return Number(pid);
};

test("a database that cannot be started yet, for want of room, is tried until it can, and the reason is told once", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"]);
  const pid = Number(child.pid);
  const gone: Postmaster = { pid: 2 ** 30, start: "gone", port: 1, socketFolder: null };
  const started: Postmaster = { pid, start: String(await startOfProcess(pid)), port: 1, socketFolder: null };
  const said: string[] = [];
  let tries = 0;
  const kept = keepRunning(gone, {
    say: line => said.push(line),
    launch: async () => {
      tries += 1;
      if (tries < 3)
        throw new Error(
          `10:0${tries} [${tries}] LOG:  redo\n10:0${tries} [7] FATAL:  the database system is starting up\n10:0${tries} [${tries}] FATAL:  No space left on device`,
        );
      return started;
    },
  });
  await eventually("the third try succeeds", async () => kept.current() === started);
  expect(said.filter(line => line.includes("does not start"))).toEqual(["PostgreSQL does not start: No space left on device"]);
  expect(said.at(-1)).toContain("runs again");
  await kept.stop();
  expect(await startOfProcess(pid)).toBeUndefined();
});

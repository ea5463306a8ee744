import { chmod, chown, cp, mkdir, mkdtemp, readFile, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Binaries, findBinaries } from "./binaries.ts";
import { listOsUsers } from "./os-user.ts";
import { canUseNamespace } from "./run-as.ts";
import { type EmbeddedServer, type StartOptions, startEmbedded } from "./start-embedded.ts";

const isRoot = process.getuid?.() === 0;

let base: string;
let closed: string;
let binaries: Binaries;

/** `closed` is what /root is: a folder that only root may enter. The programs lie in it, as in a project checked out there. */
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "amends-root-"));
  await chmod(base, 0o711);
  closed = join(base, "closed");
  await mkdir(closed, { mode: 0o700 });
  const installed = await findBinaries();
  binaries = { ...installed, folder: join(closed, "native") };
  await cp(installed.folder, binaries.folder, { recursive: true, verbatimSymlinks: true });
});

afterAll(() => rm(base, { recursive: true, force: true }));

const start = (name: string, options: Partial<StartOptions>) =>
  startEmbedded({ dataDir: join(closed, name), binaries, sharedFolder: join(base, "shared"), ...options });

const ownerOf = async (path: string) => (await stat(path)).uid;

const effectiveUserOf = async (pid: number) => /^Uid:\s+\d+\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1];

const answer = async ({ ownerUrl }: EmbeddedServer) => {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    await client.query("create table if not exists kept as select 42 as answer");
    return (await client.query("select answer from kept")).rows;
  } finally {
    await client.end();
  }
};

const useTwice = async (name: string, options: Partial<StartOptions>) => {
  const first = await start(name, options);
  expect(await answer(first)).toEqual([{ answer: 42 }]);
  await first.stop();
  const again = await start(name, options);
  expect(await answer(again)).toEqual([{ answer: 42 }]);
  return again;
};

describe.skipIf(!isRoot)("as root (skipped for other accounts: PostgreSQL simply runs as them)", () => {
  test("in a user namespace nothing leaves root's closed folder", async context => {
    const [user] = await listOsUsers();
    if (user === undefined || !(await canUseNamespace(user, binaries, closed))) context.skip("this machine forbids user namespaces");
    const server = await useTwice("in-namespace", { rootMode: "namespace" });
    expect(await realpath(join(closed, "in-namespace", "postgres"))).toBe(join(await realpath(closed), "in-namespace", "postgres"));
    expect(await ownerOf(join(closed, "in-namespace", "postgres", "data"))).toBe(0);
    await server.stop();
  });

  test("as another account, programs and data move to where it may read them, and the caller is told", async () => {
    const messages: string[] = [];
    const server = await useTwice("as-user", { rootMode: "user", onProgress: message => messages.push(message) });
    const moved = await realpath(join(closed, "as-user", "postgres"));
    expect(moved.startsWith(await realpath(join(base, "shared")))).toBe(true);
    expect(messages.filter(message => message.includes(moved))).toHaveLength(1);
    expect(await ownerOf(join(moved, "data"))).not.toBe(0);
    expect(await effectiveUserOf(server.pid)).toBe(String(await ownerOf(moved)));
    expect(((await stat(moved)).mode & 0o777).toString(8)).toBe("700");
    await server.stop();
  });

  test("as another account in a folder it may reach, the data stays there and the passwords stay closed", async () => {
    const open = join(base, "open");
    const server = await startEmbedded({ dataDir: open, binaries, sharedFolder: join(base, "shared"), rootMode: "user" });
    expect(await realpath(join(open, "postgres"))).toBe(join(await realpath(open), "postgres"));
    expect(((await stat(join(open, "credentials.json"))).mode & 0o777).toString(8)).toBe("600");
    await server.stop();
  });

  test("a folder made by one account is started as that account, whatever mode is asked for", async () => {
    await (await start("owned", { rootMode: "user" })).stop();
    const server = await start("owned", { rootMode: "namespace" });
    expect(await effectiveUserOf(server.pid)).not.toBe("0");
    await server.stop();
  });

  test("data that moved and is gone is not silently made anew", async () => {
    await (await start("lost", { rootMode: "user" })).stop();
    await rm(await realpath(join(closed, "lost", "postgres")), { recursive: true });
    await expect(start("lost", { rootMode: "user" })).rejects.toMatchObject({ code: "data_folder_damaged" });
  });

  test("where no way is left, the error says what to do", async () => {
    const nameless = join(closed, "nameless");
    await mkdir(join(nameless, "postgres"), { recursive: true });
    await chown(join(nameless, "postgres"), 54_321, 54_321);
    await expect(start("nameless", {})).rejects.toMatchObject({
      code: "cannot_run_as_root",
      advice: expect.stringContaining("DATABASE_URL"),
    });
  });
});

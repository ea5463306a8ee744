import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { loadMasterKey } from "./personal-data-key.ts";

const folders: string[] = [];
const here = { dir: "" };

beforeEach(async () => {
  here.dir = await mkdtemp(join(tmpdir(), "amends-master-key-"));
  folders.push(here.dir);
});
afterAll(() => Promise.all(folders.map(folder => rm(folder, { recursive: true }))));

describe("the master key", () => {
  test("is made once, readable by its owner alone, and the same for all who start at once", async () => {
    const first = await loadMasterKey(here.dir, {});
    const again = await loadMasterKey(here.dir, {});
    expect(first).toHaveLength(32);
    expect(again).toEqual(first);
    expect((await stat(join(here.dir, "master.key"))).mode & 0o777).toBe(0o600);
  });

  test("comes from the environment before the folder", async () => {
    expect(await loadMasterKey(here.dir, { AMENDS_MASTER_KEY: "0a".repeat(32) })).toEqual(new Uint8Array(32).fill(10));
    await expect(stat(join(here.dir, "master.key"))).rejects.toThrow();
  });

  test("is refused when it is no key or lies open", async () => {
    await expect(loadMasterKey(here.dir, { AMENDS_MASTER_KEY: "secret" })).rejects.toThrow(/64 hexadecimal digits/);
    await writeFile(join(here.dir, "master.key"), "0a".repeat(32));
    await chmod(join(here.dir, "master.key"), 0o644);
    await expect(loadMasterKey(here.dir, {})).rejects.toThrow(/chmod 600/);
  });
});

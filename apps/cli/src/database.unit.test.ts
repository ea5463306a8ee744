import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { backupCommand } from "./backup-commands.ts";
import { borrowDatabase } from "./database.ts";

test("a command that is pointed to a folder without a database makes none there, and says how to name the right one", async () => {
  const base = await mkdtemp(join(tmpdir(), "amends-cli-"));
  const dataDir = join(base, "mistyped");
  const refused = { code: "data_folder_missing", message: expect.stringContaining(dataDir), advice: expect.stringContaining("--data") };
  await expect(borrowDatabase({ dataDir, external: null }, () => undefined)).rejects.toMatchObject(refused);
  const said = { out: () => undefined, err: () => undefined, rewrite: null, env: {} };
  await expect(backupCommand.run([join(base, "all.backup"), "--data", dataDir], said)).rejects.toMatchObject(refused);
  expect(await readdir(base)).toEqual([]);
  await rm(base, { recursive: true });
});

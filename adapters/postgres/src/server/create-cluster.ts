import { once } from "node:events";
import { chown, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { program } from "./binaries.ts";
import { readIfPresent } from "./local-file.ts";
import type { Placement } from "./placement.ts";
import { postgresFolder } from "./postmaster.ts";
import { type RunAs, spawnAs } from "./run-as.ts";
import { StartError } from "./start-error.ts";

export const ADMIN_ROLE = "postgres";

export const clusterExists = async (clusterFolder: string): Promise<boolean> => (await majorOf(clusterFolder)) !== undefined;

/** The PostgreSQL major version that made these files. */
export const majorOf = async (clusterFolder: string): Promise<number | undefined> => {
  const version = await readIfPresent(join(postgresFolder(clusterFolder), "PG_VERSION"));
  return version === undefined ? undefined : Number.parseInt(version, 10);
};

/** Makes PostgreSQL's files beside their place and moves them there when complete: a crash half way leaves no half cluster. */
export const createCluster = async (placement: Placement, adminPassword: string): Promise<void> => {
  const unfinished = join(placement.clusterFolder, "data.new");
  const passwordFile = join(placement.clusterFolder, "password.new");
  await rm(unfinished, { recursive: true, force: true });
  try {
    await writePasswordFile(passwordFile, adminPassword, placement.runAs);
    await initialise(placement, unfinished, passwordFile);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, postgresFolder(placement.clusterFolder));
};

const writePasswordFile = async (path: string, password: string, runAs: RunAs): Promise<void> => {
  await rm(path, { force: true });
  await writeFile(path, password, { mode: 0o600, flag: "wx" });
  if (runAs.kind === "user") await chown(path, runAs.user.uid, runAs.user.gid);
};

/** The built-in locale sorts by code point and is the same on every machine and system library; the checksums find broken disks. */
const initialise = async (placement: Placement, folder: string, passwordFile: string): Promise<void> => {
  const args = [
    `--pgdata=${folder}`,
    `--username=${ADMIN_ROLE}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--no-instructions",
  ];
  const initdb = await run(placement, "initdb", args);
  if (initdb.exitCode === 0) return chooseCompression(placement, folder);
  throw new StartError(
    "start_failed",
    `PostgreSQL could not make its files in ${folder}: ${initdb.output.slice(-2000)}`,
    "Check free space and permissions of the data folder.",
  );
};

/** lz4 halves the log for little work, but not every build has it; the other method costs more than it saves. */
const chooseCompression = async (placement: Placement, folder: string): Promise<void> => {
  const probe = await run(placement, "postgres", ["-D", folder, "-c", "wal_compression=lz4", "-C", "wal_compression"]);
  if (probe.exitCode !== 0) return;
  const path = join(folder, "postgresql.auto.conf");
  await writeFile(path, "wal_compression = 'lz4'\n", { flag: "a" });
};

type Run = { readonly exitCode: number; readonly output: string };

const run = async (placement: Placement, name: "initdb" | "postgres", args: readonly string[]): Promise<Run> => {
  const child = spawnAs(placement.runAs, program(placement.binaries, name), args, { stdio: ["ignore", "ignore", "pipe"] });
  const output = child.stderr === null ? Promise.resolve("") : text(child.stderr);
  try {
    const [exitCode] = await once(child, "exit");
    return { exitCode: Number(exitCode ?? 1), output: (await output).trim() };
  } catch (error) {
    return { exitCode: 1, output: error instanceof Error ? error.message : String(error) };
  }
};

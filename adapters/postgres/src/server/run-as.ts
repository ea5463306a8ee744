import { type ChildProcess, execFile, type SpawnOptions, spawn } from "node:child_process";
import { promisify } from "node:util";
import { type Binaries, program } from "./binaries.ts";
import type { OsUser } from "./os-user.ts";

/**
 * PostgreSQL refuses to run as root. When we are root, it runs
 * - in a user namespace, where our own files belong to an ordinary account: nothing is moved, no second account comes in; or
 * - as another account of the machine, where namespaces are forbidden (most containers).
 */
export type RunAs =
  | { readonly kind: "self" }
  | { readonly kind: "namespace"; readonly user: OsUser }
  | { readonly kind: "user"; readonly user: OsUser };

const namespaceArguments = (user: OsUser): readonly string[] => ["--user", `--map-user=${user.uid}`, `--map-group=${user.gid}`, "--"];

/** `unshare` becomes the program it starts, so the child's pid is PostgreSQL's own in every mode. */
export const spawnAs = (runAs: RunAs, file: string, args: readonly string[], options: SpawnOptions): ChildProcess => {
  // Our own folder may be closed to the other account, and PostgreSQL wants to know where it is.
  const common = { ...options, cwd: "/", env: environment(), windowsHide: true };
  switch (runAs.kind) {
    case "self":
      return spawn(file, args, common);
    case "namespace":
      return spawn("unshare", [...namespaceArguments(runAs.user), file, ...args], common);
    case "user":
      return spawn(file, args, { ...common, uid: runAs.user.uid, gid: runAs.user.gid });
  }
};

/** Nothing of the caller's PG* variables: PGDATA or PGPORT of another installation must not reach ours. Messages in English: we read them. */
const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env["PATH"], SystemRoot: process.env["SystemRoot"], LC_ALL: "C", TZ: "UTC" });

/** Tries it out: namespaces can be switched off in many ways, and inside one root's passage through foreign folders is gone. */
export const canUseNamespace = async (user: OsUser, binaries: Binaries, dataFolder: string): Promise<boolean> => {
  if (process.platform !== "linux") return false;
  const script = 'test "$(id -u)" = "$1" && test -x "$2" && test -w "$3"';
  const args = [...namespaceArguments(user), "/bin/sh", "-c", script, "sh", String(user.uid), program(binaries, "postgres"), dataFolder];
  try {
    await promisify(execFile)("unshare", args, { cwd: "/" });
    return true;
  } catch {
    return false;
  }
};

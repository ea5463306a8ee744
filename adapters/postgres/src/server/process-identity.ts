import { execFile } from "node:child_process";
import { readFile, readlink, realpath } from "node:fs/promises";
import { basename } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

/**
 * When this process began, in a form that only serves to be compared: a pid alone is given out again, a pid with its start is not.
 * Undefined when the process is gone (a zombie counts as gone: nobody may ever reap it, and it holds nothing).
 */
export const startOfProcess = async (pid: number): Promise<string | undefined> => {
  if (!isAlive(pid)) return undefined;
  if (process.platform === "linux") return startOnLinux(pid);
  if (process.platform === "win32") return "unknown";
  return startByPs(pid);
};

const startOnLinux = async (pid: number): Promise<string | undefined> => {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The program name stands in parentheses and may itself hold spaces: count the fields behind it (3 = state, 22 = start in ticks).
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return undefined;
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    return `${boot.trim()}/${fields[19]}`;
  } catch {
    return undefined;
  }
};

const startByPs = async (pid: number): Promise<string | undefined> => {
  try {
    const { stdout } = await run("ps", ["-o", "lstart=", "-p", String(pid)], { env: { LC_ALL: "C", PATH: process.env["PATH"] } });
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
};

/** "unknown" where the system does not let us look; the caller then trusts PostgreSQL's own lock file. */
export type PostmasterCheck = "postmaster" | "other" | "unknown";

/** Whether this pid is a PostgreSQL server working on exactly this folder (a postmaster's working directory is its data folder). */
export const checkPostmaster = async (pid: number, clusterFolder: string): Promise<PostmasterCheck> => {
  if ((await startOfProcess(pid)) === undefined) return "other";
  if (process.platform === "linux") return checkOnLinux(pid, clusterFolder);
  if (process.platform === "win32") return checkByTaskList(pid);
  return checkByPs(pid, clusterFolder);
};

const checkOnLinux = async (pid: number, clusterFolder: string): Promise<PostmasterCheck> => {
  try {
    // A program whose file was replaced by an upgrade reads "postgres (deleted)".
    const program = basename(await readlink(`/proc/${pid}/exe`)).replace(" (deleted)", "");
    const folder = await readlink(`/proc/${pid}/cwd`);
    return program === "postgres" && folder === (await realpath(clusterFolder)) ? "postmaster" : "other";
  } catch {
    return isAlive(pid) ? "unknown" : "other";
  }
};

/** Without `-ww` the line would be cut off before the folder where there is no terminal; in another locale other letters would be written otherwise. */
const checkByPs = async (pid: number, clusterFolder: string): Promise<PostmasterCheck> => {
  try {
    const env = { LC_ALL: "en_US.UTF-8", PATH: process.env["PATH"] };
    const { stdout } = await run("ps", ["-ww", "-o", "command=", "-p", String(pid)], { env });
    return judgeCommandLine(stdout, [clusterFolder, await realpath(clusterFolder)]);
  } catch {
    return "unknown";
  }
};

const ONLY_ASCII = /^[\x20-\x7e]*$/;

/** A server is started with its folder, by whichever of its names; not to have found one in letters a system may write in a way of its own says nothing. */
export const judgeCommandLine = (line: string, folders: readonly string[]): PostmasterCheck => {
  if (!/postgres.* -D /.test(line)) return "other";
  if (folders.some(folder => line.includes(` -D ${folder} `))) return "postmaster";
  return folders.every(folder => ONLY_ASCII.test(folder)) ? "other" : "unknown";
};

/** Which folder it works on cannot be asked there; the pid stands in a file of that folder. */
const checkByTaskList = async (pid: number): Promise<PostmasterCheck> => {
  try {
    const { stdout } = await run("tasklist", ["/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH"], { windowsHide: true });
    return /^"postgres\.exe"/i.test(stdout.trim()) ? "postmaster" : "other";
  } catch {
    return "unknown";
  }
};

import { open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { program } from "./binaries.ts";
import { hasCode, readIfPresent } from "./local-file.ts";
import type { Placement } from "./placement.ts";
import { checkPostmaster, startOfProcess } from "./process-identity.ts";
import { spawnAs } from "./run-as.ts";
import { asArguments, type Settings, socketSettings } from "./settings.ts";
import { StartError } from "./start-error.ts";

/** A running PostgreSQL server: its pid with the start of that process, so that a later signal never meets another one. */
export type Postmaster = {
  readonly pid: number;
  readonly start: string;
  readonly port: number;
  /** Folder of its Unix socket; `null` = it has none. */
  readonly socketFolder: string | null;
};

export const postgresFolder = (clusterFolder: string): string => join(clusterFolder, "data");

const POLL_MS = 10;
/** Long, because recovery after a crash replays up to max_wal_size; it only bounds a server that hangs. */
const START_LIMIT_MS = 300_000;
const FAST_SHUTDOWN_LIMIT_MS = 20_000;
const IMMEDIATE_SHUTDOWN_LIMIT_MS = 10_000;

/** PostgreSQL's own lock file says pid (line 1), port (line 4), folder of its socket (line 5, may be empty) and state (line 8). */
type PidFile = Omit<Postmaster, "start"> & { readonly isReady: boolean };

const readPidFile = async (clusterFolder: string): Promise<PidFile | undefined> => {
  const lines = (await readIfPresent(join(postgresFolder(clusterFolder), "postmaster.pid")))?.split("\n");
  const pid = Number(lines?.[0]);
  if (lines === undefined || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  const socketFolder = lines[4]?.trim();
  const hasSocket = socketFolder !== undefined && socketFolder !== "";
  return { pid, port: Number(lines[3]), socketFolder: hasSocket ? socketFolder : null, isReady: lines[7]?.trim() === "ready" };
};

/** The server that an earlier process of ours left behind on this folder. */
export const findRunning = async (clusterFolder: string): Promise<Postmaster | undefined> => {
  const file = await readPidFile(clusterFolder);
  if (file === undefined) return undefined;
  const check = await checkPostmaster(file.pid, postgresFolder(clusterFolder));
  return check === "postmaster" ? waitUntilReady(file.pid, clusterFolder) : undefined;
};

/**
 * Removes a lock file whose pid was given to something else since: PostgreSQL only looks whether that pid is alive, and would
 * refuse to start for ever. Only for the holder of the data folder's lock. (Helpers of a dead server that still write are found by
 * their shared memory, whose key is the folder's inode.)
 */
export const removeStalePidFile = async (clusterFolder: string): Promise<void> => {
  const file = await readPidFile(clusterFolder);
  if (file === undefined || (await checkPostmaster(file.pid, postgresFolder(clusterFolder))) !== "other") return;
  await rm(join(postgresFolder(clusterFolder), "postmaster.pid"), { force: true });
};

/**
 * A server that was killed leaves its socket, and beside it a lock with its pid. The next one listens on another port and would leave them for ever; on
 * the same port a pid given to something else since would make it refuse. Only where no server runs on this folder.
 */
export const removeOldSockets = async (clusterFolder: string): Promise<void> => {
  for (const name of await readdir(clusterFolder))
    if (/^\.s\.PGSQL\.\d+(\.lock)?$/.test(name)) await rm(join(clusterFolder, name), { force: true });
};

export type Launch = {
  readonly placement: Placement;
  readonly port: number;
  readonly settings: Settings;
  readonly logFile: string;
  readonly onLaunched: () => void;
};

/**
 * Starts the server in a session of its own, so that Ctrl-C in the terminal reaches us and not it: we stop it after our last
 * transaction. It writes to a file, not to a pipe of ours, and so survives us.
 */
export const launch = async ({ placement, port, settings, logFile, onLaunched }: Launch): Promise<Postmaster> => {
  const folder = postgresFolder(placement.clusterFolder);
  const log = await open(logFile, "a", 0o600);
  const { size: logStart } = await log.stat();
  const args = ["-D", folder, "-p", String(port), ...asArguments({ ...socketSettings(placement.clusterFolder), ...settings })];
  const child = spawnAs(placement.runAs, program(placement.binaries, "postgres"), args, {
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  const failure = new Promise<string>(resolve => child.once("error", error => resolve(error.message)));
  child.unref();
  await log.close();
  onLaunched();
  const started = child.pid === undefined ? undefined : await waitUntilReady(child.pid, placement.clusterFolder);
  if (started !== undefined) return started;
  throw explainFailure(child.pid === undefined ? await failure : await readLogFrom(logFile, logStart), port, logFile);
};

/** Undefined when the process ends before it serves. */
const waitUntilReady = async (pid: number, clusterFolder: string): Promise<Postmaster | undefined> => {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    const start = await startOfProcess(pid);
    if (start === undefined) return undefined;
    const file = await readPidFile(clusterFolder);
    if (file?.pid === pid && file.isReady) return { pid, start, port: file.port, socketFolder: file.socketFolder };
    await sleep(POLL_MS);
  }
  throw new StartError(
    "start_failed",
    `PostgreSQL (process ${pid}) does not become ready.`,
    "It may still be recovering after a crash: look into postgres.log in the data folder, and start again when it says it is ready.",
  );
};

const readLogFrom = async (logFile: string, start: number): Promise<string> => {
  const content = Buffer.from((await readIfPresent(logFile)) ?? "");
  return content.subarray(start).toString("utf8").trim();
};

const explainFailure = (log: string, port: number, logFile: string): StartError => {
  if (log.includes("Address already in use")) {
    return new StartError(
      "port_in_use",
      `Port ${port} on 127.0.0.1 is in use by another program.`,
      "Choose another port, or none: then a free one is taken.",
    );
  }
  return new StartError("start_failed", `PostgreSQL did not start: ${log.slice(-2000)}`, `The whole log is in ${logFile}.`);
};

/** After the server's process was killed, it and its helpers need a moment to be gone; until then PostgreSQL refuses the folder. */
export const isHeldByDying = (error: unknown): boolean =>
  error instanceof StartError && HELD.some(sentence => error.message.includes(sentence));

const HELD = ["pre-existing shared memory block", 'lock file "postmaster.pid" already exists'];

/** Fast shutdown: ends open sessions, writes everything out. If that hangs, an immediate one: nothing is lost, the next start recovers. */
export const stopPostmaster = async (postmaster: Postmaster): Promise<void> => {
  if (await signalAndWait(postmaster, "SIGINT", FAST_SHUTDOWN_LIMIT_MS)) return;
  if (await signalAndWait(postmaster, "SIGQUIT", IMMEDIATE_SHUTDOWN_LIMIT_MS)) return;
  throw new StartError(
    "stop_failed",
    `PostgreSQL (process ${postmaster.pid}) does not stop.`,
    "Look into postgres.log in the data folder. Its data is safe: ending the process by hand only makes the next start recover.",
  );
};

const signalAndWait = async (postmaster: Postmaster, signal: NodeJS.Signals, limitMs: number): Promise<boolean> => {
  const deadline = Date.now() + limitMs;
  if (await isRunning(postmaster)) send(postmaster.pid, signal);
  while (await isRunning(postmaster)) {
    if (Date.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
};

const send = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It ended between our look and the signal, which is what we want.
    if (!hasCode(error, "ESRCH")) throw error;
  }
};

export const isRunning = async (postmaster: Postmaster): Promise<boolean> => (await startOfProcess(postmaster.pid)) === postmaster.start;

import { rename } from "node:fs/promises";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withClient } from "../with-client.ts";
import { type Binaries, findBinaries } from "./binaries.ts";
import { ADMIN_ROLE, clusterExists, createCluster, majorOf } from "./create-cluster.ts";
import {
  type Credentials,
  checkVersions,
  createCredentials,
  DATA_FOLDER_FORMAT,
  damaged,
  isLogTooLong,
  openDataFolder,
  readCredentials,
  readManifest,
  writeManifest,
} from "./data-folder.ts";
import { acquireDataLock } from "./data-lock.ts";
import { keepRunning } from "./keep-running.ts";
import { choosePlacement, type Placement, type RootMode } from "./placement.ts";
import {
  findRunning,
  isHeldByDying,
  isRunning,
  launch,
  type Postmaster,
  removeOldSockets,
  removeStalePidFile,
  stopPostmaster,
} from "./postmaster.ts";
import { ensureDatabase, ensureRoles, type RoleUrls, roleUrls } from "./roles.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { StartError } from "./start-error.ts";

export type StartOptions = {
  readonly dataDir: string;
  /** Without one, a free port is taken. */
  readonly port?: number;
  /** Added to the defaults of `settings.ts`, or in their place. */
  readonly settings?: Settings;
  readonly onProgress?: (message: string) => void;
  /** Told when the server's process runs and is not ready yet: work done then takes no time of the start. Not told of a server that runs already. */
  readonly onLaunched?: () => void;
  /** It is started again when it ends by itself; for whoever stays. Told through `onProgress`. */
  readonly isKept?: boolean;
  /** Only asked when we are root; without it the first mode that works. */
  readonly rootMode?: RootMode;
  /** Only used when root runs the server as another account that may not enter our folders. */
  readonly sharedFolder?: string;
  /** The programs to run, if not those of the installed package. */
  readonly binaries?: Binaries;
};

export type EmbeddedServer = RoleUrls & {
  /** As the administrator, on the database `amends`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Ends the server and gives the folder free. Safe to call twice. */
  readonly stop: () => Promise<void>;
};

export const AMENDS_DATABASE = "amends";
const DEFAULT_SHARED_FOLDER = "/var/lib/amends";

/** Starts the PostgreSQL server of this data folder, making both if they are new. Throws `StartError` for everything foreseen. */
export const startEmbedded = async (options: StartOptions): Promise<EmbeddedServer> => {
  const dataFolder = resolve(options.dataDir);
  const binaries = options.binaries ?? (await findBinaries());
  await openDataFolder(dataFolder);
  const lock = await acquireDataLock(dataFolder);
  try {
    const { placement, postmaster, credentials } = await startLocked(dataFolder, binaries, options);
    const url = adminUrl(postmaster, credentials, AMENDS_DATABASE);
    const launchAgain = (port: number) => launchOnPort(dataFolder, placement, { ...options, port, onLaunched: () => undefined });
    const kept =
      options.isKept === true ? keepRunning(postmaster, { launch: launchAgain, say: options.onProgress ?? (() => undefined) }) : null;
    const stop = once(() => (kept === null ? stopPostmaster(postmaster) : kept.stop()).finally(lock.release));
    return { url, ...roleUrls(url, credentials), port: postmaster.port, pid: postmaster.pid, stop };
  } catch (error) {
    await lock.release();
    throw error;
  }
};

type Started = { readonly placement: Placement; readonly postmaster: Postmaster; readonly credentials: Credentials };

const startLocked = async (dataFolder: string, binaries: Binaries, options: StartOptions): Promise<Started> => {
  const onProgress = options.onProgress ?? (() => undefined);
  const manifest = await readManifest(dataFolder);
  if (manifest !== undefined) checkVersions(dataFolder, manifest.formatVersion, manifest.postgresMajor, binaries.major);
  const sharedFolder = options.sharedFolder ?? DEFAULT_SHARED_FOLDER;
  const placement = await choosePlacement({ dataFolder, binaries, rootMode: options.rootMode, sharedFolder, onProgress });
  const credentials = await ensureCluster(dataFolder, placement, manifest !== undefined, onProgress);
  const postmaster = (await adopt(placement, options.port, onProgress)) ?? (await launchOnPort(dataFolder, placement, options));
  try {
    if (manifest === undefined) await finishFolder(dataFolder, binaries, postmaster, credentials);
    return { placement, postmaster, credentials };
  } catch (error) {
    await stopPostmaster(postmaster);
    throw error;
  }
};

const ensureCluster = async (
  dataFolder: string,
  placement: Placement,
  isFinished: boolean,
  onProgress: (message: string) => void,
): Promise<Credentials> => {
  const known = await readCredentials(dataFolder);
  if (await clusterExists(placement.clusterFolder)) {
    if (known === undefined) throw damaged(dataFolder, "credentials.json is missing");
    checkVersions(dataFolder, DATA_FOLDER_FORMAT, (await majorOf(placement.clusterFolder)) ?? 0, placement.binaries.major);
    return known;
  }
  if (isFinished) throw damaged(dataFolder, "its database files are missing");
  onProgress(`Making a new database in ${dataFolder}.`);
  const credentials = known ?? (await createCredentials(dataFolder));
  await createCluster(placement, credentials.admin);
  return credentials;
};

/** A server that outlived the process that started it goes on serving; only when another port is wanted must it start anew. */
const adopt = async (
  placement: Placement,
  port: number | undefined,
  onProgress: (message: string) => void,
): Promise<Postmaster | undefined> => {
  const running = await findRunning(placement.clusterFolder);
  if (running === undefined) return undefined;
  if (port === undefined || port === running.port) {
    onProgress(`Taking over the PostgreSQL server (process ${running.pid}) that an earlier run left behind.`);
    return running;
  }
  await stopPostmaster(running);
  return undefined;
};

const ATTEMPTS = 50;
const RETRY_MS = 200;

const launchOnPort = async (dataFolder: string, placement: Placement, options: StartOptions): Promise<Postmaster> => {
  const logFile = join(dataFolder, "postgres.log");
  if (await isLogTooLong(logFile)) await rename(logFile, `${logFile}.1`);
  const settings = { ...defaultSettings(), ...options.settings };
  for (let attempt = 1; ; attempt++) {
    await removeStalePidFile(placement.clusterFolder);
    await removeOldSockets(placement.clusterFolder);
    const port = options.port ?? (await findFreePort());
    try {
      return await launch({ placement, port, settings, logFile, onLaunched: options.onLaunched ?? (() => undefined) });
    } catch (error) {
      const isPortRace = options.port === undefined && error instanceof StartError && error.code === "port_in_use";
      if (attempt === ATTEMPTS || !(isPortRace || isHeldByDying(error))) throw error;
      if (!isPortRace) await sleep(RETRY_MS);
    }
  }
};

/** Free at this moment; who loses the race for it asks again. */
const findFreePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

/** The roles and the database; then the manifest, which says that nothing is missing. */
const finishFolder = async (dataFolder: string, binaries: Binaries, postmaster: Postmaster, credentials: Credentials): Promise<void> => {
  await withClient(adminUrl(postmaster, credentials, "postgres"), async admin => {
    await ensureRoles(admin, credentials);
    await ensureDatabase(admin, AMENDS_DATABASE);
  });
  await withClient(adminUrl(postmaster, credentials, AMENDS_DATABASE), admin =>
    admin.query("create extension if not exists pg_stat_statements"),
  );
  await writeManifest(dataFolder, { formatVersion: DATA_FOLDER_FORMAT, postgresMajor: binaries.major, createdAt: Date.now() });
};

/** Over its Unix socket where there is one: `host` in the query stands for the name in front, which an address must have. */
const adminUrl = ({ port, socketFolder }: Postmaster, credentials: Credentials, database: string): string => {
  const url = new URL(`postgres://${ADMIN_ROLE}:${credentials.admin}@127.0.0.1:${port}/${database}`);
  if (socketFolder !== null) url.searchParams.set("host", socketFolder);
  return url.href;
};

const once = (work: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
};

/** The addresses of a server that runs on this folder now, for a second program that wants to talk to it; starts nothing. */
export const findEmbedded = async (dataDir: string): Promise<(RoleUrls & { readonly url: string; readonly pid: number }) | undefined> => {
  const dataFolder = resolve(dataDir);
  const credentials = await readCredentials(dataFolder);
  const postmaster = await findRunning(join(dataFolder, "postgres"));
  if (credentials === undefined || postmaster === undefined || !(await isRunning(postmaster))) return undefined;
  const url = adminUrl(postmaster, credentials, AMENDS_DATABASE);
  return { url, ...roleUrls(url, credentials), pid: postmaster.pid };
};

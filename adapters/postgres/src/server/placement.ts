import { createHash, randomBytes } from "node:crypto";
import { chmod, chown, cp, mkdir, readlink, realpath, rename, rm, stat, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type Binaries, program } from "./binaries.ts";
import { hasCode } from "./local-file.ts";
import { canEnter, canRun, listOsUsers, type OsUser } from "./os-user.ts";
import { canUseNamespace, type RunAs } from "./run-as.ts";
import { StartError } from "./start-error.ts";

/** How root starts the server: "namespace" or "user" only; without a choice the first that works. */
export type RootMode = "namespace" | "user";

/** `clusterFolder` belongs to who runs the server and holds PostgreSQL's own files one level below. */
export type Placement = { readonly runAs: RunAs; readonly binaries: Binaries; readonly clusterFolder: string };

export type PlacementRequest = {
  readonly dataFolder: string;
  readonly binaries: Binaries;
  readonly rootMode: RootMode | undefined;
  /** Where programs and data go when the account that runs the server may not enter ours. */
  readonly sharedFolder: string;
  readonly onProgress: (message: string) => void;
};

export const CLUSTER_FOLDER = "postgres";

/** Says who runs the server and where its files are; makes room for them, but no database yet. */
export const choosePlacement = async (request: PlacementRequest): Promise<Placement> => {
  const inPlace = join(request.dataFolder, CLUSTER_FOLDER);
  const ownerId = await ownerOf(inPlace);
  if (ownerId === undefined) await refuseDeadLink(inPlace);
  if (process.getuid?.() !== 0) return { runAs: { kind: "self" }, binaries: request.binaries, clusterFolder: await ownFolder(inPlace) };
  if (ownerId !== undefined && ownerId !== 0) return placeWithOwner(request, ownerId);
  const namespace = request.rootMode === "user" ? undefined : await placeInNamespace(request);
  if (namespace !== undefined) return namespace;
  const withUser = request.rootMode === "namespace" || ownerId === 0 ? undefined : await placeWithUser(request);
  if (withUser === undefined) throw cannotRunAsRoot(request.dataFolder);
  return withUser;
};

const ownerOf = async (path: string): Promise<number | undefined> => {
  try {
    return (await stat(path)).uid;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
};

const refuseDeadLink = async (path: string): Promise<void> => {
  const target = await readlink(path).catch(() => undefined);
  if (target === undefined) return;
  throw new StartError(
    "data_folder_damaged",
    `The database of ${dirname(path)} lay in ${target}, which is gone.`,
    `Bring ${target} back, or delete ${dirname(path)} to begin anew and restore a backup into it.`,
  );
};

const ownFolder = async (path: string): Promise<string> => {
  await mkdir(path, { recursive: true, mode: 0o700 });
  return realpath(path);
};

/** An existing folder keeps its owner: whoever made it, by whatever mode, can start it again. */
const placeWithOwner = async (request: PlacementRequest, uid: number): Promise<Placement> => {
  const clusterFolder = await realpath(join(request.dataFolder, CLUSTER_FOLDER));
  const user = (await listOsUsers()).find(known => known.uid === uid);
  if (user === undefined || !(await canEnter(user, dirname(clusterFolder)))) throw cannotRunAsRoot(request.dataFolder);
  return { runAs: { kind: "user", user }, binaries: await binariesFor(user, request), clusterFolder };
};

/** Any account that has a name will do (initdb asks for it): outside the namespace it is still root, and so are the files. */
const placeInNamespace = async (request: PlacementRequest): Promise<Placement | undefined> => {
  const [user] = await preferredUsers([]);
  if (user === undefined || !(await canUseNamespace(user, request.binaries, request.dataFolder))) return undefined;
  const clusterFolder = await ownFolder(join(request.dataFolder, CLUSTER_FOLDER));
  return { runAs: { kind: "namespace", user }, binaries: request.binaries, clusterFolder };
};

const placeWithUser = async (request: PlacementRequest): Promise<Placement | undefined> => {
  const folderOwner = (await stat(request.dataFolder)).uid;
  for (const user of await preferredUsers([folderOwner])) {
    if (await canEnter(user, dirname(request.dataFolder))) return placeNear(user, request);
  }
  const [user] = await preferredUsers([folderOwner]);
  return user === undefined ? undefined : placeElsewhere(user, request);
};

const preferredUsers = async (first: readonly number[]): Promise<readonly OsUser[]> => {
  const users = await listOsUsers();
  const wanted = [
    ...users.filter(user => first.includes(user.uid)),
    ...["postgres", "nobody"].map(name => users.find(user => user.name === name)),
  ];
  return wanted.filter(user => user !== undefined);
};

const placeNear = async (user: OsUser, request: PlacementRequest): Promise<Placement> => {
  const clusterFolder = join(request.dataFolder, CLUSTER_FOLDER);
  // Passing through is all the account needs; listing the folder, and our own files in it, stay ours.
  await chmod(request.dataFolder, 0o711);
  await makeFolderFor(user, clusterFolder);
  request.onProgress(`PostgreSQL runs as the account ${user.name}, because it refuses to run as root.`);
  return { runAs: { kind: "user", user }, binaries: await binariesFor(user, request), clusterFolder };
};

/** The link in the data folder tells everyone, us included, where the data went; a data folder that is deleted begins anew. */
const placeElsewhere = async (user: OsUser, request: PlacementRequest): Promise<Placement> => {
  const hash = createHash("sha256").update(request.dataFolder).digest("hex").slice(0, 16);
  const clusterFolder = join(request.sharedFolder, `${hash}-${randomBytes(4).toString("hex")}`);
  await makeSharedFolder(request);
  await makeFolderFor(user, clusterFolder);
  await symlink(clusterFolder, join(request.dataFolder, CLUSTER_FOLDER));
  request.onProgress(
    `PostgreSQL refuses to run as root, and the account ${user.name} may not enter ${request.dataFolder}: the data lies in ${clusterFolder}.`,
  );
  return { runAs: { kind: "user", user }, binaries: await binariesFor(user, request), clusterFolder };
};

const makeFolderFor = async (user: OsUser, folder: string): Promise<void> => {
  await mkdir(folder, { mode: 0o700 });
  await chown(folder, user.uid, user.gid);
};

const makeSharedFolder = async (request: PlacementRequest): Promise<void> => {
  try {
    await mkdir(request.sharedFolder, { recursive: true, mode: 0o711 });
  } catch {
    throw cannotRunAsRoot(request.dataFolder);
  }
};

const binariesFor = async (user: OsUser, request: PlacementRequest): Promise<Binaries> => {
  const { binaries, sharedFolder } = request;
  if (await canRun(user, program(binaries, "postgres"))) return binaries;
  const folder = join(sharedFolder, `postgresql-${binaries.version}`);
  if ((await ownerOf(folder)) === undefined) {
    request.onProgress(`Copying PostgreSQL's programs to ${folder}, where the account ${user.name} can run them.`);
    await makeSharedFolder(request);
    await copyWhole(binaries.folder, folder);
  }
  return { ...binaries, folder };
};

const copyWhole = async (from: string, to: string): Promise<void> => {
  const unfinished = join(dirname(to), `.${basename(to)}.${process.pid}`);
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
  await chmod(unfinished, 0o755);
  try {
    await rename(unfinished, to);
  } catch (error) {
    // Another start was quicker with the same copy.
    await rm(unfinished, { recursive: true, force: true });
    if (!hasCode(error, "ENOTEMPTY") && !hasCode(error, "EEXIST")) throw error;
  }
};

const cannotRunAsRoot = (dataFolder: string): StartError =>
  new StartError(
    "cannot_run_as_root",
    `PostgreSQL refuses to run as root, and no other way was found to run it on ${dataFolder}.`,
    "Start Amends as an ordinary user who owns the data folder (chown -R it first), or set DATABASE_URL to a PostgreSQL server of your own.",
  );

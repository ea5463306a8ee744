import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { PackSource } from "@amends/domain/policy/pack";
import { describeFileProblem, readPack } from "@amends/packs/read-pack";
import type { StoredPack } from "@amends/postgres/packs/pack-store";
import { PackRefused } from "@amends/server/policy/compile-pack";
import type { PackFiles } from "@amends/server/policy/running-policy";

const POLICIES = fileURLToPath(new URL("../../../policies", import.meta.url));
/** One overlay for each kind of operation; an operation that names no pack runs under the one of its kind. */
const KIND_OVERLAYS = ["c2c", "group-buy", "marketplace", "brand"] as const;

/**
 * The default pack, its overlays for the kinds of operation, and those named on the command line. An overlay runs on the pack it extends; a base stands
 * for itself, under its own id.
 */
export const readPacks = (folders: readonly string[]): PackFiles => {
  const base = sourceOf(join(POLICIES, "base"));
  const packs = new Map<string, StoredPack>([[idOf(base), { base, overlays: [] }]]);
  for (const folder of [...KIND_OVERLAYS.map(kind => join(POLICIES, kind)), ...folders.map(folder => resolve(folder))]) {
    const source = sourceOf(folder);
    packs.delete(idOf(source));
    packs.set(
      idOf(source),
      isOverlay(source) ? laidOn(packs.get(extendsOf(source)) ?? { base, overlays: [] }, source) : { base: source, overlays: [] },
    );
  }
  return packs;
};

const laidOn = ({ base, overlays }: StoredPack, overlay: PackSource): StoredPack => ({ base, overlays: [...overlays, overlay] });

const sourceOf = (folder: string): PackSource => {
  const read = readPack(folder);
  if (read.kind === "unreadable") throw new PackRefused(folder, read.problems.map(describeFileProblem));
  return read.source;
};

const field = ({ manifest }: PackSource, name: string): unknown =>
  typeof manifest === "object" && manifest !== null && name in manifest
    ? Object.entries(manifest).find(([key]) => key === name)?.[1]
    : undefined;

const extendsOf = (source: PackSource): string => String(field(source, "extends") ?? "");
const idOf = (source: PackSource): string => String(field(source, "id") ?? "");
const isOverlay = (source: PackSource): boolean => field(source, "kind") === "overlay";

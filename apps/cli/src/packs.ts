import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { PackSource } from "@amends/domain/policy/pack";
import { describeFileProblem, readPack } from "@amends/packs/read-pack";
import { type PackFiles, PackRefused } from "@amends/server/policy/running-policy";

const BASE_FOLDER = fileURLToPath(new URL("../../../policies/base", import.meta.url));

/** The default pack and those named on the command line. An overlay runs on the default pack; a base stands for itself, under its own id. */
export const readPacks = (folders: readonly string[]): PackFiles => {
  const base = sourceOf(BASE_FOLDER);
  const packs = new Map([[idOf(base), { base, overlays: [] as readonly PackSource[] }]]);
  for (const folder of folders) {
    const source = sourceOf(resolve(folder));
    packs.set(idOf(source), isOverlay(source) ? { base, overlays: [source] } : { base: source, overlays: [] });
  }
  return packs;
};

const sourceOf = (folder: string): PackSource => {
  const read = readPack(folder);
  if (read.kind === "unreadable") throw new PackRefused(folder, read.problems.map(describeFileProblem));
  return read.source;
};

const field = ({ manifest }: PackSource, name: string): unknown =>
  typeof manifest === "object" && manifest !== null && name in manifest
    ? Object.entries(manifest).find(([key]) => key === name)?.[1]
    : undefined;

const idOf = (source: PackSource): string => String(field(source, "id") ?? "");
const isOverlay = (source: PackSource): boolean => field(source, "kind") === "overlay";

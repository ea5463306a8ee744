import { createHash } from "node:crypto";
import { loadRunningPack } from "@amends/domain/case/load-running-pack";
import type { CompiledPack } from "@amends/domain/policy/pack";
import { describeProblem } from "@amends/domain/policy/problem";
import { PackRefused } from "@amends/server/policy/compile-pack";
import { readPacks } from "./packs.ts";

/** The default pack, or the one in a folder, as a server would run it. */
export const compilePolicy = (folder: string | undefined): CompiledPack => {
  const packs = readPacks(folder === undefined ? [] : [folder]);
  const stored = folder === undefined ? packs.get("base") : [...packs.values()].at(-1);
  if (stored === undefined) throw new Error("broken invariant: a pack was read");
  const loaded = loadRunningPack(stored.base, stored.overlays, bytes => createHash("sha256").update(bytes).digest("hex"));
  if (loaded.kind === "refused") throw new PackRefused(folder ?? "base", loaded.problems.map(describeProblem));
  return loaded.value.pack;
};

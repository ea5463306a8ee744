import { createHash } from "node:crypto";
import { loadRunningPack } from "@amends/domain/case/load-running-pack";
import { describeProblem } from "@amends/domain/policy/problem";
import { PackRefused } from "@amends/server/policy/compile-pack";
import { CliError } from "./cli-error.ts";
import { readOptions } from "./options.ts";
import { readPacks } from "./packs.ts";
import type { Command } from "./surroundings.ts";

export const packCommand: Command = {
  usage: `amends pack check DIR
  reads the pack in DIR, lays it on the default pack if it is an overlay, compiles every table and plan, and names the place of every fault`,
  run: async (args, { out }) => {
    const { positionals } = readOptions(args, {});
    const [verb, folder] = positionals;
    if (verb !== "check" || folder === undefined)
      throw new CliError("missing_option", "Give `check` and the pack's folder.", packCommand.usage);
    const packs = readPacks([folder]);
    const [id, stored] = [...packs].at(-1) ?? [];
    if (id === undefined || stored === undefined) throw new Error("broken invariant: a pack was read");
    const loaded = loadRunningPack(stored.base, stored.overlays, bytes => createHash("sha256").update(bytes).digest("hex"));
    if (loaded.kind === "refused") throw new PackRefused(folder, loaded.problems.map(describeProblem));
    const { pack } = loaded.value;
    out(`${id} ${pack.version}: ${pack.tables.size} tables, ${Object.keys(pack.templates).length} plans, hash ${pack.hash}`);
    return 0;
  },
};

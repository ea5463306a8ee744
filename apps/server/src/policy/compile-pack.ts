import { createHash } from "node:crypto";
import type { RunningPack } from "@amends/domain/case/bind-rules";
import { loadRunningPack } from "@amends/domain/case/load-running-pack";
import type { PackChecks, PackSource } from "@amends/domain/policy/pack";
import { describeProblem, type Loaded } from "@amends/domain/policy/problem";
import type { StoredPack } from "@amends/postgres/packs/pack-store";

export class PackRefused extends Error {
  override readonly name = "PackRefused";
  readonly packId: string;
  readonly problems: readonly string[];

  constructor(packId: string, problems: readonly string[]) {
    super(`the pack ${packId} is not used: ${problems.join("; ")}`);
    this.packId = packId;
    this.problems = problems;
  }
}

/** What has decided before is not weighed again: a check that has become stricter must not take the rules of a decision away. */
export const TAKEN_BEFORE: PackChecks = { checkOverlay: () => null, checkOverlayValue: () => null };

type Checks = Parameters<typeof loadRunningPack>[3];

export const compile = ({ base, overlays }: StoredPack, checks?: Checks): Loaded<RunningPack> =>
  loadRunningPack(base, overlays, bytes => createHash("sha256").update(bytes).digest("hex"), checks);

export const compiled = (packId: string, content: StoredPack, checks?: Checks): RunningPack => {
  const result = compile(content, checks);
  if (result.kind === "refused") throw new PackRefused(packId, result.problems.map(describeProblem));
  return result.value;
};

/** Tables of a running pack that layers on it leave as they are. */
export const untouched = ({ pack: { tables } }: RunningPack, layers: readonly PackSource[]): RunningPack["pack"]["tables"] =>
  new Map([...tables].filter(([id]) => !layers.some(layer => id in layer.tables)));

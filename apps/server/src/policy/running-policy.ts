import { createHash } from "node:crypto";
import type { RunningPack } from "@amends/domain/case/bind-rules";
import { loadRunningPack } from "@amends/domain/case/load-running-pack";
import type { OperationFacts } from "@amends/domain/intake/case-facts";
import type { Operation } from "@amends/domain/intake/operation";
import { dayAt } from "@amends/domain/kernel/calendar";
import { CHINA_REST_DAYS } from "@amends/domain/kernel/china-holidays";
import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import { isMerchantOverlay, parseManifest } from "@amends/domain/policy/manifest";
import { describeProblem } from "@amends/domain/policy/problem";
import type { Policy, RunningOperation } from "@amends/flows/policy-port";
import { findOperation } from "@amends/postgres/operations/operations";
import { findPack, type StoredPack, storePack } from "@amends/postgres/packs/pack-store";
import type pg from "pg";

/** The packs a server was started with, by the id operations name. */
export type PackFiles = ReadonlyMap<string, StoredPack>;

/** The pack of an operation that names none, where no overlay was made for its kind. */
export const DEFAULT_PACK_ID = "base";
const OPERATION_LIFE_MS = 5000;
/** Holidays this far around now can matter to a window or a deadline of a running case. */
const HOLIDAY_REACH_DAYS = 120;

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

/**
 * Keeps the rules at hand. Packs are compiled once and stored under their hash before anything is decided by them; operations are read again after a few
 * seconds. A command never waits for a file or a compilation.
 */
export const createPolicy = async (pool: pg.Pool, files: PackFiles, at: Instant): Promise<Policy> => {
  const byHash = new Map<string, RunningPack>();
  const packs: RunningPacks = { byId: new Map(), byKind: new Map() };
  for (const [packId, content] of files) {
    const running = compiled(packId, content);
    packs.byId.set(packId, running);
    const kind = kindServedBy(content);
    if (kind !== null) packs.byKind.set(kind, running);
    byHash.set(running.pack.hash, running);
    await storePack(pool, running.pack.hash, packId, content, at);
  }
  const operations = new Map<OperationId, { readonly until: number; readonly operation: Promise<Operation | null> }>();
  return {
    operation: async (operationId, now) => {
      const known = operations.get(operationId);
      const entry =
        known !== undefined && known.until > now ? known : { until: now + OPERATION_LIFE_MS, operation: findOperation(pool, operationId) };
      if (entry !== known) operations.set(operationId, entry);
      const operation = await entry.operation;
      if (operation === null) operations.delete(operationId);
      return operation === null ? null : runningOperation(operation, packs, now);
    },
    packByHash: async packHash => {
      const known = byHash.get(packHash);
      if (known !== undefined) return known;
      const stored = await findPack(pool, packHash);
      if (stored === null) throw new Error(`broken invariant: the pack ${packHash} decided something and is stored`);
      const running = compiled(packHash, stored);
      byHash.set(packHash, running);
      return running;
    },
  };
};

const compiled = (packId: string, { base, overlays }: StoredPack): RunningPack => {
  const result = loadRunningPack(base, overlays, bytes => createHash("sha256").update(bytes).digest("hex"));
  if (result.kind === "refused") throw new PackRefused(packId, result.problems.map(describeProblem));
  return result.value;
};

type RunningPacks = { readonly byId: Map<string, RunningPack>; readonly byKind: Map<string, RunningPack> };

/** The kind of operation a pack was made for as a whole; an overlay of a merchant or a brand serves that one alone. */
const kindServedBy = ({ overlays }: StoredPack): string | null => {
  const { manifest } = parseManifest(overlays.at(-1)?.manifest ?? null);
  return manifest === null || isMerchantOverlay(manifest) ? null : (manifest.appliesTo.operationKind ?? null);
};

const runningOperation = (operation: Operation, packs: RunningPacks, now: Instant): RunningOperation => {
  const packId = operation.packId ?? DEFAULT_PACK_ID;
  const running = (operation.packId === null ? packs.byKind.get(operation.kind) : undefined) ?? packs.byId.get(packId);
  if (running === undefined)
    throw new PackRefused(packId, [`the operation ${operation.code} names it, and the server was started without it`]);
  return { operationId: operation.operationId, code: operation.code, facts: operationFacts(operation, now), running };
};

const operationFacts = ({ kind, currency, zone }: Operation, now: Instant): OperationFacts => {
  const today = dayAt(now, zone);
  const near = (days: ReadonlySet<number>) => [...days].filter(day => Math.abs(day - today) <= HOLIDAY_REACH_DAYS);
  const inChina = zone.id === "Asia/Shanghai";
  return {
    kind,
    currency,
    zone,
    holidays: inChina ? near(CHINA_REST_DAYS.holidays) : [],
    extraWorkdays: inChina ? near(CHINA_REST_DAYS.workdays) : [],
  };
};

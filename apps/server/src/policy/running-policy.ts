import type { RunningPack } from "@amends/domain/case/bind-rules";
import type { OperationFacts } from "@amends/domain/intake/case-facts";
import type { Operation } from "@amends/domain/intake/operation";
import { dayAt } from "@amends/domain/kernel/calendar";
import { unchanging } from "@amends/domain/kernel/canonical-json";
import { CHINA_REST_DAYS } from "@amends/domain/kernel/china-holidays";
import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import { isMerchantOverlay, parseManifest } from "@amends/domain/policy/manifest";
import type { AnnouncedRules, Policy, RunningOperation, ShopRulesCheck } from "@amends/flows/policy-port";
import type { ShopRulesIndex } from "@amends/flows/shop-rules";
import type { RulesTrial } from "@amends/flows/try-shop-rules";
import { findOperation } from "@amends/postgres/operations/operations";
import { type StoredPack, storePack } from "@amends/postgres/packs/pack-store";
import type pg from "pg";
import { compiled, PackRefused, untouched } from "./compile-pack.ts";
import { type DatedPacks, openDatedPacks } from "./dated-packs.ts";
import { createKnownPacks } from "./known-packs.ts";
import { createShopPacks, type ShopPacks } from "./shop-packs.ts";

/** The packs a server was started with, by the id operations name. */
export type PackFiles = ReadonlyMap<string, StoredPack>;

/** The pack of an operation that names none, where no overlay was made for its kind. */
export const DEFAULT_PACK_ID = "base";
const OPERATION_LIFE_MS = 5000;
/** Holidays this far around now can matter to a window or a deadline of a running case. */
const HOLIDAY_REACH_DAYS = 120;

/**
 * Keeps the rules at hand. Packs are compiled once and stored under their hash before anything is decided by them; operations are read again after a few
 * seconds. A command never waits for a file or a compilation.
 */
export const createPolicy = async (
  pool: pg.Pool,
  files: PackFiles,
  at: Instant,
  onFault: (name: string, fault: unknown) => void = () => undefined,
): Promise<Policy & ShopRulesCheck & RulesTrial & AnnouncedRules> => {
  const started = new Map<string, RunningPack>();
  const ofKind = new Map<string, string>();
  const known = createKnownPacks(pool, () => started.get(DEFAULT_PACK_ID));
  for (const [packId, content] of files) {
    const running = compiled(packId, content, { compiledBelow: tablesBelow(content, files, started) });
    started.set(packId, running);
    const kind = kindServedBy(content);
    if (kind !== null) ofKind.set(kind, packId);
    known.keep(running, content);
    await storePack(pool, running.pack.hash, packId, content, at);
  }
  const dated = await openDatedPacks({ pool, known, onFault }, started, at);
  const shops = createShopPacks({ pool, known, onFault });
  const packs: RunningPacks = {
    idFor: ({ packId, kind, code }) => {
      const id = (packId === null ? ofKind.get(kind) : undefined) ?? packId ?? DEFAULT_PACK_ID;
      if (!started.has(id)) throw new PackRefused(id, [`the operation ${code} names it, and the server was started without it`]);
      return id;
    },
    dated,
    shops,
  };
  const operations = new Map<OperationId, Entry>();
  const entryOf = (operationId: OperationId, now: Instant): Entry => {
    const last = operations.get(operationId);
    if (last !== undefined && last.until > now) return last;
    const entry = { until: now + OPERATION_LIFE_MS, read: readOperation(pool, shops, operationId, last) };
    operations.set(operationId, entry);
    return entry;
  };
  const runningIn = async (operationId: OperationId, now: Instant): Promise<RunningOperation | null> => {
    const read = await entryOf(operationId, now).read;
    if (read === null) operations.delete(operationId);
    return read === null ? null : runningOperation(read, packs, now);
  };
  const runningNow = async (operationId: OperationId, now: Instant): Promise<RunningPack> => {
    const operation = await runningIn(operationId, now);
    if (operation === null) throw new Error(`broken invariant: ${operationId} exists, somebody signed in to it`);
    return operation.running;
  };
  const tryShopRules: RulesTrial["tryShopRules"] = async (operationId, sellerId, rows, now) =>
    shops.tried(await runningNow(operationId, now), sellerId, rows);
  return {
    operation: runningIn,
    packByHash: known.byHash,
    datedRules: async (operationId, now) => {
      const read = await entryOf(operationId, now).read;
      return read === null ? null : await dated.dated(packs.idFor(read.operation), now);
    },
    checkShopRules: async (operationId, sellerId, rows, at) => {
      const tried = await tryShopRules(operationId, sellerId, rows, at);
      return tried.kind === "refused" ? tried.problems : [];
    },
    shopNoticeMs: async (operationId, sellerId, change, now) => shops.noticeMs(await runningNow(operationId, now), sellerId, change),
    tryShopRules,
    forgetOperation: operationId => {
      const last = operations.get(operationId);
      if (last !== undefined) operations.set(operationId, { ...last, until: 0 });
    },
  };
};

/** Each reading of an operation takes over from the last one what did not change. */
type Entry = { readonly until: number; readonly read: Promise<ReadOperation | null> };
type ReadOperation = { readonly operation: Operation; readonly shopRules: ShopRulesIndex };

const readOperation = async (
  pool: pg.Pool,
  { store }: ShopPacks,
  operationId: OperationId,
  last: Entry | undefined,
): Promise<ReadOperation | null> => {
  const before = (await last?.read.catch(() => null))?.shopRules ?? NO_SHOP_RULES;
  // One after the other: no request holds two connections, or many of them would wait for each other's second.
  const operation = await findOperation(pool, operationId);
  if (operation === null) return null;
  const index = await store.index(operationId, before.version);
  return { operation, shopRules: index === "known" ? before : index };
};

const NO_SHOP_RULES: ShopRulesIndex = { version: 0, bySeller: new Map() };

type RunningPacks = {
  readonly idFor: (operation: Operation) => string;
  readonly dated: DatedPacks;
  readonly shops: ShopPacks;
};

/** Packs on the same base share the tables none of them changes: a start compiles one pack and the differences. */
const tablesBelow = (
  { base, overlays }: StoredPack,
  files: PackFiles,
  known: ReadonlyMap<string, RunningPack>,
): RunningPack["pack"]["tables"] => {
  const below = [...known].find(([packId]) => files.get(packId)?.base === base && files.get(packId)?.overlays.length === 0);
  return below === undefined ? new Map() : untouched(below[1], overlays);
};

/** The kind of operation a pack was made for as a whole; an overlay of a merchant or a brand serves that one alone. */
const kindServedBy = ({ overlays }: StoredPack): string | null => {
  const { manifest } = parseManifest(overlays.at(-1)?.manifest ?? null);
  return manifest === null || isMerchantOverlay(manifest) ? null : (manifest.appliesTo.operationKind ?? null);
};

const runningOperation = async (
  { operation, shopRules }: ReadOperation,
  { idFor, dated, shops }: RunningPacks,
  now: Instant,
): Promise<RunningOperation> => {
  const { operationId, code } = operation;
  const packId = idFor(operation);
  const rulesOf: RunningOperation["rulesOf"] = async ({ sellerId, paidAt }, at) => {
    const below = await dated.packBetween(packId, { paidAt, filedAt: at });
    const rules = shopRules.bySeller.get(sellerId);
    return rules === undefined ? below : shops.packOf(below, { operationId, sellerId, rules }, { paidAt, filedAt: at });
  };
  return { operationId, code, facts: operationFacts(operation, now), running: await dated.packAt(packId, now), rulesOf };
};

/** They change with the day alone, and stand in every decision. */
const operationFacts = (operation: Operation, now: Instant): OperationFacts => {
  const today = dayAt(now, operation.zone);
  const known = factsOfDay.get(operation);
  if (known?.today === today) return known.facts;
  const facts = unchanging(factsOn(operation, today));
  factsOfDay.set(operation, { today, facts });
  return facts;
};

const factsOfDay = new WeakMap<Operation, { readonly today: number; readonly facts: OperationFacts }>();

const factsOn = ({ kind, currency, zone }: Operation, today: number): OperationFacts => {
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

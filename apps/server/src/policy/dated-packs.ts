import type { RunningPack } from "@amends/domain/case/bind-rules";
import { filesAtMoments } from "@amends/domain/case/rules-at-moments";
import { type ChangedPlace, heaviest, weighChange } from "@amends/domain/evaluation/weigh-change";
import { addMs, type Instant, latest } from "@amends/domain/kernel/time";
import { announcementOf, beginningOf, noticeMsOf, upcomingVersions, versionInForce } from "@amends/domain/policy/rule-versions";
import type { DatedRules } from "@amends/flows/policy-port";
import { storePack } from "@amends/postgres/packs/pack-store";
import { announceRules, listRuleVersions, type StoredVersion } from "@amends/postgres/packs/rule-versions";
import type pg from "pg";
import { compiled, PackRefused, TAKEN_BEFORE } from "./compile-pack.ts";
import type { KnownPacks } from "./known-packs.ts";

type Moments = { readonly paidAt: Instant; readonly filedAt: Instant };

/** The packs operations name, each as it is at a moment. */
export type DatedPacks = {
  readonly packAt: (packId: string, at: Instant) => Promise<RunningPack>;
  /** What is owed as at the payment, and how it is gone about as at the filing. */
  readonly packBetween: (packId: string, moments: Moments) => Promise<RunningPack>;
  readonly dated: (packId: string, at: Instant) => Promise<{ readonly inForce: DatedRules; readonly upcoming: readonly DatedRules[] }>;
};

type Deps = {
  readonly pool: pg.Pool;
  readonly known: KnownPacks;
  readonly onFault: (name: string, fault: unknown) => void;
};

/** Announces what the server was started with where it is news, and knows from then on which version holds when. */
export const openDatedPacks = async (
  { pool, known, onFault }: Deps,
  started: ReadonlyMap<string, RunningPack>,
  at: Instant,
): Promise<DatedPacks> => {
  for (const [packId, running] of started) await announced({ pool, known }, packId, running, at);
  const versions = await listRuleVersions(pool);
  const of = (packId: string): readonly StoredVersion[] => versions.filter(version => version.packId === packId);
  const inForce = (packId: string, moment: Instant): StoredVersion => {
    const version = versionInForce(of(packId), moment);
    if (version === null) throw new Error(`broken invariant: ${packId} was announced when the server started`);
    return version;
  };
  const kept = new Map<string, Promise<RunningPack>>();

  const composed = async (packId: string, paid: StoredVersion, filed: StoredVersion): Promise<RunningPack> => {
    const [atPayment, atFiling] = [await known.byHash(paid.packHash), await known.byHash(filed.packHash)];
    const content = filesAtMoments(known.contentOf(atPayment), known.contentOf(atFiling));
    try {
      const running = compiled(packId, content, { ...TAKEN_BEFORE, standIn: atFiling.pack });
      await storePack(pool, running.pack.hash, packId, content, filed.announcedAt);
      known.keep(running, content);
      return running;
    } catch (fault) {
      if (!(fault instanceof PackRefused)) throw fault;
      // Two versions that do not fit together: told aloud, and what was owed is kept as a whole.
      onFault("rules of two moments", fault);
      return atPayment;
    }
  };

  return {
    packAt: (packId, moment) => known.byHash(inForce(packId, moment).packHash),
    packBetween: (packId, { paidAt, filedAt }) => {
      const [paid, filed] = [inForce(packId, paidAt), inForce(packId, filedAt)];
      if (paid.packHash === filed.packHash) return known.byHash(filed.packHash);
      const key = `${packId} ${paid.packHash} ${filed.packHash}`;
      const found = kept.get(key) ?? composed(packId, paid, filed);
      kept.set(key, found);
      // What failed is tried again by the next who asks.
      found.catch(() => kept.delete(key));
      return found;
    },
    dated: async (packId, moment) => ({
      inForce: await datedRules(known, inForce(packId, moment)),
      upcoming: await Promise.all(upcomingVersions(of(packId), moment).map(version => datedRules(known, version))),
    }),
  };
};

const datedRules = async (known: KnownPacks, version: StoredVersion): Promise<DatedRules> => {
  const running = await known.byHash(version.packHash);
  const { base, overlays } = known.contentOf(running);
  return { version, running, announcement: announcementOf([base, ...overlays]) };
};

/** The first version of a pack holds at once: there was nothing before it that anybody could have relied on. */
const announced = async ({ pool, known }: Omit<Deps, "onFault">, packId: string, running: RunningPack, at: Instant): Promise<void> => {
  const versions = (await listRuleVersions(pool)).filter(version => version.packId === packId);
  const holding = [versionInForce(versions, at), ...upcomingVersions(versions, at)];
  const packHash = running.pack.hash;
  if (holding.some(version => version?.packHash === packHash)) return;
  const effectiveAt = await beginning(known, { packId, running, versions }, at);
  const version = { packId, versionNo: (versions.at(-1)?.versionNo ?? 0) + 1, packHash, announcedAt: at, effectiveAt };
  // Another server that starts at the same time announced one first: it may be this one.
  if (!(await announceRules(pool, version))) await announced({ pool, known }, packId, running, at);
};

type NewVersion = { readonly packId: string; readonly running: RunningPack; readonly versions: readonly StoredVersion[] };

const beginning = async (known: KnownPacks, { packId, running, versions }: NewVersion, at: Instant): Promise<Instant> => {
  const { base, overlays } = known.contentOf(running);
  const announcement = announcementOf([base, ...overlays]);
  const last = upcomingVersions(versions, at).at(-1);
  const { effectiveAt } = announcement;
  const before =
    effectiveAt === null ? (last ?? versionInForce(versions, at)) : versionInForce(versions, latest(at, addMs(effectiveAt, -1)));
  if (before === null) return at;
  const changed = weighChange((await known.byHash(before.packHash)).pack, running.pack);
  const begins = beginningOf(announcement, noticeMsOf(heaviest(changed), running.pack.parameters), at);
  if (begins.kind === "too_soon") throw new PackRefused(packId, [tooSoon(begins, changed)]);
  // One without a date follows those that were announced before it.
  return effectiveAt === null && last !== undefined ? latest(begins.effectiveAt, last.effectiveAt) : begins.effectiveAt;
};

const NAMED_MAX = 5;

const tooSoon = (
  { effectiveAt, earliestAt }: { readonly effectiveAt: Instant; readonly earliestAt: Instant },
  changed: readonly ChangedPlace[],
): string => {
  const heavy = changed.filter(({ weight }) => weight === heaviest(changed));
  const places = heavy.map(({ table, row, burdens }) => `${table}/${row} (${BURDENS[burdens ?? "unknown"]})`);
  const more = places.length > NAMED_MAX ? ` and ${places.length - NAMED_MAX} more` : "";
  return (
    `manifest [effectiveAt]: the change would take effect at ${textOf(effectiveAt)}, before its notice has run (G-5): ` +
    `${places.slice(0, NAMED_MAX).join(", ")}${more}. Write ${textOf(earliestAt)} or later in effectiveAt, or leave it out ` +
    "and the version takes effect as soon as it may; where the law asks for it at once, give the reason and two names in urgent (notice_too_short)"
  );
};

const BURDENS = { buyer: "worse for the buyer", seller: "heavier on the seller", unknown: "may be worse for somebody" } as const;

const textOf = (at: Instant): string => new Date(at).toISOString();

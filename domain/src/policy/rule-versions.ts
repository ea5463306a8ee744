import type { CanonicalValue } from "../kernel/canonical-json.ts";
import { DAY_MS, type Instant, instant, latest } from "../kernel/time.ts";
import { parseManifest, type UrgentFix } from "./manifest.ts";
import type { PackSource } from "./pack.ts";

/** One version of an operation's rules: when it was announced, and from when on it holds. Of two for the same moment the one announced last holds. */
export type RuleVersion = {
  readonly versionNo: number;
  readonly packHash: string;
  readonly announcedAt: Instant;
  readonly effectiveAt: Instant;
};

/** The version of a moment. What is older than the first version is judged by the first: there was no other. Null where there is none at all. */
export const versionInForce = <V extends RuleVersion>(versions: readonly V[], at: Instant): V | null => {
  const ordered = inOrder(versions);
  return ordered.findLast(({ effectiveAt }) => effectiveAt <= at) ?? ordered[0] ?? null;
};

/** Versions that will hold and do not yet, soonest first; one that another of the same moment stands for is not among them. */
export const upcomingVersions = <V extends RuleVersion>(versions: readonly V[], at: Instant): readonly V[] =>
  inOrder(versions).filter(({ effectiveAt }, place, all) => effectiveAt > at && all[place + 1]?.effectiveAt !== effectiveAt);

const inOrder = <V extends RuleVersion>(versions: readonly V[]): readonly V[] =>
  versions.toSorted((one, other) => one.effectiveAt - other.effectiveAt || one.versionNo - other.versionNo);

/** `none`: nobody is worse off. `major`: somebody is in what the pack counts as such, as refunds, freight and penalties are. */
export type ChangeWeight = "none" | "minor" | "major";

type Parameters = Readonly<Record<string, CanonicalValue>>;

/** G-5 (ECL a34; SAMR Order 116): a pack may give more notice, and never less. */
const NOTICE_DAYS_LEAST = 7;
const MAJOR_NOTICE_DAYS_LEAST = 15;

export const noticeMsOf = (weight: ChangeWeight, parameters: Parameters): number => {
  if (weight === "none") return 0;
  const [key, least] =
    weight === "major" ? (["notice.majorDays", MAJOR_NOTICE_DAYS_LEAST] as const) : (["notice.days", NOTICE_DAYS_LEAST] as const);
  const days = parameters[key];
  return Math.max(least, typeof days === "number" ? days : least) * DAY_MS;
};

/** What a new version says of its own beginning. Of several layers the one that begins last says when the whole does. */
export type Announcement = { readonly effectiveAt: Instant | null; readonly urgent: UrgentFix | null };

export const announcementOf = (layers: readonly PackSource[]): Announcement => {
  const manifests = layers.map(({ manifest }) => parseManifest(manifest).manifest).filter(manifest => manifest !== null);
  const dated = manifests.flatMap(({ effectiveAt }) => effectiveAt ?? []);
  const [first, ...others] = dated;
  return {
    effectiveAt: first === undefined ? null : others.reduce(latest, first),
    urgent: manifests.findLast(({ urgent }) => urgent !== null)?.urgent ?? null,
  };
};

export type Beginning =
  | { readonly kind: "begins"; readonly effectiveAt: Instant }
  /** It names a moment before its notice has run. */
  | { readonly kind: "too_soon"; readonly effectiveAt: Instant; readonly earliestAt: Instant };

/** G-5: from when a change announced now may hold. One without a date holds as soon as its notice has run; one two people answer for by law, at once. */
export const beginningOf = ({ effectiveAt, urgent }: Announcement, noticeMs: number, announcedAt: Instant): Beginning => {
  const earliestAt = urgent === null ? instant(announcedAt + noticeMs) : announcedAt;
  if (effectiveAt === null || (effectiveAt <= announcedAt && earliestAt === announcedAt))
    return { kind: "begins", effectiveAt: earliestAt };
  return effectiveAt < earliestAt ? { kind: "too_soon", effectiveAt, earliestAt } : { kind: "begins", effectiveAt };
};

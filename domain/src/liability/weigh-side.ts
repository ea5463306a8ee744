import type { FileShows } from "../evidence/file-shows.ts";
import type { EvidenceItem, EvidenceKind } from "../intake/case-facts.ts";
import type { RecordVoice } from "../intake/evaluation-context.ts";
import { type StagePack, wholeOf, wordOf } from "../intake/stage.ts";
import type { CompiledTable, Hit } from "../policy/compile-table.ts";

/** What makes us surer of a side's word, or less sure (policy.md §5.6). How much each adds or takes is a row of the pack's table `confidence`. */
export const CONFIDENCE_GROUNDS = ["start", "record_agrees", "sealed_video", "photo_metadata", "contradicted", "silent"] as const;
export type ConfidenceGround = (typeof CONFIDENCE_GROUNDS)[number];

/** What a row of `evidence_ranks` may say a file adds; most add nothing but their rank. */
export const GROUNDS_OF_FILES = ["none", "sealed_video", "photo_metadata"] as const satisfies readonly (ConfidenceGround | "none")[];

/** A file as its rank is looked up. Records and bare words are weighed by the same table. */
export type FileWeighed = {
  readonly kind: EvidenceKind | "record";
  readonly shows: FileShows | "unsaid";
  readonly saidBy: "nobody" | "filer" | "person" | "system";
  readonly hasMetadata: boolean;
  /** False of a file that came before anybody asked what it shows. */
  readonly isLookedAt: boolean;
};

export const FILE_KINDS_WEIGHED = ["photo", "video", "document", "statement", "record"] as const satisfies readonly FileWeighed["kind"][];
export const SAID_BY = ["nobody", "filer", "person", "system"] as const satisfies readonly FileWeighed["saidBy"][];

/** What is known of one side. Files that count for nothing are not in the list. */
export type SideKnown = {
  readonly files: readonly FileWeighed[];
  /** What our own and the carrier's records say of this side's word. */
  readonly record: RecordVoice;
  /** They were asked to show something and did not. */
  readonly isSilent: boolean;
};

export type SideStanding = {
  /** 1 is the weightiest. */
  readonly rank: number;
  readonly rankHit: Hit;
  /** Nothing but their word stands for them. */
  readonly isWordAlone: boolean;
  readonly confidenceBasisPoints: number;
  /** The rows that made it so much, the beginning first. */
  readonly grounds: readonly Hit[];
};

export type RankTables = { readonly ranks: CompiledTable; readonly confidence: CompiledTable };

/** Null of a pack stored before there were ranks: it decides as it did. */
export const rankTables = ({ tables }: StagePack): RankTables | null => {
  const ranks = tables.get("evidence_ranks");
  const confidence = tables.get("confidence");
  return ranks === undefined || confidence === undefined ? null : { ranks, confidence };
};

/** A file as it was given, before anybody but its giver has looked. */
export const asGiven = ({ kind, shows, hasMetadata }: Pick<EvidenceItem, "kind" | "shows" | "hasMetadata">): FileWeighed => ({
  kind,
  shows: shows ?? "unsaid",
  saidBy: shows === undefined ? "nobody" : "filer",
  hasMetadata: hasMetadata === true,
  isLookedAt: hasMetadata !== undefined,
});

export const rankOf = ({ ranks }: RankTables, file: FileWeighed): Hit => found(ranks, { file });

/** How well one side stands. `otherRank`: of what speaks against them, where something does; only what weighs more contradicts. */
export const weighSide = (tables: RankTables, { files, record, isSilent }: SideKnown, otherRank: number | null = null): SideStanding => {
  const shown = record === "agrees" ? [...files, RECORD] : files;
  const hits = shown.map(file => rankOf(tables, file));
  const rankHit = hits.reduce((best, hit) => (wholeOf(hit, "rank") < wholeOf(best, "rank") ? hit : best), rankOf(tables, STATEMENT));
  const rank = wholeOf(rankHit, "rank");
  const isContradicted = record === "contradicts" || (otherRank !== null && otherRank < rank);
  const ofFiles = new Set(hits.map(hit => wordOf(hit, "adds", GROUNDS_OF_FILES)));
  const spoke: Readonly<Record<ConfidenceGround, boolean>> = {
    start: true,
    record_agrees: record === "agrees",
    sealed_video: ofFiles.has("sealed_video"),
    photo_metadata: ofFiles.has("photo_metadata"),
    contradicted: isContradicted,
    silent: isSilent,
  };
  const grounds = CONFIDENCE_GROUNDS.filter(ground => spoke[ground]).map(ground => found(tables.confidence, { confidence: { ground } }));
  const confidenceBasisPoints = grounds.reduce((sum, hit) => sum + wholeOf(hit, "basisPoints"), 0);
  return { rank, rankHit, isWordAlone: shown.length === 0, confidenceBasisPoints, grounds };
};

const RECORD: FileWeighed = { kind: "record", shows: "system_log", saidBy: "system", hasMetadata: false, isLookedAt: true };
const STATEMENT: FileWeighed = { kind: "statement", shows: "unsaid", saidBy: "nobody", hasMetadata: false, isLookedAt: true };

const found = (table: CompiledTable, context: Parameters<CompiledTable["evaluate"]>[0]): Hit => {
  const hit = table.evaluate(context);
  if (hit !== null) return hit;
  throw new Error(`broken invariant: the table ${table.id} has a row for everything it is asked`);
};

import type { FileFinding, VoidReason } from "../evidence/file-shows.ts";
import { linesToJudge } from "../intake/build-context.ts";
import type { CaseFacts, EvidenceItem } from "../intake/case-facts.ts";
import type { EvaluationContext, RecordVoice } from "../intake/evaluation-context.ts";
import { ask } from "../intake/stage.ts";
import type { FileId } from "../kernel/ids.ts";
import { type Settled, type Side, settleSides } from "../liability/settle-sides.ts";
import { asGiven, type FileWeighed, type RankTables, rankOf, rankTables, type SideStanding, weighSide } from "../liability/weigh-side.ts";
import type { Hit } from "../policy/compile-table.ts";
import type { CompiledPack } from "../policy/pack.ts";
import type { Decision } from "./decision.ts";
import { evidenceAsked, isAllShown } from "./evidence-asked.ts";
import { judgeLine, leadingOf } from "./judge-line.ts";

/** A file of a case, whose it is, and what a person found in it. */
export type GivenFile = {
  readonly item: EvidenceItem;
  /** Null of what the platform's people put there themselves: it speaks for neither side. */
  readonly of: Side | null;
  readonly finding: FileFinding | null;
  /** The consent to it was taken back. */
  readonly isGone: boolean;
};

export type EvidenceKnown = {
  readonly files: readonly GivenFile[];
  readonly isSilent: Readonly<Record<Side, boolean>>;
  /** The seller said no, for this reason where it named one; null while it has not. */
  readonly denial: { readonly reason: string | null } | null;
};

export type WeighedFile = {
  readonly fileId: FileId;
  readonly of: Side | null;
  /** The row that ranks it; null of a file that does not count. */
  readonly hit: Hit | null;
  readonly because: VoidReason | null;
};

/** `seller` and `settled` are null while nobody says anything else than the buyer. */
export type CaseWeighing = {
  readonly buyer: SideStanding;
  readonly seller: SideStanding | null;
  readonly settled: Settled | null;
  readonly files: readonly WeighedFile[];
};

/**
 * How the matter stands between the two sides by all that is known now, under the pack the case was filed under; the decision is not touched. Null of a
 * pack that ranks no evidence.
 */
export const weighCase = (
  pack: CompiledPack,
  { facts, decision }: { readonly facts: CaseFacts; readonly decision: Pick<Decision, "trace"> },
  known: EvidenceKnown,
): CaseWeighing | null => {
  const tables = rankTables(pack);
  if (tables === null) return null;
  const { context } = leadingOf(linesToJudge(facts).map(line => judgeLine(pack, line, facts.at, null))).leading;
  const sideOf = (side: Side) => ({
    files: known.files.flatMap(file => (file.of === side && counts(file) ? [weighedAs(file)] : [])),
    record: side === "buyer" ? context.line.record : opposite(context.line.record),
    isSilent: known.isSilent[side],
  });
  const [buyer, seller] = [sideOf("buyer"), sideOf("seller")];
  const files = known.files.map(file => weighedFile(tables, file));
  const isContested = known.denial !== null || seller.files.length > 0 || seller.record === "agrees";
  if (!isContested) return { buyer: weighSide(tables, buyer), seller: null, settled: null, files };
  const ranks = { buyer: weighSide(tables, buyer).rank, seller: weighSide(tables, seller).rank };
  const standing = { buyer: weighSide(tables, buyer, ranks.seller), seller: weighSide(tables, seller, ranks.buyer) };
  const asked = evidenceAsked(decision);
  const shown = known.files.filter(file => file.of === "buyer" && counts(file)).map(({ item }) => item);
  const settled = settleSides(pack, {
    standing,
    burden: { buyer: ask(pack, "burden", context), seller: burdenOfDenial(pack, context, known.denial?.reason ?? null) },
    isMinimumShown: asked === null || isAllShown(asked, shown),
  });
  return { ...standing, settled, files };
};

const counts = ({ finding, isGone }: GivenFile): boolean => !isGone && finding?.kind !== "void";

/** What a person saw goes before what the giver said of it. */
const weighedAs = ({ item, finding }: GivenFile): FileWeighed =>
  finding?.kind === "shows" ? { ...asGiven(item), shows: finding.shows, saidBy: "person", isLookedAt: true } : asGiven(item);

const weighedFile = (tables: RankTables, file: GivenFile): WeighedFile => ({
  fileId: file.item.fileId,
  of: file.of,
  hit: counts(file) ? rankOf(tables, weighedAs(file)) : null,
  because: file.finding?.kind === "void" ? file.finding.because : null,
});

const OPPOSITE: Readonly<Record<RecordVoice, RecordVoice>> = { agrees: "contradicts", contradicts: "agrees", silent: "silent" };
const opposite = (record: RecordVoice): RecordVoice => OPPOSITE[record];

/** A refusal may stand for a cause of its own, which has a burden of its own; one that only denies has none. */
const burdenOfDenial = (pack: CompiledPack, context: EvaluationContext, reason: string | null): Hit | null => {
  const cause = reason === null ? null : pack.parameters[`rejection.cause.${reason}`];
  return typeof cause === "string" ? ask(pack, "burden", { ...context, reason: { ...context.reason, cause } }) : null;
};

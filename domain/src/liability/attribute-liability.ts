import type { FilingRequest } from "../intake/case-facts.ts";
import type { EvaluationContext } from "../intake/evaluation-context.ts";
import { ask, type StagePack, wholeOf, wordOf } from "../intake/stage.ts";
import { assert } from "../kernel/assert.ts";
import { PARTIES, type Party } from "../party/party.ts";
import type { Hit } from "../policy/compile-table.ts";
import { confidenceWithoutRanks } from "./confidence.ts";
import { asGiven, rankTables, weighSide } from "./weigh-side.ts";

export type LiabilityFinding = {
  /** Whom the buyer may look to now. */
  readonly outward: Party;
  /** Who bears the cost in the end; shares sum to 10,000. */
  readonly inward: readonly { readonly party: Party; readonly shareBasisPoints: number }[];
  /** Who must show something first (policy.md §5.4); the row in the trace says to whom it passes then, and what silence means. */
  readonly burdenOn: Party;
  readonly confidenceBasisPoints: number;
};

export const WHOLE_BASIS_POINTS = 10_000;

/** Two layers that are never merged (policy.md §5.1): who answers to the buyer, and who bears it among themselves. */
export const attributeLiability = (
  pack: StagePack,
  context: EvaluationContext,
  evidence: FilingRequest["evidence"],
): { readonly liability: LiabilityFinding; readonly hit: Hit; readonly burden: Hit; readonly isWordAlone: boolean } => {
  const burden = ask(pack, "burden", context);
  context.burden = burden.outputs;
  const hit = ask(pack, "liability", context);
  const { confidenceBasisPoints, isWordAlone } = sureness(pack, context, evidence);
  context.liability = { ...hit.outputs, confidenceBasisPoints };
  const liability = {
    outward: wordOf(hit, "outward", PARTIES),
    inward: inwardShares(hit),
    burdenOn: wordOf(burden, "burdenOn", PARTIES),
    confidenceBasisPoints,
  };
  return { liability, hit, burden, isWordAlone };
};

/** As it was filed: nobody has had time to be silent, and nobody but the buyer has spoken. */
const sureness = (
  pack: StagePack,
  context: EvaluationContext,
  evidence: FilingRequest["evidence"],
): { readonly confidenceBasisPoints: number; readonly isWordAlone: boolean } => {
  const tables = rankTables(pack);
  if (tables === null) return { confidenceBasisPoints: confidenceWithoutRanks(context), isWordAlone: false };
  return weighSide(tables, { files: evidence.map(asGiven), record: context.line.record, isSilent: false });
};

/** Who bears it among themselves by a row of the table, as shares that sum to 10,000. */
export const inwardShares = (hit: Hit): LiabilityFinding["inward"] => {
  const share = wholeOf(hit, "inwardShare");
  const otherShare = wholeOf(hit, "otherShare");
  assert(share + otherShare === WHOLE_BASIS_POINTS, "the inward shares of a liability row sum to 10,000");
  const first = { party: wordOf(hit, "inward", PARTIES), shareBasisPoints: share };
  return otherShare === 0 ? [first] : [first, { party: wordOf(hit, "inwardOther", PARTIES), shareBasisPoints: otherShare }];
};

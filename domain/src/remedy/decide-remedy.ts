import type { EvaluationContext } from "../intake/evaluation-context.ts";
import { ask, type StagePack, textOf, wholeOf, wholeOrNull, wordOf } from "../intake/stage.ts";
import type { RoundingMode } from "../kernel/allocate.ts";
import type { Minor } from "../kernel/money.ts";
import type { Hit } from "../policy/compile-table.ts";
import { ROUNDINGS } from "./sums-due.ts";

export const OUTCOMES = ["approved", "review", "refused"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** In order of caution: where the lines of a case differ, the first of these that one of them says holds for all. */
export const INSTANT_REFUNDS = ["none", "after_return_shipped", "before_return"] as const;
export type InstantRefund = (typeof INSTANT_REFUNDS)[number];

/** The share of what was paid that the line is owed, and to what it is rounded: damage ratios and fresh tiers (policy.md §3.5, M-9). */
export const rateDamage = (
  pack: StagePack,
  context: EvaluationContext,
): { readonly ratioBasisPoints: number; readonly rounding?: ShareRounding; readonly hit: Hit } => {
  const hit = ask(pack, "ratio", context);
  context.ratio = hit.outputs;
  const ratioBasisPoints = Math.max(0, wholeOf(hit, "basisPoints") - usedBasisPoints(hit, context));
  const unitMinor = wholeOrNull(hit, "unitMinor");
  if (unitMinor === null) return { ratioBasisPoints, hit };
  return { ratioBasisPoints, rounding: { unitMinor: BigInt(unitMinor), mode: wordOf(hit, "rounding", ROUNDINGS) }, hit };
};

/**
 * What long use takes off the price: so much a day since it was signed for, so much a thousand kilometres. A part of a basis point is not charged: the law
 * names the most, and never the least (CAR a27).
 */
const usedBasisPoints = (hit: Hit, { line }: EvaluationContext): number => {
  const ofDays = (wholeOrNull(hit, "perDayBasisPoints") ?? 0) * (line.daysInUse ?? 0);
  const ofKm = Math.floor(((wholeOrNull(hit, "perThousandKmBasisPoints") ?? 0) * (line.usedKm ?? 0)) / 1000);
  return ofDays + ofKm;
};

/** To what a share is rounded and how (policy.md M-9); a row that has nothing to round says nothing. */
type ShareRounding = { readonly unitMinor: Minor; readonly mode: RoundingMode };

export type Remedy = { readonly outcome: Outcome; readonly instantRefund: InstantRefund; readonly hit: Hit };

export const decideRemedy = (pack: StagePack, context: EvaluationContext): Remedy => {
  const hit = ask(pack, "remedy", context);
  context.remedy = hit.outputs;
  return { outcome: wordOf(hit, "outcome", OUTCOMES), instantRefund: wordOf(hit, "instantRefund", INSTANT_REFUNDS), hit };
};

/** Of two lines of one case the more cautious word counts for the case. */
export const moreCautious = (left: Remedy, right: Remedy): Remedy => {
  if (left.outcome !== right.outcome) return left.outcome === "review" ? left : right.outcome === "review" ? right : left;
  return INSTANT_REFUNDS.indexOf(right.instantRefund) < INSTANT_REFUNDS.indexOf(left.instantRefund) ? right : left;
};

export const choosePlan = (pack: StagePack, context: EvaluationContext): { readonly planTemplate: string; readonly hit: Hit } => {
  const hit = ask(pack, "plans", context);
  return { planTemplate: textOf(hit, "planTemplate"), hit };
};

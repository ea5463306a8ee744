import type { EvaluationContext } from "../intake/evaluation-context.ts";
import { ask, type StagePack, textsOf, wholeOf, wholeOrNull, wordOf } from "../intake/stage.ts";
import { type RoundingMode, roundDiv } from "../kernel/allocate.ts";
import { type Minor, maxMinor, minMinor } from "../kernel/money.ts";
import { PARTIES, type Party } from "../party/party.ts";
import type { Hit } from "../policy/compile-table.ts";

/**
 * What makes a sum on top of the refund due. `promised`: a published rule or badge names it. `insured`: an insurer's policy pays it. `statutory`: a
 * candidate under the law of damages, computed for the person who judges and never awarded by a machine (policy.md §1.5, G-10).
 */
export const STANDINGS = ["promised", "insured", "statutory", "none"] as const;
export type Standing = (typeof STANDINGS)[number];

export const ROUNDINGS = ["floor", "ceil", "half_up", "half_even"] as const satisfies readonly RoundingMode[];

/** One sum under its own head (赔付项目): sums of one head stay within its cap, heads never mix (policy.md M-11). */
export type SumDue = {
  readonly head: string;
  readonly standing: Exclude<Standing, "none">;
  readonly amountMinor: Minor;
  readonly capMinor: Minor | null;
  readonly bearer: Exclude<Party, "buyer" | "none">;
  readonly ruleId: string;
};

export type SumTerms = {
  /** Share of what was really paid for the pieces, and of a proved loss; the greater of the two counts. */
  readonly basisPoints: number;
  readonly lossBasisPoints: number;
  readonly minMinor: Minor;
  readonly maxMinor: Minor | null;
  /** What the sum is rounded to: 1 = the minor unit, 100 = the whole unit (policy.md M-9). */
  readonly unitMinor: Minor;
  readonly rounding: RoundingMode;
};

/** The sums a claim brings with it, each head asked for by itself; the reason says which heads may be due at all. */
export const sumsDue = (
  pack: StagePack,
  context: EvaluationContext,
): { readonly sums: readonly SumDue[]; readonly entitled: Hit | null; readonly hits: readonly Hit[] } => {
  const entitled = ask(pack, "entitlements", context);
  const heads = textsOf(entitled, "heads");
  if (heads.length === 0) return NONE_DUE;
  const sums: SumDue[] = [];
  const hits: Hit[] = [];
  for (const head of heads) {
    const hit = ask(pack, "compensation", { ...context, sum: { head } });
    const due = dueBy(hit, head, context);
    if (due === null) continue;
    sums.push(due);
    hits.push(hit);
  }
  return { sums, entitled: hits.length === 0 ? null : entitled, hits };
};

export const NONE_DUE = { sums: [], entitled: null, hits: [] } as const;

const dueBy = (hit: Hit, head: string, { money }: EvaluationContext): SumDue | null => {
  const standing = wordOf(hit, "standing", STANDINGS);
  if (standing === "none") return null;
  const terms = termsOf(hit);
  const bearer = wordOf(hit, "bearer", BEARERS);
  const amountMinor = sumBy(terms, { paidMinor: BigInt(money.paidMinor), lossMinor: 0n });
  return amountMinor === 0n ? null : { head, standing, amountMinor, capMinor: terms.maxMinor, bearer, ruleId: hit.rowId };
};

const BEARERS = PARTIES.filter(party => party !== "buyer" && party !== "none");

const termsOf = (hit: Hit): SumTerms => {
  const most = wholeOrNull(hit, "maxMinor");
  return {
    basisPoints: wholeOf(hit, "basisPoints"),
    lossBasisPoints: wholeOf(hit, "lossBasisPoints"),
    minMinor: BigInt(wholeOf(hit, "minMinor")),
    maxMinor: most === null ? null : BigInt(most),
    unitMinor: BigInt(wholeOf(hit, "unitMinor")),
    rounding: wordOf(hit, "rounding", ROUNDINGS),
  };
};

/** The share first, rounded as the rule says, then its lower and its upper bound. */
export const sumBy = (
  { basisPoints, lossBasisPoints, minMinor: least, maxMinor: most, unitMinor, rounding }: SumTerms,
  { paidMinor, lossMinor }: { readonly paidMinor: Minor; readonly lossMinor: Minor },
): Minor => {
  const share = (ofMinor: Minor, points: number) => roundDiv(ofMinor * BigInt(points), 10_000n * unitMinor, rounding) * unitMinor;
  const atLeast = maxMinor(least, maxMinor(share(paidMinor, basisPoints), share(lossMinor, lossBasisPoints)));
  return most === null ? atLeast : minMinor(most, atLeast);
};

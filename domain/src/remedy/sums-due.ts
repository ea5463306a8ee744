import type { EvaluationContext } from "../intake/evaluation-context.ts";
import { ask, type StagePack, textOf, textsOf, wholeOf, wholeOrNull, wordOf } from "../intake/stage.ts";
import { type RoundingMode, roundDiv } from "../kernel/allocate.ts";
import { type Minor, maxMinor, minMinor } from "../kernel/money.ts";
import { PARTIES, type Party } from "../party/party.ts";
import type { Hit } from "../policy/compile-table.ts";
import { BENEFIT_KINDS, type Benefit } from "./benefit.ts";

/**
 * What makes a sum on top of the refund due. `promised`: a published rule or badge names it. `insured`: an insurer's policy pays it. `statutory`: a
 * candidate under the law of damages, computed for the person who judges and never awarded by a machine (policy.md §1.5, G-10). `goodwill`: nobody owes
 * it; it is what the operation thinks fit, laid before the person who settles the case.
 */
export const STANDINGS = ["promised", "insured", "statutory", "goodwill", "none"] as const;
export type Standing = (typeof STANDINGS)[number];

/** Money, or something in kind that is worth the sum. What is owed in money is given in kind only where the rule that promises it says so. */
export const SUM_FORMS = ["cash", ...BENEFIT_KINDS] as const;

export const ROUNDINGS = ["floor", "ceil", "half_up", "half_even"] as const satisfies readonly RoundingMode[];

/** One sum under its own head (赔付项目): sums of one head stay within its cap, heads never mix (policy.md M-11). */
export type SumDue = {
  readonly head: string;
  readonly standing: Exclude<Standing, "none">;
  readonly amountMinor: Minor;
  readonly capMinor: Minor | null;
  readonly bearer: Exclude<Party, "buyer" | "none">;
  readonly ruleId: string;
  /** What is given instead of the money; absent where it is money. */
  readonly inKind?: Benefit;
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
  /** What a person found the buyer to have lost; nothing while nobody has. */
  lossMinor: Minor = 0n,
): { readonly sums: readonly SumDue[]; readonly entitled: Hit | null; readonly hits: readonly Hit[] } => {
  const entitled = ask(pack, "entitlements", context);
  const heads = textsOf(entitled, "heads");
  if (heads.length === 0) return NONE_DUE;
  const sums: SumDue[] = [];
  const hits: Hit[] = [];
  for (const head of heads) {
    const hit = ask(pack, "compensation", { ...context, sum: { head } });
    const due = dueBy(hit, head, context, lossMinor);
    if (due === null) continue;
    sums.push(due);
    hits.push(hit);
  }
  return { sums, entitled: hits.length === 0 ? null : entitled, hits };
};

export const NONE_DUE = { sums: [], entitled: null, hits: [] } as const;

const dueBy = (hit: Hit, head: string, { money }: EvaluationContext, lossMinor: Minor): SumDue | null => {
  const standing = wordOf(hit, "standing", STANDINGS);
  if (standing === "none") return null;
  const terms = termsOf(hit);
  const bearer = wordOf(hit, "bearer", BEARERS);
  const amountMinor = sumBy(terms, { paidMinor: BigInt(money.paidMinor), lossMinor });
  if (amountMinor === 0n) return null;
  const inKind = benefitOf(hit, amountMinor);
  return {
    head,
    standing,
    amountMinor: inKind?.worthMinor ?? amountMinor,
    capMinor: terms.maxMinor,
    bearer,
    ruleId: hit.rowId,
    ...(inKind === null ? {} : { inKind }),
  };
};

/** What the form's number says: days a coupon is good for, minor units a point is worth, pieces of a gift, months of warranty. Points are never fewer. */
const benefitOf = (hit: Hit, worthMinor: Minor): Benefit | null => {
  const form = wordOf(hit, "form", SUM_FORMS);
  switch (form) {
    case "cash":
      return null;
    case "coupon":
      return { kind: "coupon", worthMinor, validDays: wholeOf(hit, "formValue") };
    case "points": {
      const pointMinor = BigInt(wholeOf(hit, "formValue"));
      const points = roundDiv(worthMinor, pointMinor, "ceil");
      return { kind: "points", worthMinor: points * pointMinor, points: Number(points) };
    }
    case "gift":
      return { kind: "gift", worthMinor, skuId: textOf(hit, "giftSku"), quantity: wholeOf(hit, "formValue") };
    case "extended_warranty":
      return { kind: "extended_warranty", worthMinor, months: wholeOf(hit, "formValue") };
  }
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

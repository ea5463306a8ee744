import type { INTACTNESS, SEVEN_DAY_VERDICTS } from "../intake/eligibility.ts";
import type { Verdict } from "../intake/evaluation-context.ts";
import type { StageTable } from "../intake/stage.ts";
import { isList, type PolicyRecord, type PolicyValue, valueText } from "../policy/value.ts";
import { INSTANT_REFUNDS, type Outcome } from "../remedy/decide-remedy.ts";
import { SEVERITIES } from "../triage/severity.ts";
import { CHANNEL_DISCOUNTS, PRICE_COUNTS } from "./price-drops.ts";

/** What a table said of one situation before and after a change. */
export type Said = { readonly was: PolicyRecord; readonly is: PolicyRecord; readonly context: PolicyRecord };

/** The first output in which the later word is worse for the buyer than the earlier one; null where none is. */
export const isWorse = (id: StageTable, said: Said): string | null => {
  for (const [field, holds] of Object.entries(KEPT[id])) if (!holds(said.was[field] ?? null, said.is[field] ?? null, said)) return field;
  return null;
};

type Kept = (was: PolicyValue, is: PolicyValue, said: Said) => boolean;

const same: Kept = (was, is) => valueText(was) === valueText(is);

/** Words from the worst for the buyer to the best. */
const noWorseOf =
  (words: readonly string[]): Kept =>
  (was, is) =>
    typeof was === "string" && typeof is === "string" && words.includes(was)
      ? words.indexOf(is) >= words.indexOf(was)
      : same(was, is, NOTHING);

const NOTHING: Said = { was: {}, is: {}, context: {} };

const notLess: Kept = (was, is) => (typeof was === "number" && typeof is === "number" ? is >= was : same(was, is, NOTHING));
const notMore: Kept = (was, is) => (typeof was === "number" && typeof is === "number" ? is <= was : same(was, is, NOTHING));
/** A time where none was promised is more than none. */
const orSooner: Kept = (was, is) => was === null || notMore(was, is, NOTHING);
const holdsAll: Kept = (was, is) => isList(was) && isList(is) && was.every(member => is.includes(member));

/** Whoever wrote the overlay may take a cost upon itself, and lay it on nobody else. */
const orOnSeller: Kept = (was, is) => same(was, is, NOTHING) || is === "seller";
/** Money in place of a coupon can be spent anywhere; a coupon in place of money cannot. */
const orCash: Kept = (was, is) => is === "cash" || same(was, is, NOTHING);
const ofForm: Kept = (was, is, { is: after }) => after["form"] === "cash" || same(was, is, NOTHING);
/** No upper bound is better than any. */
const higherBound: Kept = (was, is) => is === null || notLess(was, is, NOTHING);

/** What silence leads to that is against the buyer: such a clock may only be longer, every other one only shorter. */
const AGAINST_BUYER: readonly PolicyValue[] = [
  "expired",
  "declined",
  "not_amended",
  "not_collected",
  "out_of_stock",
  "not_disposed",
  "not_recovered",
];
const fairSilence: Kept = (was, is, { was: before }) =>
  (AGAINST_BUYER.includes(before["onSilence"] ?? null) ? notLess : notMore)(was, is, NOTHING);

/** A window that never closes has no amount to compare. */
const longerWindow: Kept = (was, is, { was: before, is: after }) =>
  after["windowFrom"] === "any" || (before["windowUnit"] === after["windowUnit"] && notLess(was, is, NOTHING));
const sameStart: Kept = (was, is) => is === "any" || same(was, is, NOTHING);
const orNothing: Kept = (was, is) => is === "none" || same(was, is, NOTHING);

/**
 * Field by field, what a generous hand may do. An output that is not named here may be changed at will; a table without any has no room for an
 * overlay of a seller.
 */
const KEPT: Readonly<Record<StageTable, Readonly<Record<string, Kept>>>> = {
  host_types: { hostType: same },
  host_reasons: { reason: same },
  reasons: {
    ground: same,
    types: holdsAll,
    evidence: orNothing,
    liable: orOnSeller,
    cause: same,
    freight: orOnSeller,
    basis: same,
    windowFrom: sameStart,
    windowAmount: longerWindow,
    sensitive: same,
    record: same,
  },
  evidence: { photos: notMore, videos: notMore, documents: notMore },
  intactness: { intact: noWorseOf(["not_intact", "inspect", "intact"] satisfies (typeof INTACTNESS)[number][]) },
  seven_day: { verdict: noWorseOf(["refused", "review", "eligible"] satisfies (typeof SEVEN_DAY_VERDICTS)[number][]) },
  eligibility: { verdict: noWorseOf(["refused", "review", "eligible"] satisfies Verdict[]) },
  severity: { level: noWorseOf([...SEVERITIES].reverse()) },
  burden: { burdenOn: orOnSeller, shiftsTo: same, ifSilent: same },
  liability: { outward: orOnSeller, inward: orOnSeller, inwardShare: same, inwardOther: same, otherShare: same },
  freight: { outbound: orOnSeller, return: orOnSeller },
  tracking_limits: { gapHours: notMore, shipHours: orSooner, lighterGrams: orSooner, lighterBasisPoints: orSooner },
  ratio: { basisPoints: notLess, perDayBasisPoints: notMore, perThousandKmBasisPoints: notMore, unitMinor: same, rounding: same },
  entitlements: { heads: holdsAll },
  compensation: {
    standing: same,
    basisPoints: notLess,
    lossBasisPoints: notLess,
    minMinor: notLess,
    maxMinor: higherBound,
    unitMinor: same,
    rounding: same,
    bearer: orOnSeller,
    form: orCash,
    formValue: ofForm,
    giftSku: ofForm,
  },
  price_offers: { counts: noWorseOf(PRICE_COUNTS.toReversed()) },
  // Who promised it pays for it; a shop may only take the cost upon itself.
  price_protection: {
    bearer: orOnSeller,
    maxMinor: higherBound,
    unitMinor: same,
    rounding: same,
    channelDiscount: noWorseOf(CHANNEL_DISCOUNTS),
  },
  remedy: { outcome: noWorseOf(["refused", "review", "approved"] satisfies Outcome[]), instantRefund: noWorseOf(INSTANT_REFUNDS) },
  plans: { planTemplate: same },
  promises: { onSilence: same, silenceSeconds: fairSilence, standardSeconds: notMore },
  standards: { standardSeconds: orSooner, countsIn: (was, is) => is === null || same(was, is, NOTHING) },
  // Whoever climbs sooner serves better; who is told, and that nobody is woken for it, is the operator's.
  ladder: { action: same, atBasisPoints: notMore, speaks: same },
  options: { reasons: holdsAll },
  inspection: { outcome: noWorseOf(["not_passed", "passed_with_deduction", "passed", "proven_fake"]), damageBasisPoints: notMore },
  // Where the platform gets its money back is between it and the sellers.
  recourse: { recoverFrom: same, shareBasisPoints: same, waitSeconds: same, retrySeconds: same },
  // Who sits where, and whose turn it is, is the desk's own; sooner answered and one face to the end is all a shop can give.
  routing: {
    team: same,
    skill: same,
    class: same,
    headStartSeconds: same,
    effort: same,
    answerSeconds: notMore,
    keepsOwner: noWorseOf(["no", "yes"]),
  },
};

/** Who bears what, field by field. */
const BEARERS: Readonly<Partial<Record<StageTable, readonly string[]>>> = {
  reasons: ["liable", "freight"],
  burden: ["burdenOn"],
  liability: ["outward", "inward", "inwardOther"],
  freight: ["outbound", "return"],
  compensation: ["bearer"],
  price_protection: ["bearer"],
};

/** What a seller pays on top of what it sold for: more of it is a heavier penalty. */
const PENALTIES: readonly string[] = ["basisPoints", "lossBasisPoints", "minMinor", "maxMinor"];

/** Whether a seller now bears what it did not, or pays more of what it did: a better word for the buyer may be a worse one for who sold. */
export const isHeavierOnSeller = (id: StageTable, { was, is, context }: Said): boolean => {
  // How the platform gets its money back from sellers is theirs alone; nothing tells which way is lighter.
  if (id === "recourse") return Object.keys(KEPT.recourse).some(field => !same(was[field] ?? null, is[field] ?? null, NOTHING));
  const bears = (BEARERS[id] ?? []).some(field => is[field] === "seller" && was[field] !== "seller");
  if (bears || id !== "compensation" || is["bearer"] !== "seller") return bears;
  const turned = { was: is, is: was, context };
  return PENALTIES.some(field => KEPT.compensation[field]?.(is[field] ?? null, was[field] ?? null, turned) === false);
};

import { allocate } from "../kernel/allocate.ts";
import { type Minor, maxMinor, minMinor, sumMinor } from "../kernel/money.ts";
import { PARTIES, type Party } from "../party/party.ts";
import type { Leg } from "../settlement/postings.ts";
import type { CostBearer } from "../settlement/refund-ask.ts";

/** Who may have to give back what was paid out: all who bear a cost, and the buyer who was paid more than was due. */
export type Debtor = CostBearer | "buyer";

/**
 * What somebody other than the platform owes of what the platform advanced in a case. `postedTo`: whose account the case's own postings charged. What a
 * carrier or a maker bears of the goods is charged to the seller, who answers to the buyer for them (policy.md §5.1), and claimed from them all the same.
 */
export type BearerShare = { readonly bearer: Debtor; readonly postedTo: "bearer" | "seller"; readonly owedMinor: Minor };

/** Who bears the goods among themselves, and how much of the seller's charge is goods. */
export type InwardFinding = {
  readonly inward: readonly { readonly party: Party; readonly shareBasisPoints: number }[];
  readonly goodsMinor: Minor;
};

export type AdvanceSplit = {
  /** What has been paid of what is owed to the buyer; money paid beyond it is owed back by the buyer and by nobody else. */
  readonly advancedMinor: Minor;
  readonly shares: readonly BearerShare[];
  /** What stays with the platform. Below zero where it gets back a subsidy it gave at the sale. */
  readonly platformMinor: Minor;
};

/**
 * Who owes what of a case's advance, from the sums of its postings by account and party. While only a part has been paid, each owes that part of their
 * share, rounded down, and the platform bears the rest: nobody owes more than they bear, and the parts sum to the advance.
 */
export const splitAdvance = (sums: readonly Leg[], found: InwardFinding): AdvanceSplit => {
  const borneMinor = sumMinor(sums.filter(isBorne).map(leg => leg.amountMinor));
  const paidMinor = -sumMinor(sums.filter(isCleared).map(leg => leg.amountMinor));
  const charged = sharesOf(sums).map(share => ({ ...share, owedMinor: partOf(share.owedMinor, paidMinor, borneMinor) }));
  const shares = charged.flatMap(share => (share.bearer === "seller" ? amongThemselves(share.owedMinor, leftOf(found, sums)) : [share]));
  const advancedMinor = minMinor(paidMinor, borneMinor);
  return {
    advancedMinor,
    shares: shares.filter(({ owedMinor }) => owedMinor > 0n),
    platformMinor: advancedMinor - sumMinor(shares.map(({ owedMinor }) => owedMinor)),
  };
};

const partOf = (shareMinor: Minor, paidMinor: Minor, borneMinor: Minor): Minor => {
  if (paidMinor >= borneMinor) return shareMinor;
  return paidMinor <= 0n ? 0n : (shareMinor * paidMinor) / borneMinor;
};

/** What the books gave to the platform already is no part of what the seller is charged for any more, and is not taken off it once again. */
const leftOf = ({ inward, goodsMinor }: InwardFinding, sums: readonly Leg[]): InwardFinding => {
  const borneMinor = sumMinor(sums.filter(({ account }) => account === "borne_for_seller").map(leg => leg.amountMinor));
  return borneMinor === 0n
    ? { inward, goodsMinor }
    : { inward: inward.filter(({ party }) => party !== "platform"), goodsMinor: goodsMinor - borneMinor };
};

/** By largest remainder (policy.md §5.6). The seller keeps what nobody else bears; what the platform bears of it is asked of nobody. */
const amongThemselves = (sellerMinor: Minor, { inward, goodsMinor }: InwardFinding): readonly BearerShare[] => {
  const baseMinor = minMinor(sellerMinor, maxMinor(0n, goodsMinor));
  const parts =
    inward.length === 0
      ? []
      : allocate(
          baseMinor,
          inward.map(({ shareBasisPoints }) => BigInt(shareBasisPoints)),
        );
  const others = inward.flatMap(({ party }, place) => {
    const owedMinor = parts[place] ?? 0n;
    const bearer = COST_BEARERS.find(known => known === party) ?? (party === "platform" ? party : null);
    return bearer === null || bearer === "seller" ? [] : [{ bearer, owedMinor }];
  });
  const leftMinor = sellerMinor - sumMinor(others.map(({ owedMinor }) => owedMinor));
  return [
    { bearer: "seller", postedTo: "seller", owedMinor: leftMinor },
    ...others.flatMap(({ bearer, owedMinor }) => (bearer === "platform" ? [] : [{ bearer, postedTo: "seller" as const, owedMinor }])),
  ];
};

/** What the buyer has been paid too much and has not given back, once the case has stopped waiting for it. */
export const debtOfBuyer = (sums: readonly Leg[]): readonly BearerShare[] => {
  const owedMinor = sumMinor(sums.filter(({ account }) => account === "buyer_receivable").map(leg => leg.amountMinor));
  return owedMinor > 0n ? [{ bearer: "buyer", postedTo: "bearer", owedMinor }] : [];
};

const isCleared = ({ account }: Leg): boolean => account === "gateway_clearing" || account === "benefit_clearing";
const isBuyers = ({ account }: Leg): boolean =>
  account === "buyer_refunds_payable" || account === "buyer_receivable" || account === "buyer_benefits_payable";
const isBorne = (leg: Leg): boolean => !isCleared(leg) && !isBuyers(leg);

const sharesOf = (sums: readonly Leg[]): readonly BearerShare[] => {
  const owed = new Map<CostBearer, Minor>();
  for (const leg of sums) {
    const bearer = bearerOf(leg);
    if (bearer !== null) owed.set(bearer, (owed.get(bearer) ?? 0n) + leg.amountMinor);
  }
  return [...owed]
    .filter(([, owedMinor]) => owedMinor > 0n)
    .map(([bearer, owedMinor]) => ({
      ...{ bearer, owedMinor },
      postedTo: bearer === "seller" ? ("seller" as const) : ("bearer" as const),
    }));
};

const bearerOf = ({ account, partyRef }: Leg): CostBearer | null => {
  if (account === "seller_settlement") return "seller";
  return account === "recourse_receivable" ? (COST_BEARERS.find(bearer => bearer === partyRef) ?? null) : null;
};

/** Those who can be pursued: all who bear a cost but the platform itself. */
export const COST_BEARERS = PARTIES.filter(party => party !== "buyer" && party !== "platform" && party !== "none");

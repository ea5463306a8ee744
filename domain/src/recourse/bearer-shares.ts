import { type Minor, minMinor, sumMinor } from "../kernel/money.ts";
import type { Leg } from "../settlement/postings.ts";
import type { CostBearer } from "../settlement/refund-ask.ts";

/** What somebody other than the platform owes of what the platform advanced in a case. */
export type BearerShare = { readonly bearer: CostBearer; readonly owedMinor: Minor };

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
export const splitAdvance = (sums: readonly Leg[]): AdvanceSplit => {
  const borneMinor = sumMinor(sums.filter(isBorne).map(leg => leg.amountMinor));
  const paidMinor = -sumMinor(sums.filter(isCleared).map(leg => leg.amountMinor));
  const shares = sharesOf(sums).map(share => ({ ...share, owedMinor: partOf(share.owedMinor, paidMinor, borneMinor) }));
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
  return [...owed].filter(([, owedMinor]) => owedMinor > 0n).map(([bearer, owedMinor]) => ({ bearer, owedMinor }));
};

const bearerOf = ({ account, partyRef }: Leg): CostBearer | null => {
  if (account === "seller_settlement") return "seller";
  return account === "recourse_receivable" ? (COST_BEARERS.find(bearer => bearer === partyRef) ?? null) : null;
};

/** Those who can be pursued: all who bear a cost but the platform itself. */
export const COST_BEARERS = [
  "seller",
  "carrier_out",
  "carrier_return",
  "warehouse",
  "manufacturer",
  "supplier",
  "installer",
  "repairer",
  "live_room",
  "creator",
  "pickup_point",
  "insurer",
  "testing_lab",
] as const satisfies readonly CostBearer[];

import { assert } from "../kernel/assert.ts";
import type { CustomerId, SellerId } from "../kernel/ids.ts";
import { type Minor, sumMinor } from "../kernel/money.ts";
import type { TenderKind } from "../order/order-facts.ts";
import type { Benefit } from "../remedy/benefit.ts";
import type { PromisedBenefit } from "./promised-benefit.ts";
import type { CostBearer } from "./refund-ask.ts";
import type { RefundBreakdown } from "./refund-breakdown.ts";
import type { SubsidyMove } from "./subsidy-share.ts";
import type { DiscountMove } from "./threshold-discount.ts";

/**
 * The chart of accounts, as small as what is posted. Debits are positive, credits negative.
 *
 * Of a case: `recourse_receivable` holds what somebody other than seller and platform shall bear: the platform pays the buyer now and recovers it later.
 * `borne_for_seller` holds what a seller was charged for and the platform bears in its place.
 * `buyer_benefits_payable` holds what was promised in kind, at its worth; `benefit_clearing` what was given, by kind.
 *
 * Of a seller's book, where what was advanced comes back: `merchant_deposit` is the seller's money in the platform's hands; `settlement_clearing` what the
 * host keeps of the seller's proceeds for the platform; `merchant_receivable` and `claim_receivable` what seller and bearer were billed; `bank_clearing`
 * money that came in; `write_off_expense` what nobody could be made to pay.
 *
 * Of the house's own book, where statements of gateways are reconciled: `suspense` holds what a statement and the books disagree about until it is known,
 * `gateway_fee_expense` what a gateway kept for itself.
 */
export const CASE_ACCOUNTS = [
  "buyer_refunds_payable",
  "buyer_receivable",
  "buyer_benefits_payable",
  "benefit_clearing",
  "gateway_clearing",
  "seller_settlement",
  "platform_subsidy",
  "creator_subsidy",
  "freight_expense",
  "compensation_expense",
  "recourse_receivable",
  "borne_for_seller",
] as const;
export const BOOK_ACCOUNTS = [
  "merchant_deposit",
  "settlement_clearing",
  "merchant_receivable",
  "claim_receivable",
  "bank_clearing",
  "write_off_expense",
] as const;
export const HOUSE_ACCOUNTS = ["suspense", "gateway_fee_expense"] as const;
export const ACCOUNTS = [...CASE_ACCOUNTS, ...BOOK_ACCOUNTS, ...HOUSE_ACCOUNTS] as const;
export type LedgerAccount = (typeof ACCOUNTS)[number];

/** `partyRef` is whose sub-account it is: a buyer, a seller, a bearer, or a kind of tender. */
export type Leg = { readonly account: LedgerAccount; readonly partyRef: string; readonly amountMinor: Minor };

export type PromiseParties = { readonly customerId: CustomerId; readonly sellerId: SellerId };

/** The moment Amends owes the refund: what the buyer gets stands against who bears it. Nothing has moved yet. */
export const postingsForPromise = (refund: RefundBreakdown, { customerId, sellerId }: PromiseParties): readonly Leg[] =>
  balanced([
    leg("buyer_refunds_payable", customerId, -refund.totalToBuyerMinor),
    leg("buyer_receivable", customerId, refund.amountToCollectMinor - refund.collectionStruckMinor),
    ...refund.lines.map(line => leg("seller_settlement", line.sellerId, line.amountMinor - line.damageMinor)),
    ...(refund.subsidies ?? []).flatMap(subsidyLegs),
    ...refund.discounts.flatMap(discountLegs),
    ...freightLegs(refund, sellerId),
    ...refund.gifts.map(gift => leg("seller_settlement", gift.sellerId, -gift.amountMinor)),
    leg("seller_settlement", sellerId, -refund.paymentFeeMinor - refund.newItemsMinor),
    ...refund.extras.map(extra => bearerLeg("compensation_expense", extra.bearer, sellerId, extra.amountMinor)),
  ]);

export type Payout = { readonly methodKind: TenderKind; readonly amountMinor: Minor };

/** The moment a gateway confirms payouts of a promised refund, one or several at a time. */
export const postingsForSettlement = (payouts: readonly Payout[], customerId: CustomerId): readonly Leg[] =>
  balanced([
    leg("buyer_refunds_payable", customerId, sumMinor(payouts.map(payout => payout.amountMinor))),
    ...payouts.map(payout => leg("gateway_clearing", payout.methodKind, -payout.amountMinor)),
  ]);

/** The moment the buyer has paid what a refund or an exchange asked for. */
export const postingsForCollection = (payment: Payout, customerId: CustomerId): readonly Leg[] =>
  balanced([leg("gateway_clearing", payment.methodKind, payment.amountMinor), leg("buyer_receivable", customerId, -payment.amountMinor)]);

/** A promise in kind stands at its worth against who bears it, apart from the money: it is never paid out. */
export const postingsForBenefits = (benefits: readonly PromisedBenefit[], { customerId, sellerId }: PromiseParties): readonly Leg[] =>
  balanced(
    benefits.flatMap(({ benefit, bearer }) => [
      leg("buyer_benefits_payable", customerId, -benefit.worthMinor),
      bearerLeg("compensation_expense", bearer, sellerId, benefit.worthMinor),
    ]),
  );

/** The moment a coupon, points or a gift is the buyer's. */
export const postingsForGrant = ({ kind, worthMinor }: Benefit, customerId: CustomerId): readonly Leg[] =>
  balanced([leg("buyer_benefits_payable", customerId, worthMinor), leg("benefit_clearing", kind, -worthMinor)]);

/** A withdrawn promise is undone by the opposite of its own legs, never by a new computation. */
export const reversalOf = (legs: readonly Leg[]): readonly Leg[] =>
  balanced(legs.map(({ account, partyRef, amountMinor }) => leg(account, partyRef, -amountMinor)));

/**
 * The seller was credited at the sale with others' subsidies too: undoing the sale takes them back. A lost discount is paid by the buyer in place of its
 * bearer, so the seller's side of the pieces kept does not move.
 */
const discountLegs = ({ bearer, sellerId, fellBackMinor, recomputedMinor }: DiscountMove): readonly Leg[] => {
  switch (bearer) {
    case "seller":
      return [leg("seller_settlement", sellerId, -recomputedMinor)];
    case "platform":
      return [leg("seller_settlement", sellerId, fellBackMinor), leg("platform_subsidy", "platform", -fellBackMinor - recomputedMinor)];
    case "creator":
      return [leg("seller_settlement", sellerId, fellBackMinor), leg("creator_subsidy", "creator", -fellBackMinor - recomputedMinor)];
  }
};

/** The seller keeps its price while the sale stands, and gives the subsidy back with the sale. */
const subsidyLegs = ({ bearer, sellerId, amountMinor }: SubsidyMove): readonly Leg[] => {
  switch (bearer) {
    case "seller":
      return [];
    case "platform":
    case "creator":
      return [leg("seller_settlement", sellerId, -amountMinor), leg(`${bearer}_subsidy`, bearer, amountMinor)];
  }
};

const freightLegs = ({ freight }: RefundBreakdown, sellerId: SellerId): readonly Leg[] => [
  bearerLeg("freight_expense", freight.outboundBearer, sellerId, freight.outboundMinor - freight.freeFreightMinor),
  ...(freight.returnBearer === null
    ? []
    : [bearerLeg("freight_expense", freight.returnBearer, sellerId, freight.returnReimbursedMinor - freight.returnDeductedMinor)]),
  ...(freight.returnCharged === undefined
    ? []
    : [
        bearerLeg("freight_expense", freight.returnCharged.bearer, sellerId, freight.returnCharged.amountMinor),
        bearerLeg("freight_expense", freight.returnCharged.advancedBy, sellerId, -freight.returnCharged.amountMinor),
      ]),
];

const bearerLeg = (
  expense: "freight_expense" | "compensation_expense",
  bearer: CostBearer,
  sellerId: SellerId,
  amountMinor: Minor,
): Leg => {
  if (bearer === "seller") return leg("seller_settlement", sellerId, amountMinor);
  return bearer === "platform" ? leg(expense, "platform", amountMinor) : leg("recourse_receivable", bearer, amountMinor);
};

const leg = (account: LedgerAccount, partyRef: string, amountMinor: Minor): Leg => ({ account, partyRef, amountMinor });

/** By what they say: legs that were written down and read again are other objects and the same posting. */
export const isSameLegs = (left: readonly Leg[], right: readonly Leg[]): boolean =>
  left.length === right.length &&
  left.every(({ account, partyRef, amountMinor }, index) => {
    const other = right[index];
    return other?.account === account && other.partyRef === partyRef && other.amountMinor === amountMinor;
  });

/** One leg for each account and party; legs of nothing are dropped. */
export const balanced = (legs: readonly Leg[]): readonly Leg[] => {
  assert(sumMinor(legs.map(({ amountMinor }) => amountMinor)) === 0n, "the legs of a posting sum to zero");
  const byAccount = new Map<string, Leg>();
  for (const next of legs) {
    const key = `${next.account} ${next.partyRef}`;
    byAccount.set(key, { ...next, amountMinor: next.amountMinor + (byAccount.get(key)?.amountMinor ?? 0n) });
  }
  return [...byAccount.values()].filter(({ amountMinor }) => amountMinor !== 0n);
};

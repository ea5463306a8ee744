import { assert } from "../kernel/assert.ts";
import type { EffectId } from "../kernel/ids.ts";
import { type Minor, maxMinor, minMinor, sumMinor } from "../kernel/money.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import { addTotals, collectionPaid, NO_REFUNDS, paymentOf } from "../order/refund-totals.ts";
import { balanced, type Leg, type PromiseParties, postingsForBenefits, postingsForPromise } from "../settlement/postings.ts";
import type { PromisedBenefit } from "../settlement/promised-benefit.ts";
import type { RefundAsk } from "../settlement/refund-ask.ts";
import type { RefundBreakdown } from "../settlement/refund-breakdown.ts";
import { isInKind } from "../settlement/tender-share.ts";
import type { CaseMoney, CaseState, Collection, TenderRefund } from "./case-state.ts";
import { COLLECTED_TENDER_NO, COMPENSATION_TENDER_NO, FIRST_RETURNED_TENDER_NO } from "./effect.ts";

type MoneyBefore = Pick<CaseMoney, "currency" | "collect" | "refunds" | "benefits" | "promised" | "totals">;

/**
 * The case's side of a breakdown: what each route gets, and what is to be collected by which method. Where more was paid than is now owed (a refund ahead
 * of the goods), the buyer owes the rest: it is added to what is to be collected, and moves from the payable to the receivable account.
 */
export const moneyOf = (
  breakdown: RefundBreakdown,
  ask: RefundAsk,
  before: MoneyBefore,
  { parties, order }: { readonly parties: PromiseParties; readonly order: OrderFacts },
): CaseMoney => {
  const shares = [...breakdown.tenders, ...compensationShare(breakdown, order)];
  const promised = shares.map(({ tenderNo, methodKind, methodRef, amountMinor }) => ({
    tenderNo,
    methodKind,
    methodRef,
    promisedMinor: amountMinor,
    refundedMinor: refundedOn(before.refunds, tenderNo),
  }));
  const returned = collectionsReturned(breakdown, before.refunds);
  const routed = [...promised, ...returned];
  const beyondMinor = breakdown.totalToBuyerMinor - sumMinor(routed.map(({ promisedMinor }) => promisedMinor));
  const refunds = withSumsBeyond(withPaid(routed, before.refunds), beyondMinor, order);
  const overMinor = overpaidMinor(refunds);
  const collect = collectionOf(before.collect, breakdown.amountToCollectMinor + overMinor, order);
  const benefits = benefitsOwed(breakdown, before.benefits);
  // What the buyer has paid counts first for what was too much, and then for what this refund asks for.
  const inHandMinor = (collect?.collectedMinor ?? 0n) - overMinor;
  const paidMinor = minMinor(maxMinor(0n, inHandMinor), breakdown.adds.collectDueMinor);
  return {
    currency: before.currency,
    refunds,
    ask,
    // While the buyer still has what was paid too much, later refunds are computed on top of what was really paid.
    totals:
      overMinor > 0n && inHandMinor < 0n
        ? before.totals
        : paidMinor > 0n
          ? addTotals(breakdown.adds, collectionPaid(paidMinor))
          : breakdown.adds,
    collect,
    benefits,
    ...(breakdown.earlier === undefined ? {} : { earlier: breakdown.earlier }),
    legs: balanced([...postingsForPromise(breakdown, parties), ...owedBack(overMinor, parties), ...postingsForBenefits(benefits, parties)]),
    promised: before.promised,
    calledOff: false,
  };
};

/**
 * What the refund's standards owe in kind stands beside what people promised. A standard the refund no longer holds is not owed any more; what was given
 * is given.
 */
const benefitsOwed = ({ extras }: RefundBreakdown, before: readonly PromisedBenefit[]): readonly PromisedBenefit[] => {
  const kept = before.filter(
    ({ owedUnder, grantRef }) => owedUnder === undefined || grantRef !== null || extras.some(({ head }) => head === owedUnder.head),
  );
  let last = before.reduce((most, { benefitNo }) => Math.max(most, benefitNo), 0);
  const fresh = extras.flatMap(({ head, ruleId, bearer, inKind }): readonly PromisedBenefit[] => {
    if (inKind === undefined || kept.some(({ owedUnder }) => owedUnder?.head === head)) return [];
    last += 1;
    return [{ benefitNo: last, benefit: inKind, bearer, grantRef: null, owedUnder: { head, ruleId } }];
  });
  return fresh.length === 0 ? kept : [...kept, ...fresh];
};

/** What the buyer is given in kind, beside whatever money is promised. */
export const withBenefits = (money: CaseMoney, benefits: readonly PromisedBenefit[], parties: PromiseParties): CaseMoney => ({
  ...money,
  benefits: [...money.benefits, ...benefits],
  legs: balanced([...money.legs, ...postingsForBenefits(benefits, parties)]),
});

/** The case pays nothing after all. What it has already paid is owed by the buyer; what it has collected is owed to the buyer. */
export const calledOff = (
  money: CaseMoney,
  { parties, order }: { readonly parties: PromiseParties; readonly order: OrderFacts },
): CaseMoney => {
  const refunds = money.refunds.map(refund => ({ ...refund, promisedMinor: 0n }));
  const overMinor = overpaidMinor(refunds);
  const benefits = money.benefits.filter(({ grantRef }) => grantRef !== null);
  const legs = balanced([...owedBack(overMinor, parties), ...postingsForBenefits(benefits, parties)]);
  return {
    ...money,
    refunds,
    totals: overMinor > (money.collect?.collectedMinor ?? 0n) ? money.totals : NO_REFUNDS,
    collect: collectionOf(money.collect, overMinor, order),
    benefits,
    legs,
    promised: legs.length > 0,
    calledOff: true,
  };
};

/** What was paid beyond what is owed, route by route: a route that got too much does not pay for one that still waits. */
export const overpaidMinor = (refunds: readonly TenderRefund[]): Minor =>
  sumMinor(refunds.map(refund => maxMinor(0n, refund.refundedMinor - refund.promisedMinor)));

export const stillToCollectMinor = ({ collect }: CaseMoney): Minor =>
  collect === null ? 0n : maxMinor(0n, collect.amountMinor - collect.collectedMinor);

export type DueRefund = Pick<TenderRefund, "tenderNo" | "methodKind" | "methodRef"> & {
  readonly amountMinor: Minor;
  readonly collectedUnder?: EffectId;
};

/** What is still to be paid, route by route, and not on its way yet; last what was collected and is not owed. */
export const dueRefunds = ({ money, openEffects }: Pick<CaseState, "money" | "openEffects">): readonly DueRefund[] => {
  const onTheWay = (tenderNo: number) =>
    sumMinor(openEffects.filter(open => !open.refused && open.tenderNo === tenderNo).map(open => open.amountMinor ?? 0n));
  const promised = money.promised ? money.refunds : [];
  const due: DueRefund[] = promised.map(({ tenderNo, methodKind, methodRef, promisedMinor, refundedMinor, collectedUnder }) => ({
    tenderNo,
    methodKind,
    methodRef,
    amountMinor: promisedMinor - refundedMinor - onTheWay(tenderNo),
    ...(collectedUnder === undefined ? {} : { collectedUnder }),
  }));
  const { collect } = money;
  if (collect !== null) {
    due.push({
      tenderNo: COLLECTED_TENDER_NO,
      methodKind: collect.tenderKind,
      methodRef: collect.methodRef,
      amountMinor: collect.collectedMinor - collect.amountMinor - onTheWay(COLLECTED_TENDER_NO),
      ...(collect.collectedUnder === undefined ? {} : { collectedUnder: collect.collectedUnder }),
    });
  }
  return due.filter(refund => refund.amountMinor > 0n);
};

/** What was promised in kind and is neither given nor on its way. */
export const dueBenefits = ({ money, openEffects }: Pick<CaseState, "money" | "openEffects">): readonly PromisedBenefit[] =>
  money.promised
    ? money.benefits.filter(
        ({ benefitNo, grantRef }) => grantRef === null && !openEffects.some(open => open.benefitNo === benefitNo && !open.refused),
      )
    : [];

/** A sum is collected by the method named at filing; where none was, by the one that paid the order. */
const collectionOf = (collect: Collection | null, amountMinor: Minor, order: OrderFacts): Collection | null => {
  if (collect !== null) return { ...collect, amountMinor };
  if (amountMinor === 0n) return null;
  const payer = moneyTenderOf(order);
  return { tenderKind: payer.kind, methodRef: payer.methodRef, amountMinor, collectedMinor: 0n };
};

const owedBack = (overMinor: Minor, { customerId }: PromiseParties): readonly Leg[] =>
  balanced([
    { account: "buyer_refunds_payable", partyRef: customerId, amountMinor: -overMinor },
    { account: "buyer_receivable", partyRef: customerId, amountMinor: overMinor },
  ]);

const refundedOn = (refunds: readonly TenderRefund[], tenderNo: number): Minor =>
  refunds.find(refund => refund.tenderNo === tenderNo)?.refundedMinor ?? 0n;

/** A route that was paid and gets nothing more is kept: its money has moved. */
const withPaid = (promised: readonly TenderRefund[], before: readonly TenderRefund[]): readonly TenderRefund[] => [
  ...promised,
  ...before
    .filter(refund => refund.refundedMinor > 0n && !promised.some(({ tenderNo }) => tenderNo === refund.tenderNo))
    .map(refund => ({ ...refund, promisedMinor: 0n })),
];

/** Compensation and freight that the buyer paid elsewhere go to the method that paid the order, by a transfer of their own: no tender brought them. */
const compensationShare = ({ extras, freight }: RefundBreakdown, order: OrderFacts) => {
  const amountMinor = freight.returnReimbursedMinor + sumMinor(extras.map(extra => extra.amountMinor));
  if (amountMinor === 0n) return [];
  const { kind, methodRef } = moneyTenderOf(order);
  return [{ tenderNo: COMPENSATION_TENDER_NO, methodKind: kind, methodRef, amountMinor }];
};

/** Money no tender of the order brought goes back to the payments that did, or a tender would get more than it paid. */
const collectionsReturned = ({ adds }: RefundBreakdown, before: readonly TenderRefund[]): readonly TenderRefund[] => {
  let nextNo = before.reduce((least, { tenderNo }) => Math.min(least, tenderNo - 1), FIRST_RETURNED_TENDER_NO);
  return (adds.collections ?? []).map(({ amountMinor, ...payment }) => {
    const known = before.find(refund => refund.tenderNo <= FIRST_RETURNED_TENDER_NO && paymentOf(refund) === paymentOf(payment));
    if (known !== undefined) return { ...known, promisedMinor: -amountMinor };
    nextNo -= 1;
    return { tenderNo: nextNo + 1, ...payment, promisedMinor: -amountMinor, refundedMinor: 0n };
  });
};

/** Where it is not known by what an undone collection was paid, it travels with the first route that takes money. */
const withSumsBeyond = (refunds: readonly TenderRefund[], beyondMinor: Minor, order: OrderFacts): readonly TenderRefund[] => {
  if (beyondMinor === 0n) return refunds;
  const carrier = refunds.find(refund => refund.tenderNo !== COMPENSATION_TENDER_NO && !isInKind(refund.methodKind));
  if (carrier !== undefined)
    return refunds.map(refund => (refund === carrier ? { ...refund, promisedMinor: refund.promisedMinor + beyondMinor } : refund));
  const { tenderNo, kind, methodRef } = moneyTenderOf(order);
  return [...refunds, { tenderNo, methodKind: kind, methodRef, promisedMinor: beyondMinor, refundedMinor: 0n }];
};

const moneyTenderOf = ({ orderId, tenders }: OrderFacts): OrderFacts["tenders"][number] => {
  const tender = tenders.find(candidate => !isInKind(candidate.kind)) ?? tenders[0];
  assert(tender !== undefined, `${orderId} was paid by some tender`);
  return tender;
};

import type { showCaseSums } from "@amends/contract/routes/case/show-sums";
import { type Minor, maxMinor, sumMinor } from "@amends/domain/kernel/money";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import { PARTIES, type Party } from "@amends/domain/party/party";
import type { RefundBreakdown } from "@amends/domain/settlement/refund-breakdown";
import type { DiscountMove } from "@amends/domain/settlement/threshold-discount";
import type { CaseSums } from "@amends/flows/show-case-sums";
import type { z } from "zod";

type View = z.output<(typeof showCaseSums)["answers"][200]>;
type RefundView = NonNullable<View["refund"]>;

export const sumsOf = (shown: CaseSums): View => {
  const { state, refund, returnFreight } = shown;
  const { currency } = state.money;
  const of = (amountMinor: Minor) => ({ amountMinor, currency });
  return {
    caseId: state.caseId,
    refund: refund === null ? null : { ...refundOf(refund, shown), bearers: shown.audience === "buyer" ? null : bearersOf(shown) },
    returnFreight: {
      isOwed: returnFreight.isOwed,
      most: of(returnFreight.mostMinor),
      receiptAbove: of(returnFreight.receiptAboveMinor),
      stated:
        state.returnFreight === undefined ? null : { amount: of(state.returnFreight.amountMinor), paidBy: state.returnFreight.paidBy },
    },
  };
};

const refundOf = (refund: RefundBreakdown, { order }: CaseSums): Omit<RefundView, "bearers"> => {
  const of = (amountMinor: Minor) => ({ amountMinor, currency: refund.currency });
  return {
    steps: refund
      .steps()
      .map(({ key, zh, en, amountMinor, ruleIds }) => ({ key, zh, en, ...moved(refund, amountMinor), ruleIds: [...ruleIds] })),
    total: of(refund.totalToBuyerMinor),
    struckOff: of(refund.collectionStruckMinor),
    toCollect: of(refund.amountToCollectMinor),
    lines: refund.lines.map(({ lineNo, quantity, from, worthMinor, amountMinor, taxMinor, damageMinor }) => ({
      lineNo,
      name: order.lines.find(line => line.lineNo === lineNo)?.name ?? "",
      quantity,
      from,
      worth: of(worthMinor),
      amount: of(amountMinor),
      tax: of(taxMinor),
      damage: of(damageMinor),
    })),
    tenders: refund.tenders.map(({ tenderNo, tenderKind, amountMinor, manner }) => ({
      tenderNo,
      kind: tenderKind,
      paid: of(paidBy(order, tenderNo)),
      amount: of(amountMinor),
      manner,
    })),
    discounts: refund.bearers.map(({ bearer }) => {
      const total = (part: (move: DiscountMove) => Minor) => sumMinor(refund.discounts.filter(move => move.bearer === bearer).map(part));
      return {
        bearer,
        fellBack: moved(
          refund,
          total(move => move.fellBackMinor),
        ),
        lost: moved(
          refund,
          total(move => move.recomputedMinor),
        ),
      };
    }),
  };
};

const paidBy = ({ tenders }: OrderFacts, tenderNo: number): Minor => tenders.find(tender => tender.tenderNo === tenderNo)?.paidMinor ?? 0n;

/** A sub-account named after a seller is the seller's. */
const bearersOf = ({ bearers, state: { sellerId, money } }: CaseSums): RefundView["bearers"] =>
  bearers.flatMap(({ partyRef, amountMinor }) => {
    const party = partyRef === sellerId ? "seller" : PARTIES.find(candidate => candidate === partyRef);
    return party === undefined ? [] : [{ party: party satisfies Party, ...moved(money, amountMinor) }];
  });

const moved = ({ currency }: Pick<RefundBreakdown, "currency">, amountMinor: Minor) => ({
  sign: amountMinor < 0n ? ("minus" as const) : ("plus" as const),
  amount: { amountMinor: maxMinor(amountMinor, -amountMinor), currency },
});

import { allocate } from "../kernel/allocate.ts";
import { type Minor, sumMinor } from "../kernel/money.ts";
import type { OrderFacts, Tender, TenderKind } from "../order/order-facts.ts";
import { priceDifference, type ReplacedPieces } from "../order/price-difference.ts";
import { NO_REFUNDS, type RefundTotals } from "../order/refund-totals.ts";
import { balanced, type Leg, type PromiseParties } from "./postings.ts";
import { isInKind } from "./tender-share.ts";

export type PayMethod = { readonly tenderKind: TenderKind; readonly methodRef: string };

export type AmendmentAsk =
  | { readonly kind: "address" }
  | {
      readonly kind: "items";
      readonly replaced: readonly ReplacedPieces[];
      /** How a difference is paid, and where one goes back; null = as the order was paid. */
      readonly differenceBy: PayMethod | null;
    }
  | { readonly kind: "payment"; readonly by: PayMethod };

/**
 * The money side of a changed order. It is no refund of the purchase: the host writes the order anew with the new sums, so there is nothing to compute
 * later refunds on (`NO_REFUNDS`), and nothing for the refund arithmetic to ask.
 */
export type AmendmentMoney = {
  readonly ask: null;
  readonly totals: RefundTotals;
  readonly refunds: readonly {
    readonly tenderNo: number;
    readonly methodKind: TenderKind;
    readonly methodRef: string;
    readonly promisedMinor: Minor;
    readonly refundedMinor: Minor;
  }[];
  readonly collect: (PayMethod & { readonly amountMinor: Minor; readonly collectedMinor: Minor }) | null;
  readonly legs: readonly Leg[];
};

const NOTHING: AmendmentMoney = { ask: null, totals: NO_REFUNDS, refunds: [], collect: null, legs: [] };

/** An order nobody has paid yet is changed before any money moves. */
export const amendmentMoney = (order: OrderFacts, ask: AmendmentAsk, parties: PromiseParties): AmendmentMoney => {
  if (order.paidAt === null) return NOTHING;
  switch (ask.kind) {
    case "address":
      return NOTHING;
    case "items":
      return itemsMoney(order, ask, parties);
    case "payment":
      return paymentMoney(order, ask.by, parties);
  }
};

const itemsMoney = (
  order: OrderFacts,
  { replaced, differenceBy }: Extract<AmendmentAsk, { kind: "items" }>,
  parties: PromiseParties,
): AmendmentMoney => {
  const difference = priceDifference(order, replaced);
  if (difference === 0n) return NOTHING;
  return difference > 0n ? dearer(order, difference, differenceBy, parties) : cheaper(order, -difference, differenceBy, parties);
};

const dearer = (order: OrderFacts, amountMinor: Minor, by: PayMethod | null, parties: PromiseParties): AmendmentMoney => {
  const method = by ?? payerOf(order);
  return {
    ...NOTHING,
    collect: method === null ? null : { ...method, amountMinor, collectedMinor: 0n },
    legs: balanced([leg("buyer_receivable", parties.customerId, amountMinor), leg("seller_settlement", parties.sellerId, -amountMinor)]),
  };
};

/** Each tender gives up its share of the difference, as the host's new facts will say; points and coupons go back as what they are. */
const cheaper = (order: OrderFacts, amountMinor: Minor, to: PayMethod | null, parties: PromiseParties): AmendmentMoney => {
  const shares = allocate(
    amountMinor,
    order.tenders.map(tender => tender.paidMinor),
  );
  return {
    ...NOTHING,
    refunds: order.tenders.flatMap((tender, index) => {
      const promisedMinor = shares[index] ?? 0n;
      const target = to === null || isInKind(tender.kind) ? methodOf(tender) : to;
      return promisedMinor === 0n ? [] : [refundTo(tender, target, promisedMinor)];
    }),
    legs: balanced([
      leg("buyer_refunds_payable", parties.customerId, -amountMinor),
      leg("seller_settlement", parties.sellerId, amountMinor),
    ]),
  };
};

/** All that was paid comes in again by the new method, and then goes back to each of the old ones in full. */
const paymentMoney = (order: OrderFacts, by: PayMethod, parties: PromiseParties): AmendmentMoney => {
  const amountMinor = sumMinor(order.tenders.map(tender => tender.paidMinor));
  if (amountMinor === 0n) return NOTHING;
  return {
    ...NOTHING,
    refunds: order.tenders.flatMap(tender => (tender.paidMinor === 0n ? [] : [refundTo(tender, methodOf(tender), tender.paidMinor)])),
    collect: { tenderKind: by.tenderKind, methodRef: by.methodRef, amountMinor, collectedMinor: 0n },
    legs: balanced([
      leg("buyer_refunds_payable", parties.customerId, -amountMinor),
      leg("buyer_receivable", parties.customerId, amountMinor),
    ]),
  };
};

const payerOf = (order: OrderFacts): PayMethod | null => {
  const payer = order.tenders.find(tender => !isInKind(tender.kind)) ?? order.tenders[0];
  return payer === undefined ? null : methodOf(payer);
};

const methodOf = ({ kind, methodRef }: Tender): PayMethod => ({ tenderKind: kind, methodRef });

const refundTo = ({ tenderNo }: Tender, { tenderKind, methodRef }: PayMethod, promisedMinor: Minor): AmendmentMoney["refunds"][number] => ({
  tenderNo,
  methodKind: tenderKind,
  methodRef,
  promisedMinor,
  refundedMinor: 0n,
});

const leg = (account: Leg["account"], partyRef: string, amountMinor: Minor): Leg => ({ account, partyRef, amountMinor });

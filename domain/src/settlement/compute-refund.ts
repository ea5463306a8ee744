import { assert } from "../kernel/assert.ts";
import { type Minor, maxMinor, minMinor, sumMinor } from "../kernel/money.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import {
  addTotals,
  type CollectionTotals,
  NO_REFUNDS,
  type RefundTotals,
  type ReplacementTotals,
  withLines,
} from "../order/refund-totals.ts";
import { type NewItem, priceOfNewItems } from "./exchange-difference.ts";
import { shareFreight } from "./freight-share.ts";
import { howComputed, type RefundParts } from "./how-computed.ts";
import { type LineShare, shareLines } from "./line-share.ts";
import type { RefundAsk, RefundInput } from "./refund-ask.ts";
import type { GiftCharge, LineAmount, RefundBreakdown } from "./refund-breakdown.ts";
import { type RefundRefusal, refuseRefund } from "./refund-refusal.ts";
import { moveSubsidies } from "./subsidy-share.ts";
import { shareOverTenders } from "./tender-share.ts";
import { moveDiscounts, perBearer } from "./threshold-discount.ts";

/**
 * How much goes back, to which route, at whose cost, and why. Every part is a target over all refunds of the order so far, less what was already given:
 * no cent is lost between parts, and returning everything gives back exactly what was paid.
 */
export const computeRefund = (input: RefundInput): RefundBreakdown | RefundRefusal => {
  const fault = refuseRefund(input);
  return fault === null ? breakDown(input, partsOf(input)) : { kind: "refused", ...fault };
};

const partsOf = ({ order, earlier, ask }: RefundInput): RefundParts => {
  const lines = shareLines(order, earlier, ask);
  const after = withLines(
    earlier,
    lines.map(share => share.adds),
  );
  return {
    lines,
    subsidies: moveSubsidies(earlier, lines),
    discounts: moveDiscounts(order, earlier, after),
    freight: shareFreight(order, earlier, after, ask.freight),
    gifts: chargeGifts(order, ask),
    paymentFeeMinor: ask.paymentFeeMinor,
    newItems: ask.newItems,
    extras: ask.extras,
  };
};

const breakDown = ({ order, earlier, ask }: RefundInput, parts: RefundParts): RefundBreakdown => {
  const gone = goneFrom(parts);
  const balance = balanceWith(earlier, owedFor(gone));
  const after = { lines: withLines(earlier, gone.lines).lines, freightMinor: earlier.freightMinor + gone.freightMinor };
  const tenders = shareOverTenders(order, earlier, after, balance.refundMinor, ask.target);
  return {
    kind: "refund",
    orderId: order.orderId,
    currency: order.currency,
    lines: parts.lines.map(lineAmount),
    tenders,
    ...(parts.subsidies.length === 0 ? {} : { subsidies: parts.subsidies }),
    discounts: parts.discounts,
    bearers: perBearer(parts.discounts),
    freight: parts.freight,
    gifts: parts.gifts,
    paymentFeeMinor: parts.paymentFeeMinor,
    newItemsMinor: priceOfNewItems(parts.newItems),
    extras: parts.extras,
    collectionStruckMinor: balance.struckMinor,
    collectionReturnedMinor: balance.returnedMinor,
    totalToBuyerMinor:
      balance.refundMinor +
      balance.returnedMinor +
      parts.freight.returnReimbursedMinor +
      sumMinor(parts.extras.map(extra => extra.amountMinor)),
    amountToCollectMinor: balance.collectMinor,
    steps: () => howComputed(order, parts),
    ...(earlier === NO_REFUNDS ? {} : { earlier }),
    adds: {
      ...gone,
      tenders: tenders.map(({ tenderNo, amountMinor }) => ({ tenderNo, amountMinor })),
      collectDueMinor: balance.collectMinor - balance.struckMinor,
      collectPaidMinor: -balance.returnedMinor,
      ...returnedTo(earlier, balance.returnedMinor),
    },
  };
};

/** What this refund adds to the order's totals, before it is known which tender pays it. */
const goneFrom = ({ lines, subsidies, discounts, freight, gifts, paymentFeeMinor, newItems, extras }: RefundParts): RefundTotals =>
  addTotals(NO_REFUNDS, {
    tenders: [],
    collectDueMinor: 0n,
    collectPaidMinor: 0n,
    lines: lines.map(share => share.adds),
    discounts: discounts.map(({ discountNo, lineNo, fellBackMinor, recomputedMinor }) => ({
      discountNo,
      lineNo,
      fellBackMinor,
      recomputedMinor,
    })),
    freightMinor: freight.outboundMinor,
    freeFreightMinor: freight.freeFreightMinor,
    deductedMinor:
      sumMinor(lines.map(share => share.damageMinor)) +
      sumMinor(gifts.map(gift => gift.amountMinor)) +
      paymentFeeMinor +
      freight.returnDeductedMinor +
      priceOfNewItems(newItems) -
      sumMinor(lines.map(({ replacement, amountMinor }) => (replacement === null ? 0n : amountMinor))),
    giftNos: gifts.map(gift => gift.giftNo),
    extras: extras.map(({ head, amountMinor }) => ({ head, amountMinor })),
    subsidies: subsidies.map(({ lineNo, bearer, amountMinor }) => ({ lineNo, bearer, amountMinor })),
    replacements: [...lines.flatMap(({ replacement }) => replacement ?? []), ...newItems.flatMap(putInPlace)],
  });

const putInPlace = ({ skuId, quantity, unitPriceMinor, replacesLineNo: lineNo }: NewItem): readonly ReplacementTotals[] =>
  lineNo === undefined ? [] : [{ lineNo, skuId, quantity, worthMinor: unitPriceMinor * BigInt(quantity), givenMinor: 0n }];

const owedFor = (totals: RefundTotals): Minor =>
  sumMinor(totals.lines.map(line => line.amountMinor)) +
  totals.freightMinor -
  totals.freeFreightMinor -
  totals.deductedMinor -
  sumMinor(totals.discounts.map(discount => discount.recomputedMinor));

type Balance = { readonly refundMinor: Minor; readonly struckMinor: Minor; readonly returnedMinor: Minor; readonly collectMinor: Minor };

/**
 * What is owed first undoes an earlier collection: money the buyer should not have been asked for is not the order's money. Where one was struck off that
 * was then never asked for, too little went back, and that much more goes back now. Where one was given back that has been given up since, whoever gave it
 * up gives back what was paid for it: it was the buyer's twice over in that, and once less in what the tenders got.
 */
const balanceWith = (earlier: RefundTotals, owedMinor: Minor): Balance => {
  const { collectDueMinor, collectPaidMinor } = earlier;
  const givenMinor = sumMinor(earlier.tenders.map(tender => tender.amountMinor));
  assert(givenMinor - collectDueMinor - collectPaidMinor === owedFor(earlier), "earlier refunds paid what they owed");
  if (owedMinor < 0n) return { refundMinor: 0n, struckMinor: 0n, returnedMinor: 0n, collectMinor: -owedMinor };
  const struckMinor = minMinor(owedMinor, collectDueMinor);
  const returnedMinor = maxMinor(0n, minMinor(owedMinor - struckMinor, collectPaidMinor));
  return { refundMinor: owedMinor - struckMinor - returnedMinor, struckMinor, returnedMinor, collectMinor: 0n };
};

/** A collection goes back to the payments that brought it, in their order; older ones may not be known. */
const returnedTo = ({ collections = [] }: RefundTotals, returnedMinor: Minor): Pick<RefundTotals, "collections"> => {
  let leftMinor = returnedMinor;
  const returned = collections.flatMap((payment): readonly CollectionTotals[] => {
    const amountMinor = minMinor(leftMinor, payment.amountMinor);
    if (amountMinor <= 0n) return [];
    leftMinor -= amountMinor;
    return [{ ...payment, amountMinor: -amountMinor }];
  });
  return returned.length === 0 ? {} : { collections: returned };
};

const chargeGifts = (order: OrderFacts, ask: RefundAsk): readonly GiftCharge[] =>
  order.gifts.flatMap(gift => {
    const seller = order.lines.find(line => gift.withLineNos.includes(line.lineNo))?.sellerId;
    if (!ask.giftsKept.includes(gift.giftNo) || gift.markedPriceMinor === null || seller === undefined) return [];
    return [{ giftNo: gift.giftNo, name: gift.name, amountMinor: gift.markedPriceMinor, sellerId: seller }];
  });

const lineAmount = ({ line, ask, worthMinor, amountMinor, taxMinor, damageMinor }: LineShare): LineAmount => ({
  lineNo: line.lineNo,
  sellerId: line.sellerId,
  from: ask.from,
  quantity: ask.quantity,
  worthMinor,
  amountMinor,
  taxMinor,
  damageMinor,
});

import type { LineToJudge } from "../intake/build-context.ts";
import type { CaseFacts } from "../intake/case-facts.ts";
import { ask, type StagePack, wholeOf, wholeOrNull, wordOf } from "../intake/stage.ts";
import { roundDiv } from "../kernel/allocate.ts";
import { type Minor, maxMinor, minMinor, sumMinor } from "../kernel/money.ts";
import { HOUR_MS } from "../kernel/time.ts";
import type { BuyerPromise, OrderFacts } from "../order/order-facts.ts";
import type { PriceFact } from "../order/price-facts.ts";
import { lineTotals, type RefundTotals } from "../order/refund-totals.ts";
import type { Hit } from "../policy/compile-table.ts";
import { ROUNDINGS } from "../remedy/sums-due.ts";
import { type LineShare, shareLines, takenFrom } from "../settlement/line-share.ts";
import type { LineAsk, RefundAsk, SubsidyBearer } from "../settlement/refund-ask.ts";

export const PRICE_COUNTS = ["yes", "no"] as const;
export const CHANNEL_DISCOUNTS = ["in_proportion", "whole"] as const;
const PROMISERS = ["seller", "platform", "creator"] as const satisfies readonly SubsidyBearer[];

/** What goes back because the line's article costs less since it was paid for, and the rows that said so. */
type PriceDrop = {
  readonly asks: readonly LineAsk[];
  readonly hits: readonly (readonly [table: "price_offers" | "price_protection", hit: Hit])[];
};

/**
 * Price protection by the catalogue's own history (policy.md §3.13): what was really paid for the pieces still held, less what they cost at the lowest
 * price since then that was open to everybody. Nothing where no price is known, none is lower, or nothing is left of what was paid.
 */
export const priceDrop = (pack: StagePack, facts: CaseFacts, { line, filed, context }: LineToJudge, earlier: RefundTotals): PriceDrop => {
  const { order } = facts;
  const promise = promiseOn(order, line.lineNo);
  const lowest = lowestSince(pack, facts, line.skuId);
  if (promise === null || lowest === null) return NO_DROP;
  const terms = ask(pack, "price_protection", {
    ...context,
    price: { promiseBy: promise.by, capMinor: promise.capMinor === null ? null : Number(promise.capMinor) },
  });
  const shares = shareLines(order, earlier, {
    ...NOTHING_ASKED,
    currency: order.currency,
    lines: takenFrom(line, earlier, filed.quantity).flatMap(part =>
      part.from === "exchanged" ? [] : [{ ...part, basis: { kind: "paid" } as const, damageBasisPoints: 0 }],
    ),
  });
  const most = wholeOrNull(terms, "maxMinor");
  const asks = shares.flatMap(share => dropOf(share, lowest.fact.priceMinor, order, terms));
  const capped = most === null ? asks : withinCap(asks, maxMinor(0n, BigInt(most) - lineTotals(earlier, line.lineNo).partlyMinor));
  return capped.length === 0
    ? NO_DROP
    : {
        asks: capped,
        hits: [
          ["price_offers", lowest.hit],
          ["price_protection", terms],
        ],
      };
};

const NO_DROP: PriceDrop = { asks: [], hits: [] };

/** The better promise of two is the one that costs its maker more to keep: the longer one; the seller's own comes last (policy.md §0.3). */
const promiseOn = (order: OrderFacts, lineNo: number): BuyerPromise | null =>
  [...order.promises, ...(order.lines.find(line => line.lineNo === lineNo)?.promises ?? [])]
    .filter(({ kind }) => kind === "price_protection")
    .toSorted((left, right) => (right.value ?? 0) - (left.value ?? 0) || PROMISERS.indexOf(right.by) - PROMISERS.indexOf(left.by))[0] ??
  null;

type Counted = { readonly fact: PriceFact; readonly hit: Hit };

/** Each price stood until the next word about the article; the one that still stands has no hours yet. */
const lowestSince = (pack: StagePack, { order, prices = [], at }: CaseFacts, skuId: string): Counted | null => {
  const { paidAt } = order;
  if (paidAt === null) return null;
  const ofSku = prices.filter(price => price.skuId === skuId && price.from <= at).toSorted((left, right) => left.from - right.from);
  let lowest: Counted | null = null;
  for (const [index, fact] of ofSku.entries()) {
    const until = ofSku[index + 1]?.from ?? null;
    if (fact.from <= paidAt || (lowest !== null && lowest.fact.priceMinor <= fact.priceMinor)) continue;
    const hoursStanding = until === null ? null : Math.floor((until - fact.from) / HOUR_MS);
    const hit = ask(pack, "price_offers", { price: { offer: fact.offer, hoursStanding } });
    if (wordOf(hit, "counts", PRICE_COUNTS) === "yes") lowest = { fact, hit };
  }
  return lowest;
};

/**
 * Where a payment channel took something off the price, the difference is reckoned on the price before that and falls by the same part (PP-5): of a price
 * of 12.00 with 2.00 off by the channel, 3.00 less is 3.00 − 3.00 / 10.00 × 2.00 = 2.40 back.
 */
const dropOf = ({ line, ask: asked, leftMinor }: LineShare, unitPriceMinor: Minor, order: OrderFacts, terms: Hit): readonly LineAsk[] => {
  const mode = wordOf(terms, "rounding", ROUNDINGS);
  const unitMinor = BigInt(wholeOf(terms, "unitMinor"));
  const channelMinor =
    wordOf(terms, "channelDiscount", CHANNEL_DISCOUNTS) === "whole"
      ? 0n
      : roundDiv(channelDiscount(order, line.lineNo) * BigInt(asked.quantity), BigInt(line.quantity), "half_up");
  const difference = leftMinor + channelMinor - unitPriceMinor * BigInt(asked.quantity);
  if (difference <= 0n || leftMinor <= channelMinor) return [];
  const exact = roundDiv(difference * (leftMinor - channelMinor), leftMinor * unitMinor, mode) * unitMinor;
  const amountMinor = minMinor(leftMinor, exact);
  if (amountMinor <= 0n) return [];
  const bearer = wordOf(terms, "bearer", PROMISERS);
  return [{ ...asked, basis: { kind: "price_drop", amountMinor, unitPriceMinor, bearer, ruleId: terms.rowId } }];
};

const channelDiscount = ({ discounts }: OrderFacts, lineNo: number): Minor =>
  sumMinor(
    discounts.flatMap(({ byPaymentChannel, shares }) =>
      byPaymentChannel === true ? shares.filter(share => share.lineNo === lineNo).map(share => share.amountMinor) : [],
    ),
  );

/** What a promise names as its most, less what these pieces have had back before. */
const withinCap = (asks: readonly LineAsk[], mostMinor: Minor): readonly LineAsk[] => {
  let left = mostMinor;
  return asks.flatMap(line => {
    if (line.basis.kind !== "price_drop") return [];
    const amountMinor = minMinor(left, line.basis.amountMinor);
    left = maxMinor(0n, left - amountMinor);
    return amountMinor === 0n ? [] : [{ ...line, basis: { ...line.basis, amountMinor } }];
  });
};

const NOTHING_ASKED: Omit<RefundAsk, "currency" | "lines"> = {
  freight: { outbound: { kind: "none" }, outboundBearer: "seller", brokenFreeFreight: "keep", returnTrip: { kind: "none" } },
  thresholdDiscounts: "keep",
  giftsKept: [],
  paymentFeeMinor: 0n,
  newItems: [],
  extras: [],
  target: { kind: "original_routes" },
};

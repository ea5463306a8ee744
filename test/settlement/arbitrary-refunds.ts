import { maxMinor, minMinor } from "@amends/domain/kernel/money";
import type { Discount, Gift, OrderFacts, OrderLine, Tender } from "@amends/domain/order/order-facts";
import { TENDER_KINDS } from "@amends/domain/order/order-facts";
import { addTotals, collectionPaid, lineTotals, NO_REFUNDS, type RefundTotals } from "@amends/domain/order/refund-totals";
import { computeRefund } from "@amends/domain/settlement/compute-refund";
import { leftPieces } from "@amends/domain/settlement/line-share";
import type { LineAsk, RefundAsk, RefundBasis } from "@amends/domain/settlement/refund-ask";
import type { RefundBreakdown } from "@amends/domain/settlement/refund-breakdown";
import fc from "fast-check";
import { aLine, anAsk, anOrder, aTender } from "./an-order.ts";

/** Small prices beside large ones: a cent astray shows best on a line of three cents. */
const price = fc.oneof(fc.bigInt(0n, 7n), fc.bigInt(1n, 50_000n));

type Goods = { readonly quantity: number; readonly unitPriceMinor: bigint; readonly tax: number };
type Cut = {
  readonly bearer: Discount["bearer"];
  readonly basisPoints: readonly number[];
  readonly threshold: number | null;
  readonly steps: readonly { readonly threshold: number; readonly basisPoints: number }[];
  readonly isBundle: boolean;
};

const cut: fc.Arbitrary<Cut> = fc.record({
  bearer: fc.constantFrom("platform", "seller", "creator"),
  basisPoints: fc.array(fc.nat(6_000), { minLength: 4, maxLength: 4 }),
  threshold: fc.option(fc.nat(12_000)),
  steps: fc.array(fc.record({ threshold: fc.nat(10_000), basisPoints: fc.nat(10_000) }), { maxLength: 2 }),
  isBundle: fc.boolean(),
});

export const arbitraryOrder: fc.Arbitrary<OrderFacts> = fc
  .record({
    goods: fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 6 }), unitPriceMinor: price, tax: fc.nat(1_700) }), {
      minLength: 1,
      maxLength: 4,
    }),
    cuts: fc.array(cut, { maxLength: 3 }),
    freight: fc.record({
      paid: fc.oneof(fc.constant(0n), fc.bigInt(1n, 3_000n)),
      fee: fc.bigInt(0n, 2_000n),
      freeFrom: fc.option(fc.nat(12_000)),
    }),
    tenders: fc.array(fc.record({ kind: fc.constantFrom(...TENDER_KINDS), weight: fc.bigInt(0n, 100n) }), { minLength: 1, maxLength: 4 }),
    gift: fc.option(fc.bigInt(0n, 3_000n)),
  })
  .map(({ goods, cuts, freight, tenders, gift }) => {
    const { lines, discounts } = discounted(goods, cuts);
    const listed = sum(goods.map(one => one.unitPriceMinor * BigInt(one.quantity)));
    const gifts: Gift[] = gift === null ? [] : [{ giftNo: 1, name: "杯子", withLineNos: [1], markedPriceMinor: gift }];
    const freeFromMinor = freight.freeFrom === null ? null : (listed * BigInt(freight.freeFrom)) / 10_000n;
    const paidMinor = sum(lines.map(line => line.paidMinor)) + freight.paid;
    return anOrder({
      lines,
      discounts,
      gifts,
      freight: { paidMinor: freight.paid, freeFromMinor, feeMinor: freight.fee },
      tenders: splitPayment(paidMinor, tenders),
    });
  });

const discounted = (goods: readonly Goods[], cuts: readonly Cut[]): { readonly lines: OrderLine[]; readonly discounts: Discount[] } => {
  const paid = goods.map(one => one.unitPriceMinor * BigInt(one.quantity));
  const listed = sum(paid);
  const discounts = cuts.map(({ bearer, basisPoints, threshold, steps, isBundle }, index): Discount => {
    const shares = paid.map((minor, place) => ({ lineNo: place + 1, amountMinor: (minor * BigInt(basisPoints[place] ?? 0)) / 5_000n }));
    const capped = shares.map(share => ({ ...share, amountMinor: minMinor(share.amountMinor, paid[share.lineNo - 1] ?? 0n) }));
    for (const share of capped) paid[share.lineNo - 1] = (paid[share.lineNo - 1] ?? 0n) - share.amountMinor;
    const amountMinor = sum(capped.map(share => share.amountMinor));
    const given = { discountNo: index + 1, bearer, amountMinor, shares: capped };
    if (isBundle) return { ...given, thresholdMinor: null, bundleSets: setsIn(goods) };
    const thresholdMinor = threshold === null ? null : (listed * BigInt(threshold)) / 10_000n;
    const lowerSteps = steps.map(step => ({
      thresholdMinor: ((thresholdMinor ?? 0n) * BigInt(step.threshold)) / 10_000n,
      amountMinor: (amountMinor * BigInt(step.basisPoints)) / 10_000n,
    }));
    return { ...given, thresholdMinor, ...(steps.length === 0 ? {} : { lowerSteps }) };
  });
  const lines = goods.map((one, index) => {
    const paidMinor = paid[index] ?? 0n;
    return { ...aLine(index + 1, one.quantity, one.unitPriceMinor, paidMinor), taxMinor: (paidMinor * BigInt(one.tax)) / 10_000n };
  });
  return { lines, discounts };
};

/** As many sets as divide the pieces of every line. */
const setsIn = (goods: readonly Goods[]): number => [6, 5, 4, 3, 2].find(sets => goods.every(({ quantity }) => quantity % sets === 0)) ?? 1;

const splitPayment = (paidMinor: bigint, tenders: readonly { readonly kind: Tender["kind"]; readonly weight: bigint }[]): Tender[] => {
  const weights = sum(tenders.map(tender => tender.weight));
  const shares = tenders.map(({ weight }) => (weights === 0n ? 0n : (paidMinor * weight) / weights));
  const rest = paidMinor - sum(shares);
  return tenders.map(({ kind }, index) => aTender(index + 1, kind, (shares[index] ?? 0n) + (index === 0 ? rest : 0n)));
};

/** One refund as a wish; what it can be depends on what is left when its turn comes. */
export type Wish = {
  readonly lines: readonly {
    readonly place: number;
    readonly pieces: number;
    readonly fromPool: boolean;
    readonly fromExchange: boolean;
    readonly basis: number;
    readonly damage: number;
  }[];
  readonly recompute: boolean;
  readonly breakFreight: boolean;
  readonly outbound: number;
  readonly returnTrip: number;
  readonly keepGift: boolean;
  readonly feeMinor: bigint;
  readonly newItemMinor: bigint;
  /** Whether what is sent instead takes the place of what comes back, and can come back itself. */
  readonly inPlace: boolean;
  readonly extraMinor: bigint;
  readonly collectionPaid: boolean;
};

export const arbitraryWish: fc.Arbitrary<Wish> = fc.record({
  lines: fc.array(
    fc.record({
      place: fc.nat(3),
      pieces: fc.nat(5),
      fromPool: fc.boolean(),
      fromExchange: fc.boolean(),
      basis: fc.nat(20_000),
      damage: fc.oneof({ arbitrary: fc.constant(0), weight: 4 }, fc.nat(10_000)),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  recompute: fc.boolean(),
  breakFreight: fc.boolean(),
  outbound: fc.nat(9),
  returnTrip: fc.nat(9),
  keepGift: fc.boolean(),
  feeMinor: fc.oneof({ arbitrary: fc.constant(0n), weight: 5 }, fc.bigInt(0n, 200n)),
  newItemMinor: fc.oneof({ arbitrary: fc.constant(0n), weight: 3 }, fc.bigInt(1n, 60_000n)),
  inPlace: fc.boolean(),
  extraMinor: fc.oneof({ arbitrary: fc.constant(0n), weight: 3 }, fc.bigInt(1n, 3_000n)),
  collectionPaid: fc.boolean(),
});

/**
 * A wish without anything that lowers the refund for good: thresholds may break, because what they cost comes back in the end, and goods may be exchanged,
 * because what took their place comes back in the end too.
 */
export const onlyReturns = (wish: Wish): Wish => ({
  ...wish,
  lines: wish.lines.map(line => ({ ...line, damage: 0 })),
  returnTrip: wish.returnTrip % 2 === 0 ? 0 : 9,
  keepGift: false,
  feeMinor: 0n,
  inPlace: true,
});

/** A wish no later refund stands on: nothing is taken from pools of partly refunded pieces, nor of goods that came in exchange. */
export const onlyUntouched = (wish: Wish): Wish => ({
  ...wish,
  collectionPaid: false,
  newItemMinor: 0n,
  lines: wish.lines.map(line => ({ ...line, fromPool: false, fromExchange: false })),
});

const askFor = (order: OrderFacts, earlier: RefundTotals, wish: Wish): RefundAsk | null => {
  const lines = wishedLines(order, earlier, wish);
  if (lines.length === 0) return null;
  const trip = BigInt(wish.returnTrip) * 137n;
  const freightLeft = order.freight.paidMinor - earlier.freightMinor;
  return anAsk({
    lines,
    thresholdDiscounts: wish.recompute ? "recompute" : "keep",
    freight: {
      outbound:
        wish.outbound < 6 ? { kind: "none" } : wish.outbound < 8 ? { kind: "rest" } : { kind: "amount", amountMinor: freightLeft / 2n },
      outboundBearer: wish.outbound % 2 === 0 ? "seller" : "carrier_out",
      brokenFreeFreight: wish.breakFreight ? "deduct" : "keep",
      returnTrip:
        wish.returnTrip < 5
          ? { kind: "none" }
          : wish.returnTrip < 8
            ? { kind: "deduct", amountMinor: trip, advancedBy: "platform" }
            : { kind: "reimburse", amountMinor: trip, bearer: wish.returnTrip === 8 ? "seller" : "platform" },
    },
    giftsKept: wish.keepGift && order.gifts.length > 0 && earlier.giftNos.length === 0 && lines.some(line => line.lineNo === 1) ? [1] : [],
    paymentFeeMinor: wish.feeMinor,
    newItems: wish.newItemMinor === 0n ? [] : [newItem(wish, lines[0]?.lineNo ?? 1)],
    extras:
      wish.extraMinor === 0n
        ? []
        : [{ head: "late_shipping", amountMinor: wish.extraMinor, capMinor: null, bearer: "platform", ruleId: "late-1" }],
  });
};

const newItem = ({ newItemMinor, inPlace, outbound }: Wish, lineNo: number): RefundAsk["newItems"][number] => ({
  skuId: outbound % 2 === 0 ? "new" : "newer",
  name: "新品",
  quantity: 1 + (outbound % 3),
  unitPriceMinor: newItemMinor,
  ...(inPlace ? { replacesLineNo: lineNo } : {}),
});

/** Several asks may speak of one line, as when one piece of it is whole and one is spoiled; together they never ask for more than is there. */
const wishedLines = (order: OrderFacts, earlier: RefundTotals, wish: Wish): LineAsk[] => {
  const asks: LineAsk[] = [];
  for (const { place, pieces, fromPool, fromExchange, basis, damage } of wish.lines) {
    const line = order.lines[place % order.lines.length];
    if (line === undefined) continue;
    const came = fromExchange ? earlier.replacements?.find(({ lineNo, quantity }) => lineNo === line.lineNo && quantity > 0) : undefined;
    if (came !== undefined) {
      if (asks.some(ask => ask.lineNo === line.lineNo && ask.from === "exchanged")) continue;
      const quantity = 1 + (pieces % came.quantity);
      const ask = {
        lineNo: line.lineNo,
        from: "exchanged",
        skuId: came.skuId,
        quantity,
        basis: basisOf(basis),
        damageBasisPoints: damage,
      } as const;
      asks.push(...owed(order, earlier, asks, ask));
      continue;
    }
    const from = fromPool ? "partly_refunded" : "untouched";
    const asked = asks.filter(ask => ask.lineNo === line.lineNo && ask.from === from).reduce((total, ask) => total + ask.quantity, 0);
    const left = leftPieces(line, lineTotals(earlier, line.lineNo), from) - asked;
    if (left === 0) continue;
    asks.push(
      ...owed(order, earlier, asks, {
        lineNo: line.lineNo,
        from,
        quantity: 1 + (pieces % left),
        basis: ownBasisOf(basis),
        damageBasisPoints: damage,
      }),
    );
  }
  return asks;
};

const basisOf = (basis: number): RefundBasis => {
  if (basis > 12_000) return { kind: "paid" };
  if (basis % 2 === 0 || basis > 10_000) return { kind: "amount", amountMinor: BigInt(basis) };
  const mode = MODES[basis % MODES.length];
  const rounding = mode === undefined ? {} : { rounding: { unitMinor: UNITS[basis % UNITS.length] ?? 1n, mode } };
  return { kind: "ratio", basisPoints: basis, ...rounding };
};

/** A cent, a tenth and a whole unit, by each way of rounding; now and then a rule says nothing of it. */
const MODES = ["half_up", "half_even", "floor", "ceil", undefined] as const;
const UNITS = [1n, 10n, 100n];

/** Of pieces of the line itself, a sum may also stand for a price that fell, at the cost of whoever promised against it. */
const ownBasisOf = (basis: number): RefundBasis => {
  const own = basisOf(basis);
  const bearer = PROMISERS[basis % PROMISERS.length];
  if (own.kind !== "amount" || basis % 4 !== 0 || bearer === undefined) return own;
  return { kind: "price_drop", amountMinor: own.amountMinor, unitPriceMinor: 1n, bearer, ruleId: "drop-1" };
};
const PROMISERS = ["seller", "platform", "creator"] as const;

/** A wish for more than is left becomes a wish for half of it, for all of it, or none: what is refused is tested elsewhere. */
const owed = (order: OrderFacts, earlier: RefundTotals, before: readonly LineAsk[], wished: LineAsk): readonly LineAsk[] => {
  const answerTo = (ask: LineAsk) => computeRefund({ order, earlier, ask: anAsk({ lines: [...before, ask] }) });
  const answer = answerTo(wished);
  const halfMinor = answer.kind === "refused" && answer.code === "amount_above_left" ? maxMinor(0n, answer.leftMinor / 2n) : 0n;
  const half: RefundBasis =
    wished.basis.kind === "price_drop" ? { ...wished.basis, amountMinor: halfMinor } : { kind: "amount", amountMinor: halfMinor };
  const candidates: readonly RefundBasis[] = [wished.basis, half, { kind: "paid" }];
  const basis = candidates.find(candidate => answerTo({ ...wished, basis: candidate }).kind === "refund");
  return basis === undefined ? [] : [{ ...wished, basis }];
};

export type Told = {
  readonly order: OrderFacts;
  readonly asks: readonly RefundAsk[];
  readonly refunds: readonly RefundBreakdown[];
  readonly totals: RefundTotals;
};

/** Plays the wishes one after the other against one order. */
export const tell = (order: OrderFacts, wishes: readonly Wish[]): Told => {
  const asks: RefundAsk[] = [];
  const refunds: RefundBreakdown[] = [];
  let totals = NO_REFUNDS;
  for (const wish of wishes) {
    const ask = askFor(order, totals, wish);
    if (ask === null) continue;
    const refund = mustRefund(order, totals, ask);
    asks.push(ask);
    refunds.push(refund);
    totals = addTotals(totals, refund.adds);
    if (wish.collectionPaid) totals = addTotals(totals, collectionPaid(totals.collectDueMinor));
  }
  return { order, asks, refunds, totals };
};

/** Everything still there goes back, freight included. */
export const theRest = (order: OrderFacts, earlier: RefundTotals): RefundAsk => {
  const lines = order.lines.flatMap((line): LineAsk[] => {
    const totals = lineTotals(earlier, line.lineNo);
    const whole = line.quantity - totals.settledQuantity - totals.partlyQuantity;
    const ask = { lineNo: line.lineNo, basis: { kind: "paid" }, damageBasisPoints: 0 } as const;
    return [
      ...(whole > 0 ? [{ ...ask, from: "untouched", quantity: whole } as const] : []),
      ...(totals.partlyQuantity > 0 ? [{ ...ask, from: "partly_refunded", quantity: totals.partlyQuantity } as const] : []),
      ...(earlier.replacements ?? []).flatMap(({ lineNo, skuId, quantity }) =>
        lineNo === line.lineNo && quantity > 0 ? [{ ...ask, from: "exchanged", skuId, quantity } as const] : [],
      ),
    ];
  });
  return anAsk({
    lines,
    thresholdDiscounts: "recompute",
    freight: { ...anAsk({}).freight, outbound: { kind: "rest" }, brokenFreeFreight: "deduct" },
  });
};

export const mustRefund = (order: OrderFacts, earlier: RefundTotals, ask: RefundAsk): RefundBreakdown => {
  const answer = computeRefund({ order, earlier, ask });
  if (answer.kind === "refused") throw new Error(`refused: ${answer.code}`);
  return answer;
};

export const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);

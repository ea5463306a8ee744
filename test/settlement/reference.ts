import { maxMinor, minMinor } from "@amends/domain/kernel/money";
import type { Discount, OrderFacts } from "@amends/domain/order/order-facts";
import type { LineAsk, RefundAsk } from "@amends/domain/settlement/refund-ask";
import { floorOf, fraction, halfUp, less, minus, times } from "./fraction.ts";
import { must, type Shelf, shelfOf, subsidiesOn, sumBig, takePieces, takeSwapped } from "./reference-shelf.ts";

/**
 * Refund arithmetic a second time, slow and plain: it knows no earlier totals and no parts, only the order and every ask ever made, and walks the whole
 * history again for each answer. It shares no code with the module; amounts are fractions until the rule says cent.
 */
export type ReferenceFigures = {
  readonly lines: ReadonlyMap<number, bigint>;
  /** Tax within what each line gives back; goods that came in exchange have none that the order knows. */
  readonly taxes: ReadonlyMap<number, bigint>;
  readonly tenders: ReadonlyMap<number, bigint>;
  readonly bearers: ReadonlyMap<string, bigint>;
  /** What platform and creators pay of price drops; less than nothing where it falls back. */
  readonly subsidies: ReadonlyMap<string, bigint>;
  /** What moves in the buyer's favour: paid out, or struck off what the buyer owed. */
  readonly toBuyer: bigint;
  readonly toCollect: bigint;
};

export const referenceOf = (order: OrderFacts, history: readonly RefundAsk[]): ReferenceFigures => {
  const shelves = new Map(order.lines.map(line => [line.lineNo, shelfOf(line.paidMinor, line.quantity)]));
  const given = new Map(order.tenders.map(tender => [tender.tenderNo, 0n]));
  const none = { lines: new Map(), taxes: new Map(), tenders: new Map(), bearers: new Map(), subsidies: new Map() };
  let answer: ReferenceFigures = { ...none, toBuyer: 0n, toCollect: 0n };
  let freightBack = 0n;
  let charged = 0n;
  let collected = 0n;
  let saved = savedBy(order, shelves);
  for (const ask of history) {
    const lines = new Map<number, bigint>();
    const taxBefore = taxesOf(order, shelves);
    const givenBefore = subsidiesOn(shelves);
    for (const line of sorted(ask.lines)) {
      const shelf = must(shelves.get(line.lineNo));
      const amount = line.from === "exchanged" ? takeSwapped(shelf, line, ask) : takePieces(shelf, line, ask);
      if (line.from === "exchanged") charged -= amount;
      charged += halfUp(times(fraction(amount), fraction(BigInt(line.damageBasisPoints), 10_000n)));
      lines.set(line.lineNo, (lines.get(line.lineNo) ?? 0n) + amount);
    }
    freightBack += outboundOf(order, ask, freightBack);
    charged += chargesOf(order, ask);
    for (const { replacesLineNo, skuId, quantity, unitPriceMinor } of ask.newItems) {
      if (replacesLineNo === undefined) continue;
      const { swapped } = must(shelves.get(replacesLineNo));
      const pool = swapped.get(skuId) ?? { count: 0, worth: 0n, refunded: 0n };
      swapped.set(skuId, { ...pool, count: pool.count + quantity, worth: pool.worth + unitPriceMinor * BigInt(quantity) });
    }
    const taxes = new Map([...taxesOf(order, shelves)].map(([lineNo, tax]) => [lineNo, tax - must(taxBefore.get(lineNo))]));
    const lost = [...lostDiscounts(order, shelves).values()].reduce((a, b) => a + b, 0n);
    const deserved =
      [...shelves.values()].reduce((sum, shelf) => sum + shelf.refunded, 0n) + freightBack - charged - lost - freeFreight(order, shelves);
    const before = total(given);
    const change = deserved - (before - collected);
    const tenders = new Map<number, bigint>();
    let collectionBack = 0n;
    if (change < 0n) collected -= change;
    else {
      collectionBack = change < collected ? change : collected;
      collected -= collectionBack;
      for (const [tenderNo, amount] of payBack(order, shelves, freightBack, given, change - collectionBack)) {
        tenders.set(tenderNo, amount);
        given.set(tenderNo, must(given.get(tenderNo)) + amount);
      }
    }
    const savedNow = savedBy(order, shelves);
    const bearers = new Map([...savedNow].map(([bearer, amount]) => [bearer, amount - must(saved.get(bearer))]));
    saved = savedNow;
    const besides = ask.extras.reduce(
      (sum, extra) => sum + extra.amountMinor,
      ask.freight.returnTrip.kind === "reimburse" ? ask.freight.returnTrip.amountMinor : 0n,
    );
    const subsidies = new Map([...subsidiesOn(shelves)].map(([bearer, amount]) => [bearer, amount - must(givenBefore.get(bearer))]));
    const toBuyer = total(tenders) + collectionBack + besides;
    answer = { lines, taxes, tenders, bearers, subsidies, toBuyer, toCollect: change < 0n ? -change : 0n };
  }
  return answer;
};

const outboundOf = (order: OrderFacts, ask: RefundAsk, back: bigint): bigint => {
  if (ask.freight.outbound.kind === "none") return 0n;
  return ask.freight.outbound.kind === "rest" ? order.freight.paidMinor - back : ask.freight.outbound.amountMinor;
};

const chargesOf = (order: OrderFacts, ask: RefundAsk): bigint => {
  let sum = ask.paymentFeeMinor;
  for (const giftNo of ask.giftsKept) sum += must(must(order.gifts.find(gift => gift.giftNo === giftNo)).markedPriceMinor);
  for (const item of ask.newItems) sum += BigInt(item.quantity) * item.unitPriceMinor;
  if (ask.freight.returnTrip.kind === "deduct") sum += ask.freight.returnTrip.amountMinor;
  return sum;
};

/** What a part of a discount is worth once the money of its line went back: the same part of the discount. */
const undone = (order: OrderFacts, shelves: ReadonlyMap<number, Shelf>, lineNo: number, share: bigint): bigint => {
  const shelf = must(shelves.get(lineNo));
  const line = must(order.lines.find(candidate => candidate.lineNo === lineNo));
  const part = line.paidMinor === 0n ? fraction(BigInt(shelf.gone), BigInt(line.quantity)) : fraction(shelf.refunded, line.paidMinor);
  return halfUp(times(fraction(share), part));
};

const taxesOf = (order: OrderFacts, shelves: ReadonlyMap<number, Shelf>): Map<number, bigint> =>
  new Map(
    order.lines.map(({ lineNo, taxMinor, paidMinor }) => [
      lineNo,
      paidMinor === 0n ? 0n : halfUp(times(fraction(taxMinor), fraction(must(shelves.get(lineNo)).refunded, paidMinor))),
    ]),
  );

/** For each discount whose condition the kept goods no longer meet: what the kept goods would have cost more without it. */
const lostDiscounts = (order: OrderFacts, shelves: ReadonlyMap<number, Shelf>): Map<number, bigint> => {
  const lost = new Map<number, bigint>();
  for (const discount of order.discounts) {
    if (discount.bundleSets !== undefined) lost.set(discount.discountNo, brokenSets(order, shelves, discount, discount.bundleSets));
    if (discount.thresholdMinor === null) continue;
    const covered = order.lines.filter(line => discount.shares.some(share => share.lineNo === line.lineNo));
    const listed = covered.reduce((sum, line) => sum + line.unitPriceMinor * BigInt(line.quantity), 0n);
    const kept = covered.reduce(
      (sum, line) => sum + line.unitPriceMinor * BigInt(line.quantity - must(shelves.get(line.lineNo)).noDiscount),
      0n,
    );
    if (listed < discount.thresholdMinor || kept >= discount.thresholdMinor) continue;
    const onKept = discount.shares.reduce(
      (sum, share) => sum + share.amountMinor - undone(order, shelves, share.lineNo, share.amountMinor),
      0n,
    );
    const steps = (discount.lowerSteps ?? []).filter(step => step.thresholdMinor <= kept).map(step => step.amountMinor);
    const earned = steps.reduce(maxMinor, 0n);
    lost.set(discount.discountNo, onKept > earned ? onKept - earned : 0n);
  }
  return lost;
};

/** Sets are put together again from what is left, one after the other; each that is whole keeps its part of the discount on every line. */
const brokenSets = (order: OrderFacts, shelves: ReadonlyMap<number, Shelf>, discount: Discount, sets: number): bigint => {
  const left = discount.shares.map(({ lineNo }) => {
    const line = must(order.lines.find(candidate => candidate.lineNo === lineNo));
    return { perSet: line.quantity / sets, pieces: line.quantity - must(shelves.get(lineNo)).noDiscount };
  });
  let whole = 0;
  while (whole < sets && left.every(({ perSet, pieces }) => pieces >= perSet * (whole + 1))) whole += 1;
  return discount.shares.reduce((sum, { lineNo, amountMinor }) => {
    const onKept = amountMinor - undone(order, shelves, lineNo, amountMinor);
    const earned = halfUp(times(fraction(amountMinor), fraction(BigInt(whole), BigInt(sets))));
    return sum + (onKept > earned ? onKept - earned : 0n);
  }, 0n);
};

const savedBy = (order: OrderFacts, shelves: ReadonlyMap<number, Shelf>): Map<string, bigint> => {
  const lost = lostDiscounts(order, shelves);
  const saved = new Map<string, bigint>([
    ["platform", 0n],
    ["seller", 0n],
    ["creator", 0n],
  ]);
  for (const discount of order.discounts) {
    const fellBack = discount.shares.reduce((sum, share) => sum + undone(order, shelves, share.lineNo, share.amountMinor), 0n);
    saved.set(discount.bearer, must(saved.get(discount.bearer)) + fellBack + (lost.get(discount.discountNo) ?? 0n));
  }
  return saved;
};

const freeFreight = (order: OrderFacts, shelves: ReadonlyMap<number, Shelf>): bigint => {
  if (order.freight.freeFromMinor === null) return 0n;
  if ([...shelves.values()].every(shelf => shelf.whole.length === 0 && shelf.pool.count === 0)) return 0n;
  const listed = order.lines.reduce((sum, line) => sum + line.unitPriceMinor * BigInt(line.quantity), 0n);
  const kept = order.lines.reduce(
    (sum, line) => sum + line.unitPriceMinor * BigInt(line.quantity - must(shelves.get(line.lineNo)).noFreight),
    0n,
  );
  return listed >= order.freight.freeFromMinor && kept < order.freight.freeFromMinor ? order.freight.feeMinor : 0n;
};

/** Tenders in the order of their numbers. Money carries the deductions before points and coupons do. */
const payBack = (
  order: OrderFacts,
  shelves: ReadonlyMap<number, Shelf>,
  freightBack: bigint,
  given: ReadonlyMap<number, bigint>,
  amount: bigint,
): [number, bigint][] => {
  const tenders = [...order.tenders].sort((a, b) => a.tenderNo - b.tenderNo);
  const rest = tenders.map(tender => tender.paidMinor);
  const due = tenders.map(() => 0n);
  const settle = (cost: bigint, back: bigint) => {
    const brought = largestRemainders(cost, rest);
    for (const [index, value] of brought.entries()) rest[index] = must(rest[index]) - value;
    for (const [index, value] of largestRemainders(back, brought).entries()) due[index] = must(due[index]) + value;
  };
  for (const line of [...order.lines].sort((a, b) => a.lineNo - b.lineNo)) settle(line.paidMinor, must(shelves.get(line.lineNo)).refunded);
  settle(order.freight.paidMinor, freightBack);
  const kind = tenders.map((tender, index) => (["points", "coupon"].includes(tender.kind) ? must(due[index]) : 0n));
  const cash = due.map((value, index) => value - must(kind[index]));
  const aim = total(given) + amount;
  const kindAim = minMinor(aim, sumBig(kind));
  const aims = largestRemainders(kindAim, kind).map((value, index) => value + must(largestRemainders(aim - kindAim, cash)[index]));
  const wanting = aims
    .map((value, index) => value - must(given.get(must(tenders[index]).tenderNo)))
    .map(value => (value < 0n ? 0n : value));
  return largestRemainders(amount, wanting).map((value, index) => [must(tenders[index]).tenderNo, value]);
};

/** Hamilton's method with fractions: everyone the whole part of the quota, then a unit each by largest fractional part, earlier first. */
const largestRemainders = (amount: bigint, weights: readonly bigint[]): bigint[] => {
  if (amount === 0n) return weights.map(() => 0n);
  const quotas = weights.map(weight => fraction(amount * weight, sumBig(weights)));
  const parts = quotas.map(floorOf);
  for (let missing = amount - sumBig(parts); missing > 0n; missing -= 1n) {
    let best = -1;
    for (const [index, quota] of quotas.entries()) {
      if (parts[index] !== floorOf(quota)) continue;
      if (best < 0 || less(minus(must(quotas[best]), fraction(must(parts[best]))), minus(quota, fraction(must(parts[index])))))
        best = index;
    }
    parts[best] = must(parts[best]) + 1n;
  }
  return parts;
};

/** The pool of partly refunded pieces is spoken for before untouched ones; otherwise by what the ask says, read as text. */
const sorted = (lines: readonly LineAsk[]): LineAsk[] => {
  const basisText = ({ basis }: LineAsk): string => {
    if (basis.kind === "paid") return "paid";
    if (basis.kind === "amount") return `amount ${basis.amountMinor}`;
    if (basis.kind === "price_drop") return `price_drop ${basis.amountMinor} ${basis.bearer}`;
    return `ratio ${basis.basisPoints}${basis.rounding === undefined ? "" : ` ${basis.rounding.unitMinor} ${basis.rounding.mode}`}`;
  };
  const text = (line: LineAsk) => `${line.from} ${line.quantity} ${line.damageBasisPoints} ${basisText(line)} ${line.skuId ?? ""}`;
  return [...lines].sort((a, b) => a.lineNo - b.lineNo || (text(a) < text(b) ? -1 : 1));
};

const total = (values: ReadonlyMap<unknown, bigint>): bigint => sumBig([...values.values()]);

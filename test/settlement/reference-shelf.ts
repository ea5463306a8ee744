import type { RoundingMode } from "@amends/domain/kernel/allocate";
import type { LineAsk, RefundAsk } from "@amends/domain/settlement/refund-ask";
import { type Fraction, floorOf, fraction, halfUp, less, minus, times, ZERO } from "./fraction.ts";

/** One line's goods: prices of pieces nothing was paid back for, the pool of those that had a part, and how many are done with. */
export type Shelf = {
  whole: bigint[];
  readonly pool: Pool;
  /** Goods that took the place of this line's, by article: what was charged for them. */
  readonly swapped: Map<string, Pool>;
  /** What others than the seller gave of what the pool had, by who. */
  readonly subsidy: Map<string, bigint>;
  gone: number;
  refunded: bigint;
  noDiscount: number;
  noFreight: number;
};

type Pool = { count: number; worth: bigint; refunded: bigint };

/** Every piece gets a price to the cent, so that the first n pieces together are n/quantity of what was paid, rounded half up. */
export const shelfOf = (paid: bigint, quantity: number): Shelf => {
  const whole: bigint[] = [];
  for (let n = 1; n <= quantity; n += 1) whole.push(halfUp(times(fraction(paid), fraction(BigInt(n), BigInt(quantity)))) - sumBig(whole));
  const pool = { count: 0, worth: 0n, refunded: 0n };
  return { whole, pool, swapped: new Map(), subsidy: new Map(), gone: 0, refunded: 0n, noDiscount: 0, noFreight: 0 };
};

const OTHERS = ["platform", "creator"];

export const subsidiesOn = (shelves: ReadonlyMap<number, Shelf>): Map<string, bigint> =>
  new Map(OTHERS.map(bearer => [bearer, [...shelves.values()].reduce((sum, { subsidy }) => sum + (subsidy.get(bearer) ?? 0n), 0n)]));

/** Pieces that come back take their part of what was given to their pool along, whoever gave it. */
const moveSubsidy = ({ pool, subsidy }: Shelf, line: LineAsk, amount: bigint, backOfPool: bigint): void => {
  const { basis } = line;
  if (basis.kind === "price_drop" && basis.bearer !== "seller") subsidy.set(basis.bearer, (subsidy.get(basis.bearer) ?? 0n) + amount);
  if (backOfPool === 0n) return;
  for (const [bearer, given] of subsidy) subsidy.set(bearer, given - halfUp(times(fraction(given), fraction(backOfPool, pool.refunded))));
};

/** Partly refunded pieces are one pool: what it is worth and what it had belong to each of them alike. */
export const takePieces = (shelf: Shelf, line: LineAsk, ask: RefundAsk): bigint => {
  const { pool } = shelf;
  const fresh = line.from === "untouched";
  const part = fresh ? ZERO : fraction(BigInt(line.quantity), BigInt(pool.count));
  const left = fresh ? sumBig(shelf.whole.slice(0, line.quantity)) : halfUp(times(fraction(pool.worth - pool.refunded), part));
  const had = fresh ? 0n : halfUp(times(fraction(pool.refunded), part));
  const amount = amountFor(line, left, left + had);
  const gone = isGone(line, amount, left);
  moveSubsidy(shelf, line, amount, gone ? had : 0n);
  shelf.refunded += amount;
  if (fresh) shelf.whole = shelf.whole.slice(line.quantity);
  if (gone) {
    shelf.gone += line.quantity;
    if (ask.thresholdDiscounts === "recompute") shelf.noDiscount += line.quantity;
    if (ask.freight.brokenFreeFreight === "deduct") shelf.noFreight += line.quantity;
    if (!fresh) changePool(shelf, -line.quantity, -left - had, -had);
  } else changePool(shelf, fresh ? line.quantity : 0, fresh ? left : 0n, amount);
  return amount;
};

/** What was charged for a piece that came in exchange is what it is worth; it is no part of what was paid for the line. */
export const takeSwapped = (shelf: Shelf, line: LineAsk, ask: RefundAsk): bigint => {
  const pool = must(shelf.swapped.get(must(line.skuId)));
  const part = fraction(BigInt(line.quantity), BigInt(pool.count));
  const left = halfUp(times(fraction(pool.worth - pool.refunded), part));
  const had = halfUp(times(fraction(pool.refunded), part));
  const amount = amountFor(line, left, left + had);
  if (isGone(line, amount, left)) {
    if (ask.thresholdDiscounts === "recompute") shelf.noDiscount += line.quantity;
    if (ask.freight.brokenFreeFreight === "deduct") shelf.noFreight += line.quantity;
    changePool({ pool }, -line.quantity, -left - had, -had);
  } else changePool({ pool }, 0, 0n, amount);
  return amount;
};

const isGone = (line: LineAsk, amount: bigint, left: bigint): boolean =>
  line.basis.kind === "paid" ||
  (line.basis.kind === "ratio" && line.basis.basisPoints === 10_000) ||
  (line.basis.kind !== "price_drop" && amount === left && left > 0n);

const changePool = ({ pool }: Pick<Shelf, "pool">, count: number, worth: bigint, refunded: bigint): void => {
  pool.count += count;
  pool.worth += worth;
  pool.refunded += refunded;
};

const amountFor = (line: LineAsk, left: bigint, worth: bigint): bigint => {
  if (line.basis.kind === "paid") return left;
  if (line.basis.kind === "amount" || line.basis.kind === "price_drop") return line.basis.amountMinor;
  const { basisPoints, rounding = { unitMinor: 1n, mode: "half_up" } } = line.basis;
  const share = times(fraction(worth), fraction(BigInt(basisPoints), 10_000n * rounding.unitMinor));
  const rounded = roundedBy(rounding.mode, share) * rounding.unitMinor;
  return rounded < worth ? rounded : worth;
};

/** The whole number that a rule makes of a fraction; amounts here are never negative. */
const roundedBy = (mode: RoundingMode, share: Fraction): bigint => {
  const whole = floorOf(share);
  const hasRest = less(fraction(whole), share);
  switch (mode) {
    case "floor":
      return whole;
    case "ceil":
      return hasRest ? whole + 1n : whole;
    case "half_up":
      return halfUp(share);
    case "half_even": {
      const twice = minus(times(share, fraction(2n)), fraction(2n * whole));
      if (less(twice, fraction(1n))) return whole;
      return less(fraction(1n), twice) || whole % 2n === 1n ? whole + 1n : whole;
    }
  }
};

export const sumBig = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);
export const must = <T>(value: T | undefined | null): T => {
  if (value === undefined || value === null) throw new Error("the reference was asked about something that is not in the order");
  return value;
};

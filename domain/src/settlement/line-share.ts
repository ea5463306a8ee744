import { roundDiv } from "../kernel/allocate.ts";
import { type Minor, maxMinor, minMinor } from "../kernel/money.ts";
import type { OrderFacts, OrderLine } from "../order/order-facts.ts";
import {
  type LinesRefunded,
  type LineTotals,
  lineTotals,
  type RefundTotals,
  type Replaced,
  type ReplacementTotals,
  replacementTotals,
  withLines,
  withReplacements,
} from "../order/refund-totals.ts";
import type { LineAsk, RefundAsk, RefundBasis, ShareRounding } from "./refund-ask.ts";

/** M-1: the base of a refund is what the buyer really paid for the pieces (7D a17). */
export type LineShare = {
  readonly line: OrderLine;
  readonly ask: LineAsk;
  /** Really paid for these pieces, and what of it was not refunded before. */
  readonly worthMinor: Minor;
  readonly leftMinor: Minor;
  readonly amountMinor: Minor;
  /** Tax within the amount. Of goods that came in exchange the order knows none. */
  readonly taxMinor: Minor;
  /** Taken back for damage found at inspection. */
  readonly damageMinor: Minor;
  readonly adds: LineTotals;
  /** What it takes from the goods that came in exchange; null for pieces of the line itself. */
  readonly replacement: ReplacementTotals | null;
};

/** Each ask stands on those before it, so the asks are first put in one order of their own: the order they came in decides no cent. */
export const shareLines = (order: OrderFacts, earlier: RefundTotals, ask: RefundAsk): readonly LineShare[] => {
  const shares: LineShare[] = [];
  let totals: Before = earlier;
  for (const lineAsk of inFixedOrder(ask.lines)) {
    const line = order.lines.find(candidate => candidate.lineNo === lineAsk.lineNo);
    if (line === undefined) continue;
    const share = shareLine(line, totals, lineAsk, ask);
    shares.push(share);
    totals = {
      ...withLines(totals, [share.adds]),
      ...withReplacements(totals, share.replacement === null ? [] : [share.replacement]),
    };
  }
  return shares;
};

type Before = LinesRefunded & Replaced;

/** How many pieces there still are in such a state. */
export const leftPieces = (line: OrderLine, totals: LineTotals, from: "untouched" | "partly_refunded"): number =>
  from === "untouched" ? line.quantity - totals.settledQuantity - totals.partlyQuantity : totals.partlyQuantity;

/**
 * Which pieces are meant by so many of a line: those nothing was paid back for come first, then those with a partial refund, then goods that came in
 * exchange. What nobody can have any more is asked of the partly refunded ones, so that the arithmetic refuses it with what is left.
 */
export const takenFrom = (
  line: OrderLine,
  earlier: RefundTotals,
  quantity: number,
): readonly Pick<LineAsk, "lineNo" | "quantity" | "from" | "skuId">[] => {
  const { lineNo } = line;
  const totals = lineTotals(earlier, lineNo);
  const untouched = Math.min(quantity, Math.max(0, leftPieces(line, totals, "untouched")));
  const came = (earlier.replacements ?? []).filter(one => one.lineNo === lineNo && one.quantity > 0);
  const partly = came.length === 0 ? quantity - untouched : Math.min(quantity - untouched, Math.max(0, totals.partlyQuantity));
  let open = quantity - untouched - partly;
  return [
    ...(untouched > 0 || quantity <= 0 ? [{ lineNo, quantity: untouched, from: "untouched" as const }] : []),
    ...(partly > 0 ? [{ lineNo, quantity: partly, from: "partly_refunded" as const }] : []),
    ...came.flatMap(({ skuId, quantity: held }, index) => {
      const taken = index === came.length - 1 ? open : Math.min(open, held);
      open -= taken;
      return taken > 0 ? [{ lineNo, quantity: taken, from: "exchanged" as const, skuId }] : [];
    }),
  ];
};

/** Rounds the running total and not the piece: that is why parts add up to the whole without a cent astray. */
const paidForFirst = (line: OrderLine, pieces: number): Minor =>
  roundDiv(line.paidMinor * BigInt(pieces), BigInt(line.quantity), "half_up");

const shareLine = (line: OrderLine, before: Before, lineAsk: LineAsk, ask: RefundAsk): LineShare => {
  const totals = lineTotals(before, line.lineNo);
  const pool = poolOf(totals, before, lineAsk);
  const { refundedMinor, leftMinor } = pool === null ? freshPieces(line, totals, lineAsk) : standingIn(pool, lineAsk);
  const worthMinor = refundedMinor + leftMinor;
  const amountMinor = amountOn(lineAsk.basis, worthMinor, leftMinor);
  const settles = settlesPieces(lineAsk.basis, amountMinor, leftMinor);
  const outside = settles ? outsideThresholds(lineAsk, ask) : NOTHING_OUTSIDE;
  const share = { line, ask: lineAsk, worthMinor, leftMinor, amountMinor, damageMinor: shareOf(amountMinor, lineAsk.damageBasisPoints) };
  if (lineAsk.from === "exchanged") {
    const quantity = settles ? -lineAsk.quantity : 0;
    const replacement = {
      lineNo: line.lineNo,
      skuId: lineAsk.skuId ?? "",
      quantity,
      worthMinor: settles ? -refundedMinor - amountMinor : 0n,
      givenMinor: settles ? -refundedMinor : amountMinor,
    };
    return { ...share, taxMinor: 0n, adds: { ...NO_PIECES, lineNo: line.lineNo, ...outside }, replacement };
  }
  const adds = settles
    ? { ...settledPieces(lineAsk, amountMinor, refundedMinor), ...outside }
    : partlyRefundedPieces(lineAsk, amountMinor, worthMinor);
  return { ...share, taxMinor: taxWithin(line, totals, adds), adds, replacement: null };
};

/** Pieces not told apart: each stands for an equal share of what its pool was worth, had and still has. */
type Pool = { readonly quantity: number; readonly worthMinor: Minor; readonly givenMinor: Minor };

/** Untouched pieces are in none. */
const poolOf = (totals: LineTotals, before: Replaced, { lineNo, from, skuId }: LineAsk): Pool | null => {
  switch (from) {
    case "untouched":
      return null;
    case "partly_refunded":
      return { quantity: totals.partlyQuantity, worthMinor: totals.partlyWorthMinor, givenMinor: totals.partlyMinor };
    case "exchanged":
      return replacementTotals(before, lineNo, skuId ?? "");
  }
};

type Standing = { readonly refundedMinor: Minor; readonly leftMinor: Minor };

const standingIn = ({ quantity, worthMinor, givenMinor }: Pool, ask: LineAsk): Standing => {
  const shareOfPool = (poolMinor: Minor) => roundDiv(poolMinor * BigInt(ask.quantity), BigInt(quantity), "half_up");
  return { refundedMinor: shareOfPool(givenMinor), leftMinor: shareOfPool(worthMinor - givenMinor) };
};

/** Untouched pieces get what the pieces refunded so far should have together, less what those had. */
const freshPieces = (line: OrderLine, totals: LineTotals, ask: LineAsk): Standing => {
  const touched = totals.settledQuantity + totals.partlyQuantity;
  const touchedMinor = totals.amountMinor - totals.partlyMinor + totals.partlyWorthMinor;
  return { refundedMinor: 0n, leftMinor: maxMinor(0n, paidForFirst(line, touched + ask.quantity) - touchedMinor) };
};

const amountOn = (basis: RefundBasis, worthMinor: Minor, leftMinor: Minor): Minor => {
  switch (basis.kind) {
    case "paid":
      return leftMinor;
    case "ratio":
      return minMinor(worthMinor, shareOf(worthMinor, basis.basisPoints, basis.rounding));
    case "amount":
    case "price_drop":
      return basis.amountMinor;
  }
};

/** A piece that cost nothing is settled by being given back, not by a share of nothing; one that costs less now stays sold, whatever it costs. */
const settlesPieces = (basis: RefundBasis, amountMinor: Minor, leftMinor: Minor): boolean =>
  basis.kind === "paid" ||
  (basis.kind === "ratio" && basis.basisPoints === 10_000) ||
  (basis.kind !== "price_drop" && leftMinor > 0n && amountMinor === leftMinor);

const NO_PIECES = {
  settledQuantity: 0,
  partlyQuantity: 0,
  partlyWorthMinor: 0n,
  partlyMinor: 0n,
  amountMinor: 0n,
} as const;

const NOTHING_OUTSIDE = { outsideDiscountQuantity: 0, outsideFreightQuantity: 0 } as const;

const outsideThresholds = ({ quantity }: LineAsk, ask: RefundAsk): Pick<LineTotals, keyof typeof NOTHING_OUTSIDE> => ({
  outsideDiscountQuantity: ask.thresholdDiscounts === "recompute" ? quantity : 0,
  outsideFreightQuantity: ask.freight.brokenFreeFreight === "deduct" ? quantity : 0,
});

const settledPieces = (lineAsk: LineAsk, amountMinor: Minor, refundedMinor: Minor): Omit<LineTotals, keyof typeof NOTHING_OUTSIDE> => ({
  lineNo: lineAsk.lineNo,
  settledQuantity: lineAsk.quantity,
  partlyQuantity: lineAsk.from === "untouched" ? 0 : -lineAsk.quantity,
  partlyWorthMinor: lineAsk.from === "untouched" ? 0n : -refundedMinor - amountMinor,
  partlyMinor: -refundedMinor,
  amountMinor,
});

const partlyRefundedPieces = (lineAsk: LineAsk, amountMinor: Minor, worthMinor: Minor): LineTotals => ({
  lineNo: lineAsk.lineNo,
  settledQuantity: 0,
  partlyQuantity: lineAsk.from === "untouched" ? lineAsk.quantity : 0,
  partlyWorthMinor: lineAsk.from === "untouched" ? worthMinor : 0n,
  partlyMinor: amountMinor,
  amountMinor,
  ...NOTHING_OUTSIDE,
});

/** Of the running total too, so that all the parts of a line bring back just the tax that was within its price. */
const taxWithin = (line: OrderLine, before: LineTotals, adds: LineTotals): Minor => {
  if (line.taxMinor === 0n || line.paidMinor === 0n) return 0n;
  const taxOf = (amountMinor: Minor) => roundDiv(line.taxMinor * amountMinor, line.paidMinor, "half_up");
  return taxOf(before.amountMinor + adds.amountMinor) - taxOf(before.amountMinor);
};

const shareOf = (amountMinor: Minor, basisPoints: number, { unitMinor, mode }: ShareRounding = TO_THE_CENT): Minor =>
  roundDiv(amountMinor * BigInt(basisPoints), 10_000n * unitMinor, mode) * unitMinor;

const TO_THE_CENT: ShareRounding = { unitMinor: 1n, mode: "half_up" };

const inFixedOrder = (asks: readonly LineAsk[]): readonly LineAsk[] =>
  asks.toSorted((left, right) => left.lineNo - right.lineNo || compareText(orderKey(left), orderKey(right)));

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** "partly_refunded" sorts before "untouched": it speaks of the pool as it was before this refund. */
const orderKey = (ask: LineAsk): string => [ask.from, ask.quantity, ask.damageBasisPoints, basisKey(ask.basis), ask.skuId ?? ""].join(" ");

const basisKey = (basis: RefundBasis): string => {
  switch (basis.kind) {
    case "paid":
      return "paid";
    case "ratio":
      return `ratio ${basis.basisPoints}${basis.rounding === undefined ? "" : ` ${basis.rounding.unitMinor} ${basis.rounding.mode}`}`;
    case "amount":
      return `amount ${basis.amountMinor}`;
    case "price_drop":
      return `price_drop ${basis.amountMinor} ${basis.bearer}`;
  }
};

import { roundDiv } from "../kernel/allocate.ts";
import { type Minor, maxMinor } from "../kernel/money.ts";
import type { OrderFacts, OrderLine } from "../order/order-facts.ts";
import { type LinesRefunded, type LineTotals, lineTotals, type RefundTotals, withLines } from "../order/refund-totals.ts";
import type { LineAsk, RefundAsk, RefundBasis } from "./refund-ask.ts";

/** M-1: the base of a refund is what the buyer really paid for the pieces (7D a17). */
export type LineShare = {
  readonly line: OrderLine;
  readonly ask: LineAsk;
  /** Really paid for these pieces, and what of it was not refunded before. */
  readonly worthMinor: Minor;
  readonly leftMinor: Minor;
  readonly amountMinor: Minor;
  /** Taken back for damage found at inspection. */
  readonly damageMinor: Minor;
  readonly adds: LineTotals;
};

/** Each ask stands on those before it, so the asks are first put in one order of their own: the order they came in decides no cent. */
export const shareLines = (order: OrderFacts, earlier: RefundTotals, ask: RefundAsk): readonly LineShare[] => {
  const shares: LineShare[] = [];
  let totals: LinesRefunded = earlier;
  for (const lineAsk of inFixedOrder(ask.lines)) {
    const line = order.lines.find(candidate => candidate.lineNo === lineAsk.lineNo);
    if (line === undefined) continue;
    const share = shareLine(line, lineTotals(totals, line.lineNo), lineAsk, ask);
    shares.push(share);
    totals = withLines(totals, [share.adds]);
  }
  return shares;
};

export const leftPieces = (line: OrderLine, totals: LineTotals, from: LineAsk["from"]): number =>
  from === "untouched" ? line.quantity - totals.settledQuantity - totals.partlyQuantity : totals.partlyQuantity;

/** Rounds the running total and not the piece: that is why parts add up to the whole without a cent astray. */
const paidForFirst = (line: OrderLine, pieces: number): Minor =>
  roundDiv(line.paidMinor * BigInt(pieces), BigInt(line.quantity), "half_up");

const shareLine = (line: OrderLine, totals: LineTotals, lineAsk: LineAsk, ask: RefundAsk): LineShare => {
  const { refundedMinor, leftMinor } = standingOf(line, totals, lineAsk);
  const worthMinor = refundedMinor + leftMinor;
  const amountMinor = amountOn(lineAsk.basis, worthMinor, leftMinor);
  const settles = settlesPieces(lineAsk.basis, amountMinor, leftMinor);
  return {
    line,
    ask: lineAsk,
    worthMinor,
    leftMinor,
    amountMinor,
    damageMinor: shareOf(amountMinor, lineAsk.damageBasisPoints),
    adds: settles ? settledPieces(lineAsk, ask, amountMinor, refundedMinor) : partlyRefundedPieces(lineAsk, amountMinor, worthMinor),
  };
};

/**
 * Untouched pieces get what the pieces refunded so far should have together, less what those had. Partly refunded pieces are not told apart: each stands
 * for an equal share of what its pool had and still has.
 */
const standingOf = (line: OrderLine, totals: LineTotals, ask: LineAsk): { readonly refundedMinor: Minor; readonly leftMinor: Minor } => {
  if (ask.from === "untouched") {
    const touched = totals.settledQuantity + totals.partlyQuantity;
    const touchedMinor = totals.amountMinor - totals.partlyMinor + totals.partlyWorthMinor;
    return { refundedMinor: 0n, leftMinor: maxMinor(0n, paidForFirst(line, touched + ask.quantity) - touchedMinor) };
  }
  const shareOfPool = (poolMinor: Minor) => roundDiv(poolMinor * BigInt(ask.quantity), BigInt(totals.partlyQuantity), "half_up");
  return { refundedMinor: shareOfPool(totals.partlyMinor), leftMinor: shareOfPool(totals.partlyWorthMinor - totals.partlyMinor) };
};

const amountOn = (basis: RefundBasis, worthMinor: Minor, leftMinor: Minor): Minor => {
  switch (basis.kind) {
    case "paid":
      return leftMinor;
    case "ratio":
      return shareOf(worthMinor, basis.basisPoints);
    case "amount":
      return basis.amountMinor;
  }
};

/** A piece that cost nothing is settled by being given back, not by a share of nothing. */
const settlesPieces = (basis: RefundBasis, amountMinor: Minor, leftMinor: Minor): boolean =>
  basis.kind === "paid" || (basis.kind === "ratio" && basis.basisPoints === 10_000) || (leftMinor > 0n && amountMinor === leftMinor);

const settledPieces = (lineAsk: LineAsk, ask: RefundAsk, amountMinor: Minor, refundedMinor: Minor): LineTotals => ({
  lineNo: lineAsk.lineNo,
  settledQuantity: lineAsk.quantity,
  partlyQuantity: lineAsk.from === "untouched" ? 0 : -lineAsk.quantity,
  partlyWorthMinor: lineAsk.from === "untouched" ? 0n : -refundedMinor - amountMinor,
  partlyMinor: -refundedMinor,
  amountMinor,
  outsideDiscountQuantity: ask.thresholdDiscounts === "recompute" ? lineAsk.quantity : 0,
  outsideFreightQuantity: ask.freight.brokenFreeFreight === "deduct" ? lineAsk.quantity : 0,
});

const partlyRefundedPieces = (lineAsk: LineAsk, amountMinor: Minor, worthMinor: Minor): LineTotals => ({
  lineNo: lineAsk.lineNo,
  settledQuantity: 0,
  partlyQuantity: lineAsk.from === "untouched" ? lineAsk.quantity : 0,
  partlyWorthMinor: lineAsk.from === "untouched" ? worthMinor : 0n,
  partlyMinor: amountMinor,
  amountMinor,
  outsideDiscountQuantity: 0,
  outsideFreightQuantity: 0,
});

const shareOf = (amountMinor: Minor, basisPoints: number): Minor => roundDiv(amountMinor * BigInt(basisPoints), 10_000n, "half_up");

const inFixedOrder = (asks: readonly LineAsk[]): readonly LineAsk[] =>
  asks.toSorted((left, right) => left.lineNo - right.lineNo || compareText(orderKey(left), orderKey(right)));

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** "partly_refunded" sorts before "untouched": it speaks of the pool as it was before this refund. */
const orderKey = (ask: LineAsk): string => [ask.from, ask.quantity, ask.damageBasisPoints, basisKey(ask.basis)].join(" ");

const basisKey = (basis: RefundBasis): string => {
  switch (basis.kind) {
    case "paid":
      return "paid";
    case "ratio":
      return `ratio ${basis.basisPoints}`;
    case "amount":
      return `amount ${basis.amountMinor}`;
  }
};

import type { EffectId } from "../kernel/ids.ts";
import type { Minor } from "../kernel/money.ts";
import type { Discount, TenderKind } from "./order-facts.ts";

/**
 * What refunds of one order did, by place. Every figure is a plain sum, so the state of an order is the sum of its live refunds, in any order, and a
 * withdrawn refund is undone by leaving it out, unless a later one used up what it left: partly refunded pieces, or a collection struck off.
 * Invariant: tenders − collected = lines + freight − deducted − recomputed discounts − free freight.
 */
export type RefundTotals = {
  readonly lines: readonly LineTotals[];
  readonly tenders: readonly { readonly tenderNo: number; readonly amountMinor: Minor }[];
  readonly discounts: readonly DiscountTotals[];
  /** Outbound freight given back. */
  readonly freightMinor: Minor;
  /** Outbound freight charged because the free-freight threshold broke. */
  readonly freeFreightMinor: Minor;
  /**
   * Inspection, gifts kept, payment fee, return freight and goods sent instead. What was once charged stays charged, but for goods sent instead that come
   * back themselves.
   */
  readonly deductedMinor: Minor;
  readonly giftNos: readonly number[];
  readonly extras: readonly { readonly head: string; readonly amountMinor: Minor }[];
  /** Asked from the buyer and not paid yet, and paid by the buyer. A paid collection moves from the one to the other. */
  readonly collectDueMinor: Minor;
  readonly collectPaidMinor: Minor;
  /** Goods that came in exchange and can be given back themselves. Absent = none. */
  readonly replacements?: readonly ReplacementTotals[];
  /** What others than the seller paid of price drops on pieces that are still sold. Absent = nothing. */
  readonly subsidies?: readonly SubsidyTotals[];
  /** The payments that brought what was collected, each less what went back of it. Absent where nothing is known of them: not all that was paid need be here. */
  readonly collections?: readonly CollectionTotals[];
};

export type CollectionTotals = {
  readonly methodKind: TenderKind;
  readonly methodRef: string;
  /** What the gateway knows the payment by. */
  readonly collectedUnder?: EffectId;
  readonly amountMinor: Minor;
};

export type SubsidyTotals = { readonly lineNo: number; readonly bearer: Discount["bearer"]; readonly amountMinor: Minor };

/** Pieces of one article that stand in place of pieces of a line: what was charged for them, and how much of it they had back together. */
export type ReplacementTotals = {
  readonly lineNo: number;
  readonly skuId: string;
  readonly quantity: number;
  readonly worthMinor: Minor;
  readonly givenMinor: Minor;
};

export type LineTotals = {
  readonly lineNo: number;
  /** Pieces with nothing left to refund. */
  readonly settledQuantity: number;
  /** Pieces that had a partial refund: what was paid for them, and how much of it they had back together. */
  readonly partlyQuantity: number;
  readonly partlyWorthMinor: Minor;
  readonly partlyMinor: Minor;
  /** All refunds of the line before deductions. */
  readonly amountMinor: Minor;
  /** Settled pieces that no longer count towards discount thresholds, and towards free freight. */
  readonly outsideDiscountQuantity: number;
  readonly outsideFreightQuantity: number;
};

/** One discount's share on one line: what fell back because the sale was undone, and what the buyer lost on pieces kept. */
export type DiscountTotals = {
  readonly discountNo: number;
  readonly lineNo: number;
  readonly fellBackMinor: Minor;
  readonly recomputedMinor: Minor;
};

export const NO_REFUNDS: RefundTotals = {
  lines: [],
  tenders: [],
  discounts: [],
  freightMinor: 0n,
  freeFreightMinor: 0n,
  deductedMinor: 0n,
  giftNos: [],
  extras: [],
  collectDueMinor: 0n,
  collectPaidMinor: 0n,
};

export const addTotals = (left: RefundTotals, right: RefundTotals): RefundTotals => ({
  lines: merged(left.lines, right.lines, line => line.lineNo, addLine),
  tenders: merged(
    left.tenders,
    right.tenders,
    tender => tender.tenderNo,
    (a, b) => ({ ...a, amountMinor: a.amountMinor + b.amountMinor }),
  ),
  discounts: merged(left.discounts, right.discounts, share => `${share.discountNo}/${share.lineNo}`, addDiscount),
  freightMinor: left.freightMinor + right.freightMinor,
  freeFreightMinor: left.freeFreightMinor + right.freeFreightMinor,
  deductedMinor: left.deductedMinor + right.deductedMinor,
  giftNos: right.giftNos.length === 0 ? left.giftNos : [...left.giftNos, ...right.giftNos],
  extras: merged(
    left.extras,
    right.extras,
    extra => extra.head,
    (a, b) => ({ ...a, amountMinor: a.amountMinor + b.amountMinor }),
  ),
  collectDueMinor: left.collectDueMinor + right.collectDueMinor,
  collectPaidMinor: left.collectPaidMinor + right.collectPaidMinor,
  ...withReplacements(left, right.replacements ?? []),
  ...withSubsidies(left, right.subsidies ?? []),
  ...withCollections(left, right.collections ?? []),
});

/** Nothing at all where there are none, as with the goods of exchanges. */
export const withSubsidies = (totals: Subsidised, added: readonly SubsidyTotals[]): Subsidised => {
  const subsidies = merged(totals.subsidies ?? [], added, one => `${one.lineNo}/${one.bearer}`, addSubsidy);
  return subsidies.length === 0 ? {} : { subsidies };
};

type Subsidised = Pick<RefundTotals, "subsidies">;

export const subsidyTotals = ({ subsidies = [] }: Subsidised, lineNo: number): readonly SubsidyTotals[] =>
  subsidies.filter(one => one.lineNo === lineNo);

/** Nothing at all where there are none, as with the goods of exchanges. */
const withCollections = (totals: Collected, added: readonly CollectionTotals[]): Collected => {
  const collections = merged(totals.collections ?? [], added, paymentOf, addCollection);
  return collections.length === 0 ? {} : { collections };
};

type Collected = Pick<RefundTotals, "collections">;

/** What tells one payment from another: its own key, or else the method that brought it. */
export const paymentOf = ({ collectedUnder, methodRef }: Omit<CollectionTotals, "amountMinor">): string => collectedUnder ?? methodRef;

/** The goods of exchanges alone; nothing at all where there are none, so that totals without an exchange say nothing of one. */
export const withReplacements = (totals: Replaced, added: readonly ReplacementTotals[]): Replaced => {
  const replacements = merged(totals.replacements ?? [], added, one => `${one.lineNo}/${one.skuId}`, addReplacement);
  return replacements.length === 0 ? {} : { replacements };
};

export type Replaced = Pick<RefundTotals, "replacements">;

export const replacementTotals = ({ replacements = [] }: Replaced, lineNo: number, skuId: string): ReplacementTotals =>
  replacements.find(one => one.lineNo === lineNo && one.skuId === skuId) ?? { lineNo, skuId, quantity: 0, worthMinor: 0n, givenMinor: 0n };

/** The lines alone, which is all that a share of one of them is reckoned by. */
export const withLines = (totals: LinesRefunded, lines: readonly LineTotals[]): LinesRefunded => ({
  lines: merged(totals.lines, lines, line => line.lineNo, addLine),
});

export type LinesRefunded = Pick<RefundTotals, "lines">;

export const sumOfRefunds = (refunds: Iterable<RefundTotals>): RefundTotals => {
  let total = NO_REFUNDS;
  for (const refund of refunds) total = addTotals(total, refund);
  return total;
};

/** The buyer paid what a refund asked for: the same money, now in hand. */
export const collectionPaid = (amountMinor: Minor): RefundTotals => ({
  ...NO_REFUNDS,
  collectDueMinor: -amountMinor,
  collectPaidMinor: amountMinor,
});

export const lineTotals = ({ lines }: LinesRefunded, lineNo: number): LineTotals =>
  lines.find(line => line.lineNo === lineNo) ?? {
    lineNo,
    settledQuantity: 0,
    partlyQuantity: 0,
    partlyWorthMinor: 0n,
    partlyMinor: 0n,
    amountMinor: 0n,
    outsideDiscountQuantity: 0,
    outsideFreightQuantity: 0,
  };

const addLine = (left: LineTotals, right: LineTotals): LineTotals => ({
  lineNo: left.lineNo,
  settledQuantity: left.settledQuantity + right.settledQuantity,
  partlyQuantity: left.partlyQuantity + right.partlyQuantity,
  partlyWorthMinor: left.partlyWorthMinor + right.partlyWorthMinor,
  partlyMinor: left.partlyMinor + right.partlyMinor,
  amountMinor: left.amountMinor + right.amountMinor,
  outsideDiscountQuantity: left.outsideDiscountQuantity + right.outsideDiscountQuantity,
  outsideFreightQuantity: left.outsideFreightQuantity + right.outsideFreightQuantity,
});

const addReplacement = (left: ReplacementTotals, right: ReplacementTotals): ReplacementTotals => ({
  ...left,
  quantity: left.quantity + right.quantity,
  worthMinor: left.worthMinor + right.worthMinor,
  givenMinor: left.givenMinor + right.givenMinor,
});

const addSubsidy = (left: SubsidyTotals, right: SubsidyTotals): SubsidyTotals => ({
  ...left,
  amountMinor: left.amountMinor + right.amountMinor,
});

const addCollection = (left: CollectionTotals, right: CollectionTotals): CollectionTotals => ({
  ...left,
  amountMinor: left.amountMinor + right.amountMinor,
});

const addDiscount = (left: DiscountTotals, right: DiscountTotals): DiscountTotals => ({
  ...left,
  fellBackMinor: left.fellBackMinor + right.fellBackMinor,
  recomputedMinor: left.recomputedMinor + right.recomputedMinor,
});

const merged = <Row>(
  left: readonly Row[],
  right: readonly Row[],
  keyOf: (row: Row) => string | number,
  add: (a: Row, b: Row) => Row,
): readonly Row[] => {
  // Nothing and something, by far the commonest sums: an order's first refund.
  if (right.length === 0) return left;
  if (left.length === 0 && right.length === 1) return right;
  const rows = new Map(left.map(row => [keyOf(row), row]));
  for (const row of right) {
    const present = rows.get(keyOf(row));
    rows.set(keyOf(row), present === undefined ? row : add(present, row));
  }
  return [...rows.values()];
};

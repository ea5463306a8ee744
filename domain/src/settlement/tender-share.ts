import { allocate } from "../kernel/allocate.ts";
import { assert } from "../kernel/assert.ts";
import { type Minor, maxMinor, sumMinor } from "../kernel/money.ts";
import type { OrderFacts, Tender, TenderKind } from "../order/order-facts.ts";
import { lineTotals, type RefundTotals } from "../order/refund-totals.ts";
import type { RefundRoute } from "./refund-ask.ts";

export type TenderShare = {
  readonly tenderNo: number;
  readonly tenderKind: TenderKind;
  readonly amountMinor: Minor;
  readonly manner: "original_route" | "in_kind" | "other_method";
  /** Where it goes: the tender's own method, or the consented one. */
  readonly methodKind: TenderKind;
  readonly methodRef: string;
};

/** M-3: these go back as what they are (7D a15); everything else came in as money or as a claim on money. */
export const isInKind = (kind: TenderKind): boolean => kind === "points" || kind === "coupon";

/**
 * M-2: each route gets its own real amount back (7D a14). After this refund every tender should have got what it brought for what has been refunded so
 * far, less deductions; it gets now what it lacks of that. Deductions are money, so money bears them first and points stay whole (M-3).
 */
export const shareOverTenders = (
  order: OrderFacts,
  before: RefundTotals,
  after: Refunded,
  refundMinor: Minor,
  route: RefundRoute,
): readonly TenderShare[] => {
  const tenders = byNumber(order.tenders);
  const given = tenders.map(tender => givenTo(before, tender.tenderNo));
  const amounts = amountOfEach(order, tenders, given, after, refundMinor);
  const shares: TenderShare[] = [];
  for (const [index, tender] of tenders.entries()) {
    const amountMinor = amounts[index] ?? 0n;
    assert(amountMinor + (given[index] ?? 0n) <= tender.paidMinor, "a tender gets no more than it paid");
    if (amountMinor !== 0n) shares.push(shareOf(tender, amountMinor, route));
  }
  return shares;
};

const amountOfEach = (
  order: OrderFacts,
  tenders: readonly Tender[],
  given: readonly Minor[],
  after: Refunded,
  refundMinor: Minor,
): readonly Minor[] => {
  // Most orders are paid by one tender, which then gets all of it.
  if (tenders.length === 1) return [refundMinor];
  const targets = targetOfEach(tenders, broughtForRefunded(order, tenders, after), sumMinor(given) + refundMinor);
  return spread(
    refundMinor,
    targets.map((target, index) => maxMinor(0n, target - (given[index] ?? 0n))),
  );
};

type Refunded = Pick<RefundTotals, "lines" | "freightMinor">;

/** What each tender brought for the part of every line, and of the freight, that has been refunded. */
const broughtForRefunded = (order: OrderFacts, tenders: readonly Tender[], totals: Refunded): readonly Minor[] => {
  let brought: readonly Minor[] = tenders.map(() => 0n);
  for (const part of partsOfPayment(order, tenders)) {
    const refundedMinor = part.lineNo === null ? totals.freightMinor : lineTotals(totals, part.lineNo).amountMinor;
    brought = sumEach(brought, spread(refundedMinor, part.perTender));
  }
  return brought;
};

/**
 * The host says what each tender paid and what each line cost, not which paid which: every line takes its share of what the lines before it left, so
 * rows and columns both come out exact, and the freight is what remains.
 */
const partsOfPayment = (order: OrderFacts, tenders: readonly Tender[]) => {
  const parts: { readonly lineNo: number | null; readonly perTender: readonly Minor[] }[] = [];
  let left: readonly Minor[] = tenders.map(tender => tender.paidMinor);
  for (const line of order.lines.toSorted((a, b) => a.lineNo - b.lineNo)) {
    const perTender = spread(line.paidMinor, left);
    parts.push({ lineNo: line.lineNo, perTender });
    left = left.map((minor, index) => minor - (perTender[index] ?? 0n));
  }
  return [...parts, { lineNo: null, perTender: left }];
};

const targetOfEach = (tenders: readonly Tender[], brought: readonly Minor[], netMinor: Minor): readonly Minor[] => {
  const inKind = tenders.map((tender, index) => (isInKind(tender.kind) ? (brought[index] ?? 0n) : 0n));
  const money = tenders.map((tender, index) => (isInKind(tender.kind) ? 0n : (brought[index] ?? 0n)));
  const moneyMinor = maxMinor(0n, netMinor - sumMinor(inKind));
  return sumEach(spread(moneyMinor, money), spread(netMinor - moneyMinor, inKind));
};

const shareOf = ({ tenderNo, kind, methodRef }: Tender, amountMinor: Minor, route: RefundRoute): TenderShare => {
  if (isInKind(kind)) return { tenderNo, tenderKind: kind, amountMinor, manner: "in_kind", methodKind: kind, methodRef };
  if (route.kind === "other_method" && (route.tenderNos.length === 0 || route.tenderNos.includes(tenderNo)))
    return { tenderNo, tenderKind: kind, amountMinor, manner: "other_method", methodKind: route.methodKind, methodRef: route.methodRef };
  return { tenderNo, tenderKind: kind, amountMinor, manner: "original_route", methodKind: kind, methodRef };
};

const givenTo = (totals: RefundTotals, tenderNo: number): Minor =>
  totals.tenders.find(tender => tender.tenderNo === tenderNo)?.amountMinor ?? 0n;

const spread = (totalMinor: Minor, weights: readonly Minor[]): readonly Minor[] =>
  totalMinor === 0n ? weights.map(() => 0n) : allocate(totalMinor, weights);

const sumEach = (left: readonly Minor[], right: readonly Minor[]): readonly Minor[] =>
  left.map((minor, index) => minor + (right[index] ?? 0n));

const byNumber = (tenders: readonly Tender[]): readonly Tender[] => tenders.toSorted((a, b) => a.tenderNo - b.tenderNo);

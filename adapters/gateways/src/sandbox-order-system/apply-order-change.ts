import type { LineQuantity, OrderChange } from "@amends/domain/case/effect";
import { allocate } from "@amends/domain/kernel/allocate";
import { assert } from "@amends/domain/kernel/assert";
import { type Minor, sumMinor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import { goodsOfLine } from "@amends/domain/order/goods-state";
import type { OrderFacts, Tender, TenderKind } from "@amends/domain/order/order-facts";
import type { GatewayRefusal } from "@amends/flows/gateway-ports";
import type { Catalogue } from "./catalogue.ts";
import { replacePieces } from "./change-line.ts";

export type ChangeRefused = { readonly kind: "refused"; readonly code: GatewayRefusal; readonly why: string };
type Changed = OrderFacts | ChangeRefused;

/**
 * The next version of an order, as the shop that owns it would write it. Only pieces that have not left can be changed. A cancelled piece stays bought
 * and paid in the facts, marked as one that will not be shipped; replaced pieces and another way of paying rewrite lines and tenders.
 * Kept: Σ lines.paid + freight.paid = Σ tenders.paid, to the cent.
 */
export const applyOrderChange = (order: OrderFacts, change: OrderChange, at: Instant, catalogue: Catalogue): Changed => {
  if (order.cancelledAt !== null) return changeRefused("order_changed", "the order is cancelled already");
  const changed = changeOf(order, change, at, catalogue);
  if ("kind" in changed) return changed;
  assert(isBalanced(changed), `order ${order.orderId} balances after ${change.kind}`);
  return { ...changed, sourceVersion: order.sourceVersion + 1 };
};

/** Lines and freight cost what the tenders brought. */
export const isBalanced = (order: OrderFacts): boolean =>
  sumMinor(order.lines.map(line => line.paidMinor)) + order.freight.paidMinor === sumMinor(order.tenders.map(tender => tender.paidMinor));

const changeOf = (order: OrderFacts, change: OrderChange, at: Instant, catalogue: Catalogue): Changed => {
  switch (change.kind) {
    case "cancel_lines":
      return cancelLines(order, change.lines, at);
    case "replace_items":
      return replaceItems(order, change, catalogue);
    case "change_address":
      return hasUnshipped(order)
        ? { ...order, recipientTextId: change.recipientTextId }
        : changeRefused("already_shipped", "all goods have left");
    case "change_payment":
      return changePayment(order, change);
  }
};

const cancelLines = (order: OrderFacts, cuts: readonly LineQuantity[], at: Instant): Changed => {
  const refusal = refusalOfPieces(order, cuts);
  if (refusal !== null) return refusal;
  const lines = order.lines.map(line => {
    const cut = cuts.reduce((sum, piece) => (piece.lineNo === line.lineNo ? sum + piece.quantity : sum), 0);
    return cut === 0 ? line : { ...line, cancelledQuantity: line.cancelledQuantity + cut };
  });
  const nothingLeft = lines.every(line => line.cancelledQuantity === line.quantity);
  return { ...order, lines, cancelledAt: nothingLeft ? at : null };
};

type Replacement = Extract<OrderChange, { readonly kind: "replace_items" }>;

const replaceItems = (order: OrderFacts, { lines, differencePaidBy }: Replacement, catalogue: Catalogue): Changed => {
  const refusal = refusalOfPieces(order, lines);
  if (refusal !== null) return refusal;
  let changed = order;
  for (const replacement of lines) {
    const item = catalogue(replacement.skuId);
    if (item === null) return changeRefused("unknown_sku", `no article ${replacement.skuId}`);
    if (item.unitPriceMinor !== replacement.unitPriceMinor)
      return changeRefused("order_changed", `article ${item.skuId} costs ${item.unitPriceMinor} now, not ${replacement.unitPriceMinor}`);
    changed = replacePieces(changed, replacement, item);
  }
  return retendered(order, changed, differencePaidBy);
};

/** One way of paying takes the place of all: whoever asked has collected by it already, and gives the old money back afterwards. */
const changePayment = (order: OrderFacts, to: { readonly tenderKind: TenderKind; readonly methodRef: string }): Changed => {
  const [first] = order.tenders;
  if (!hasUnshipped(order)) return changeRefused("already_shipped", "all goods have left");
  if (first === undefined) return changeRefused("declined", "nothing was to be paid");
  const paidMinor = sumMinor(order.tenders.map(tender => tender.paidMinor));
  return { ...order, tenders: [{ tenderNo: first.tenderNo, kind: to.tenderKind, methodRef: to.methodRef, paidMinor }] };
};

const refusalOfPieces = (order: OrderFacts, pieces: readonly LineQuantity[]): ChangeRefused | null => {
  for (const { lineNo } of pieces) {
    const line = order.lines.find(candidate => candidate.lineNo === lineNo);
    const wanted = pieces.reduce((sum, piece) => (piece.lineNo === lineNo ? sum + piece.quantity : sum), 0);
    if (line === undefined || wanted > line.quantity - line.cancelledQuantity || pieces.some(piece => piece.quantity < 1))
      return changeRefused("order_changed", `line ${lineNo} does not hold ${wanted} pieces still wanted`);
    if (wanted > goodsOfLine(order, lineNo).counts.not_shipped) return changeRefused("already_shipped", `line ${lineNo} has left`);
  }
  return null;
};

const hasUnshipped = (order: OrderFacts): boolean => order.lines.some(line => goodsOfLine(order, line.lineNo).counts.not_shipped > 0);

/** Brings the tenders to the new total of replaced pieces: down in proportion; up on the route that paid the difference, which may be a new one. */
const retendered = (before: OrderFacts, after: OrderFacts, paidBy: Replacement["differencePaidBy"]): OrderFacts => {
  const risesByMinor = totalOf(after) - totalOf(before);
  if (risesByMinor <= 0n) {
    const cuts = allocate(
      -risesByMinor,
      after.tenders.map(tender => tender.paidMinor),
    );
    return withTenders(after, (tender, index) => tender.paidMinor - (cuts[index] ?? 0n));
  }
  if (paidBy !== null && !after.tenders.some(tender => tender.methodRef === paidBy.methodRef)) {
    const tenderNo = Math.max(0, ...after.tenders.map(tender => tender.tenderNo)) + 1;
    const tender = { tenderNo, kind: paidBy.tenderKind, methodRef: paidBy.methodRef, paidMinor: risesByMinor };
    return { ...after, tenders: [...after.tenders, tender] };
  }
  const isPayer = paidBy === null ? isUnlimited : (tender: Tender) => tender.methodRef === paidBy.methodRef;
  const payer = Math.max(after.tenders.findIndex(isPayer), 0);
  assert(after.tenders.length > 0, `order ${after.orderId} has a tender to carry its difference`);
  return withTenders(after, (tender, index) => (index === payer ? tender.paidMinor + risesByMinor : tender.paidMinor));
};

const withTenders = (order: OrderFacts, paidOf: (tender: Tender, index: number) => Minor): OrderFacts => ({
  ...order,
  tenders: order.tenders.map((tender, index) => ({ ...tender, paidMinor: paidOf(tender, index) })),
});

const totalOf = (order: OrderFacts): Minor => sumMinor(order.lines.map(line => line.paidMinor)) + order.freight.paidMinor;

/** Routes a buyer can pay any difference by; a gift card never paid more than stood on it. */
const isUnlimited = ({ kind }: Tender): boolean => kind === "card" || kind === "wallet" || kind === "bank" || kind === "cash_on_delivery";

const changeRefused = (code: GatewayRefusal, why: string): ChangeRefused => ({ kind: "refused", code, why });

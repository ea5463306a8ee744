import type { ItemReplacement, LineQuantity } from "@amends/domain/case/effect";
import { allocate, roundDiv } from "@amends/domain/kernel/allocate";
import { assert } from "@amends/domain/kernel/assert";
import { type Minor, sumMinor } from "@amends/domain/kernel/money";
import type { Discount, OrderFacts, OrderLine } from "@amends/domain/order/order-facts";
import type { CatalogueItem } from "./catalogue.ts";

/**
 * Takes pieces off a line. What stays paid is rounded down and what stays discounted rounded up, so the cent goes to the buyer and list price =
 * paid + discounts still holds where it held.
 */
const cutLine = (order: OrderFacts, { lineNo, quantity }: LineQuantity): OrderFacts => {
  const line = lineOf(order, lineNo);
  const left = { ...line, ...partOf(line, line.quantity - quantity) };
  const discounts = keptShares(order, line, left.quantity).map(({ discount, keptMinor }) => withShare(discount, lineNo, keptMinor));
  return { ...order, lines: order.lines.map(candidate => (candidate.lineNo === lineNo ? left : candidate)), discounts };
};

/**
 * Puts another article in the place of pieces of a line, at its own price; fewer than all become a new line. What was cut off the old price was cut off
 * the old article, so the buyer pays, or gets back, the new price less what was really paid.
 */
export const replacePieces = (order: OrderFacts, { lineNo, quantity }: ItemReplacement, item: CatalogueItem): OrderFacts => {
  const line = lineOf(order, lineNo);
  const cut = cutLine(order, { lineNo, quantity });
  const stays = lineOf(cut, lineNo);
  const newNo = stays.quantity === 0 ? lineNo : Math.max(...order.lines.map(candidate => candidate.lineNo)) + 1;
  const replaced: OrderLine = {
    ...line,
    ...articleOf(line, item),
    lineNo: newNo,
    quantity,
    cancelledQuantity: 0,
    paidMinor: item.unitPriceMinor * BigInt(quantity),
    taxMinor: line.taxMinor - stays.taxMinor,
  };
  const others = cut.lines.filter(candidate => candidate.lineNo !== newNo);
  return { ...cut, lines: [...others, replaced].toSorted((left, right) => left.lineNo - right.lineNo) };
};

/** A consent to "no seven-day return" was given for the old article alone (7D a20). */
const articleOf = (line: OrderLine, item: CatalogueItem): Partial<OrderLine> => ({
  skuId: item.skuId,
  productId: item.productId,
  name: item.name,
  category: item.category,
  goods: item.goods,
  options: item.options,
  unitPriceMinor: item.unitPriceMinor,
  batchNo: null,
  sevenDay: { class: line.sevenDay.class, confirmation: line.skuId === item.skuId ? line.sevenDay.confirmation : null },
});

const partOf = (line: OrderLine, left: number): Pick<OrderLine, "quantity" | "paidMinor" | "taxMinor"> => ({
  quantity: left,
  paidMinor: (line.paidMinor * BigInt(left)) / BigInt(line.quantity),
  taxMinor: (line.taxMinor * BigInt(left)) / BigInt(line.quantity),
});

const keptShares = (
  order: OrderFacts,
  line: OrderLine,
  left: number,
): readonly { readonly discount: Discount; readonly keptMinor: Minor }[] => {
  const shares = order.discounts.map(discount => shareOfLine(discount, line.lineNo));
  const kept = allocate(roundDiv(sumMinor(shares) * BigInt(left), BigInt(line.quantity), "ceil"), shares);
  return order.discounts.map((discount, index) => ({ discount, keptMinor: kept[index] ?? 0n }));
};

const withShare = (discount: Discount, lineNo: number, amountMinor: Minor): Discount => {
  const others = discount.shares.filter(share => share.lineNo !== lineNo);
  const shares = amountMinor === 0n ? others : [...others, { lineNo, amountMinor }];
  return { ...discount, shares, amountMinor: sumMinor(shares.map(share => share.amountMinor)) };
};

const shareOfLine = (discount: Discount, lineNo: number): Minor =>
  sumMinor(discount.shares.filter(share => share.lineNo === lineNo).map(share => share.amountMinor));

const lineOf = (order: OrderFacts, lineNo: number): OrderLine => {
  const line = order.lines.find(candidate => candidate.lineNo === lineNo);
  assert(line !== undefined, `order ${order.orderId} has line ${lineNo}`);
  return line;
};

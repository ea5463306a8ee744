import { type Minor, minMinor, sumMinor } from "../kernel/money.ts";
import type { OrderFacts, OrderLine, Tender } from "../order/order-facts.ts";
import { priceDifference, type ReplacedPieces } from "../order/price-difference.ts";
import type { CaseFacts, CustomerFacts, FiledLine, FilingRequest, SkuFacts } from "./case-facts.ts";
import { piecesSpokenFor } from "./claims-context.ts";
import type { AmendmentContext, RefundRouteKind, ReplacementContext, RequestContext } from "./evaluation-context.ts";

/** What of the request is the same for all its lines. */
export type SharedRequest = Omit<RequestContext, "replacement">;

export const sharedRequest = (facts: CaseFacts): SharedRequest => {
  const { request, order, customer } = facts;
  const wholeOrder = order.lines.every(line => restOf(line, facts) === 0);
  const difference = differenceMinor(facts);
  return {
    type: request.serviceType,
    kind: request.refundOnlyKind,
    reason: request.reason,
    by: request.appliedBy.role,
    lineCount: request.lines.length,
    wholeOrder,
    breaksFreeFreight: !wholeOrder && order.freight.freeFromMinor !== null && restListMinor(facts) < order.freight.freeFromMinor,
    evidence: countEvidence(request),
    evidenceComplete: false,
    agreed: request.agreedMinor !== null,
    contestsRefusal: request.contestsRefusal,
    refundRoute: refundRoute(request, order, customer),
    differenceRoute: request.differenceBy === null ? "none" : (methodOf(request.differenceBy.methodRef, customer)?.tenderKind ?? "unknown"),
    differenceCovered: difference <= 0n || covers(request.differenceBy?.methodRef ?? null, difference, customer),
  };
};

export const replacementContext = (line: OrderLine, filed: FiledLine, { order, catalogue }: CaseFacts): ReplacementContext => {
  if (filed.replacementSkuId === null) return NO_REPLACEMENT;
  const sku = catalogue.find(candidate => candidate.skuId === filed.replacementSkuId);
  if (sku === undefined) return { ...NO_REPLACEMENT, given: true };
  return {
    given: true,
    available: sku.available === null || sku.available >= filed.quantity,
    sameProduct: sku.productId === line.productId,
    sameSku: sku.skuId === line.skuId,
    difference: differenceWord(priceDifference(order, replacedBy(line, filed, sku))),
  };
};

export const amendmentContext = ({ request, order, customer }: CaseFacts): AmendmentContext => {
  const { amendment } = request;
  if (amendment === null) return NO_AMENDMENT;
  if (amendment.kind !== "payment") return { ...NO_AMENDMENT, kind: amendment.kind };
  return {
    kind: "payment",
    methodKind: methodOf(amendment.methodRef, customer)?.tenderKind ?? "unknown",
    sameMethod: order.tenders.some(tender => tender.methodRef === amendment.methodRef),
    balanceCovers: covers(amendment.methodRef, paidInAll(order), customer),
  };
};

const differenceWord = (dearerByMinor: bigint) => (dearerByMinor === 0n ? "none" : dearerByMinor > 0n ? "dearer" : "cheaper");

/** The pieces of the request that give place to other articles, as the money of a changed order is reckoned. */
export const replacedPieces = ({ request, order, catalogue }: CaseFacts): readonly ReplacedPieces[] =>
  request.lines.flatMap(filed => {
    const line = order.lines.find(candidate => candidate.lineNo === filed.lineNo);
    const sku = catalogue.find(candidate => candidate.skuId === filed.replacementSkuId);
    return line === undefined || sku === undefined ? [] : replacedBy(line, filed, sku);
  });

/** The same article again is a replacement and no exchange of prices, whatever it costs today. */
const replacedBy = (line: OrderLine, { lineNo, quantity }: FiledLine, sku: SkuFacts): readonly ReplacedPieces[] =>
  sku.skuId === line.skuId ? [] : [{ lineNo, quantity, newUnitPriceMinor: sku.priceMinor }];

/** What the chosen replacements cost above what was really paid for the pieces. An order nobody has paid yet is changed before any money moves. */
export const differenceMinor = (facts: CaseFacts): Minor =>
  facts.order.paidAt === null ? 0n : priceDifference(facts.order, replacedPieces(facts));

export const paidInAll = (order: OrderFacts): bigint => order.tenders.reduce((sum, tender) => sum + tender.paidMinor, 0n);

/** What was really paid for the pieces asked about; rounded down, so that no agreed sum is above what any part of the line still holds. */
export const paidForRequest = ({ request, order }: CaseFacts): bigint => {
  let paid = 0n;
  for (const filed of request.lines) {
    const line = order.lines.find(candidate => candidate.lineNo === filed.lineNo);
    if (line !== undefined) paid += (line.paidMinor * BigInt(Math.max(0, filed.quantity))) / BigInt(line.quantity);
  }
  return minMinor(paid, paidInAll(order));
};

/** The price the seller asks for the pieces: what platform or creator took off for the buyer is part of it, what the seller took off is not. */
export const priceForRequest = ({ request, order }: CaseFacts): bigint => {
  let price = 0n;
  for (const filed of request.lines) {
    const line = order.lines.find(candidate => candidate.lineNo === filed.lineNo);
    if (line === undefined) continue;
    const ofOthers = sumMinor(
      order.discounts.flatMap(({ bearer, shares }) =>
        bearer === "seller" ? [] : shares.filter(({ lineNo }) => lineNo === line.lineNo).map(({ amountMinor }) => amountMinor),
      ),
    );
    price += ((line.paidMinor + ofOthers) * BigInt(Math.max(0, filed.quantity))) / BigInt(line.quantity);
  }
  return price;
};

const refundRoute = (request: FilingRequest, order: OrderFacts, customer: CustomerFacts): RefundRouteKind => {
  const target = request.refundTo;
  if (target === null || order.tenders.some(tender => isMoneyFrom(tender, target.methodRef))) return "original";
  const kind = methodOf(target.methodRef, customer)?.tenderKind;
  if (kind === "gift_card" || kind === "store_credit") return "stored_value_own";
  return target.consented ? "other_consented" : "other_unconsented";
};

/** Coupons and points go back in kind and are nobody's choice of route (7D a15). */
const isMoneyFrom = (tender: Tender, methodRef: string): boolean =>
  tender.methodRef === methodRef && tender.kind !== "coupon" && tender.kind !== "points";

const methodOf = (methodRef: string, customer: CustomerFacts) => customer.methods.find(method => method.methodRef === methodRef);

const covers = (methodRef: string | null, amountMinor: bigint, customer: CustomerFacts): boolean => {
  const method = methodRef === null ? undefined : methodOf(methodRef, customer);
  if (method === undefined) return false;
  return method.balanceMinor === null || method.balanceMinor >= amountMinor;
};

const countEvidence = (request: FilingRequest): RequestContext["evidence"] => {
  const counts = { photo: 0, video: 0, document: 0, statement: request.statementTextId === null ? 0 : 1 };
  for (const item of request.evidence) counts[item.kind] += 1;
  return counts;
};

/** Pieces of a line the order still holds when these, and those of earlier claims, are gone. */
const restOf = ({ lineNo, quantity }: OrderLine, { request, claims }: CaseFacts): number => {
  let left = quantity - piecesSpokenFor(claims, lineNo);
  for (const filed of request.lines) if (filed.lineNo === lineNo) left -= filed.quantity;
  return Math.max(0, left);
};

/** The same of all lines, at list prices, as thresholds are reckoned (7D a17). */
const restListMinor = (facts: CaseFacts): Minor =>
  sumMinor(facts.order.lines.map(line => line.unitPriceMinor * BigInt(restOf(line, facts))));

const NO_REPLACEMENT: ReplacementContext = { given: false, available: false, sameProduct: false, sameSku: false, difference: "none" };
const NO_AMENDMENT: AmendmentContext = { kind: "none", methodKind: "none", sameMethod: false, balanceCovers: false };

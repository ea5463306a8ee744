import type { LineToJudge } from "../intake/build-context.ts";
import type { CaseFacts, EarlierClaim, FiledLine } from "../intake/case-facts.ts";
import type { EvaluationContext } from "../intake/evaluation-context.ts";
import { differenceMinor } from "../intake/request-context.ts";
import { allocate } from "../kernel/allocate.ts";
import type { Minor } from "../kernel/money.ts";
import { addTotals, lineTotals, NO_REFUNDS, type RefundTotals } from "../order/refund-totals.ts";
import type { FreightFinding } from "../remedy/bear-freight.ts";
import type { SumDue } from "../remedy/sums-due.ts";
import { withinAgreed } from "../settlement/agreed-sum.ts";
import { computeRefund } from "../settlement/compute-refund.ts";
import { leftPieces, takenFrom } from "../settlement/line-share.ts";
import type { CostBearer, LineAsk, OutboundRefund, RefundAsk, RefundBasis, RefundRoute, ShareRounding } from "../settlement/refund-ask.ts";
import type { RefundBreakdown } from "../settlement/refund-breakdown.ts";
import type { RefundRefusal } from "../settlement/refund-refusal.ts";
import { useFees } from "./use-fee.ts";

export type GrantedLine = {
  readonly line: LineToJudge;
  readonly ratioBasisPoints: number;
  readonly rounding?: ShareRounding;
  /** What of the price goes back because the article costs less now; absent where that is not asked. */
  readonly priceDrops?: readonly LineAsk[];
};

/** What the buyer stands to get, and to pay, if everything goes as filed. */
export const refundAtFiling = (
  facts: CaseFacts,
  granted: readonly GrantedLine[],
  freight: FreightFinding,
  sums: readonly SumDue[] = [],
): FiledMoney => {
  const { serviceType } = facts.request;
  switch (serviceType) {
    case "refund_only":
    case "return_refund":
    case "refuse_delivery":
    case "guarantee_claim":
      return moneyBack(facts, granted, freight, sums);
    case "exchange":
      return exchanged(facts, granted, freight, sums);
    case "amend_order":
      return difference(differenceMinor(facts));
    case "compensation":
      return moneyBack(facts, granted.map(nothingOfThePrice), freight, sums);
    case "price_protection":
      return priceBack(facts, granted, sums);
    case "resend":
    case "repair":
    case "logistics":
    case "complaint":
      return NO_MONEY;
  }
};

/** The goods stay and so does their price; only what comes on top is owed. */
const nothingOfThePrice = ({ line }: GrantedLine): GrantedLine => ({ line, ratioBasisPoints: 0 });

export type FiledMoney = {
  readonly refundMinor: Minor;
  readonly collectMinor: Minor;
  /** What was asked of the refund arithmetic; null where the case has none of its own (a changed order is priced anew by its host). */
  readonly ask: RefundAsk | null;
  readonly computed: RefundBreakdown | RefundRefusal | null;
};
const NO_MONEY: FiledMoney = { refundMinor: 0n, collectMinor: 0n, ask: null, computed: null };

const difference = (dearerByMinor: Minor): FiledMoney =>
  dearerByMinor > 0n
    ? { refundMinor: 0n, collectMinor: dearerByMinor, ask: null, computed: null }
    : { refundMinor: -dearerByMinor, collectMinor: 0n, ask: null, computed: null };

const moneyBack = (facts: CaseFacts, granted: readonly GrantedLine[], freight: FreightFinding, sums: readonly SumDue[]): FiledMoney => {
  const [first] = granted;
  if (first === undefined || facts.order.paidAt === null) return NO_MONEY;
  const earlier = totalsOf(facts.claims);
  const extras = extrasOf(sums, earlier);
  const owed = granted.filter(line => line.ratioBasisPoints > 0);
  if (owed.length === 0 && extras.length === 0) return NO_MONEY;
  const { agreedMinor, refundOnlyKind } = facts.request;
  const askFor = (piecesMinor: Minor | null) => ({
    ...refundAsk(facts, owed, freight, { context: first.line.context, earlier, piecesMinor }),
    extras,
  });
  const isAgreed = agreedMinor !== null && refundOnlyKind === "agreed";
  const ask = isAgreed ? withinAgreed(agreedMinor, askFor, one => computeRefund({ order: facts.order, earlier, ask: one })) : askFor(null);
  return computedFor(facts, earlier, ask);
};

/** The pieces go back for what they were bought at; what long use costs is paid beside whatever the new goods cost more. */
const exchanged = (facts: CaseFacts, granted: readonly GrantedLine[], freight: FreightFinding, sums: readonly SumDue[]): FiledMoney => {
  const priced = granted.filter(({ line }) => hasOtherPrice(facts, line.filed)).map(({ line }) => ({ line, ratioBasisPoints: 10_000 }));
  const money = moneyBack(facts, priced, freight, sums);
  const fees = useFees(granted);
  if (fees.length === 0 || facts.order.paidAt === null) return money;
  const ask = money.ask ?? untouchedSale(facts);
  return computedFor(facts, totalsOf(facts.claims), { ...ask, newItems: [...ask.newItems, ...fees] });
};

/** The goods stay, and so does the sale: no freight, threshold or gift is touched by a price that fell. */
const priceBack = (facts: CaseFacts, granted: readonly GrantedLine[], sums: readonly SumDue[]): FiledMoney => {
  const earlier = totalsOf(facts.claims);
  const lines = granted.flatMap(({ priceDrops = [] }) => priceDrops);
  const extras = extrasOf(sums, earlier);
  if (facts.order.paidAt === null || lines.length + extras.length === 0) return NO_MONEY;
  return computedFor(facts, earlier, { ...untouchedSale(facts), lines, extras });
};

const untouchedSale = ({ order }: CaseFacts): RefundAsk => ({
  currency: order.currency,
  lines: [],
  freight: { outbound: { kind: "none" }, outboundBearer: "seller", brokenFreeFreight: "keep", returnTrip: { kind: "none" } },
  thresholdDiscounts: "keep",
  giftsKept: [],
  paymentFeeMinor: 0n,
  newItems: [],
  extras: [],
  target: ORIGINAL,
});

const computedFor = (facts: CaseFacts, earlier: RefundTotals, ask: RefundAsk): FiledMoney => {
  const computed = computeRefund({ order: facts.order, earlier, ask });
  if (computed.kind === "refused") return { ...NO_MONEY, ask, computed };
  return { refundMinor: computed.totalToBuyerMinor, collectMinor: computed.amountToCollectMinor, ask, computed };
};

/**
 * What a published rule promises is paid with the refund, or given in kind beside it, once an order under each head; what a person or an insurer must
 * grant is not.
 */
const extrasOf = (sums: readonly SumDue[], earlier: RefundTotals): RefundAsk["extras"] =>
  sums
    .filter(({ standing, head }) => standing === "promised" && !earlier.extras.some(done => done.head === head))
    .map(({ head, amountMinor, capMinor, bearer, ruleId, inKind }) => ({
      head,
      amountMinor: inKind === undefined ? amountMinor : 0n,
      capMinor,
      bearer,
      ruleId,
      ...(inKind === undefined ? {} : { inKind }),
    }));

/** All that earlier cases of the order promised or paid back. */
export const totalsOf = (claims: readonly EarlierClaim[]): RefundTotals =>
  claims.reduce((sum, claim) => (claim.rejected ? sum : addTotals(sum, claim.refund)), NO_REFUNDS);

const refundAsk = (
  facts: CaseFacts,
  granted: readonly GrantedLine[],
  freight: FreightFinding,
  {
    context,
    earlier,
    piecesMinor,
  }: { readonly context: EvaluationContext; readonly earlier: RefundTotals; readonly piecesMinor: Minor | null },
): Omit<RefundAsk, "extras"> => {
  const isBuyersWish = context.reason["liable"] === "buyer";
  const newItems = newItemsOf(facts);
  return {
    currency: facts.order.currency,
    lines: lineAsks(granted, earlier, piecesMinor),
    freight: {
      outbound: granted.length === 0 ? { kind: "none" } : outboundRefund(freight, context),
      outboundBearer: bearerOf(freight.outbound),
      brokenFreeFreight: isBuyersWish ? "deduct" : "keep",
      returnTrip: { kind: "none" },
    },
    thresholdDiscounts: isBuyersWish && !staysAsDear(facts, newItems) ? "recompute" : "keep",
    giftsKept: context.reason["basis"] === "paid_less_gift" ? giftsToCharge(facts, granted, earlier) : [],
    paymentFeeMinor: 0n,
    newItems,
    target: routeOf(facts),
  };
};

/** Goods sent instead are charged at today's price of what was chosen, and stand from then on in the place of those that came back. */
const newItemsOf = (facts: CaseFacts): RefundAsk["newItems"] =>
  facts.request.serviceType !== "exchange"
    ? []
    : facts.request.lines
        .filter(filed => hasOtherPrice(facts, filed))
        .flatMap(({ lineNo, quantity, replacementSkuId }) => {
          const sku = facts.catalogue.find(candidate => candidate.skuId === replacementSkuId);
          const name = facts.order.lines.find(line => line.lineNo === lineNo)?.name;
          if (sku === undefined || name === undefined) return [];
          return [{ skuId: sku.skuId, name, quantity, unitPriceMinor: sku.priceMinor, replacesLineNo: lineNo }];
        });

/** What is exchanged for goods no cheaper at the list still counts towards what a discount asked for. */
const staysAsDear = ({ order, request }: CaseFacts, newItems: RefundAsk["newItems"]): boolean =>
  request.serviceType === "exchange" &&
  newItems.every(({ replacesLineNo, unitPriceMinor }) =>
    order.lines.some(line => line.lineNo === replacesLineNo && unitPriceMinor >= line.unitPriceMinor),
  );

/**
 * The same article again, or another at the price the buyer's own had, is no exchange of prices: no money moves, whatever discounts were taken off at the
 * purchase, and the pieces stay worth what was paid. Goods that came in an earlier exchange are worth what they were charged at.
 */
const hasOtherPrice = ({ order, catalogue, claims }: CaseFacts, { lineNo, quantity, replacementSkuId }: FiledLine): boolean => {
  const bought = order.lines.find(line => line.lineNo === lineNo);
  const sku = catalogue.find(candidate => candidate.skuId === replacementSkuId);
  if (bought === undefined || sku === undefined || sku.skuId === bought.skuId) return false;
  const isWhole = leftPieces(bought, lineTotals(totalsOf(claims), lineNo), "untouched") >= quantity;
  return !isWhole || sku.priceMinor !== bought.unitPriceMinor;
};

/** A parcel already paid for served the goods the buyer keeps, so the way out is given back with the last of them. */
const outboundRefund = (freight: FreightFinding, { request }: EvaluationContext): OutboundRefund =>
  request.wholeOrder && (request.kind === "pre_ship" || freight.outbound === "seller" || freight.outbound === "platform")
    ? { kind: "rest" }
    : { kind: "none" };

const bearerOf = (payer: FreightFinding["outbound"]): CostBearer => (payer === "platform" ? "platform" : "seller");

const lineAsks = (granted: readonly GrantedLine[], earlier: RefundTotals, piecesMinor: Minor | null): readonly LineAsk[] => {
  const agreed = agreedShares(piecesMinor, granted);
  return granted.flatMap(({ line, ratioBasisPoints, rounding }, index) => {
    const share = agreed[index];
    const basis: RefundBasis =
      share !== undefined
        ? { kind: "amount", amountMinor: share }
        : ratioBasisPoints === 10_000
          ? { kind: "paid" }
          : { kind: "ratio", basisPoints: ratioBasisPoints, ...saidRounding(rounding) };
    return piecesOf(line, earlier, basis);
  });
};

/** Half up to the cent is how shares are rounded unless a rule says otherwise; no ask repeats it. */
const saidRounding = (rounding: ShareRounding | undefined): { readonly rounding?: ShareRounding } =>
  rounding === undefined || (rounding.unitMinor === 1n && rounding.mode === "half_up") ? {} : { rounding };

/** A sum agreed for several lines falls on them by what was paid for each. */
const agreedShares = (agreedMinor: Minor | null, granted: readonly GrantedLine[]): readonly Minor[] =>
  agreedMinor === null
    ? []
    : allocate(
        agreedMinor,
        granted.map(({ line }) => (line.line.paidMinor * BigInt(line.filed.quantity)) / BigInt(line.line.quantity)),
      );

/** A sum agreed for several pieces is given for those nothing was paid back for. */
const piecesOf = ({ line, filed }: LineToJudge, earlier: RefundTotals, basis: RefundBasis): readonly LineAsk[] =>
  takenFrom(line, earlier, filed.quantity).flatMap(part =>
    basis.kind === "amount" && part.from === "partly_refunded" ? [] : [{ ...part, basis, damageBasisPoints: 0 }],
  );

const giftsToCharge = ({ order }: CaseFacts, granted: readonly GrantedLine[], earlier: RefundTotals): readonly number[] =>
  order.gifts
    .filter(gift => granted.some(({ line }) => gift.withLineNos.includes(line.line.lineNo)))
    .filter(gift => gift.markedPriceMinor !== null && !earlier.giftNos.includes(gift.giftNo))
    .map(gift => gift.giftNo);

/** G-9: another method only with the buyer's consent (7D a14); anything else goes back the way it came. */
const routeOf = ({ request, order, customer }: CaseFacts): RefundRoute => {
  const target = request.refundTo;
  if (target === null || !target.consented || order.tenders.some(tender => tender.methodRef === target.methodRef)) return ORIGINAL;
  const method = customer.methods.find(candidate => candidate.methodRef === target.methodRef);
  if (method === undefined) return ORIGINAL;
  return {
    kind: "other_method",
    methodKind: method.tenderKind,
    methodRef: method.methodRef,
    tenderNos: [],
    consentRef: CONSENT_IN_REQUEST,
    allowedByRuleId: null,
  };
};

const ORIGINAL: RefundRoute = { kind: "original_routes" };
/** The consent stands in the filed request itself, which is stored whole with the decision. */
const CONSENT_IN_REQUEST = "request.refundTo";

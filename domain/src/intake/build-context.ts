import type { RestDays } from "../kernel/period.ts";
import { goodsOfLine, type LineGoods, orderState } from "../order/goods-state.ts";
import type { OrderFacts, OrderLine } from "../order/order-facts.ts";
import type { CaseFacts, FiledLine } from "./case-facts.ts";
import { claimsContext, claimsOnLine } from "./claims-context.ts";
import { type EvaluationContext, NOT_ASKED, type OrderContext } from "./evaluation-context.ts";
import { guaranteeTerms } from "./guarantee.ts";
import { lineContext } from "./line-context.ts";
import { amendmentContext, paidForRequest, paidInAll, priceForRequest, replacementContext, sharedRequest } from "./request-context.ts";
import { type LineTerms, restDaysOf } from "./windows.ts";

/** What an order looks like to every filing on it; worth keeping when many are asked about one order (`serviceOptions`). */
export type OrderView = {
  readonly context: OrderContext;
  readonly goods: ReadonlyMap<number, LineGoods>;
  readonly restDays: () => RestDays;
};

export const orderView = (order: OrderFacts, operation: CaseFacts["operation"]): OrderView => {
  let restDays: RestDays | null = null;
  return {
    context: {
      channel: order.channel,
      state: orderState(order),
      lineCount: order.lines.length,
      tenderCount: order.tenders.length,
      paidMinor: Number(paidInAll(order)),
      freeShipping: order.freight.paidMinor === 0n,
      region: order.region ?? null,
      cashOnDelivery: order.tenders.some(tender => tender.kind === "cash_on_delivery"),
    },
    goods: new Map(order.lines.map(line => [line.lineNo, goodsOfLine(order, line.lineNo)])),
    restDays: () => {
      restDays ??= restDaysOf(operation);
      return restDays;
    },
  };
};

export type LineToJudge = LineTerms & {
  readonly line: OrderLine;
  readonly filed: FiledLine;
  readonly context: EvaluationContext;
};

/** The lines of a filing, each with what the tables may see of it. Lines the order does not have are left to `admit`. */
export const linesToJudge = (facts: CaseFacts, view: OrderView = orderView(facts.order, facts.operation)): readonly LineToJudge[] => {
  const { operation, order, customer, seller, request } = facts;
  const shared = {
    operation: { kind: operation.kind, currency: operation.currency },
    order: view.context,
    buyer: {
      tier: customer.tier,
      risk: customer.riskSignals.length > 0 ? "signals" : "none",
      signals: customer.riskSignals,
      instantQuotaMinor: Number(customer.instantQuotaMinor),
    },
    seller: {
      isTrader: seller.isTrader,
      flagship: seller.flagship,
      closed: seller.closed,
      hasReturnAddress: seller.returnAddressNos.length > 0,
    },
    claims: claimsContext(facts.claims),
    amendment: amendmentContext(facts),
    money: {
      paidMinor: Number(paidForRequest(facts)),
      priceMinor: Number(priceForRequest(facts)),
      agreedMinor: request.agreedMinor === null ? null : Number(request.agreedMinor),
      refundMinor: 0,
      collectMinor: 0,
    },
    lines: { verdict: "refused", eligible: 0, review: 0, refused: 0 },
  } satisfies Partial<EvaluationContext>;
  const ofRequest = sharedRequest(facts);
  const judged: LineToJudge[] = [];
  for (const filed of request.lines) {
    const line = order.lines.find(candidate => candidate.lineNo === filed.lineNo);
    const goods = view.goods.get(filed.lineNo);
    if (line === undefined || goods === undefined) continue;
    const { ripensDays } = line;
    const terms = { operation, order, goods, restDays: view.restDays, ...(ripensDays === undefined ? {} : { ripensDays }) };
    const guarantee = guaranteeTerms(terms, facts, line);
    judged.push({
      line,
      filed,
      terms,
      guarantee,
      context: {
        operation: shared.operation,
        order: shared.order,
        line: lineContext(facts, line, filed, request, { terms, guarantee }),
        request: { ...ofRequest, replacement: replacementContext(line, filed, facts) },
        buyer: shared.buyer,
        seller: shared.seller,
        claims: claimsOnLine(shared.claims, facts, line),
        amendment: shared.amendment,
        money: shared.money,
        lines: shared.lines,
        reason: NOT_ASKED,
        intactness: NOT_ASKED,
        sevenDay: NOT_ASKED,
        eligibility: NOT_ASKED,
        severity: NOT_ASKED,
        burden: NOT_ASKED,
        liability: NOT_ASKED,
        freight: NOT_ASKED,
        ratio: NOT_ASKED,
        remedy: NOT_ASKED,
      },
    });
  }
  return judged;
};

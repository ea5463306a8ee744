import type { EarlierClaim } from "../intake/case-facts.ts";
import { allocate } from "../kernel/allocate.ts";
import { assert } from "../kernel/assert.ts";
import { type Minor, minMinor, sumMinor } from "../kernel/money.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import { NO_REFUNDS, type RefundTotals, sumOfRefunds } from "../order/refund-totals.ts";
import type { Actor } from "../party/party.ts";
import { withinAgreed } from "../settlement/agreed-sum.ts";
import { computeRefund } from "../settlement/compute-refund.ts";
import type { NewItem } from "../settlement/exchange-difference.ts";
import { takenFrom } from "../settlement/line-share.ts";
import type { LineAsk, RefundAsk, ReturnTrip } from "../settlement/refund-ask.ts";
import type { RefundBreakdown } from "../settlement/refund-breakdown.ts";
import type { RefundRefusal } from "../settlement/refund-refusal.ts";
import { calledOff, moneyOf, overpaidMinor } from "./case-money.ts";
import type { CaseLine, CaseMoney, CaseState, LentUnit, Offer } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import type { RefundRevised, RevisionReason } from "./money-event.ts";

/** The order, and what other cases claim of it. */
export type RefundRules = { readonly order: OrderFacts; readonly claims: readonly EarlierClaim[] };

/** What this ask comes to on top of the order's other refunds, or why it is not lawful. */
export const computedRefund = (rules: RefundRules, ask: RefundAsk): RefundBreakdown | RefundRefusal =>
  computeRefund({ order: rules.order, earlier: earlierOf(rules), ask });

/** Puts a new promise on record. The ask must be lawful: where a person asked for it, the caller has looked first. */
export const reviseRefund = (draft: CaseDraft, rules: RefundRules, because: RevisionReason, ask: RefundAsk): void => {
  const { state } = draft;
  const computed = computedRefund(rules, ask);
  assert(computed.kind === "refund", `${state.caseId}: a revised refund is lawful (${computed.kind === "refused" ? computed.code : ""})`);
  const money = moneyOf(computed, ask, state.money, { parties: state, order: rules.order });
  draft.record({ type: "refund_revised", because, promisedLines: promisedLines(state.lines, computed), money });
};

/** Takes back what was promised. A case that has neither promised nor moved money has nothing to take back. */
export const callOff = (draft: CaseDraft, rules: RefundRules): void => {
  const { money } = draft.state;
  if (money.promised || hasMoved(money)) dropPromise(draft, rules);
};

/** Takes back also what was only asked for: something else was agreed in its place. */
export const dropPromise = (draft: CaseDraft, { order }: RefundRules): void => {
  const { state } = draft;
  recordMoney(draft, "called_off", calledOff(state.money, { parties: state, order }), 0n);
};

/** Somebody decided for the buyer after the promise had been taken back: it stands again as it was asked. */
export const restore = (draft: CaseDraft, rules: RefundRules): void => {
  const { ask, calledOff: isCalledOff } = draft.state.money;
  if (isCalledOff && ask !== null && (ask.lines.length > 0 || ask.extras.length > 0)) reviseRefund(draft, rules, "restored", ask);
};

/** The buyer has the new goods and keeps the old ones: the new ones are paid for, and nothing goes back. */
export const chargeReplacement = (draft: CaseDraft, rules: RefundRules): void => {
  const { state } = draft;
  const computed = computedRefund(rules, { ...wholeAsk(state, rules), lines: [], newItems: chargedItems(state, rules) });
  assert(computed.kind === "refund", `${state.caseId}: goods sent instead can be charged`);
  const ask = state.money.ask ?? wholeAsk(state, rules);
  const money = moneyOf(computed, ask, { ...state.money, promised: true }, { parties: state, order: rules.order });
  recordMoney(draft, "kept_both", { ...money, calledOff: true }, 0n);
};

/**
 * The old goods come after all, and the new ones are not charged any more. Where they are the same article nothing is owed either way: there was no
 * money in it before they were charged.
 */
export const takeBackCharge = (draft: CaseDraft, rules: RefundRules): void => {
  const { state } = draft;
  const isFree = state.money.ask?.newItems.length === 0;
  const free = calledOff(state.money, { parties: state, order: rules.order });
  if (isFree) recordMoney(draft, "restored", { ...free, ask: null, calledOff: false, promised: true }, 0n);
  else restore(draft, rules);
};

/** The article number of a repair's price among what a buyer pays for: no shop sells it. */
const REPAIR_SKU = "repair";

/** The repair is wanted at the price named: it is paid for like an article, and nothing goes back. */
export const chargeRepair = (draft: CaseDraft, rules: RefundRules): void => {
  const { state } = draft;
  const { quotedMinor } = state.repair;
  assert(quotedMinor !== null, `${state.caseId}: a quote was made before it is accepted`);
  const newItems = [{ skuId: REPAIR_SKU, name: "维修", quantity: 1, unitPriceMinor: quotedMinor }];
  reviseRefund(draft, rules, "quoted", { ...wholeAsk(state, rules), lines: [], newItems });
};

/** The article number of a lent unit among what a buyer pays for. */
const LOAN_SKU = "loan";

/** What was lent was kept: it is paid for beside whatever else is, also where nothing else is owed any more. */
export const chargeLoan = (draft: CaseDraft, rules: RefundRules, { worthMinor }: LentUnit): void => {
  const { state } = draft;
  const { ask: before, calledOff: isCalledOff } = state.money;
  const rest = isCalledOff || before === null ? { ...wholeAsk(state, rules), lines: [] } : before;
  const ask = { ...rest, newItems: [...rest.newItems, { skuId: LOAN_SKU, name: "备用机", quantity: 1, unitPriceMinor: worthMinor }] };
  const computed = computedRefund(rules, ask);
  assert(computed.kind === "refund", `${state.caseId}: what was lent can be charged`);
  const money = moneyOf(computed, ask, { ...state.money, promised: true }, { parties: state, order: rules.order });
  recordMoney(draft, "loan_kept", money, null);
};

/** Nobody pays for what was lent: everything else stays as it was. */
export const dropLoan = (draft: CaseDraft, rules: RefundRules): void => {
  const { ask } = draft.state.money;
  if (ask === null) return;
  const newItems = ask.newItems.filter(item => item.skuId !== LOAN_SKU);
  if (ask.lines.length + newItems.length > 0) reviseRefund(draft, rules, "loan_given_up", { ...ask, newItems });
  else callOff(draft, rules);
};

export const isRepairCharged = ({ money }: CaseState): boolean =>
  !money.calledOff && money.ask?.newItems.some(item => item.skuId === REPAIR_SKU) === true;

/** At the agreed price; the same article at what was really paid for the piece it replaces. */
const chargedItems = ({ lines, money }: CaseState, { order }: RefundRules): readonly NewItem[] =>
  lines.flatMap(line => {
    const bought = order.lines.find(candidate => candidate.lineNo === line.lineNo);
    if (bought === undefined) return [];
    const skuId = replacementOf(line, order);
    const agreed = money.ask?.newItems.find(item => item.skuId === skuId)?.unitPriceMinor;
    const unitPriceMinor = agreed ?? bought.paidMinor / BigInt(bought.quantity);
    return [{ skuId, name: bought.name, quantity: line.quantity, unitPriceMinor }];
  });

/** The buyer paid back what was too much: from now on later refunds are computed on what is left of this one. */
export const bookPaidBack = (draft: CaseDraft, rules: RefundRules): void => {
  const { money } = draft.state;
  if (overpaidMinor(money.refunds) > 0n) recordMoney(draft, "collected", { ...money, totals: totalsPaidBack(draft.state, rules) }, null);
};

const totalsPaidBack = (state: CaseState, rules: RefundRules): RefundTotals => {
  const { money } = state;
  if (money.calledOff || money.ask === null) return NO_REFUNDS;
  const computed = computedRefund(rules, money.ask);
  assert(computed.kind === "refund", `${state.caseId}: what was promised can be computed again`);
  return moneyOf(computed, money.ask, money, { parties: state, order: rules.order }).totals;
};

export const recordMoney = (draft: CaseDraft, because: RevisionReason, money: CaseMoney, promisedMinor: Minor | null): void =>
  draft.record({
    type: "refund_revised",
    because,
    money,
    promisedLines: draft.state.lines.map(line => ({
      lineNo: line.lineNo,
      ratioBasisPoints: line.ratioBasisPoints,
      promisedMinor: promisedMinor ?? line.promisedMinor,
    })),
  });

const hasMoved = ({ refunds, collect }: CaseMoney): boolean =>
  refunds.some(refund => refund.refundedMinor > 0n) || (collect?.collectedMinor ?? 0n) > 0n;

/**
 * An agreed sum for the claimed pieces, all in: it is what the buyer gets, so nothing is deducted from it and nothing added. Each line takes its share of
 * what is left to refund on it. Null where the pieces are not worth that much.
 */
export const offeredAsk = (state: CaseState, rules: RefundRules, amountMinor: Minor): RefundAsk | null => {
  const whole = wholeAsk(state, rules);
  const computed = computedRefund(rules, whole);
  if (computed.kind === "refused" || goodsMinor(computed) < amountMinor) return null;
  const worth = whole.lines.map(line => lineWorth(rules, line));
  if (sumMinor(worth) < amountMinor) return null;
  const askFor = (piecesMinor: Minor): RefundAsk => {
    const shares = allocate(piecesMinor, worth);
    return {
      ...whole,
      lines: whole.lines.map((line, index) => ({ ...line, basis: { kind: "amount", amountMinor: shares[index] ?? 0n } })),
    };
  };
  const ask = withinAgreed(amountMinor, askFor, one => computedRefund(rules, one));
  return computedRefund(rules, ask).kind === "refund" ? ask : null;
};

/** All that an offer can give back of what was paid for the claimed pieces. */
export const priceLeftMinor = (state: CaseState, rules: RefundRules): Minor => {
  const whole = wholeAsk(state, rules);
  const computed = computedRefund(rules, whole);
  return computed.kind === "refused" ? 0n : minMinor(goodsMinor(computed), sumMinor(whole.lines.map(line => lineWorth(rules, line))));
};

/** No person made it: the plan offers it by itself. */
const BY_PLAN: Actor = { role: "system", id: "plan" };
export const isOfferedInstead = ({ by }: Offer): boolean => by.role === BY_PLAN.role;

/** The goods cannot be had: the money instead, for the pieces coming back, if the buyer would rather have it. */
export const offeredInstead = (draft: CaseDraft, rules: RefundRules): void => {
  const { state, at } = draft;
  const computed = computedRefund(rules, wholeAsk(state, rules));
  const amountMinor = computed.kind === "refund" ? goodsMinor(computed) : 0n;
  draft.record({
    type: "offer_made",
    offer: { offerNo: state.offersMade + 1, by: BY_PLAN, amountMinor, keepGoods: false, benefits: [], madeAt: at },
  });
};

/** What the buyer paid for the parcel back is owed beside whatever is agreed. */
export const goodsMinor = ({ totalToBuyerMinor, freight }: RefundBreakdown): Minor => totalToBuyerMinor - freight.returnReimbursedMinor;

/** All that is left of the claimed pieces, back the way the case pays: for an offer, or in place of goods that cannot be had. */
export const wholeAsk = (state: CaseState, rules: RefundRules): RefundAsk => ({
  currency: state.money.currency,
  lines: state.lines.flatMap(line => linesOf(rules, line.lineNo, acceptedPieces(state, line))),
  freight: { outbound: { kind: "none" }, outboundBearer: "seller", brokenFreeFreight: "keep", returnTrip: owedTrip(state) },
  thresholdDiscounts: "keep",
  giftsKept: [],
  paymentFeeMinor: 0n,
  newItems: [],
  extras: [],
  target: state.money.ask?.target ?? { kind: "original_routes" },
});

const owedTrip = ({ money: { ask } }: CaseState): ReturnTrip =>
  ask !== null && KEPT_TRIPS.has(ask.freight.returnTrip.kind) ? ask.freight.returnTrip : { kind: "none" };
const KEPT_TRIPS: ReadonlySet<ReturnTrip["kind"]> = new Set(["reimburse", "charge"]);

/** After an inspection only what came back and is ours counts. */
export const acceptedPieces = (state: CaseState, { inspection, quantity }: CaseLine): number => {
  if (
    inspection === null ||
    state.steps.every(step => step.outcome !== "passed" && step.outcome !== "passed_with_deduction" && step.outcome !== "proven_fake")
  )
    return quantity;
  return inspection.good + inspection.damaged;
};

const linesOf = ({ order, claims }: RefundRules, lineNo: number, quantity: number): readonly LineAsk[] => {
  const line = order.lines.find(candidate => candidate.lineNo === lineNo);
  if (line === undefined) return [];
  if (quantity <= 0) return [];
  return takenFrom(line, earlierOf({ claims }), quantity).map(part => ({ ...part, basis: { kind: "paid" }, damageBasisPoints: 0 }));
};

const lineWorth = (rules: RefundRules, line: LineAsk): Minor => {
  const computed = computedRefund(rules, { ...EMPTY_ASK, currency: rules.order.currency, lines: [line] });
  return computed.kind === "refund" ? sumMinor(computed.lines.map(share => share.amountMinor)) : 0n;
};

const EMPTY_ASK: Omit<RefundAsk, "currency" | "lines"> = {
  freight: { outbound: { kind: "none" }, outboundBearer: "seller", brokenFreeFreight: "keep", returnTrip: { kind: "none" } },
  thresholdDiscounts: "keep",
  giftsKept: [],
  paymentFeeMinor: 0n,
  newItems: [],
  extras: [],
  target: { kind: "original_routes" },
};

export const earlierOf = ({ claims }: Pick<RefundRules, "claims">): RefundTotals => sumOfRefunds(claims.map(claim => claim.refund));

export const promisedLines = (lines: readonly CaseLine[], breakdown: RefundBreakdown): RefundRevised["promisedLines"] =>
  lines.map(({ lineNo, ratioBasisPoints }) => ({
    lineNo,
    ratioBasisPoints,
    promisedMinor: sumMinor(breakdown.lines.filter(line => line.lineNo === lineNo).map(line => line.amountMinor)),
  }));

/** The goods sent instead: the article chosen, or the same one again. */
export const replacementOf = (line: CaseLine, order: OrderFacts): string => {
  const bought = order.lines.find(candidate => candidate.lineNo === line.lineNo);
  assert(bought !== undefined, `${order.orderId} has line ${line.lineNo}`);
  return line.replacementSkuId ?? bought.skuId;
};

import { piecesSpokenFor } from "../intake/claims-context.ts";
import { assert } from "../kernel/assert.ts";
import { goodsOfLine, shipmentState } from "../order/goods-state.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import { dueBenefits, dueRefunds, stillToCollectMinor } from "./case-money.ts";
import type { CaseLine, CaseState } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import { COLLECTED_TENDER_NO, COMPENSATION_TENDER_NO, type OrderChange, type SkuQuantity } from "./effect.ts";
import type { PlanContext } from "./plan-context.ts";
import { FIRST_ADDRESS_NO, placeOf, receiverAfter } from "./return-destination.ts";
import { acceptedPieces, offeredInstead, type RefundRules, replacementOf } from "./revise-refund.ts";
import type { Step, StepOutcome } from "./step.ts";

/**
 * What the world is asked when a step starts. Steps whose owner is a person ask nothing. Answers with an outcome where there is nothing left to do
 * (no difference to collect, no parcel to stop, nothing to pay back), because a step must never wait for an answer nobody was asked for.
 */
export const askForStep = (draft: CaseDraft, rules: PlanContext, step: Step): StepOutcome | null => {
  const { order } = rules;
  switch (step.type) {
    case "refund":
      return step.owner === "system" && !askPayouts(draft, step) ? "refunded" : null;
    case "compensate":
      return step.owner === "system" && !askPayouts(draft, step) ? "compensated" : null;
    case "collect":
      return askCollection(draft, step);
    case "recover":
      return askedBack(draft.state);
    case "intercept":
      return askIntercepts(draft, order, step);
    case "reserve":
      draft.ask(step.stepNo, { kind: "reserve_stock", items: replacements(draft.state, order) });
      return null;
    case "reship":
      draft.ask(step.stepNo, {
        kind: "ship_goods",
        reservation: draft.state.reservation,
        items: replacements(draft.state, order),
        toTextId: order.recipientTextId,
      });
      return null;
    case "pickup":
      askPickup(draft, rules, step);
      return null;
    case "trace":
      return askTraces(draft, order, step);
    case "visit":
      draft.ask(step.stepNo, {
        kind: "book_visit",
        sellerId: draft.state.sellerId,
        atTextId: order.recipientTextId,
        notBefore: draft.at,
      });
      return null;
    case "repair":
      askRepair(draft, order, step);
      return null;
    case "amend":
      return askAmendment(draft, rules, step);
    case "offer":
      if (draft.state.offer === null) offeredInstead(draft, rules);
      return null;
    case "collect_evidence":
      return draft.state.evidence.length > 0 ? "provided" : null;
    case "review":
    case "drop_off":
    case "receive":
    case "inspect":
    case "return_to_buyer":
    case "quote":
    case "ship_back":
    case "forward":
    case "follow_up":
    case "dispose":
    case "lend":
    case "give_address":
      return null;
  }
};

export const askPickup = (draft: CaseDraft, rules: PlanContext, step: Step): void =>
  draft.ask(step.stepNo, {
    kind: "book_pickup",
    sellerId: draft.state.sellerId,
    fromTextId: rules.order.recipientTextId,
    ...pickupPlace(draft.state, rules, step),
    notBefore: draft.at,
  });

/** Where the courier takes the goods. */
const pickupPlace = (state: CaseState, { template, places }: PlanContext, { key }: Step) => {
  const place = places === undefined ? null : placeOf(places, receiverAfter(template.steps.get(key), template), state);
  if (place === null) return { returnAddressNo: state.returnAddressNo ?? FIRST_ADDRESS_NO };
  const { receiverId, addressNo: returnAddressNo, contactTextId: toTextId } = place;
  return { returnAddressNo, toTextId, ...(receiverId === null ? {} : { receiverId }) };
};

/** Asks for everything that is owed and not on its way yet, in money and in kind; whether there was anything. */
const askPayouts = (draft: CaseDraft, { stepNo }: Step): boolean => {
  const { customerId, money } = draft.state;
  const { currency } = money;
  const refunds = dueRefunds(draft.state);
  const benefits = dueBenefits(draft.state);
  for (const { tenderNo, methodKind: tenderKind, methodRef, amountMinor, collectedUnder } of refunds) {
    const payout = { tenderKind, methodRef, amountMinor, currency };
    if (tenderNo === COMPENSATION_TENDER_NO) draft.ask(stepNo, { kind: "pay_compensation", ...payout });
    else draft.ask(stepNo, { kind: "refund_tender", tenderNo, ...payout, ...(collectedUnder === undefined ? {} : { collectedUnder }) });
  }
  for (const { benefitNo, benefit } of benefits) draft.ask(stepNo, { kind: "grant_benefit", benefitNo, customerId, benefit, currency });
  return refunds.length + benefits.length > 0;
};

/** What was collected and is not owed goes back at once, whatever the plan is doing: it came late, or the case has ended without it. */
export const giveBackCollected = (draft: CaseDraft): void => {
  const stepNo = collectingStepNo(draft.state);
  const over = dueRefunds(draft.state).find(refund => refund.tenderNo === COLLECTED_TENDER_NO);
  if (stepNo === undefined || over === undefined) return;
  const { tenderNo, methodKind, methodRef, amountMinor, collectedUnder } = over;
  draft.ask(stepNo, {
    kind: "refund_tender",
    tenderNo,
    tenderKind: methodKind,
    methodRef,
    amountMinor,
    currency: draft.state.money.currency,
    ...(collectedUnder === undefined ? {} : { collectedUnder }),
  });
};

/** The step that asked for money; where a debt is paid that no step asked for, the last. */
export const collectingStepNo = ({ steps }: CaseState): number | undefined =>
  (steps.findLast(step => step.type === "collect") ?? steps.at(-1))?.stepNo;

/** Stock set aside and not shipped is for others again. */
export const releaseStock = (draft: CaseDraft): void => {
  const { reservation, steps } = draft.state;
  const stepNo = steps.findLast(step => step.type === "reserve")?.stepNo;
  if (reservation !== null && stepNo !== undefined) draft.ask(stepNo, { kind: "release_stock", reservation });
};

/** Who was lent nothing has it back; who owes nothing for what was given ahead of the goods may keep them. */
export const askedBack = ({ steps, repair, money }: CaseState): StepOutcome | null => {
  if (steps.some(({ type }) => type === "lend")) return repair.loan === null ? "goods_back" : null;
  return stillToCollectMinor(money) > 0n ? null : "not_recovered";
};

const askCollection = (draft: CaseDraft, step: Step): StepOutcome | null => {
  const { collect, currency } = draft.state.money;
  if (collect === null || collect.amountMinor <= collect.collectedMinor) return "collected";
  const { tenderKind, methodRef, amountMinor, collectedMinor } = collect;
  const askedMinor = amountMinor - collectedMinor;
  draft.ask(step.stepNo, { kind: "collect_payment", tenderKind, methodRef, amountMinor: askedMinor, currency, askedAt: draft.at });
  return null;
};

/**
 * Only parcels that carry the claimed lines and are still moving can be stopped: one that no carrier has scanned yet by the warehouse that packed it, any
 * other by its carrier.
 * Where none is, the records say whether the pieces were.
 */
const askIntercepts = (draft: CaseDraft, order: OrderFacts, step: Step): StepOutcome | null => {
  const { lines } = draft.state;
  const moving = parcelsOf(order, lines).filter(shipment => shipmentState(shipment) === "in_transit");
  for (const { carrier, trackingNo, events } of moving) {
    const isPacked = events.every(({ code }) => code === "number_entered");
    draft.ask(step.stepNo, isPacked ? { kind: "hold_parcel", trackingNo } : { kind: "intercept_parcel", carrier, trackingNo });
  }
  if (moving.length > 0) return null;
  return lines.every(line => neverArrives(order, line)) ? "intercepted" : "not_intercepted";
};

/** What the records already tell needs no asking; a parcel without a number can only be looked for by a person. */
const askTraces = (draft: CaseDraft, order: OrderFacts, step: Step): StepOutcome | null => {
  const { lines } = draft.state;
  if (lines.every(line => goodsOfLine(order, line.lineNo).counts.lost >= line.quantity)) return "lost";
  for (const { carrier, trackingNo } of parcelsOf(order, lines)) draft.ask(step.stepNo, { kind: "trace_parcel", carrier, trackingNo });
  return null;
};

const parcelsOf = (order: OrderFacts, lines: readonly CaseLine[]): OrderFacts["shipments"] =>
  order.shipments.filter(shipment => shipment.lines.some(part => lines.some(line => line.lineNo === part.lineNo)));

/** Whoever has taken the job needs no second order when the price was agreed; a seller who repairs at home needs none at all. */
const askRepair = (draft: CaseDraft, order: OrderFacts, { stepNo, owner }: Step): void => {
  const { repair, sellerId, steps, returnParcel } = draft.state;
  if (owner !== "repairer" || repair.jobRef !== null) return;
  const isAtHome = returnParcel === null && steps.some(({ outcome }) => outcome === "visited");
  draft.ask(stepNo, {
    kind: "order_repair",
    sellerId,
    items: draft.state.lines.map(({ lineNo, quantity }) => ({ skuId: skuOf(order, lineNo), quantity })),
    place: isAtHome ? "home" : "workshop",
  });
};

const skuOf = (order: OrderFacts, lineNo: number): string => {
  const line = order.lines.find(candidate => candidate.lineNo === lineNo);
  assert(line !== undefined, `${order.orderId} has line ${lineNo}`);
  return line.skuId;
};

const neverArrives = (order: OrderFacts, { lineNo, quantity }: CaseLine): boolean => {
  const { refused, lost, cancelled } = goodsOfLine(order, lineNo).counts;
  return refused + lost + cancelled >= quantity;
};

const replacements = (state: CaseState, order: OrderFacts): readonly SkuQuantity[] =>
  state.lines.flatMap(line => {
    const quantity = acceptedPieces(state, line);
    return quantity === 0 ? [] : [{ skuId: replacementOf(line, order), quantity }];
  });

/** Pieces the host has called off already need no second word. */
const askAmendment = (draft: CaseDraft, rules: RefundRules, step: Step): StepOutcome | null => {
  const { source, externalOrderNo } = rules.order;
  const change = orderChange(draft.state, rules);
  if (change.kind === "cancel_lines" && change.lines.length === 0) return "amended";
  draft.ask(step.stepNo, { kind: "amend_order", source, externalOrderNo, change });
  return null;
};

const cancellation = (state: CaseState, { order, claims }: RefundRules): OrderChange => {
  const others = claims.filter(claim => claim.serviceType === "refund_only");
  const lines = state.lines.map(({ lineNo, quantity }) => {
    const calledOff = goodsOfLine(order, lineNo).counts.cancelled - piecesSpokenFor(others, lineNo);
    return { lineNo, quantity: Math.min(quantity, quantity - Math.max(0, calledOff)) };
  });
  return { kind: "cancel_lines", lines: lines.filter(line => line.quantity > 0) };
};

const paidBy = ({ money: { collect } }: CaseState): Extract<OrderChange, { kind: "replace_items" }>["differencePaidBy"] =>
  collect === null || collect.collectedMinor === 0n ? null : { tenderKind: collect.tenderKind, methodRef: collect.methodRef };

const orderChange = (state: CaseState, rules: RefundRules): OrderChange => {
  const { amendment } = state;
  if (amendment === null) return cancellation(state, rules);
  switch (amendment.kind) {
    case "address":
      return { kind: "change_address", recipientTextId: amendment.recipientTextId };
    case "payment":
      return { kind: "change_payment", tenderKind: amendment.tenderKind, methodRef: amendment.methodRef };
    case "items":
      return {
        kind: "replace_items",
        differencePaidBy: paidBy(state),
        lines: state.lines.map(line => {
          assert(
            line.replacementSkuId !== null && line.replacementPriceMinor !== null,
            `${state.caseId}: line ${line.lineNo} names its replacement`,
          );
          return { lineNo: line.lineNo, quantity: line.quantity, skuId: line.replacementSkuId, unitPriceMinor: line.replacementPriceMinor };
        }),
      };
  }
};

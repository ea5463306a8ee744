import { piecesSpokenFor } from "../intake/claims-context.ts";
import { assert } from "../kernel/assert.ts";
import { goodsOfLine, shipmentState } from "../order/goods-state.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import { dueRefunds } from "./case-money.ts";
import type { CaseLine, CaseState } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import { COLLECTED_TENDER_NO, type OrderChange, type SkuQuantity } from "./effect.ts";
import { acceptedPieces, offeredInstead, type RefundRules, replacementOf } from "./revise-refund.ts";
import type { Step, StepOutcome } from "./step.ts";

/**
 * What the world is asked when a step starts. Steps whose owner is a person ask nothing. Answers with an outcome where there is nothing left to do
 * (no difference to collect, no parcel to stop, nothing to pay back), because a step must never wait for an answer nobody was asked for.
 */
export const askForStep = (draft: CaseDraft, rules: RefundRules, step: Step): StepOutcome | null => {
  const { order } = rules;
  switch (step.type) {
    case "refund":
      return step.owner === "system" ? askRefunds(draft, step) : null;
    case "collect":
      return askCollection(draft, step);
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
      draft.ask(step.stepNo, {
        kind: "book_pickup",
        sellerId: draft.state.sellerId,
        fromTextId: order.recipientTextId,
        returnAddressNo: 1,
        notBefore: draft.at,
      });
      return null;
    case "amend":
      return askAmendment(draft, rules, step);
    case "offer":
      if (draft.state.offer === null) offeredInstead(draft, rules);
      return null;
    case "collect_evidence":
    case "review":
    case "drop_off":
    case "receive":
    case "inspect":
    case "return_to_buyer":
      return null;
  }
};

const askRefunds = (draft: CaseDraft, step: Step): StepOutcome | null => {
  const { currency } = draft.state.money;
  const due = dueRefunds(draft.state);
  for (const { tenderNo, methodKind, methodRef, amountMinor } of due) {
    draft.ask(step.stepNo, { kind: "refund_tender", tenderNo, tenderKind: methodKind, methodRef, amountMinor, currency });
  }
  return due.length === 0 ? "refunded" : null;
};

/** What was collected and is not owed goes back at once, whatever the plan is doing: it came late, or the case has ended without it. */
export const giveBackCollected = (draft: CaseDraft): void => {
  const stepNo = draft.state.steps.findLast(step => step.type === "collect")?.stepNo;
  const over = dueRefunds(draft.state).find(refund => refund.tenderNo === COLLECTED_TENDER_NO);
  if (stepNo === undefined || over === undefined) return;
  const { tenderNo, methodKind, methodRef, amountMinor } = over;
  draft.ask(stepNo, {
    kind: "refund_tender",
    tenderNo,
    tenderKind: methodKind,
    methodRef,
    amountMinor,
    currency: draft.state.money.currency,
  });
};

/** Stock set aside and not shipped is for others again. */
export const releaseStock = (draft: CaseDraft): void => {
  const { reservation, steps } = draft.state;
  const stepNo = steps.findLast(step => step.type === "reserve")?.stepNo;
  if (reservation !== null && stepNo !== undefined) draft.ask(stepNo, { kind: "release_stock", reservation });
};

const askCollection = (draft: CaseDraft, step: Step): StepOutcome | null => {
  const { collect, currency } = draft.state.money;
  if (collect === null || collect.amountMinor <= collect.collectedMinor) return "collected";
  const { tenderKind, methodRef, amountMinor, collectedMinor } = collect;
  draft.ask(step.stepNo, { kind: "collect_payment", tenderKind, methodRef, amountMinor: amountMinor - collectedMinor, currency });
  return null;
};

/** Only parcels that carry the claimed lines and are still moving can be stopped. Where none is, the records say whether the pieces were. */
const askIntercepts = (draft: CaseDraft, order: OrderFacts, step: Step): StepOutcome | null => {
  const { lines } = draft.state;
  const moving = order.shipments.filter(
    shipment => shipmentState(shipment) === "in_transit" && shipment.lines.some(part => lines.some(line => line.lineNo === part.lineNo)),
  );
  for (const { carrier, trackingNo } of moving) draft.ask(step.stepNo, { kind: "intercept_parcel", carrier, trackingNo });
  if (moving.length > 0) return null;
  return lines.every(line => neverArrives(order, line)) ? "intercepted" : "not_intercepted";
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

import { sumMinor } from "../kernel/money.ts";
import { isOwing } from "./buyer-debt.ts";
import { type AcceptedLine, type CommandRejected, rejected } from "./case-command.ts";
import { dueRefunds } from "./case-money.ts";
import type { CaseRules } from "./case-rules.ts";
import { activeStep, type CaseLine, type CaseState } from "./case-state.ts";
import { WAITS_FOR_GOODS } from "./decide-parcels.ts";
import type { CaseDraft } from "./draft.ts";
import { COLLECTED_TENDER_NO, COMPENSATION_TENDER_NO } from "./effect.ts";
import { heldStep } from "./give-address.ts";
import type { NamedParcel } from "./parcel.ts";
import { restore } from "./revise-refund.ts";

/**
 * Goods that came when nobody waited for them any more are kept, as they were found: their price went back to the buyer before. No money moves for it,
 * but a buyer who was asked to pay the refund back owes nothing once all of it is here. Pieces that were not paid for are the buyer's, and are not taken.
 */
export const acceptLateGoods = (
  draft: CaseDraft,
  rules: CaseRules,
  { carrier, trackingNo, lines }: NamedParcel & { readonly lines: readonly AcceptedLine[] },
): CommandRejected | null => {
  const { state } = draft;
  if ((state.lateGoods ?? []).some(known => known.trackingNo === trackingNo)) return null;
  const waiting = heldStep(state) ?? activeStep(state, ({ type }) => WAITS_FOR_GOODS.has(type));
  if (waiting !== null) return rejected("goods_awaited", state, { step: waiting.type });
  const fault = checkCounts(state, lines) ?? checkPaidFor(state, lines);
  if (fault !== null) return fault;
  const inspected = lines.map(({ lineNo, grade, good, damaged }) => ({
    lineNo,
    inspection: { grade, good, damaged, missing: 0, wrong: 0 },
  }));
  draft.record({ type: "late_goods_accepted", carrier, trackingNo, lines: inspected });
  if (isOwing(draft.state) && draft.state.lines.every(line => hereOf(draft.state, line) === line.quantity)) restore(draft, rules);
  return null;
};

const checkCounts = (state: CaseState, lines: readonly AcceptedLine[]): CommandRejected | null => {
  for (const { lineNo, good, damaged } of lines) {
    if (!state.lines.some(line => line.lineNo === lineNo)) return rejected("line_not_in_case", state, { lineNo });
    const odd = [good, damaged].find(count => !Number.isSafeInteger(count) || count < 0);
    if (odd !== undefined) return rejected("quantity_not_positive", state, { lineNo, quantity: odd });
    if (good + damaged === 0) return rejected("quantity_not_positive", state, { lineNo, quantity: 0 });
  }
  return lines.length > 0 ? null : rejected("quantity_not_positive", state, { lineNo: state.lines[0]?.lineNo ?? 0, quantity: 0 });
};

/** A refund that is to be paid back is for the whole of the goods: a part of them does not settle it. */
const checkPaidFor = (state: CaseState, lines: readonly AcceptedLine[]): CommandRejected | null => {
  for (const line of state.lines) {
    const { lineNo } = line;
    const quantity = lines.reduce((sum, part) => (part.lineNo === lineNo ? sum + part.good + part.damaged : sum), 0);
    const left = Math.max(0, paidFor(state, line) - hereOf(state, line));
    if (quantity > left) return rejected("goods_not_paid_back", state, { lineNo, quantity, left });
    if (isOwing(state) && quantity < left) return rejected("goods_not_paid_back", state, { lineNo, quantity, left: 0 });
  }
  return null;
};

/** Pieces of a line that somebody has had in hand: what was counted by silence alone has not been seen. */
const hereOf = ({ steps, lateGoods = [] }: CaseState, { lineNo, inspection, receivedQuantity }: CaseLine): number => {
  const isAssumed = steps.findLast(({ type, status }) => type === "receive" && status === "done")?.automatic?.because === "silence";
  const came = inspection !== null ? inspection.good + inspection.damaged : isAssumed ? 0 : receivedQuantity;
  const late = lateGoods.flatMap(({ lines }) => lines).filter(line => line.lineNo === lineNo);
  return late.reduce((sum, part) => sum + part.inspection.good + part.inspection.damaged, came);
};

/** Pieces whose whole price is back with the buyer. A part of it for goods that stay, or a sum on top, buys nothing. */
const paidFor = (state: CaseState, { lineNo, quantity }: CaseLine): number => {
  const { money, steps } = state;
  const isPaid = sumMinor(money.refunds.map(({ tenderNo, refundedMinor }) => (BESIDE.has(tenderNo) ? 0n : refundedMinor))) > 0n;
  if (!isPaid || dueRefunds(state).length > 0) return 0;
  if (isOwing(state)) return money.calledOff && money.collect?.collectedMinor === 0n ? quantity : 0;
  if (money.calledOff || money.ask === null) return 0;
  const isSoldBack = steps.some(({ outcome }) => outcome === "accepted_return");
  return money.ask.lines
    .filter(part => part.lineNo === lineNo && part.damageBasisPoints === 0 && (part.basis.kind === "paid" || isSoldBack))
    .reduce((sum, part) => sum + part.quantity, 0);
};

const BESIDE: ReadonlySet<number> = new Set([COLLECTED_TENDER_NO, COMPENSATION_TENDER_NO]);

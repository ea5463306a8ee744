import { type Minor, minMinor } from "../kernel/money.ts";
import type { ReturnTrip } from "../settlement/refund-ask.ts";
import type { RefundBreakdown } from "../settlement/refund-breakdown.ts";
import { type CommandRejected, type ReturnFreightClaim, rejected } from "./case-command.ts";
import type { CaseState } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import type { PlanTemplate } from "./plan-graph.ts";
import { computedRefund, type RefundRules, reviseRefund, wholeAsk } from "./revise-refund.ts";

/** What the pack says of money for the way back. Nothing of it is paid where the pack names no most. */
export type ReturnFreightTerms = {
  /** The most that is given back, or taken off, without a person's decision. */
  readonly mostMinor: Minor;
  /** Above this the buyer shows a receipt. */
  readonly receiptAboveMinor: Minor;
};

type FreightRules = RefundRules & { readonly template: PlanTemplate; readonly returnFreight: ReturnFreightTerms };

/** Whether the buyer who pays the parcel back is owed what it costs, and the plan can pay it. */
export const owesReturnFreight = ({ freight }: Pick<CaseState, "freight">, { template, returnFreight }: FreightPromise): boolean =>
  (freight.return === "seller" || freight.return === "platform") && returnFreight.mostMinor > 0n && lastRefund(template) !== null;

export type FreightPromise = Pick<FreightRules, "template" | "returnFreight">;

/** The step that pays what a plan owes at its very end; null where a plan pays nothing back. */
export const lastRefund = ({ steps }: PlanTemplate): string | null => {
  let last: string | null = null;
  for (const [key, { type, owner, next }] of steps) {
    if (type === "refund" && owner === "system" && next.get("refunded")?.kind === "end") last = key;
  }
  return last;
};

export const checkReturnFreight = (
  state: CaseState,
  rules: FreightRules,
  { amountMinor, receipt }: ReturnFreightClaim,
): CommandRejected | null => {
  if (!owesReturnFreight(state, rules)) return rejected("return_freight_not_owed", state, { bearer: state.freight.return });
  if (amountMinor <= 0n) return rejected("return_freight_not_positive", state, { amountMinor: Number(amountMinor) });
  const { receiptAboveMinor } = rules.returnFreight;
  return amountMinor > receiptAboveMinor && receipt.length === 0
    ? rejected("receipt_missing", state, { amountMinor: Number(amountMinor), receiptAboveMinor: Number(receiptAboveMinor) })
    : null;
};

/** The buyer says what the parcel cost, before anybody knows whether the goods are in it. */
export const stateReturnFreight = (draft: CaseDraft, { amountMinor, receipt }: ReturnFreightClaim): void => {
  draft.record({ type: "return_freight_stated", amountMinor, paidBy: "buyer" });
  if (receipt.length > 0) draft.record({ type: "evidence_added", items: receipt });
};

/**
 * The goods have come, so what their way back cost is reckoned with the refund: the buyer who paid it has it back from whoever bears it, the buyer who
 * bears a pickup that somebody else paid has it taken off, and a seller who bears one is charged for it. A sum that was agreed
 * is all in and stays as it was agreed, but for goods that both sides agreed to send back: their sum is for the goods, and the freight was agreed beside it.
 */
export const settleReturnFreight = (draft: CaseDraft, rules: FreightRules): void => {
  const { state } = draft;
  const { money } = state;
  const returnTrip = tripOf(state, rules.returnFreight.mostMinor);
  if (returnTrip === null || !money.promised || money.calledOff || lastRefund(rules.template) === null) return;
  const ask = money.ask ?? { ...wholeAsk(state, rules), lines: [] };
  if (state.freightAgreed === undefined && ask.lines.some(({ basis }) => basis.kind === "amount")) return;
  const revised = { ...ask, freight: { ...ask.freight, returnTrip } };
  const computed = computedRefund(rules, revised);
  if (computed.kind !== "refund" || !isCovered(state, computed, returnTrip)) return;
  reviseRefund(draft, rules, returnTrip.kind === "charge" ? "return_freight_charged" : "return_freight", revised);
};

/**
 * The fee of a pickup is taken off a refund that is still to be paid, or added to a difference that is still to be collected. Nobody is asked for money
 * because of it alone.
 */
const isCovered = (state: CaseState, { amountToCollectMinor }: RefundBreakdown, { kind }: ReturnTrip): boolean =>
  kind !== "deduct" || isToCollect(state) || (amountToCollectMinor === 0n && !hasPaidOrAsked(state));

/** Where new goods went first, the difference is settled before anything comes back. */
const isToCollect = ({ steps }: CaseState): boolean => steps.some(({ type, status }) => type === "collect" && status === "planned");

const hasPaidOrAsked = ({ money, openEffects }: CaseState): boolean =>
  money.refunds.some(({ refundedMinor }) => refundedMinor > 0n) || openEffects.some(({ tenderNo }) => tenderNo !== null);

const tripOf = ({ returnFreight, freight }: CaseState, mostMinor: Minor): ReturnTrip | null => {
  if (returnFreight === undefined) return null;
  const amountMinor = minMinor(returnFreight.amountMinor, mostMinor);
  if (amountMinor === 0n) return null;
  if (returnFreight.paidBy === "platform") return advancedTrip(freight.return, amountMinor);
  return freight.return === "seller" || freight.return === "platform" ? { kind: "reimburse", amountMinor, bearer: freight.return } : null;
};

/** A pickup that the platform booked and paid: the buyer has it taken off, the seller is charged for it and it is recovered with the rest. */
const advancedTrip = (payer: CaseState["freight"]["return"], amountMinor: Minor): ReturnTrip | null => {
  if (payer === "buyer") return { kind: "deduct", amountMinor, advancedBy: "platform" };
  return payer === "seller" ? { kind: "charge", amountMinor, bearer: "seller", advancedBy: "platform" } : null;
};

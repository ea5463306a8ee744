import { leaveOwing } from "./buyer-debt.ts";
import { overpaidMinor } from "./case-money.ts";
import type { CaseState, Offer } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import {
  bookPaidBack,
  callOff,
  chargeLoan,
  chargeRepair,
  chargeReplacement,
  dropLoan,
  isOfferedInstead,
  isRepairCharged,
  type RefundRules,
  restore,
  takeBackCharge,
} from "./revise-refund.ts";
import type { StepOutcome, StepType } from "./step.ts";

export type Settling = {
  readonly type: StepType;
  readonly outcome: StepOutcome;
  /** The offer that stood until this outcome answered it. */
  readonly offer: Offer | null;
  /** Whether it answers what was asked for a lent unit that was kept. */
  readonly isLoanCharged: boolean;
  /** Whether what did not come back is asked for once more before anything is charged. */
  readonly isAskedAgain: boolean;
};

/** What an outcome means for the money promised so far, before the plan goes on. */
export const settleOutcome = (draft: CaseDraft, rules: RefundRules, settling: Settling): void => {
  const { type, outcome, isLoanCharged, isAskedAgain } = settling;
  const { loan } = draft.state.repair;
  if (type === "review" && outcome === "approved") restore(draft, rules);
  // Whoever said no has been proved wrong by what was found in the goods.
  else if (type === "inspect" && outcome !== "not_passed") restore(draft, rules);
  else if (outcome === "goods_back") comeBack(draft, rules);
  else if (outcome === "not_recovered" && loan !== null && !isAskedAgain) chargeLoan(draft, rules, loan);
  else if (decidesAgainst(draft.state, settling)) decideAgainst(draft, rules);
  else if (type === "collect" && outcome === "collected") bookPaidBack(draft, rules);
  else if (outcome === "not_collected" && isLoanCharged) dropLoan(draft, rules);
  else if (type === "quote" && outcome === "accepted") chargeRepair(draft, rules);
  else if (endsRepair(settling) && isRepairCharged(draft.state)) callOff(draft, rules);
  else if (type === "collect" && outcome === "not_collected" && isPaidBack(draft.state)) leaveOwing(draft);
};

/** What was lent says nothing about the money of the case; what was given ahead of the goods is theirs once these are on their way. */
const comeBack = (draft: CaseDraft, rules: RefundRules): void => {
  if (draft.state.steps.some(({ type }) => type === "lend")) return;
  if (hasReplacement(draft.state)) takeBackCharge(draft, rules);
  else restore(draft, rules);
};

/**
 * Nothing will be paid: a person said no, the goods did not come back in time, the order stayed as it was, or the buyer wants no money instead of the
 * goods that cannot be had.
 */
const decidesAgainst = ({ serviceType, money }: CaseState, { type, outcome, offer }: Settling): boolean =>
  (type === "review" && outcome === "rejected" && !(ASKED_AGAIN.has(serviceType) && hasGiven(money))) ||
  (type === "drop_off" && outcome === "expired") ||
  (type === "amend" && outcome === "not_amended" && serviceType === "amend_order") ||
  (outcome === "declined" && offer !== null && isOfferedInstead(offer));

/** Whoever complained or fell ill is asked how it went: what was given is not asked back when the answer is that it was not enough. */
const ASKED_AGAIN: ReadonlySet<CaseState["serviceType"]> = new Set(["complaint", "guarantee_claim"]);

const hasGiven = ({ refunds, benefits }: CaseState["money"]): boolean =>
  refunds.some(({ refundedMinor }) => refundedMinor > 0n) || benefits.some(({ grantRef }) => grantRef !== null);

const decideAgainst = (draft: CaseDraft, rules: RefundRules): void => {
  if (hasReplacement(draft.state)) chargeReplacement(draft, rules);
  else callOff(draft, rules);
};

/** A repair that is not paid for is not made, and one that cannot be made is not paid for. */
const endsRepair = ({ type, outcome }: Settling): boolean =>
  (type === "collect" && outcome === "not_collected") || (type === "repair" && outcome === "beyond_repair");

/** The buyer owes for something already given: money paid ahead of the goods, or new goods beside the old. */
export const isPaidBack = (state: CaseState): boolean =>
  state.money.calledOff || overpaidMinor(state.money.refunds) > 0n || hasReplacement(state);

/** The new goods are with the buyer. */
const hasReplacement = ({ steps }: CaseState): boolean => steps.some(step => step.type === "reship" && step.outcome === "delivered");

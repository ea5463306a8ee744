import type { EffectId } from "../kernel/ids.ts";
import type { Minor } from "../kernel/money.ts";
import type { CaseMoney } from "./case-state.ts";

/** What the buyer stands to get, and what has moved of it. */
export type MoneyEvent = RefundRevised | MoneyReturned | MoneyCollected | BuyerDebtDue | BenefitGranted;

/** What the buyer stands to get was computed anew: after an inspection, an accepted offer, a partial receipt. */
export type RefundRevised = {
  readonly type: "refund_revised";
  readonly because: RevisionReason;
  readonly promisedLines: readonly { readonly lineNo: number; readonly promisedMinor: Minor; readonly ratioBasisPoints: number }[];
  readonly money: CaseMoney;
};

/**
 * return_freight  the goods are in, and what their way back cost is reckoned with
 * return_freight_charged  the same, where the seller bears what the platform paid for it: the buyer's sum stays
 * granted       a person decided what the buyer gets
 * proved        a person proved how much of it is short or bad, and the sum follows
 * quoted        the buyer wants the repair at the price named
 * called_off    the case will not pay: what was promised is taken back, what was already paid is owed by the buyer
 * restored      somebody decided for the buyer after all
 * kept_both     the buyer keeps the old goods beside the new and pays for these
 * collected     the buyer paid back what was too much
 * loan_kept     what was lent for the time of a repair was kept and is to be paid for
 * loan_given_up nobody pays for it
 */
export const REVISION_REASONS = [
  "inspection",
  "return_freight",
  "return_freight_charged",
  "offer",
  "granted",
  "proved",
  "quoted",
  "called_off",
  "restored",
  "kept_both",
  "collected",
  "loan_kept",
  "loan_given_up",
] as const;
export type RevisionReason = (typeof REVISION_REASONS)[number];

export type MoneyReturned = {
  readonly type: "money_returned";
  readonly effectId: EffectId;
  readonly tenderNo: number;
  readonly amountMinor: Minor;
  readonly gatewayRef: string;
};
export type MoneyCollected = {
  readonly type: "money_collected";
  readonly effectId: EffectId;
  readonly amountMinor: Minor;
  readonly gatewayRef: string;
};

/** The plan has stopped waiting for what the buyer was paid too much: it stands as a debt of theirs, and they are reminded of it. */
export type BuyerDebtDue = {
  readonly type: "buyer_debt_due";
  readonly amountMinor: Minor;
  /** 0 when it comes to stand as a debt; afterwards a number that grows with each reminder. */
  readonly reminder: number;
};

/** A benefit is the buyer's. `effectId` is null where finance gave it by hand. */
export type BenefitGranted = {
  readonly type: "benefit_granted";
  readonly effectId: EffectId | null;
  readonly benefitNo: number;
  readonly grantRef: string;
};

import type { CanonicalValue } from "../kernel/canonical-json.ts";
import type { Minor } from "../kernel/money.ts";
import { DAY_MS, SECOND_MS } from "../kernel/time.ts";

/**
 * What the pack's parameters say of a seller's deposit. `merchant.restricted.…` holds while the free deposit is below its floor, and ends by itself when it
 * is topped up. A pack that says nothing restricts nobody and asks for no second person.
 */
export type MerchantRules = {
  /** Whether a restricted seller gets money out of the deposit. */
  readonly mayWithdraw: boolean;
  /** The most that is withheld of each settlement of a restricted seller; null: as for everybody. */
  readonly settlementShareBasisPoints: number | null;
  /** From this sum on a withdrawal needs a second person, and so does one that smaller ones before it come to this sum with; null: never. */
  readonly secondPersonFromMinor: Minor | null;
  /** For how long smaller withdrawals count together. */
  readonly secondPersonWithinMs: number;
  /** How long a seller has to top up its deposit. */
  readonly topUpWithinMs: number;
};

export const merchantRules = ({ parameters }: { readonly parameters: Readonly<Record<string, CanonicalValue>> }): MerchantRules => {
  const share = parameters["merchant.restricted.settlementShareBasisPoints"];
  const from = parameters["merchant.deposit.secondPersonFromMinor"];
  const within = parameters["merchant.deposit.topUpWithinSeconds"];
  const together = parameters["merchant.deposit.secondPersonWithinSeconds"];
  return {
    mayWithdraw: parameters["merchant.restricted.mayWithdraw"] !== false,
    settlementShareBasisPoints: isWhole(share) && share <= WHOLE_BASIS_POINTS ? share : null,
    secondPersonFromMinor: isWhole(from) ? BigInt(from) : null,
    secondPersonWithinMs: isWhole(together) ? together * SECOND_MS : DAY_MS,
    topUpWithinMs: isWhole(within) ? within * SECOND_MS : WEEK_MS,
  };
};

/** Where a pack says nothing. */
const WEEK_MS = 7 * DAY_MS;
const WHOLE_BASIS_POINTS = 10_000;
const isWhole = (value: CanonicalValue | undefined): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

export type DepositStanding = { readonly depositMinor: Minor; readonly depositHeldMinor: Minor; readonly floorMinor: Minor };

/** Below its floor: what is held for a recourse is not there any more. */
export const isRestricted = ({ depositMinor, depositHeldMinor, floorMinor }: DepositStanding): boolean =>
  depositMinor - depositHeldMinor < floorMinor;

/** What a top-up must bring at least, so that the restrictions end. */
export const missingToFloorMinor = (standing: DepositStanding): Minor => {
  const missingMinor = standing.floorMinor - (standing.depositMinor - standing.depositHeldMinor);
  return missingMinor > 0n ? missingMinor : 0n;
};

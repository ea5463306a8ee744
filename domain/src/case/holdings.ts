import { type Minor, maxMinor, sumMinor } from "../kernel/money.ts";
import type { CaseState } from "./case-state.ts";
import { COMPENSATION_TENDER_NO } from "./effect.ts";

/** What an open case sets aside of its buyer's: stored value for a difference still to be taken, and money paid ahead of the goods. */
export type Holdings = { readonly methodRef: string | null; readonly heldMinor: Minor; readonly instantMinor: Minor };

export const NO_HOLDINGS: Holdings = { methodRef: null, heldMinor: 0n, instantMinor: 0n };

export const holdingsOf = ({ end, money, instantRefund }: CaseState): Holdings => {
  if (end !== null) return NO_HOLDINGS;
  const { collect } = money;
  const isStored = collect !== null && (collect.tenderKind === "gift_card" || collect.tenderKind === "store_credit");
  const heldMinor = isStored ? maxMinor(0n, collect.amountMinor - collect.collectedMinor) : 0n;
  return {
    methodRef: heldMinor > 0n ? (collect?.methodRef ?? null) : null,
    heldMinor,
    // What is given on top of the refund does not go ahead of any goods.
    instantMinor:
      instantRefund === "none"
        ? 0n
        : sumMinor(money.refunds.map(({ tenderNo, promisedMinor }) => (tenderNo === COMPENSATION_TENDER_NO ? 0n : promisedMinor))),
  };
};

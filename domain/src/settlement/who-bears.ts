import type { Minor } from "../kernel/money.ts";
import type { Leg } from "./postings.ts";

/** Who pays for a promise, and how much; less than nothing for one who gets back more than it costs them, as a subsidy that falls back. */
export type Share = { readonly partyRef: string; readonly amountMinor: Minor };

const OF_THE_BUYER: readonly Leg["account"][] = ["buyer_refunds_payable", "buyer_receivable", "buyer_benefits_payable"];

/** Together the shares are just what the buyer gets less what the buyer owes. */
export const whoBears = (legs: readonly Leg[]): readonly Share[] => {
  const shares = new Map<string, Minor>();
  for (const { account, partyRef, amountMinor } of legs)
    if (!OF_THE_BUYER.includes(account)) shares.set(partyRef, (shares.get(partyRef) ?? 0n) + amountMinor);
  return [...shares].flatMap(([partyRef, amountMinor]) => (amountMinor === 0n ? [] : [{ partyRef, amountMinor }]));
};

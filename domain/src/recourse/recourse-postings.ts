import { assert } from "../kernel/assert.ts";
import type { Minor } from "../kernel/money.ts";
import { balanced, type LedgerAccount, type Leg, reversalOf } from "../settlement/postings.ts";
import { outstandingMinor, type RecourseState, takenFrom } from "./recourse-state.ts";

/**
 * What a recourse puts on the seller's book: the difference of where it stands to where it stood. So whatever is given back, and whatever an overturned
 * decision undoes, is posted the other way round and nothing is ever edited.
 */
export const recoursePosting = (before: RecourseState | null, after: RecourseState): readonly Leg[] =>
  balanced([...(before === null ? [] : reversalOf(standing(before))), ...standing(after)]);

/** All legs of a recourse as it stands, from its beginning. */
export const standing = (state: RecourseState): readonly Leg[] => {
  const { bearer, sellerId, chargedTo, postedTo } = state;
  const bearers = bearersAccount(state);
  const charged: Account = chargedTo === "seller" ? ["seller_settlement", sellerId] : bearers;
  const restMinor = outstandingMinor(state);
  const fellMinor = postedTo === "bearer" && chargedTo === "seller" ? state.owedMinor - takenFrom(state, "claim") : 0n;
  return balanced([
    ...move(fellMinor, ["seller_settlement", sellerId], bearers),
    ...move(takenFrom(state, "claim"), ["bank_clearing", bearer], bearers),
    ...move(takenFrom(state, "frozen_settlement"), ["settlement_clearing", sellerId], charged),
    ...move(takenFrom(state, "deposit"), ["merchant_deposit", sellerId], charged),
    ...move(takenFrom(state, "next_settlements"), ["settlement_clearing", sellerId], charged),
    ...move(takenFrom(state, "receivable"), ["bank_clearing", sellerId], charged),
    ...move(isBilled(state) ? restMinor : 0n, ["merchant_receivable", sellerId], charged),
    ...move(isAccepted(state) ? restMinor : 0n, ["claim_receivable", bearer], charged),
    ...move(state.writtenOffMinor, ["write_off_expense", "platform"], charged),
  ]);
};

type Account = readonly [account: LedgerAccount, partyRef: string];

const move = (amountMinor: Minor, [debit, debitRef]: Account, [credit, creditRef]: Account): readonly Leg[] => [
  { account: debit, partyRef: debitRef, amountMinor },
  { account: credit, partyRef: creditRef, amountMinor: -amountMinor },
];

/** A bill of the seller's: what a buyer owes stands on the buyer's account from the beginning. */
const isBilled = ({ trying, chargedTo }: RecourseState): boolean =>
  chargedTo === "seller" && (trying?.source === "receivable" || trying?.source === "write_off");

const isAccepted = ({ claim, chargedTo }: RecourseState): boolean => claim?.status === "accepted" && chargedTo === "bearer";

/** Where the case's own postings put what this bearer shall bear. */
const bearersAccount = ({ recourseId, bearer, sellerId, customerId, postedTo }: RecourseState): Account => {
  if (bearer !== "buyer") return postedTo === "seller" ? ["seller_settlement", sellerId] : ["recourse_receivable", bearer];
  assert(customerId !== undefined, `${recourseId} knows whose debt it is`);
  return ["buyer_receivable", customerId];
};

/** Money the seller put into the deposit, or got out of it again. */
export const depositPosting = (sellerId: string, amountMinor: Minor): readonly Leg[] => {
  assert(amountMinor !== 0n, `${sellerId} moves money with its deposit`);
  return balanced(move(amountMinor, ["bank_clearing", sellerId], ["merchant_deposit", sellerId]));
};

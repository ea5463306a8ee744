import { type Minor, maxMinor } from "../kernel/money.ts";
import type { RefundAsk } from "../settlement/refund-ask.ts";
import { isAnsweredBefore } from "./answered-before.ts";
import type { CaseRules } from "./case-rules.ts";
import type { CaseState, Offer } from "./case-state.ts";
import { bearerFor, cashExtra } from "./decide-grant.ts";
import { computedRefund, offeredAsk, priceLeftMinor, wholeAsk } from "./revise-refund.ts";

type Offered = Pick<Offer, "amountMinor" | "by">;

/**
 * What an accepted offer has paid; null where it cannot lawfully be. An offer is of the price, and of no more than is left of it: it takes the place of what
 * was asked for. Two go beyond it, by a sum on top: an offer to a claim under a guarantee, which promises more than the price, and one to somebody who was
 * given something already and says that it was not enough.
 */
export const askOfOffer = (state: CaseState, rules: CaseRules, { amountMinor, by }: Offered): RefundAsk | null => {
  const onTopMinor = onTopOfPrice(state, rules, amountMinor);
  const priceMinor = amountMinor - onTopMinor;
  const base = isAnsweredBefore(state)
    ? (state.money.ask ?? { ...wholeAsk(state, rules), lines: [] })
    : priceMinor === 0n
      ? { ...wholeAsk(state, rules), lines: [] }
      : offeredAsk(state, rules, priceMinor);
  if (base === null || onTopMinor === 0n) return base;
  const ask = { ...base, extras: [...base.extras, cashExtra(state, onTopMinor, bearerFor(state, by, null))] };
  return computedRefund(rules, ask).kind === "refund" ? ask : null;
};

/** What of an offer is on top of the price, and so within what its maker may give of their own. */
export const onTopOfPrice = (state: CaseState, rules: CaseRules, amountMinor: Minor): Minor => {
  if (isAnsweredBefore(state)) return amountMinor;
  return state.serviceType === "guarantee_claim" ? maxMinor(0n, amountMinor - priceLeftMinor(state, rules)) : 0n;
};

import { type Minor, maxMinor, sumMinor } from "../kernel/money.ts";
import type { RefundAsk } from "./refund-ask.ts";
import type { RefundBreakdown } from "./refund-breakdown.ts";
import type { RefundRefusal } from "./refund-refusal.ts";

/**
 * A sum that both sides agreed on is what the buyer gets, all in. Where pieces given back before broke a threshold, a refund of those that were kept brings
 * back part of the discount lost then (M-4): that part is within the sum and not on top of it, so the pieces are given so much less. What of the discount
 * is still lost comes back with the pieces themselves. Where cents do not allow for just that sum it is the next above.
 */
export const withinAgreed = (
  agreedMinor: Minor,
  askFor: (piecesMinor: Minor) => RefundAsk,
  compute: (ask: RefundAsk) => RefundBreakdown | RefundRefusal,
): RefundAsk => {
  let piecesMinor = agreedMinor;
  let best = { ask: askFor(piecesMinor), overMinor: 0n };
  for (let turn = 0; turn < TURNS; turn += 1) {
    const ask = askFor(piecesMinor);
    const overMinor = piecesMinor + broughtBackMinor(compute(ask)) - agreedMinor;
    if (turn === 0 || (overMinor >= 0n && overMinor < best.overMinor)) best = { ask, overMinor };
    if (overMinor === 0n) break;
    piecesMinor = maxMinor(0n, piecesMinor - overMinor);
  }
  return best.ask;
};

/** Each turn leaves the share of the discount in the price of what the one before left, which is less than all of it. */
const TURNS = 40;

/** Discounts and free freight that were lost with pieces given back before, as far as this refund undoes the loss. */
const broughtBackMinor = (computed: RefundBreakdown | RefundRefusal): Minor =>
  computed.kind === "refused"
    ? 0n
    : -sumMinor(computed.discounts.map(({ recomputedMinor }) => recomputedMinor)) - computed.freight.freeFreightMinor;

import { activeStep, type CaseState } from "../case/case-state.ts";
import { type Minor, sumMinor } from "../kernel/money.ts";
import type { BatchAsk } from "./batch-state.ts";

/**
 * What a member's own case comes to, where the batch's decision can be its decision too: it asks for the same, for the same reason, and somebody has still
 * to look at it. Whoever complained first is not to wait longer than those who said nothing. Null where the case goes its own way.
 */
export const sumToDecide = (state: CaseState, { serviceType, refundOnlyKind, reason }: BatchAsk): Minor | null => {
  const { batchId, end, money, offer, claimedReason } = state;
  const isSame = state.serviceType === serviceType && state.refundOnlyKind === refundOnlyKind && claimedReason === reason;
  if (!isSame || end !== null || batchId !== null || offer !== null) return null;
  const isWaited = activeStep(state, ({ type }) => type === "review") !== null;
  const amountMinor = sumMinor(money.refunds.map(({ promisedMinor }) => promisedMinor));
  return isWaited && amountMinor > 0n ? amountMinor : null;
};

import { expect, test } from "vitest";
import { aLine, anAsk, anOrder, pieces } from "../../../test/settlement/an-order.ts";
import { NO_REFUNDS, sumOfRefunds } from "../order/refund-totals.ts";
import { withinAgreed } from "./agreed-sum.ts";
import { computeRefund } from "./compute-refund.ts";
import type { RefundAsk } from "./refund-ask.ts";
import type { RefundBreakdown } from "./refund-breakdown.ts";

/** Two pieces of 150 yuan with 50 off from 300, and 10 yuan of freight saved from 200. */
const ORDER = anOrder({
  lines: [aLine(1, 1, 15_000n, 12_500n), aLine(2, 1, 15_000n, 12_500n)],
  discounts: [
    {
      discountNo: 1,
      bearer: "seller",
      amountMinor: 5000n,
      thresholdMinor: 30_000n,
      shares: [
        { lineNo: 1, amountMinor: 2500n },
        { lineNo: 2, amountMinor: 2500n },
      ],
    },
  ],
});
const computed = (ask: RefundAsk, earlier = NO_REFUNDS): RefundBreakdown => {
  const refund = computeRefund({ order: ORDER, earlier, ask });
  return refund.kind === "refund" ? refund : expect.unreachable(refund.code);
};
/** The first piece went back at the buyer's wish, and the discount with it. */
const RETURNED = computed(anAsk({ lines: [pieces(1, 1)], thresholdDiscounts: "recompute" }));
const askFor = (amountMinor: bigint): RefundAsk => anAsk({ lines: [pieces(2, 1, { kind: "amount", amountMinor })] });
const agreed = (minor: bigint) =>
  computed(
    withinAgreed(minor, askFor, ask => computed(ask, RETURNED.adds)),
    RETURNED.adds,
  );

test("M-4: an agreed sum is what the buyer gets, though part of a lost discount comes back with it", () => {
  expect(RETURNED.totalToBuyerMinor).toBe(10_000n);
  // Asked for by itself, the sum would be joined by 8 yuan.
  expect(computed(askFor(4000n), RETURNED.adds).totalToBuyerMinor).toBe(4800n);
  for (const minor of [1n, 100n, 4000n, 9998n, 10_000n, 12_500n]) expect(agreed(minor).totalToBuyerMinor, String(minor)).toBe(minor);
});

test("M-4: a cent that no share of a discount leaves is the buyer's", () => {
  expect(agreed(9999n).totalToBuyerMinor).toBe(10_000n);
});

test("M-4: what the sum left out is still owed when the piece itself comes back", () => {
  const first = agreed(4000n);
  const earlier = [RETURNED, first].map(({ adds }) => adds);
  const rest = computed(anAsk({ lines: [{ ...pieces(2, 1), from: "partly_refunded" }] }), sumOfRefunds(earlier));
  expect(RETURNED.totalToBuyerMinor + first.totalToBuyerMinor + rest.totalToBuyerMinor).toBe(25_000n);
});

test("without a broken threshold the sum falls on the pieces as it is", () => {
  const ask = withinAgreed(4000n, askFor, one => computed(one));
  expect([ask, computed(ask).totalToBuyerMinor]).toEqual([askFor(4000n), 4000n]);
});

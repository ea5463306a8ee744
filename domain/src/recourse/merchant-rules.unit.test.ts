import { expect, test } from "vitest";
import { isRestricted, merchantRules, missingToFloorMinor } from "./merchant-rules.ts";

const standing = (depositMinor: bigint, depositHeldMinor = 0n) => ({ depositMinor, depositHeldMinor, floorMinor: 5000n });

test("a deposit is below its floor by what is free of it, and a top-up of exactly what is missing ends that", () => {
  expect([standing(4999n), standing(5000n), standing(6000n, 1001n)].map(isRestricted)).toEqual([true, false, true]);
  expect(missingToFloorMinor(standing(6000n, 1001n))).toBe(1n);
  expect(missingToFloorMinor(standing(9000n))).toBe(0n);
});

test("a pack that says nothing restricts nobody, and one that says nonsense is not believed", () => {
  expect(merchantRules({ parameters: {} })).toEqual({
    mayWithdraw: true,
    settlementShareBasisPoints: null,
    secondPersonFromMinor: null,
    secondPersonWithinMs: 86_400_000,
    topUpWithinMs: 604_800_000,
  });
  const parameters = {
    "merchant.restricted.mayWithdraw": false,
    "merchant.restricted.settlementShareBasisPoints": 20_000,
    "merchant.deposit.secondPersonFromMinor": 1_000_000,
    "merchant.deposit.secondPersonWithinSeconds": 3_600,
  };
  expect(merchantRules({ parameters })).toEqual({
    mayWithdraw: false,
    settlementShareBasisPoints: null,
    secondPersonFromMinor: 1_000_000n,
    secondPersonWithinMs: 3_600_000,
    topUpWithinMs: 604_800_000,
  });
});

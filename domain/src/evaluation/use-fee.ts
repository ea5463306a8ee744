import type { LineToJudge } from "../intake/build-context.ts";
import { roundDiv } from "../kernel/allocate.ts";
import { USE_FEE_SKU } from "../settlement/exchange-difference.ts";
import type { RefundAsk, ShareRounding } from "../settlement/refund-ask.ts";

/**
 * What a buyer pays for having used goods that others are to take the place of (CAR a27): the part of the price that a refund of them would keep back. No
 * shop sells it, and nothing can be given back for it.
 */
export const useFees = (granted: readonly RatedLine[]): RefundAsk["newItems"] =>
  granted.flatMap(({ line: { line, filed }, ratioBasisPoints, rounding = TO_THE_CENT }) => {
    if (ratioBasisPoints === WHOLE) return [];
    const paidMinor = (line.paidMinor * BigInt(filed.quantity)) / BigInt(line.quantity);
    const { unitMinor, mode } = rounding;
    const feeMinor = paidMinor - roundDiv(paidMinor * BigInt(ratioBasisPoints), BigInt(WHOLE) * unitMinor, mode) * unitMinor;
    return feeMinor <= 0n ? [] : [{ skuId: USE_FEE_SKU, name: "使用费", quantity: 1, unitPriceMinor: feeMinor }];
  });

type RatedLine = { readonly line: LineToJudge; readonly ratioBasisPoints: number; readonly rounding?: ShareRounding };

const WHOLE = 10_000;
const TO_THE_CENT = { unitMinor: 1n, mode: "half_up" } as const;

import { expect, it } from "vitest";
import { zh } from "../../words/zh.ts";
import { carrierOf, isLikelyTrackingNo, tidyTrackingNo } from "./tracking-number.ts";

it("a number pasted with blanks and in small letters is the one the carrier printed", () => {
  expect(tidyTrackingNo(" sf 1234 5678 90123 ")).toBe("SF1234567890123");
});

it("what is too short, too long or no number is asked about; what carriers print is not", () => {
  for (const printed of ["SF1234567890123", "JT5123456789012", "773012345678901", "YT7412345678901", "9876543210"])
    expect(isLikelyTrackingNo(printed), printed).toBe(true);
  for (const mistyped of ["123", "SF12345", "ABCDEFGHIJKL", "1".repeat(21), "快递"])
    expect(isLikelyTrackingNo(mistyped), mistyped).toBe(false);
});

it("a beginning that only one carrier prints names it", () => {
  const named = (trackingNo: string) => zh.carriers[carrierOf(trackingNo) ?? -1];
  expect(["SF1234567890123", "YT7412345678901", "JT5123456789012", "JDV012345678901", "773012345678901"].map(named)).toEqual([
    "顺丰速运",
    "圆通速递",
    "极兔速递",
    "京东物流",
    undefined,
  ]);
});

import { describe, expect, test } from "vitest";
import type { CaseId, EffectId, SellerId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import { DAY_MS, instant } from "../kernel/time.ts";
import type { GatewayLine } from "./gateway-line.ts";
import { matchLines } from "./match-lines.ts";
import type { MoneyFact } from "./money-fact.ts";
import { feeOfMatched } from "./open-item.ts";
import { canLink, decideUndo, type LinkedFact } from "./settle-item.ts";

const CNY = "CNY" as Currency;
const FROM = instant(1_763_654_400_000);
const UNTIL = instant(FROM + DAY_MS);
const LINE: GatewayLine = {
  ...{ row: 2, kind: "refund", gatewayRef: "g1", key: null, orderNo: "store-7", amountMinor: -11_800n, feeMinor: -35n },
  ...{ currency: CNY, at: FROM, state: "done" },
};
const FACT: MoneyFact = {
  ...{ factKey: "case_1:3", caseId: "case_1" as CaseId, shortNo: "1", sellerId: "seller_1" as SellerId, kind: "refund" },
  ...{ effectId: "effect_1001" as EffectId, gatewayRef: "r1", key: "1001", orderNo: "A1", amountMinor: -11_800n, currency: CNY },
  ...{ at: instant(FROM - 9 * DAY_MS), gateway: null },
};
const matched = (lines: readonly GatewayLine[], fact = FACT) =>
  matchLines({
    ...{ gateway: "bank", from: FROM, until: UNTIL, rules: { carryMs: 0, suggestMs: 0 }, lines, facts: [fact] },
    links: new Map([["refund:g1", FACT.factKey]]),
  });

describe("a link by hand", () => {
  const free: LinkedFact = { amountMinor: -11_700n, currency: CNY, isTaken: false };

  test("joins a line nobody has matched with a posting of its currency and direction, whatever their sums", () => {
    expect(canLink("extra", LINE, free)).toBe(true);
    expect(canLink("extra", LINE, { ...free, isTaken: true })).toBe(false);
    expect(canLink("extra", LINE, { ...free, amountMinor: 11_800n })).toBe(false);
    expect(canLink("extra", LINE, { ...free, currency: "USD" as Currency })).toBe(false);
    expect(canLink("extra", { ...LINE, state: "failed" }, free)).toBe(false);
    expect(canLink("duplicated", LINE, free)).toBe(false);
    expect(canLink("extra", LINE, null)).toBe(false);
  });

  test("makes one movement of two days, and never of two sums", () => {
    expect(matched([LINE])).toMatchObject([{ outcome: "matched", by: "hand" }]);
    expect(matched([{ ...LINE, amountMinor: -11_700n }])).toMatchObject([{ outcome: "different", differences: ["amount"] }]);
  });

  test("is undone like any settlement while the day is open, and not once it is signed", () => {
    const settled = { status: "settled", outcome: "extra", stakeMinor: 0n, resolution: "link", settledBy: "account_a" } as const;
    expect(decideUndo(settled, false)).toBeNull();
    expect(decideUndo({ ...settled, status: "proposed" }, false)).toBeNull();
    expect(decideUndo(settled, true)).toBe("item_day_closed");
    expect(decideUndo({ ...settled, status: "open" }, true)).toBe("item_not_settled");
    expect(decideUndo({ ...settled, status: "cleared" }, false)).toBe("item_not_settled");
  });
});

test("fees are those of movements that are ours, given back or kept; sales and what nobody knows have none here", () => {
  const sale = { ...LINE, row: 3, kind: "sale", gatewayRef: "g2", feeMinor: 71n } as const;
  const unknown = { ...LINE, row: 4, gatewayRef: "g3", feeMinor: 9n };
  expect(feeOfMatched(matched([LINE, sale, unknown]))).toBe(-35n);
  expect(feeOfMatched(matched([{ ...LINE, amountMinor: -1n }, sale]))).toBe(-35n);
});

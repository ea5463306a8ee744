import type { CaseEvent, EffectAsked, Recorded } from "@amends/domain/case/case-event";
import type { CaseState } from "@amends/domain/case/case-state";
import { instant } from "@amends/domain/kernel/time";
import { expect, test } from "vitest";
import { aCase } from "../../test/case/a-case.ts";
import { balancesMoved } from "./balances-moved.ts";

const { state } = aCase({ template: "return_refund" }).opened;
const onto = (methodKind: "gift_card" | "card"): Pick<CaseState, "customerId" | "money"> => ({
  customerId: state.customerId,
  money: {
    ...state.money,
    refunds: [{ tenderNo: 1, methodKind, methodRef: "gift-1", promisedMinor: 900n, refundedMinor: 0n }],
    collect: { tenderKind: "store_credit", methodRef: "credit-1", amountMinor: 500n, collectedMinor: 0n },
  },
});

const recorded = (events: readonly CaseEvent[]): readonly Recorded[] =>
  events.map((event, index) => ({ ...event, seq: index + 1, at: instant(0), by: { role: "finance", id: "finance-1" } }));
const asked = (kind: EffectAsked["kind"], tenderNo: number): CaseEvent => ({
  type: "effect_asked",
  effectId: "effect_1",
  stepNo: 1,
  kind,
  tenderNo,
  amountMinor: 900n,
  benefitNo: null,
  reservation: null,
});
const returned = (tenderNo: number): CaseEvent => ({
  type: "money_returned",
  effectId: "effect_1",
  tenderNo,
  amountMinor: 900n,
  gatewayRef: "ref-1",
});
const moved = (events: readonly CaseEvent[], of = onto("gift_card")) =>
  balancesMoved(of, recorded(events)).map(({ methodRef, amountMinor }) => [methodRef, amountMinor]);

test("a refund the bank put onto a gift card raises our copy of its balance, one to a bank card has none to raise", () => {
  expect(moved([returned(1)])).toEqual([["gift-1", 900n]]);
  expect(moved([returned(1)], onto("card"))).toEqual([]);
});

test("what finance paid by hand went another way: no stored value rises", () => {
  expect(moved([asked("manual_refund", 1), returned(1)])).toEqual([]);
  expect(moved([asked("manual_refund", 0), returned(0)])).toEqual([]);
});

test("a difference taken from store credit lowers it, and given back by the bank raises it again", () => {
  expect(moved([{ type: "money_collected", effectId: "effect_1", amountMinor: 500n, gatewayRef: "ref-2" }])).toEqual([["credit-1", -500n]]);
  expect(moved([returned(0)])).toEqual([["credit-1", 900n]]);
});

import { expect, test } from "vitest";
import { aCase } from "../../../test/case/a-case.ts";
import { anAsk, pieces } from "../../../test/settlement/an-order.ts";
import { mustRefund } from "../../../test/settlement/arbitrary-refunds.ts";
import type { EarlierClaim } from "../intake/case-facts.ts";
import { sumMinor } from "../kernel/money.ts";
import { instant } from "../kernel/time.ts";
import { NO_REFUNDS } from "../order/refund-totals.ts";
import { computeRefund } from "../settlement/compute-refund.ts";
import { postingsForPromise } from "../settlement/postings.ts";
import { whoBears } from "../settlement/who-bears.ts";

const first = aCase({ template: "return_refund", lines: [{ lineNo: 1, quantity: 1 }] });
const { order } = first.rules;
const earlier: EarlierClaim = {
  caseId: "case_000000000000000000000009",
  serviceType: "return_refund",
  open: false,
  rejected: false,
  filedAt: instant(0),
  reason: "30.01",
  lineNos: [1],
  evidence: [],
  amendment: null,
  lines: [{ lineNo: 1, quantity: 1 }],
  refund: mustRefund(order, NO_REFUNDS, anAsk({ lines: [pieces(1, 1)] })).adds,
};
const promisedBy = ({ opened: { state } }: typeof first): bigint => sumMinor(state.money.refunds.map(refund => refund.promisedMinor));

const again = (running: typeof first, before = running.opened.state.money.earlier ?? NO_REFUNDS) => {
  const { ask } = running.opened.state.money;
  if (ask === null) throw new Error("money goes back");
  const computed = computeRefund({ order, earlier: before, ask });
  if (computed.kind === "refused") throw new Error(computed.code);
  return computed;
};

test("the figures of a case come out again by what the order's other refunds had come to then, whatever follows", () => {
  const second = aCase({ template: "return_refund", lines: [{ lineNo: 1, quantity: 1 }], claims: [earlier] });
  expect([promisedBy(first), promisedBy(second)]).toEqual([3333n, 3334n]);
  expect([first, second].map(running => again(running).totalToBuyerMinor)).toEqual([3333n, 3334n]);
  expect(again(second, NO_REFUNDS).totalToBuyerMinor).toBe(3333n);
});

test("an order's first refund says nothing of others", () => {
  expect("earlier" in first.opened.state.money).toBe(false);
});

test("those who bear a refund bear together just what the buyer gets", () => {
  const computed = again(first);
  const shares = whoBears(postingsForPromise(computed, first.opened.state));
  expect(shares).toEqual([{ partyRef: "seller_0000000000000000000000s1", amountMinor: computed.totalToBuyerMinor }]);
});

import { expect, test } from "vitest";
import { aCase, after, by, later, type Running } from "../../../test/case/a-case.ts";
import { answered, PAID, REFUSED, stepsOf } from "../../../test/case/how-it-went.ts";
import type { Role } from "../party/party.ts";
import type { CaseCommand } from "./case-command.ts";
import { phaseOf } from "./case-state.ts";
import { decide } from "./decide.ts";

const offer = (amountMinor: bigint, keepGoods = true): CaseCommand => ({ kind: "make_offer", amountMinor, keepGoods, benefits: [] });
const counter = (amountMinor: bigint, keepGoods = true): CaseCommand => ({ kind: "counter_offer", amountMinor, keepGoods });
const ACCEPT: CaseCommand = { kind: "answer_offer", accept: true };

const offered = () => after(aCase({ template: "return_refund", outcome: "review" }), ["seller", offer(1000n)]);
const countered = () => after(offered(), ["buyer", counter(3000n)]);
const refusal = ({ rules, opened }: Running, role: Role, command: CaseCommand) => {
  const outcome = decide(opened.state, command, rules, later(1), by(role));
  return outcome.kind === "rejected" ? outcome.code : "carried out";
};

test("a buyer's counter-offer waits for the seller, and accepted it is what is paid", () => {
  expect(stepsOf(countered())).toEqual(["review offered", "offer countered", "counter active"]);
  expect(phaseOf(countered().opened.state)).toBe("waiting_for_seller");
  const then = after(countered(), ["seller", ACCEPT]);
  expect(stepsOf(then).slice(-2)).toEqual(["counter accepted_keep", "refund active"]);
  expect(then.opened.state.money.refunds.reduce((sum, refund) => sum + refund.promisedMinor, 0n)).toBe(3000n);
});

test("nobody answers an offer of their own, and the two sides together make so many and no more", () => {
  expect(refusal(offered(), "seller", ACCEPT)).toBe("not_the_owner");
  expect(refusal(countered(), "buyer", ACCEPT)).toBe("not_the_owner");
  const third = after(countered(), ["seller", counter(2000n)]);
  expect(third.opened.state.offer).toMatchObject({ offerNo: 3, by: { role: "seller" }, amountMinor: 2000n });
  expect(refusal(third, "buyer", counter(2500n))).toBe("too_many_offers");
});

test("unanswered in two days an offer expires, and the request goes before the platform as it was", () => {
  const stepNo = countered().opened.state.steps.find(step => step.status === "active")?.stepNo ?? 0;
  const then = after(countered(), ["system", { kind: "step_due", stepNo }, later(3)]);
  expect(stepsOf(then).slice(-2)).toEqual(["counter declined", "platform_review active"]);
  expect(then.opened.state.offer).toBeNull();
});

test("what the plan itself offers is taken or left", () => {
  const short = answered(aCase({ template: "resend" }), "reserve_stock", REFUSED);
  expect(refusal(short, "buyer", counter(7000n))).toBe("nothing_to_counter");
});

test("what was agreed on the goods that came back, and paid, is not offered lower again", () => {
  const settled = after(
    aCase({ template: "return_refund" }),
    ["buyer", { kind: "hand_over", carrier: "sf", trackingNo: "SF-1" }],
    ["warehouse", { kind: "receive_goods", lines: [{ lineNo: 1, quantity: 2 }], wrongGoods: false }],
    ["warehouse", { kind: "inspect_goods", lines: [{ lineNo: 1, grade: "d", good: 0, damaged: 0, missing: 0, wrong: 2 }] }],
    ["agent", offer(2000n)],
    ["buyer", ACCEPT],
  );
  const paid = answered(answered(settled, "refund_tender", PAID, 0), "refund_tender", PAID);
  const stepNo = paid.opened.state.steps.find(step => step.status === "active")?.stepNo ?? 0;
  const overdue = after(paid, ["system", { kind: "step_due", stepNo }, later(9)]);
  expect(stepsOf(overdue).at(-1)).toBe("settled_overdue active");
  expect(refusal(overdue, "agent", offer(1999n))).toBe("offer_below_agreed");
  expect(refusal(overdue, "agent", offer(2500n))).toBe("carried out");
});

test("a contested guarantee may be offered more than the price, for which the price is all that a return is offered", () => {
  const claim = aCase({ template: "guarantee_claim", outcome: "review", contests: true, lines: [{ lineNo: 2, quantity: 1 }] });
  const above = offer(8000n);
  // 50.00 for the pot, and 30.00 of what the badge promises on top.
  const taken = after(claim, ["agent", above], ["buyer", ACCEPT]);
  const paid = answered(answered(answered(taken, "refund_tender", PAID, 0), "refund_tender", PAID), "pay_compensation", PAID);
  expect(paid.opened.state.end).toBe("resolved");
  expect(paid.opened.state.money.refunds.reduce((sum, { refundedMinor }) => sum + refundedMinor, 0n)).toBe(8000n);
  expect(paid.opened.state.money.ask?.extras).toMatchObject([{ amountMinor: 3000n, bearer: "seller" }]);
  expect(refusal(claim, "agent", offer(10_001n))).toBe("grant_above_authority");
  expect(refusal(after(claim, ["agent", above]), "buyer", counter(8001n))).toBe("offer_above_paid");
  const back = aCase({ template: "return_refund", outcome: "review", lines: [{ lineNo: 2, quantity: 1 }] });
  expect(refusal(back, "seller", above)).toBe("offer_above_paid");
});

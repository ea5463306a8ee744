import { describe, expect, test } from "vitest";
import { aCase, after, by, later, type Running } from "../../../test/case/a-case.ts";
import { answered, PAID, REFUSED, stepsOf } from "../../../test/case/how-it-went.ts";
import type { Role } from "../party/party.ts";
import type { Benefit } from "../remedy/benefit.ts";
import type { CaseCommand, Grant } from "./case-command.ts";
import { claimOf } from "./claim.ts";
import { decide } from "./decide.ts";
import { postingsOf } from "./postings.ts";

const COUPON: Benefit = { kind: "coupon", worthMinor: 500n, validDays: 30 };
const POINTS: Benefit = { kind: "points", worthMinor: 100n, points: 100 };
const WARRANTY: Benefit = { kind: "extended_warranty", worthMinor: 0n, months: 6 };
const GIVEN = { kind: "benefit_granted", grantRef: "g-1" } as const;

const underReview = (template = "compensation") => aCase({ template, outcome: "review" });
const grant = (given: Partial<Grant>): CaseCommand => ({
  kind: "grant",
  grant: { refundMinor: 0n, cashMinor: 0n, benefits: [], bearer: null, ...given },
});
const refusal = ({ rules, opened }: Running, role: Role, command: CaseCommand) => {
  const outcome = decide(opened.state, command, rules, later(1), by(role));
  return outcome.kind === "rejected" ? outcome.code : "carried out";
};
/** All that was asked for by now is with the buyer. */
const allPaid = (running: Running): Running =>
  running.opened.state.openEffects.reduce<Running>(
    (paid, { effectId }) => after(paid, ["system", { kind: "effect_answered", effectId, answer: PAID }]),
    running,
  );
const asked = ({ opened }: Running) => opened.effects.map(effect => effect.kind);

describe("compensation", () => {
  test("in cash is transferred and not refunded: it may be more than was ever paid, and the seller found liable bears it", () => {
    const then = after(underReview(), ["seller", grant({ cashMinor: 20_000n })]);
    expect(then.opened.effects).toMatchObject([{ kind: "pay_compensation", tenderKind: "wallet", amountMinor: 20_000n }]);
    expect(then.opened.state.money.legs).toContainEqual({
      account: "seller_settlement",
      partyRef: "seller_0000000000000000000000s1",
      amountMinor: 20_000n,
    });
    expect(answered(then, "pay_compensation", PAID).opened.state.end).toBe("resolved");
  });

  test("in kind is given by the host's own system, at its worth in the books, each thing once", () => {
    const before = underReview();
    const then = after(before, ["agent", grant({ benefits: [COUPON, POINTS, WARRANTY], bearer: "platform" })]);
    expect(asked(then)).toEqual(["grant_benefit", "grant_benefit", "grant_benefit"]);
    const [promise] = postingsOf(before.opened.state, then.opened.state, []);
    expect(promise?.legs).toContainEqual({ account: "compensation_expense", partyRef: "platform", amountMinor: 600n });
    const part = answered(answered(then, "grant_benefit", GIVEN, 0), "grant_benefit", GIVEN, 1);
    expect(part.opened.state.end).toBeNull();
    expect(answered(part, "grant_benefit", GIVEN, 2).opened.state).toMatchObject({
      end: "resolved",
      money: { benefits: [{ grantRef: "g-1" }, { grantRef: "g-1" }, { grantRef: "g-1" }] },
    });
  });

  test("approved without a sum would give nothing, and silence cannot do it either", () => {
    expect(refusal(underReview(), "seller", { kind: "approve" })).toBe("nothing_granted");
    expect(underReview().opened.state.steps[0]).toMatchObject({ onTimeout: "escalate" });
  });

  test("refused by the payer goes to finance, who pays by hand or has it tried again under a new key", () => {
    const failed = answered(after(underReview(), ["seller", grant({ cashMinor: 900n })]), "pay_compensation", REFUSED);
    expect(stepsOf(failed).slice(-2)).toEqual(["compensate not_compensated", "compensate_by_hand active"]);
    const stepNo = failed.opened.state.steps.at(-1)?.stepNo ?? 0;
    expect(asked(after(failed, ["finance", { kind: "retry_step", stepNo }]))).toEqual(["pay_compensation", "pay_compensation"]);
    expect(after(failed, ["finance", { kind: "settle_by_hand", stepNo, gatewayRef: "wire-1" }]).opened.state.end).toBe("resolved");
  });

  test("offered in kind stands in place of what was asked, once the buyer accepts", () => {
    const offered = after(underReview(), ["seller", { kind: "make_offer", amountMinor: 0n, keepGoods: true, benefits: [COUPON] }]);
    const then = after(offered, ["buyer", { kind: "answer_offer", accept: true }]);
    expect(asked(then)).toEqual(["grant_benefit"]);
    expect(answered(then, "grant_benefit", GIVEN).opened.state.end).toBe("resolved");
  });

  test("leaves the pieces free for a return", () => {
    expect(claimOf(underReview().opened.state).lines).toEqual([]);
  });
});

describe("a grant is refused", () => {
  test.each<[string, () => Running, Role, Partial<Grant>, string]>([
    ["where nothing is paid next", () => underReview("return_refund"), "seller", { cashMinor: 1n }, "grant_not_in_plan"],
    ["when it gives nothing", underReview, "seller", {}, "grant_not_positive"],
    ["when a part of it is less than nothing", underReview, "seller", { cashMinor: -1n, refundMinor: 2n }, "grant_not_positive"],
    ["for a coupon without a day", underReview, "seller", { benefits: [{ ...COUPON, validDays: 0 }] }, "grant_not_positive"],
    ["above what the role may give", underReview, "agent", { cashMinor: 4600n, benefits: [COUPON] }, "grant_above_authority"],
    ["above what was paid, where it goes back", underReview, "seller", { refundMinor: 6668n }, "grant_above_paid"],
  ])("%s", (_what, given, role, what, code) => {
    expect(refusal(given(), role, grant(what))).toBe(code);
  });
});

describe("price protection", () => {
  test("gives the difference back by the way it was paid, and a later return gets that much less", () => {
    const then = after(underReview("price_protection"), ["seller", grant({ refundMinor: 1000n })]);
    expect(new Set(asked(then))).toEqual(new Set(["refund_tender"]));
    const paid = answered(answered(then, "refund_tender", PAID, 0), "refund_tender", PAID);
    expect(paid.opened.state.end).toBe("resolved");
    expect(claimOf(paid.opened.state).refund.lines).toMatchObject([{ lineNo: 1, amountMinor: 1000n }]);
  });
});

describe("a guarantee", () => {
  const claimed = () => aCase({ template: "guarantee_claim", outcome: "review" });

  test("asks for proof where none was brought, and is judged on what is there when none comes", () => {
    expect(stepsOf(claimed())).toEqual(["evidence active"]);
    const late = after(claimed(), ["system", { kind: "step_due", stepNo: 1 }, later(2)]);
    expect(stepsOf(late)).toEqual(["evidence expired", "review active"]);
  });

  test("that promises N times the price pays it on top of the money back, each by its own way", () => {
    const proof: CaseCommand = {
      kind: "provide_evidence",
      items: [{ fileId: "file_000000000000000000000001", kind: "photo", sha256: "aa" }],
    };
    const then = after(claimed(), ["buyer", proof], ["seller", grant({ cashMinor: 20_001n })]);
    expect(then.opened.effects.map(effect => ("amountMinor" in effect ? [effect.kind, effect.amountMinor] : effect.kind))).toEqual([
      ["refund_tender", 4136n],
      ["refund_tender", 2531n],
      ["pay_compensation", 20_001n],
    ]);
  });
});

describe("a complaint", () => {
  const handled = () => after(aCase({ template: "complaint", outcome: "review" }), ["agent", grant({ cashMinor: 500n })]);

  test("is carried out, asked about, and closed by the buyer or by three days of silence", () => {
    const done = answered(handled(), "pay_compensation", PAID);
    expect(stepsOf(done).at(-1)).toBe("follow_up active");
    expect(after(done, ["buyer", { kind: "confirm_solution", settled: true }]).opened.state.end).toBe("resolved");
    const stepNo = done.opened.state.steps.find(step => step.status === "active")?.stepNo ?? 0;
    expect(after(done, ["system", { kind: "step_due", stepNo }, later(4)]).opened.state.end).toBe("resolved");
  });

  test("brought up again is looked at again, and what was given stays given", () => {
    const again = after(answered(handled(), "pay_compensation", PAID), ["buyer", { kind: "confirm_solution", settled: false }]);
    expect(stepsOf(again).at(-1)).toBe("second_look active");
    const then = after(again, ["agent", { kind: "reject", reason: "goods_used" }]);
    expect(then.opened.state).toMatchObject({ end: "resolved", money: { collect: null, refunds: [{ refundedMinor: 500n }] } });
  });

  test("brought up again is answered with more, which comes on top of what was given", () => {
    const again = after(answered(handled(), "pay_compensation", PAID), ["buyer", { kind: "confirm_solution", settled: false }]);
    const more = after(again, ["agent", grant({ cashMinor: 300n, benefits: [COUPON] })]);
    const [first, second, coupon] = more.opened.effects;
    expect([first, second, coupon]).toMatchObject([{ amountMinor: 500n }, { amountMinor: 300n }, { kind: "grant_benefit" }]);
    const done = answered(answered(more, "pay_compensation", PAID, 1), "grant_benefit", GIVEN);
    const end = after(done, ["buyer", { kind: "confirm_solution", settled: true }]).opened.state;
    expect(end).toMatchObject({ end: "resolved", money: { collect: null, benefits: [{ grantRef: "g-1" }] } });
    expect(end.money.refunds.reduce((sum, { refundedMinor }) => sum + refundedMinor, 0n)).toBe(800n);
  });

  test.each([
    ["less than", 200n, 0n],
    ["more than", 900n, 0n],
    ["less than, with something on top of", 1n, 300n],
  ])("brought up again and given back %s before is given it beside that, and owes nothing", (_than, refundMinor, cashMinor) => {
    const first = after(aCase({ template: "complaint", outcome: "review" }), ["agent", grant({ refundMinor: 501n, cashMinor: 77n })]);
    const again = after(allPaid(first), ["buyer", { kind: "confirm_solution", settled: false }]);
    const then = allPaid(after(again, ["agent", grant({ refundMinor, cashMinor })])).opened.state;
    expect(then.money.collect?.amountMinor ?? 0n).toBe(0n);
    expect(then.money.refunds.reduce((sum, { refundedMinor }) => sum + refundedMinor, 0n)).toBe(501n + 77n + refundMinor + cashMinor);
    expect(claimOf(then).refund.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(501n + refundMinor);
  });

  test("brought up again may be offered more, which is paid beside what was given once the buyer takes it", () => {
    const again = after(answered(handled(), "pay_compensation", PAID), ["buyer", { kind: "confirm_solution", settled: false }]);
    const offer: CaseCommand = { kind: "make_offer", amountMinor: 300n, keepGoods: true, benefits: [COUPON] };
    const offered = after(again, ["agent", offer]);
    expect(stepsOf(offered).slice(-2)).toEqual(["second_look offered", "further_offer active"]);
    expect(after(offered, ["buyer", { kind: "answer_offer", accept: false }]).opened.state.money).toMatchObject({ collect: null });
    const taken = after(offered, ["buyer", { kind: "answer_offer", accept: true }]);
    const done = answered(answered(taken, "pay_compensation", PAID, 1), "grant_benefit", GIVEN);
    expect(stepsOf(done).at(-1)).toBe("follow_up active");
    expect(done.opened.state.money.refunds.map(({ refundedMinor }) => refundedMinor)).toEqual([800n]);
    expect(refusal(again, "agent", { ...offer, amountMinor: 5001n })).toBe("grant_above_authority");
  });

  test("brought up again and answered with a coupon alone leaves what was paid with the buyer", () => {
    const again = after(answered(handled(), "pay_compensation", PAID), ["buyer", { kind: "confirm_solution", settled: false }]);
    const coupon: CaseCommand = { kind: "make_offer", amountMinor: 0n, keepGoods: true, benefits: [COUPON] };
    const taken = after(again, ["agent", coupon], ["buyer", { kind: "answer_offer", accept: true }]);
    expect(taken.opened.state.money).toMatchObject({ calledOff: false, collect: null, benefits: [{ benefit: COUPON }] });
  });

  test("that is brought up twice becomes one of the second-gravest, and is asked about again each time", () => {
    const NO: CaseCommand = { kind: "confirm_solution", settled: false };
    const once = after(answered(handled(), "pay_compensation", PAID), ["buyer", NO]);
    const before = once.opened.state.severity;
    const twice = after(once, ["agent", { kind: "approve" }], ["buyer", NO]);
    expect([before, twice.opened.state.severity]).toEqual(["p4", "p2"]);
    const COME_TO = ["second_look approved", "compensate compensated", "follow_up reopened", "second_look active"];
    expect(stepsOf(twice).slice(-4)).toEqual(COME_TO);
    const solved = after(twice, ["agent", { kind: "approve" }], ["buyer", { kind: "confirm_solution", settled: true }]);
    expect(solved.opened.state.end).toBe("resolved");
  });

  test("may be settled by words", () => {
    const then = after(aCase({ template: "complaint", outcome: "review" }), ["agent", { kind: "approve" }]);
    expect(stepsOf(then)).toEqual(["handle approved", "compensate compensated", "follow_up active"]);
  });
});

import { describe, expect, test } from "vitest";
import { after, later } from "../../../test/case/a-case.ts";
import {
  ACCEPT,
  APPROVE,
  approved,
  DECLINE,
  given,
  inspect,
  offer,
  owed,
  REFUSED,
  REJECT,
  received,
  refunding,
  refusal,
  sent,
  underReview,
} from "../../../test/case/commands-given.ts";
import { answered, PAID, stepsOf } from "../../../test/case/how-it-went.ts";
import type { CaseCommand } from "./case-command.ts";
import { phaseOf } from "./case-state.ts";

describe("review", () => {
  test("approved: the buyer is asked for the goods and the money is promised", () => {
    const then = after(underReview(), ["seller", APPROVE]);
    expect(stepsOf(then)).toEqual(["review approved", "send_back_goods active"]);
    expect(then.opened.state.money.promised).toBe(true);
    expect(phaseOf(then.opened.state)).toBe("waiting_for_buyer");
  });

  test("rejected on a lawful ground: the case ends with it, and nothing was ever promised", () => {
    const then = after(underReview(), ["seller", REJECT]);
    expect(then.opened.state).toMatchObject({ end: "rejected", endReason: "goods_used", money: { promised: false } });
  });

  test("contested by the buyer, it is the platform's to decide from the start", () => {
    const then = given({ template: "return_refund", outcome: "review", contests: true });
    expect(stepsOf(then)).toEqual(["platform_review active"]);
    expect(refusal(then, "seller", APPROVE)).toBe("not_the_owner");
  });

  test("of a shop that is gone is the platform's from the start", () => {
    expect(stepsOf(given({ template: "return_refund", outcome: "review", shopClosed: true }))).toEqual(["platform_review active"]);
  });

  test("36 hours of a seller's silence approve", () => {
    const then = after(underReview(), ["system", { kind: "step_due", stepNo: 1 }, later(1.5)]);
    expect(then.opened.state.steps[0]).toMatchObject({ outcome: "approved", automatic: { because: "silence", overruledBy: "platform" } });
  });
});

describe("G-7: the refund of a return", () => {
  const RECEIVE: CaseCommand = { kind: "receive_goods", lines: [{ lineNo: 1, quantity: 2 }], wrongGoods: false };
  const dueAt = (inspectedOn: number) => {
    const then = after(sent(), ["warehouse", RECEIVE, later(3)], ["warehouse", inspect(2), later(inspectedOn)]);
    return then.opened.state.steps.find(({ type }) => type === "refund")?.dueAt;
  };

  test("is due seven days after the goods came back, however long the inspection took", () => {
    expect([dueAt(3), dueAt(5)]).toEqual([later(10), later(10)]);
  });

  test("is due by its own standard where the seven days were over before it was decided", () => {
    expect(dueAt(12)).toBe(later(13));
  });
});

describe("an offer", () => {
  test("accepted for goods that stay is paid out in just that sum, and nothing is sent back", () => {
    const then = after(underReview(), ["seller", offer(2000n)], ["buyer", ACCEPT]);
    expect(stepsOf(then)).toEqual(["review offered", "offer accepted_keep", "refund active"]);
    expect(owed(then).reduce((sum, minor) => sum + minor, 0n)).toBe(2000n);
    expect(then.opened.state.offer).toBeNull();
  });

  test("of several lines falls on each by what it is worth, so the sum of both may be offered", () => {
    const both = given({
      template: "return_refund",
      outcome: "review",
      lines: [
        { lineNo: 1, quantity: 3 },
        { lineNo: 2, quantity: 1 },
      ],
    });
    const then = after(both, ["seller", offer(12_000n)], ["buyer", ACCEPT]);
    expect(then.opened.state.lines.map(line => line.promisedMinor)).toEqual([8000n, 4000n]);
  });

  test("declined goes before the platform with the request as it was", () => {
    const then = after(underReview(), ["seller", offer(2000n)], ["buyer", DECLINE]);
    expect(stepsOf(then).at(-1)).toBe("platform_review active");
    expect(owed(then)).toEqual([4136n, 2531n]);
  });

  test("after an inspection: the reduced sum is paid and the goods go back beside it", () => {
    const then = after(received(), ["warehouse", inspect(0, 0, 0, 2)], ["agent", offer(1000n)], ["buyer", ACCEPT]);
    expect(stepsOf(then).slice(-2)).toEqual(["refund active", "return_settled active"]);
  });

  test("where a case pays nothing there is nothing to offer", () => {
    const address = given({ template: "amend_address", outcome: "review" });
    expect(refusal(address, "seller", offer(20_000n))).toBe("offer_not_in_plan");
  });
});

describe("goods back", () => {
  test("all as it should be: the refund goes to both tenders, and the last answer resolves the case", () => {
    const half = answered(refunding(), "refund_tender", PAID, 0);
    expect(half.opened.state.end).toBeNull();
    const whole = answered(half, "refund_tender", PAID);
    expect(whole.opened.state).toMatchObject({ end: "resolved", money: { refunds: [{ refundedMinor: 4136n }, { refundedMinor: 2531n }] } });
  });

  test("a booked courier who picks up hands the goods over", () => {
    const booked = answered(after(approved(), ["buyer", { kind: "request_pickup" }]), "book_pickup", {
      kind: "pickup_booked",
      carrier: "sf",
      trackingNo: "SF-9",
      slotAt: later(20),
    });
    expect(stepsOf(booked)).toEqual(["send_back_goods pickup_wanted", "pickup active"]);
    expect(booked.opened.state.returnParcel).toMatchObject({ trackingNo: "SF-9", slotAt: later(20) });
    const then = after(booked, ["integrator", { kind: "report_tracking", trackingNo: "SF-9", code: "picked_up", trackedAt: later(1) }]);
    expect(stepsOf(then).at(-1)).toBe("receive active");
  });

  test("no courier to be had: the buyer sends it, or asks again", () => {
    const then = answered(after(approved(), ["buyer", { kind: "request_pickup" }]), "book_pickup", { kind: "refused", code: "no_slot" });
    expect(stepsOf(then)).toEqual(["send_back_goods pickup_wanted", "pickup not_booked", "send_back_goods active"]);
  });

  test("one of two came: the refund is computed for one, and the other can be claimed again", () => {
    const then = after(
      sent(),
      ["warehouse", { kind: "receive_goods", lines: [{ lineNo: 1, quantity: 1 }], wrongGoods: false }],
      ["warehouse", inspect(1, 0, 1)],
    );
    expect(stepsOf(then).slice(-3)).toEqual(["receive partly_received", "inspect passed_with_deduction", "refund active"]);
    expect(then.opened.state.lines[0]?.promisedMinor).toBe(3333n);
  });

  test("nothing of what came is ours: a person looks at it, and nothing is promised anew", () => {
    const then = after(received(), ["warehouse", inspect(0, 0, 2, 0)]);
    expect(stepsOf(then).slice(-2)).toEqual(["inspect not_passed", "platform_verdict active"]);
    expect(then.opened.events.some(event => event.type === "refund_revised")).toBe(false);
  });

  test("a wrong parcel goes back to the buyer", () => {
    const then = after(
      sent(),
      ["warehouse", { kind: "receive_goods", lines: [], wrongGoods: true }],
      ["seller", { kind: "send_back", carrier: "sf", trackingNo: "SF-2" }],
    );
    expect(then.opened.state).toMatchObject({ end: "closed", money: { promised: false } });
  });

  test("lost on its way: the platform decides, and silence is never taken for arrival", () => {
    const then = after(sent(), ["integrator", { kind: "report_tracking", trackingNo: "SF-1", code: "lost", trackedAt: later(1) }]);
    expect(stepsOf(then).slice(-2)).toEqual(["receive not_arrived", "trace_return active"]);
  });

  test("seven days without a count: it counts as received, all of it", () => {
    const then = after(sent(), ["system", { kind: "step_due", stepNo: 2 }, later(8)]);
    expect(then.opened.state.lines[0]?.receivedQuantity).toBe(2);
  });

  test("turned down after the inspection, sent back by nobody: the platform can still give the money, as it was promised", () => {
    const no = after(received(), ["warehouse", inspect(0, 0, 0, 2)], ["agent", REJECT]);
    expect(no.opened.state.money).toMatchObject({ promised: false, calledOff: true });
    const overdue = after(no, ["system", { kind: "step_due", stepNo: no.opened.state.steps.at(-1)?.stepNo ?? 0 }, later(9)]);
    const then = after(overdue, ["agent", APPROVE, later(10)]);
    expect(stepsOf(then).at(-1)).toBe("refund active");
    expect(owed(then)).toEqual([4136n, 2531n]);
  });
});

describe("a refund the bank refuses", () => {
  const failed = () => answered(answered(refunding(), "refund_tender", PAID, 0), "refund_tender", REFUSED);

  test("waits for the other tender's answer, and then for finance", () => {
    expect(stepsOf(answered(refunding(), "refund_tender", REFUSED)).at(-1)).toBe("refund active");
    expect(stepsOf(failed()).slice(-2)).toEqual(["refund refund_failed", "refund_by_hand active"]);
  });

  test("tried again asks only for what is still owed, under a new key", () => {
    const stepNo = failed().opened.state.steps.at(-1)?.stepNo ?? 0;
    const then = after(failed(), ["finance", { kind: "retry_step", stepNo }]);
    const asked = then.opened.effects.filter(effect => effect.kind === "refund_tender");
    expect(asked.map(effect => effect.amountMinor)).toEqual([4136n, 2531n, 2531n]);
    expect(new Set(asked.map(effect => effect.effectId)).size).toBe(3);
    expect(answered(then, "refund_tender", PAID).opened.state.end).toBe("resolved");
  });

  test("settled by hand is booked with the reference of that payment, and resolves the case", () => {
    const stepNo = failed().opened.state.steps.at(-1)?.stepNo ?? 0;
    const then = after(failed(), ["finance", { kind: "settle_by_hand", stepNo, gatewayRef: "wire-7" }]);
    expect(then.opened.state.end).toBe("resolved");
    expect(then.opened.events.at(-3)).toMatchObject({ type: "money_returned", amountMinor: 2531n, gatewayRef: "wire-7" });
  });

  test("above what one person may vouch for, a second one records the same payment before it counts", () => {
    const both = answered(answered(refunding(), "refund_tender", REFUSED, 0), "refund_tender", REFUSED);
    const stepNo = both.opened.state.steps.at(-1)?.stepNo ?? 0;
    const paid = (gatewayRef: string) => ({ kind: "settle_by_hand", stepNo, gatewayRef }) as const;
    const once = after(both, ["finance", paid("wire-7")]);
    expect(once.opened.state).toMatchObject({ end: null, handPayment: { gatewayRef: "wire-7", amountMinor: 6667n } });
    expect(refusal(once, "finance", paid("wire-7"))).toBe("hand_payment_needs_another");
    const other = after(once, ["admin", paid("wire-8")]);
    expect(other.opened.state).toMatchObject({ end: null, handPayment: { gatewayRef: "wire-8" } });
    const then = after(other, ["finance", paid("wire-8")]);
    expect(then.opened.state.end).toBe("resolved");
    expect(then.opened.state.handPayment).toBeUndefined();
    expect(then.opened.events.flatMap(event => (event.type === "money_returned" ? [event.amountMinor] : []))).toEqual([4136n, 2531n]);
  });

  test("the same answer twice, or another after the last, changes nothing", () => {
    const once = answered(refunding(), "refund_tender", PAID, 0);
    expect(answered(once, "refund_tender", PAID, 0).opened.state).toEqual(once.opened.state);
    expect(answered(once, "refund_tender", REFUSED, 0).opened.state).toEqual(once.opened.state);
  });
});

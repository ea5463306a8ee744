import { describe, expect, test } from "vitest";
import { aCase, after, by, type CaseParts, FILED_AT, later, type Running } from "../../../test/case/a-case.ts";
import { answered, PAID, stepsOf } from "../../../test/case/how-it-went.ts";
import type { EffectId, TextId } from "../kernel/ids.ts";
import { HOUR_MS } from "../kernel/time.ts";
import type { Role } from "../party/party.ts";
import { type CaseCommand, COMMAND_REJECTIONS, type CommandRejectionCode, type EffectAnswer } from "./case-command.ts";
import { phaseOf } from "./case-state.ts";
import { decide } from "./decide.ts";

const given = (parts: CaseParts): Running => aCase(parts);
const underReview = () => given({ template: "return_refund", outcome: "review" });
const approved = () => given({ template: "return_refund" });

const HAND_OVER: CaseCommand = { kind: "hand_over", carrier: "sf", trackingNo: "SF-1" };
const RECEIVE: CaseCommand = { kind: "receive_goods", lines: [{ lineNo: 1, quantity: 2 }], wrongGoods: false };
const inspect = (good: number, damaged = 0, missing = 0, wrong = 0): CaseCommand => ({
  kind: "inspect_goods",
  lines: [{ lineNo: 1, grade: "b", good, damaged, missing, wrong }],
});
const offer = (amountMinor: bigint, keepGoods = true): CaseCommand => ({ kind: "make_offer", amountMinor, keepGoods, benefits: [] });
const APPROVE: CaseCommand = { kind: "approve" };
const REJECT: CaseCommand = { kind: "reject", reason: "goods_used" };
const ACCEPT: CaseCommand = { kind: "answer_offer", accept: true };
const DECLINE: CaseCommand = { kind: "answer_offer", accept: false };
const WITHDRAW: CaseCommand = { kind: "withdraw" };

const sent = () => after(approved(), ["buyer", HAND_OVER]);
const received = () => after(sent(), ["warehouse", RECEIVE]);
const refunding = () => after(received(), ["warehouse", inspect(2)]);

const REFUSED: EffectAnswer = { kind: "refused", code: "method_closed" };

const refusal = ({ rules, opened }: Running, role: Role, command: CaseCommand, at = later(1)): CommandRejectionCode | "carried out" => {
  const outcome = decide(opened.state, command, rules, at, by(role));
  return outcome.kind === "rejected" ? outcome.code : "carried out";
};
const owed = ({ opened }: Running) => opened.state.money.refunds.map(refund => refund.promisedMinor);

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
    expect(refusal(address, "seller", offer(20_000n))).toBe("offer_above_paid");
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
    });
    expect(stepsOf(booked)).toEqual(["send_back_goods pickup_wanted", "pickup active"]);
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

  test("the same answer twice, or another after the last, changes nothing", () => {
    const once = answered(refunding(), "refund_tender", PAID, 0);
    expect(answered(once, "refund_tender", PAID, 0).opened.state).toEqual(once.opened.state);
    expect(answered(once, "refund_tender", REFUSED, 0).opened.state).toEqual(once.opened.state);
  });
});

describe("withdrawing", () => {
  test("before anything moved ends the case", () => {
    expect(after(approved(), ["buyer", WITHDRAW]).opened.state).toMatchObject({ end: "withdrawn", money: { promised: false } });
  });

  test("with the goods under way brings them in and sends them back first", () => {
    const away = after(sent(), ["buyer", WITHDRAW]);
    expect(away.opened.state).toMatchObject({ end: null, money: { promised: false } });
    const then = after(away, ["warehouse", RECEIVE], ["seller", { kind: "send_back", carrier: "sf", trackingNo: "SF-3" }]);
    expect(then.opened.state.end).toBe("withdrawn");
  });

  test("is too late once the money is on its way", () => {
    expect(refusal(refunding(), "buyer", WITHDRAW)).toBe("cannot_withdraw_now");
  });

  test("with stock being set aside: what is reserved later is released at once", () => {
    const gone = after(given({ template: "exchange" }), ["buyer", WITHDRAW]);
    const then = answered(gone, "reserve_stock", { kind: "stock_reserved" });
    expect(then.opened.effects.at(-1)).toMatchObject({ kind: "release_stock", reservation: then.opened.effects[0]?.effectId });
    expect(then.opened.state.reservation).toBeNull();
  });

  test("from a difference being paid: money that comes in all the same goes back", () => {
    const gone = after(given({ template: "amend_items" }), ["buyer", WITHDRAW]);
    const then = answered(gone, "collect_payment", { kind: "money_collected", gatewayRef: "pay-1" });
    expect(then.opened.effects.at(-1)).toMatchObject({ kind: "refund_tender", tenderNo: 0, amountMinor: 1333n });
    const refused = answered(then, "refund_tender", REFUSED);
    const settled = after(refused, ["finance", { kind: "settle_by_hand", stepNo: 1, gatewayRef: "wire-8" }]);
    expect(settled.opened.state).toMatchObject({ openEffects: [], money: { collect: { collectedMinor: 0n } } });
  });
});

describe("money ahead of the goods", () => {
  const handedOver = () => after(given({ template: "return_refund_after_shipped" }), ["buyer", HAND_OVER]);
  const paid = () => answered(answered(handedOver(), "refund_tender", PAID, 0), "refund_tender", PAID);

  test("goes out beside the parcel, and the goods are judged when it has arrived", () => {
    expect(stepsOf(handedOver()).slice(-2)).toEqual(["refund_now active", "receive active"]);
    expect(paid().opened.state.end).toBeNull();
    expect(after(paid(), ["warehouse", RECEIVE], ["warehouse", inspect(2)]).opened.state.end).toBe("resolved");
  });

  test("is asked back where the goods were turned down, and the goods go home when it has come", () => {
    const no = after(paid(), ["warehouse", RECEIVE], ["warehouse", inspect(0, 0, 0, 2)], ["agent", REJECT]);
    expect(no.opened.effects.at(-1)).toMatchObject({ kind: "collect_payment", amountMinor: 6667n });
    const back = answered(no, "collect_payment", { kind: "money_collected", gatewayRef: "pay-2" });
    expect(stepsOf(back).at(-1)).toBe("return_goods active");
  });

  test("not paid back stays the buyer's debt when the case is over, and is paid whenever the buyer likes", () => {
    const no = after(paid(), ["warehouse", RECEIVE], ["warehouse", inspect(0, 0, 0, 2)], ["agent", REJECT]);
    const then = answered(no, "collect_payment", REFUSED);
    expect(then.opened.state.end).toBe("resolved");
    expect(then.opened.events).toContainEqual(expect.objectContaining({ type: "buyer_debt_due", amountMinor: 6667n, reminder: 0 }));
    const told = after(then, ["system", { kind: "remind_of_debt", reminder: 3 }], ["system", { kind: "remind_of_debt", reminder: 3 }]);
    expect(told.opened.state.version).toBe(then.opened.state.version + 1);
    const paying = after(told, ["buyer", { kind: "pay_debt" }], ["buyer", { kind: "pay_debt" }]);
    expect(paying.opened.effects.filter(({ kind }) => kind === "collect_payment")).toHaveLength(2);
    const back = answered(paying, "collect_payment", { kind: "money_collected", gatewayRef: "pay-9" });
    expect(back.opened.state).toMatchObject({ end: "resolved", openEffects: [], money: { collect: { collectedMinor: 6667n } } });
  });

  test("for one piece that never came the difference is asked back", () => {
    const then = after(paid(), ["warehouse", RECEIVE], ["warehouse", inspect(1, 0, 1)]);
    expect(then.opened.effects.at(-1)).toMatchObject({ kind: "collect_payment", amountMinor: 3334n });
  });

  test("paid before the goods: not sent in time, all of it is asked back", () => {
    const early = given({ template: "return_refund_before_return" });
    const out = answered(answered(early, "refund_tender", PAID, 0), "refund_tender", PAID);
    const then = after(out, ["system", { kind: "step_due", stepNo: 2 }, later(8)]);
    expect(stepsOf(then).slice(-2)).toEqual(["send_back_goods expired", "recover_kept active"]);
    const charged = after(then, ["system", { kind: "step_due", stepNo: 5 }, later(30)]);
    expect(charged.opened.effects.at(-1)).toMatchObject({ kind: "collect_payment", amountMinor: 6667n });
    expect(answered(charged, "collect_payment", { kind: "money_collected", gatewayRef: "pay-3" }).opened.state.end).toBe("closed");
  });

  test("paid before the goods and asked for them again: sent after all, nothing is owed", () => {
    const early = given({ template: "return_refund_before_return" });
    const out = answered(answered(early, "refund_tender", PAID, 0), "refund_tender", PAID);
    const asked = after(out, ["system", { kind: "step_due", stepNo: 2 }, later(8)]);
    expect(asked.opened.state.money.collect).toMatchObject({ amountMinor: 6667n });
    const sent = after(asked, ["buyer", { kind: "hand_over", carrier: "sf", trackingNo: "SF-LATE" }]);
    expect(sent.opened.state).toMatchObject({ returnParcel: { trackingNo: "SF-LATE" }, money: { collect: { amountMinor: 0n } } });
    const then = after(sent, ["warehouse", RECEIVE], ["warehouse", inspect(2)]);
    expect(then.opened.state.end).toBe("resolved");
    expect(then.opened.effects.some(({ kind }) => kind === "collect_payment")).toBe(false);
  });
});

describe("a new one sent ahead of the old", () => {
  const sentAhead = () => {
    const reserved = answered(given({ template: "free_renewal", replacementSkuId: null }), "reserve_stock", { kind: "stock_reserved" });
    const shipped = answered(reserved, "ship_goods", { kind: "goods_shipped", carrier: "sf", trackingNo: "SF-N" });
    const there = after(shipped, ["buyer", { kind: "confirm_arrival", arrived: true }]);
    const stepOf = (running: typeof there) => running.opened.state.steps.find(({ status }) => status === "active")?.stepNo ?? 0;
    const notFetched = after(there, ["system", { kind: "step_due", stepNo: stepOf(there) }, later(9)]);
    return after(notFetched, ["system", { kind: "step_due", stepNo: stepOf(notFetched) }, later(18)]);
  };

  test("and not followed by it is charged; sent after all, it is free and no money goes back either", () => {
    const asked = sentAhead();
    expect(stepsOf(asked).at(-1)).toBe("recover_old active");
    expect(asked.opened.state.money.collect).toMatchObject({ collectedMinor: 0n });
    const then = after(
      asked,
      ["buyer", { kind: "hand_over", carrier: "sf", trackingNo: "SF-OLD" }],
      ["warehouse", RECEIVE],
      ["warehouse", inspect(2)],
    );
    expect(then.opened.state).toMatchObject({ end: "resolved", money: { legs: [], collect: { amountMinor: 0n } } });
    expect(then.opened.effects.some(({ kind }) => kind === "refund_tender" || kind === "collect_payment")).toBe(false);
  });
});

describe("before the goods arrive", () => {
  test("not shipped: the host takes the pieces off, then the money goes back", () => {
    const asked = given({ template: "refund_pre_ship", parcel: "not_shipped" });
    expect(asked.opened.effects).toMatchObject([
      { kind: "amend_order", change: { kind: "cancel_lines", lines: [{ lineNo: 1, quantity: 2 }] } },
    ]);
    expect(stepsOf(answered(asked, "amend_order", { kind: "order_amended" })).at(-1)).toBe("refund active");
  });

  test("shipped meanwhile: the parcel is stopped, or the buyer refuses it at the door", () => {
    const late = answered(given({ template: "refund_pre_ship", parcel: "hub_scan" }), "amend_order", {
      kind: "refused",
      code: "already_shipped",
    });
    expect(late.opened.effects.at(-1)).toMatchObject({ kind: "intercept_parcel", trackingNo: "SF-OUT" });
    const door = answered(late, "intercept_parcel", { kind: "refused", code: "already_delivered" });
    const then = after(door, ["integrator", { kind: "report_tracking", trackingNo: "SF-OUT", code: "refused", trackedAt: later(1) }]);
    expect(stepsOf(then).slice(-2)).toEqual(["send_back_goods handed_over", "receive active"]);
  });

  test("lost: nothing has to be stopped", () => {
    expect(stepsOf(given({ template: "refund_not_received", parcel: "lost" }))).toEqual(["intercept intercepted", "refund active"]);
  });

  test("signed for by somebody: a person traces it", () => {
    expect(stepsOf(given({ template: "refund_not_received", parcel: "signed" }))).toEqual(["intercept not_intercepted", "trace active"]);
  });
});

describe("exchange", () => {
  const cheaper = () => given({ template: "exchange", replacementPriceMinor: 3000n });
  const reserved = (running: Running) => answered(running, "reserve_stock", { kind: "stock_reserved" });
  const inHouse = (running: Running) => after(reserved(running), ["buyer", HAND_OVER], ["warehouse", RECEIVE], ["warehouse", inspect(2)]);

  test("out of stock: the money is offered instead, for goods still to be sent back", () => {
    const then = answered(cheaper(), "reserve_stock", { kind: "refused", code: "out_of_stock" });
    expect(then.opened.state.offer).toMatchObject({ by: { role: "system" }, amountMinor: 6667n, keepGoods: false });
    expect(stepsOf(after(then, ["buyer", ACCEPT])).at(-1)).toBe("send_back_for_refund active");
    expect(after(then, ["buyer", DECLINE]).opened.state.end).toBe("withdrawn");
  });

  test("a dearer article is sent when the difference has been paid", () => {
    const then = inHouse(given({ template: "exchange" }));
    expect(stepsOf(then).slice(-2)).toEqual(["refund_difference refunded", "collect_difference active"]);
    const paid = answered(then, "collect_payment", { kind: "money_collected", gatewayRef: "pay-4" });
    expect(paid.opened.effects.at(-1)).toMatchObject({ kind: "ship_goods", items: [{ skuId: "cup-new", quantity: 2 }] });
  });

  test("the same article again moves no money and is sent as it was bought", () => {
    const then = inHouse(given({ template: "exchange", replacementSkuId: null }));
    expect(then.opened.effects.at(-1)).toMatchObject({ kind: "ship_goods", items: [{ skuId: "sku-1", quantity: 2 }] });
  });

  test("lost on its way is set aside and sent once more", () => {
    const shipped = answered(inHouse(given({ template: "exchange", replacementSkuId: null })), "ship_goods", {
      kind: "goods_shipped",
      carrier: "sf",
      trackingNo: "SF-N",
    });
    const lost = after(shipped, ["integrator", { kind: "report_tracking", trackingNo: "SF-N", code: "lost", trackedAt: later(2) }]);
    expect(stepsOf(lost).slice(-2)).toEqual(["reship not_delivered", "reserve_again active"]);
    const again = answered(reserved(lost), "ship_goods", { kind: "goods_shipped", carrier: "sf", trackingNo: "SF-M" });
    expect(after(again, ["buyer", { kind: "confirm_arrival", arrived: true }]).opened.state.end).toBe("resolved");
  });

  test("sent first and kept beside the old goods, the new ones are paid for", () => {
    const first = reserved(given({ template: "exchange_ship_first", replacementSkuId: null }));
    const shipped = answered(first, "ship_goods", { kind: "goods_shipped", carrier: "sf", trackingNo: "SF-N" });
    const home = after(shipped, ["buyer", { kind: "confirm_arrival", arrived: true }]);
    const then = after(home, [
      "system",
      { kind: "step_due", stepNo: home.opened.state.steps.find(step => step.status === "active")?.stepNo ?? 0 },
      later(9),
    ]);
    expect(then.opened.effects.at(-1)).toMatchObject({ kind: "collect_payment", amountMinor: 6666n });
  });
});

describe("a changed order", () => {
  test("another way of paying: collected by the new, changed at the host, given back by the old", () => {
    const paid = answered(given({ template: "amend_payment" }), "collect_payment", { kind: "money_collected", gatewayRef: "pay-5" });
    expect(paid.opened.effects.at(-1)).toMatchObject({ change: { kind: "change_payment", tenderKind: "wallet", methodRef: "wallet-new" } });
    const changed = answered(paid, "amend_order", { kind: "order_amended" });
    expect(changed.opened.effects.slice(-2)).toMatchObject([
      { tenderNo: 1, amountMinor: 9800n },
      { tenderNo: 2, amountMinor: 6000n },
    ]);
  });

  test("refused by the host: what was collected goes back and nothing else", () => {
    const paid = answered(given({ template: "amend_payment" }), "collect_payment", { kind: "money_collected", gatewayRef: "pay-6" });
    const no = answered(paid, "amend_order", { kind: "refused", code: "already_shipped" });
    expect(no.opened.effects.at(-1)).toMatchObject({ kind: "refund_tender", tenderNo: 0, tenderKind: "wallet", amountMinor: 15_800n });
    expect(answered(no, "refund_tender", PAID).opened.state).toMatchObject({
      end: "closed",
      money: { promised: false, collect: { collectedMinor: 0n } },
    });
  });

  test("a host that does not answer decides nothing: somebody is told, and the change may still have been made", () => {
    const asked = given({ template: "amend_address" });
    const then = after(asked, ["system", { kind: "step_due", stepNo: 1 }, later(2)]);
    expect(then.opened.events.at(-1)).toMatchObject({ type: "step_escalated", nextDueAt: later(3) });
  });
});

describe("time", () => {
  test("every active step has one, and where silence decides nothing it climbs once a day", () => {
    const then = given({ template: "return_refund", outcome: "review", contests: true });
    expect(then.opened.state.steps[0]).toMatchObject({ dueAt: FILED_AT + 4 * HOUR_MS, onTimeout: "escalate" });
  });

  test("asked too early it is not due; asked about a step that is over it is nothing", () => {
    expect(refusal(underReview(), "system", { kind: "step_due", stepNo: 1 })).toBe("not_due_yet");
    const over = after(underReview(), ["seller", APPROVE]);
    expect(after(over, ["system", { kind: "step_due", stepNo: 1 }, later(9)]).opened.events).toEqual(over.opened.events);
  });
});

describe("the host's newer word against a case", () => {
  test("stands for somebody to look at until they say they have, or the case is over", () => {
    const { rules, opened } = approved();
    const fewer = { ...rules, order: { ...rules.order, lines: rules.order.lines.map(line => ({ ...line, quantity: 1 })) } };
    const told = after({ rules: fewer, opened }, ["system", { kind: "order_facts_changed", toVersion: 2 }]);
    expect(told.opened.state.attention).toEqual(["fewer_pieces_bought"]);
    expect(after(told, ["agent", { kind: "clear_attention" }]).opened.state.attention).toEqual([]);
    expect(after(told, ["buyer", WITHDRAW]).opened.state.attention).toEqual([]);
    expect(refusal(told, "seller", { kind: "clear_attention" })).toBe("not_the_owner");
  });
});

describe("what is kept and moves nothing", () => {
  test("evidence, from whoever brings it", () => {
    const then = after(approved(), [
      "seller",
      { kind: "provide_evidence", items: [{ fileId: "file_000000000000000000000001", kind: "photo", sha256: "aa" }] },
    ]);
    expect(then.opened.events.at(-1)?.type).toBe("evidence_added");
  });

  test("a judged reason, a note and the host's newer word, even when the case is over", () => {
    const over = after(approved(), ["buyer", WITHDRAW]);
    const textId: TextId = "text_000000000000000000000001";
    const then = after(
      over,
      ["agent", { kind: "judge_reason", judgedReason: "40.02" }],
      ["agent", { kind: "add_note", textId, textHash: "ab", visibleTo: "staff" }],
      ["system", { kind: "order_facts_changed", toVersion: 2 }],
    );
    expect(then.opened.state).toMatchObject({ judgedReason: "40.02", rootCause: null, end: "withdrawn" });
  });
});

describe("refusals, in order of precedence", () => {
  const over = () => after(approved(), ["buyer", WITHDRAW]);
  const NO_EFFECT: EffectId = "effect_000000000000000000000001zzz";
  const offered = (times: number): Running => {
    let running = underReview();
    for (let time = 0; time < times; time += 1) {
      running = after(running, [time === 0 ? "seller" : "agent", offer(100n)], ["buyer", DECLINE]);
    }
    return running;
  };

  /** Each command here breaks the rule it is named for and every later one it can. */
  const CASES: readonly (readonly [CommandRejectionCode, () => Running, Role, CaseCommand])[] = [
    ["not_the_owner", over, "warehouse", { kind: "reject", reason: "no_such_reason" }],
    ["case_ended", over, "seller", { kind: "reject", reason: "no_such_reason" }],
    ["step_not_open", approved, "seller", { kind: "reject", reason: "no_such_reason" }],
    [
      "not_the_owner",
      () => given({ template: "return_refund", outcome: "review", contests: true }),
      "seller",
      { kind: "reject", reason: "no_such_reason" },
    ],
    ["rejection_reason_unknown", underReview, "seller", { kind: "reject", reason: "no_such_reason" }],
    ["rejection_reason_barred", underReview, "seller", { kind: "reject", reason: "opened" }],
    ["offer_not_positive", () => offered(3), "agent", offer(0n)],
    ["offer_above_paid", () => offered(3), "agent", offer(6668n)],
    ["too_many_offers", () => offered(3), "agent", offer(1n)],
    ["cannot_withdraw_now", refunding, "buyer", WITHDRAW],
    ["evidence_missing", approved, "buyer", { kind: "provide_evidence", items: [] }],
    ["tracking_no_missing", approved, "buyer", { kind: "hand_over", carrier: "sf", trackingNo: "  " }],
    ["line_not_in_case", sent, "warehouse", { kind: "receive_goods", lines: [{ lineNo: 2, quantity: -1 }], wrongGoods: false }],
    [
      "quantity_not_positive",
      sent,
      "warehouse",
      {
        kind: "receive_goods",
        lines: [
          { lineNo: 1, quantity: -1 },
          { lineNo: 1, quantity: 9 },
        ],
        wrongGoods: false,
      },
    ],
    [
      "more_than_sent",
      sent,
      "warehouse",
      {
        kind: "receive_goods",
        lines: [
          { lineNo: 1, quantity: 1 },
          { lineNo: 1, quantity: 2 },
        ],
        wrongGoods: false,
      },
    ],
    ["more_than_sent", received, "warehouse", inspect(3)],
    ["counts_do_not_add_up", received, "warehouse", inspect(1)],
    ["effect_not_open", approved, "system", { kind: "effect_answered", effectId: NO_EFFECT, answer: PAID }],
    ["not_due_yet", approved, "system", { kind: "step_due", stepNo: 1 }],
    ["nothing_to_retry", refunding, "finance", { kind: "retry_step", stepNo: 1 }],
  ];

  test.each(CASES)("%s", (code, state, role, command) => {
    expect(refusal(state(), role, command)).toBe(code);
  });

  test("come in the order they are listed in", () => {
    const places = CASES.slice(3)
      .map(([code]) => COMMAND_REJECTIONS.indexOf(code))
      .filter(place => place > 0);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
  });

  test("an offer that nobody made cannot be answered: the step is not open", () => {
    expect(refusal(approved(), "buyer", ACCEPT)).toBe("step_not_open");
  });

  test("settling by hand waits for a refund that failed", () => {
    expect(refusal(refunding(), "finance", { kind: "settle_by_hand", stepNo: 4, gatewayRef: "wire-1" })).toBe("step_not_open");
  });

  test("a refusal changes nothing", () => {
    const { rules, opened } = underReview();
    const before = structuredClone(opened.state);
    decide(opened.state, offer(0n), rules, later(1), by("seller"));
    expect(opened.state).toEqual(before);
  });
});

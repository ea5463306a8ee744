import { describe, expect, test } from "vitest";
import { after, later, type Running } from "../../../test/case/a-case.ts";
import {
  ACCEPT,
  approved,
  DECLINE,
  given,
  HAND_OVER,
  inspect,
  RECEIVE,
  REFUSED,
  REJECT,
  refunding,
  refusal,
  sent,
  WITHDRAW,
} from "../../../test/case/commands-given.ts";
import { answered, PAID, stepsOf } from "../../../test/case/how-it-went.ts";

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

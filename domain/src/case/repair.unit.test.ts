import { describe, expect, test } from "vitest";
import { aCase, after, later, type Running } from "../../../test/case/a-case.ts";
import { answered, REFUSED, stepsOf } from "../../../test/case/how-it-went.ts";
import type { CaseCommand } from "./case-command.ts";
import { claimOf } from "./claim.ts";

const RECEIVE: CaseCommand = { kind: "receive_goods", lines: [{ lineNo: 1, quantity: 2 }], wrongGoods: false };
const REPAIRED: CaseCommand = { kind: "report_repair", result: "repaired", parts: [{ partNo: "SCREEN-7", quantity: 1 }] };
const BEYOND: CaseCommand = { kind: "report_repair", result: "beyond_repair", parts: [] };
const QUOTE: CaseCommand = { kind: "quote_repair", amountMinor: 1500n };

const onTheBench = () =>
  after(aCase({ template: "repair" }), ["buyer", { kind: "hand_over", carrier: "sf", trackingNo: "SF-1" }], ["warehouse", RECEIVE]);
const jobTaken = () => answered(onTheBench(), "order_repair", { kind: "repair_ordered", jobRef: "job-1" });
const goingHome = (mended: Running) => after(mended, ["seller", { kind: "send_back", carrier: "sf", trackingNo: "SF-2" }]);

describe("a mail-in repair", () => {
  test("under guarantee costs nothing: repaired, sent home, there; and the pieces can be claimed again", () => {
    const home = goingHome(after(jobTaken(), ["warehouse", REPAIRED]));
    expect(stepsOf(home).at(-1)).toBe("ship_back active");
    const then = after(home, ["integrator", { kind: "report_tracking", trackingNo: "SF-2", code: "signed", trackedAt: later(1) }]);
    expect(then.opened.state).toMatchObject({ end: "resolved", repair: { jobRef: "job-1" }, lines: [{ receivedQuantity: 0 }] });
    expect(claimOf(then.opened.state).lines).toEqual([]);
    expect(then.opened.events).toContainEqual(
      expect.objectContaining({ type: "repair_reported", parts: [{ partNo: "SCREEN-7", quantity: 1 }] }),
    );
  });

  test("that is not free waits for the buyer's word, then for the money, and is ordered once", () => {
    const quoted = after(jobTaken(), ["warehouse", QUOTE]);
    expect(stepsOf(quoted).at(-1)).toBe("quote active");
    const accepted = after(quoted, ["buyer", { kind: "answer_quote", accept: true }]);
    expect(accepted.opened.effects.at(-1)).toMatchObject({ kind: "collect_payment", amountMinor: 1500n });
    const paid = answered(accepted, "collect_payment", { kind: "money_collected", gatewayRef: "pay-1" });
    expect(stepsOf(paid).at(-1)).toBe("repair active");
    expect(paid.opened.effects.filter(effect => effect.kind === "order_repair")).toHaveLength(1);
  });

  test("whose price is declined, or not paid, goes home as it came and costs nothing", () => {
    const quoted = after(jobTaken(), ["warehouse", QUOTE]);
    const declined = after(quoted, ["buyer", { kind: "answer_quote", accept: false }]);
    expect(stepsOf(declined).at(-1)).toBe("return_unrepaired active");
    const unpaid = answered(after(quoted, ["buyer", { kind: "answer_quote", accept: true }]), "collect_payment", REFUSED);
    expect(stepsOf(unpaid).at(-1)).toBe("return_unrepaired active");
    expect(unpaid.opened.state.money).toMatchObject({ legs: [], collect: { amountMinor: 0n } });
    expect(goingHome(unpaid).opened.state.end).toBe("closed");
  });

  test("that cannot be done gets a new one, and money paid for the repair goes back", () => {
    const accepted = after(jobTaken(), ["warehouse", QUOTE], ["buyer", { kind: "answer_quote", accept: true }]);
    const paid = answered(accepted, "collect_payment", { kind: "money_collected", gatewayRef: "pay-1" });
    const renewed = answered(after(paid, ["warehouse", BEYOND]), "reserve_stock", { kind: "stock_reserved" });
    const shipped = answered(renewed, "ship_goods", { kind: "goods_shipped", carrier: "sf", trackingNo: "SF-N" });
    const then = after(shipped, ["buyer", { kind: "confirm_arrival", arrived: true }]);
    expect(then.opened.state.end).toBe("resolved");
    expect(then.opened.effects.at(-1)).toMatchObject({ kind: "refund_tender", tenderNo: 0, amountMinor: 1500n });
  });

  test("lost on its way home is made good with a new one", () => {
    const home = goingHome(after(jobTaken(), ["warehouse", REPAIRED]));
    const then = after(home, ["integrator", { kind: "report_tracking", trackingNo: "SF-2", code: "lost", trackedAt: later(1) }]);
    expect(stepsOf(then).slice(-2)).toEqual(["ship_back not_delivered", "reserve active"]);
  });

  test("no workshop takes is arranged by the platform, and withdrawn ones go home", () => {
    expect(stepsOf(answered(onTheBench(), "order_repair", REFUSED)).at(-1)).toBe("workshop_review active");
    const away = after(jobTaken(), ["buyer", { kind: "withdraw" }]);
    expect(stepsOf(away).at(-1)).toBe("send_withdrawn_back active");
    expect(goingHome(away).opened.state.end).toBe("withdrawn");
  });
});

describe("a repair at home", () => {
  const BOOKED = { kind: "visit_booked", visitRef: "v-1", slotAt: later(1) } as const;
  const visited = () =>
    after(answered(aCase({ template: "repair_on_site" }), "book_visit", BOOKED), ["warehouse", { kind: "report_visit", met: true }]);

  test("is booked, done on the spot, and asked about", () => {
    expect(answered(aCase({ template: "repair_on_site" }), "book_visit", BOOKED).opened.state.repair.visit).toEqual({
      visitRef: "v-1",
      slotAt: later(1),
    });
    expect(visited().opened.effects.at(-1)).toMatchObject({ kind: "order_repair", place: "home" });
    const done = after(visited(), ["warehouse", REPAIRED]);
    expect(stepsOf(done).at(-1)).toBe("follow_up active");
    expect(after(done, ["buyer", { kind: "confirm_solution", settled: true }]).opened.state.end).toBe("resolved");
  });

  test("with nobody at home is tried once more", () => {
    const missed = after(aCase({ template: "repair_on_site" }), ["warehouse", { kind: "report_visit", met: false }]);
    expect(stepsOf(missed)).toEqual(["visit nobody_home", "visit_again active"]);
  });

  test("that nobody came to in fifteen days: the money is offered", () => {
    const then = after(aCase({ template: "repair_on_site" }), ["system", { kind: "step_due", stepNo: 1 }, later(16)]);
    expect(stepsOf(then)).toEqual(["visit missed", "offer_refund active"]);
    expect(then.opened.state.offer).toMatchObject({ amountMinor: 6667n });
  });
});

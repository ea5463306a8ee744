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

describe("a repair with a unit lent meanwhile", () => {
  const LEND: CaseCommand = { kind: "lend_unit", unitRef: "LOAN-7", worthMinor: 80_000n };
  const lent = () => after(aCase({ template: "repair_with_loan" }), ["seller", LEND]);
  const mended = (running: Running) => {
    const sent = after(running, ["buyer", { kind: "hand_over", carrier: "sf", trackingNo: "SF-1" }], ["warehouse", RECEIVE]);
    const done = after(answered(sent, "order_repair", { kind: "repair_ordered", jobRef: "job-1" }), ["warehouse", REPAIRED]);
    return after(goingHome(done), ["integrator", { kind: "report_tracking", trackingNo: "SF-2", code: "signed", trackedAt: later(1) }]);
  };

  test("is not over before the unit is back", () => {
    const home = mended(lent());
    expect(stepsOf(home).at(-1)).toBe("give_back_resolved active");
    expect(home.opened.state.repair.loan).toEqual({ unitRef: "LOAN-7", worthMinor: 80_000n });
    const then = after(home, ["buyer", { kind: "hand_over", carrier: "sf", trackingNo: "SF-LOAN" }]);
    expect(then.opened.state).toMatchObject({ end: "resolved", repair: { loan: null }, money: { legs: [] } });
  });

  test("T-7: tells later claims how long the goods themselves were away, whatever was lent", () => {
    const sent = after(
      lent(),
      ["buyer", { kind: "hand_over", carrier: "sf", trackingNo: "SF-1" }, later(2)],
      ["warehouse", RECEIVE, later(3)],
    );
    expect(claimOf(sent.opened.state).repairedFor).toEqual({ startedAt: later(2), endedAt: null });
    const done = after(answered(sent, "order_repair", { kind: "repair_ordered", jobRef: "job-1" }), ["warehouse", REPAIRED, later(8)]);
    const signed: CaseCommand = { kind: "report_tracking", trackingNo: "SF-2", code: "signed", trackedAt: later(9) };
    const home = after(goingHome(done), ["integrator", signed, later(9)]);
    const over = after(home, ["buyer", { kind: "hand_over", carrier: "sf", trackingNo: "SF-LOAN" }, later(15)]);
    expect(claimOf(over.opened.state)).toMatchObject({ isRepaired: true, repairedFor: { startedAt: later(2), endedAt: later(9) } });
  });

  const silentAt = (running: Running, days: number) => {
    const stepNo = running.opened.state.steps.find(({ status }) => status === "active")?.stepNo ?? 0;
    return after(running, ["system", { kind: "step_due", stepNo }, later(days)]);
  };

  test("asks for the unit once more, with a last day, before anything is charged", () => {
    const again = silentAt(mended(lent()), 9);
    expect(stepsOf(again).slice(-2)).toEqual(["give_back_resolved not_recovered", "last_call_resolved active"]);
    expect(again.opened.state.steps.at(-1)).toMatchObject({ type: "recover", owner: "buyer", dueAt: later(16) });
    expect(again.opened.state.money).toMatchObject({ collect: null, legs: [] });
    expect(again.opened.effects.some(({ kind }) => kind === "collect_payment")).toBe(false);
    const back = after(again, ["buyer", { kind: "hand_over", carrier: "sf", trackingNo: "SF-LOAN" }]);
    expect(back.opened.state).toMatchObject({ end: "resolved", repair: { loan: null }, money: { collect: null, legs: [] } });
  });

  test("charges the unit to the buyer who keeps it, at the worth named when it was lent", () => {
    const kept = silentAt(silentAt(mended(lent()), 9), 17);
    expect(kept.opened.effects.at(-1)).toMatchObject({ kind: "collect_payment", amountMinor: 80_000n });
    const paid = answered(kept, "collect_payment", { kind: "money_collected", gatewayRef: "pay-9" });
    expect(paid.opened.state).toMatchObject({ end: "resolved", money: { collect: { collectedMinor: 80_000n } } });
    expect(paid.opened.effects.some(({ kind }) => kind === "refund_tender")).toBe(false);
    const unpaid = answered(kept, "collect_payment", REFUSED);
    expect(unpaid.opened.state).toMatchObject({ end: "resolved", repair: { loan: null }, money: { legs: [] } });
  });

  test("goes on without one where there is none to lend, and asks for nothing back", () => {
    const none = after(aCase({ template: "repair_with_loan" }), ["system", { kind: "step_due", stepNo: 1 }, later(9)]);
    expect(stepsOf(none).slice(-2)).toEqual(["lend not_lent", "send_back_goods active"]);
    expect(mended(none).opened.state.end).toBe("resolved");
  });

  test("lends nothing that is worth nothing", () => {
    const running = aCase({ template: "repair_with_loan" });
    expect(() => after(running, ["seller", { ...LEND, worthMinor: 0n }])).toThrow("quote_not_positive");
  });
});

describe("goods that are destroyed instead of sent", () => {
  const photo: CaseCommand = {
    kind: "provide_evidence",
    items: [{ fileId: "file_000000000000000000000009", kind: "photo", sha256: "ab".repeat(32) }],
  };

  test("are paid for once the buyer has shown that they are gone", () => {
    const asked = aCase({ template: "refund_destroyed" });
    expect(stepsOf(asked)).toEqual(["dispose active"]);
    expect(asked.opened.effects).toEqual([]);
    const shown = after(asked, ["buyer", photo]);
    expect(stepsOf(shown)).toEqual(["dispose disposed", "refund active"]);
    expect(shown.opened.effects[0]).toMatchObject({ kind: "refund_tender" });
  });

  test("are looked at by a person where nothing was shown in time, and what staff adds shows nothing for the buyer", () => {
    const noted = after(aCase({ template: "refund_destroyed" }), ["seller", photo]);
    expect(stepsOf(noted)).toEqual(["dispose active"]);
    const late = after(noted, ["system", { kind: "step_due", stepNo: 1 }, later(9)]);
    expect(stepsOf(late)).toEqual(["dispose not_disposed", "disposal_review active"]);
  });
});

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

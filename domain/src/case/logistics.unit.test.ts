import { describe, expect, test } from "vitest";
import { aCase, after, later, type Running, withLadder } from "../../../test/case/a-case.ts";
import { answered, PAID, REFUSED, stepsOf } from "../../../test/case/how-it-went.ts";
import { itemsOf } from "../work/work-item.ts";
import type { CaseCommand } from "./case-command.ts";
import { claimOf } from "./claim.ts";

const stuck = () => aCase({ template: "logistics", parcel: "hub_scan" });
const traced = (finding: "moving" | "arrived" | "lost" | "damaged", running: Running = stuck()) =>
  answered(running, "trace_parcel", { kind: "parcel_traced", finding });
const settled = (isSettled: boolean): CaseCommand => ({ kind: "confirm_solution", settled: isSettled });

describe("a parcel", () => {
  test("that moves is waited for; its arrival is asked about, and the buyer has the last word", () => {
    expect(stepsOf(traced("moving"))).toEqual(["trace active"]);
    const there = after(traced("moving"), [
      "integrator",
      { kind: "report_tracking", trackingNo: "SF-OUT", code: "signed", trackedAt: later(1) },
    ]);
    expect(stepsOf(there)).toEqual(["trace arrived", "confirm active"]);
    expect(after(there, ["buyer", settled(true)]).opened.state.end).toBe("resolved");
  });

  test("signed for by somebody else is judged by a person, who names the sum", () => {
    const then = after(traced("arrived"), ["buyer", settled(false)]);
    expect(stepsOf(then).at(-1)).toBe("verdict active");
    const paid = after(then, ["supervisor", { kind: "grant", grant: { refundMinor: 6667n, cashMinor: 0n, benefits: [], bearer: null } }]);
    const whole = answered(answered(paid, "refund_tender", PAID, 0), "refund_tender", PAID);
    expect(whole.opened.state.end).toBe("resolved");
  });

  test("that is lost: the money, which the buyer may take", () => {
    const offered = traced("lost");
    expect(offered.opened.state.offer).toMatchObject({ amountMinor: 6667n });
    const then = after(offered, ["buyer", { kind: "answer_offer", accept: true }]);
    expect(then.opened.effects.filter(effect => effect.kind === "refund_tender")).toHaveLength(2);
    expect(claimOf(then.opened.state).lines).toEqual([{ lineNo: 1, quantity: 2 }]);
  });

  test("that is lost: or the goods once more, which silence asks for too", () => {
    const then = after(traced("lost"), ["buyer", { kind: "answer_offer", accept: false }]);
    expect(then.opened.effects.at(-1)).toMatchObject({ kind: "reserve_stock", items: [{ skuId: "sku-1", quantity: 2 }] });
    expect(claimOf(then.opened.state).lines).toEqual([]);
    expect(stepsOf(answered(then, "reserve_stock", REFUSED)).at(-1)).toBe("stock_verdict active");
  });

  test("the records know to be lost needs no asking, and one its carrier does not know is looked for by a person", () => {
    expect(stepsOf(aCase({ template: "logistics", parcel: "lost" }))).toEqual(["trace lost", "offer_refund active"]);
    const unknown = answered(stuck(), "trace_parcel", REFUSED);
    expect(stepsOf(unknown)).toEqual(["trace active"]);
    expect(stepsOf(after(unknown, ["agent", { kind: "report_trace", finding: "damaged" }])).at(-1)).toBe("offer_refund active");
  });

  test("its carrier does not know is a person's at once, who is reminded of what was promised as the carrier would have been", () => {
    const asked = aCase({ template: "logistics", parcel: "hub_scan" }, rules => withLadder(rules));
    const unknown = answered(asked, "trace_parcel", REFUSED);
    const [before, then] = [asked, unknown].map(({ opened }) => opened.state.steps[0]);
    expect([before?.owner, then?.owner]).toEqual(["carrier", "platform"]);
    expect(then).toMatchObject({ status: "active", standardDueAt: before?.standardDueAt, dueAt: before?.dueAt });
    expect(itemsOf(unknown.opened.state, later(0)).find(({ stepNo }) => stepNo === 1)).toMatchObject({ stepOwner: "platform", end: null });
    const nextAt = then?.climb?.nextAt ?? expect.unreachable();
    const climbed = after(unknown, ["system", { kind: "step_due", stepNo: 1 }, nextAt]);
    expect(climbed.opened.state.steps[0]?.climb?.rung).toBe(1);
  });
});

describe("money asked back", () => {
  test("while the parcel stands packed in the warehouse: the warehouse keeps it, and no carrier is asked", () => {
    const packed = answered(aCase({ template: "refund_pre_ship", parcel: "number_entered" }), "amend_order", REFUSED);
    expect(packed.opened.effects.at(-1)).toMatchObject({ kind: "hold_parcel", trackingNo: "SF-OUT" });
    expect(stepsOf(answered(packed, "hold_parcel", { kind: "intercepted" })).at(-1)).toBe("refund active");
    expect(stepsOf(answered(packed, "hold_parcel", REFUSED)).at(-1)).toBe("send_back_goods active");
  });
});

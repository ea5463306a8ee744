import { expect, test } from "vitest";
import { aCase, after, later } from "../../../test/case/a-case.ts";
import { answered, PAID, REFUSED, stepsOf } from "../../../test/case/how-it-went.ts";
import { claimOf } from "./claim.ts";

const given = () => aCase({ template: "resend" });
const shipped = () =>
  answered(answered(given(), "reserve_stock", { kind: "stock_reserved" }), "ship_goods", {
    kind: "goods_shipped",
    carrier: "sf",
    trackingNo: "SF-NEW",
  });

test("missing pieces are set aside, sent and there: nothing was paid, and the new pieces can be claimed like any other", () => {
  const then = after(shipped(), ["buyer", { kind: "confirm_arrival", arrived: true }]);
  expect(stepsOf(then)).toEqual(["reserve reserved", "reship delivered"]);
  expect(then.opened.state.end).toBe("resolved");
  expect(claimOf(then.opened.state).lines).toEqual([]);
  expect(claimOf(shipped().opened.state).lines).toEqual([{ lineNo: 1, quantity: 2 }]);
});

test("lost on its way they are sent once more", () => {
  const then = after(shipped(), ["integrator", { kind: "report_tracking", trackingNo: "SF-NEW", code: "lost", trackedAt: later(1) }]);
  expect(stepsOf(then).slice(-2)).toEqual(["reship not_delivered", "reserve_again active"]);
});

test("not to be had, the buyer is offered what was paid for them, and the pieces are settled by it", () => {
  const short = answered(given(), "reserve_stock", REFUSED);
  expect(short.opened.state.offer).toMatchObject({ amountMinor: 6667n });
  const accepted = after(short, ["buyer", { kind: "answer_offer", accept: true }]);
  const then = answered(answered(accepted, "refund_tender", PAID, 0), "refund_tender", PAID);
  expect(then.opened.state.end).toBe("resolved");
  expect(claimOf(then.opened.state).lines).toEqual([{ lineNo: 1, quantity: 2 }]);
});

test("whoever wants the pieces and not the money is heard by a person", () => {
  const then = after(answered(given(), "reserve_stock", REFUSED), ["buyer", { kind: "answer_offer", accept: false }]);
  expect(stepsOf(then).at(-1)).toBe("platform_review active");
});

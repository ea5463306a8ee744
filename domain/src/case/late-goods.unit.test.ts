import { describe, expect, test } from "vitest";
import { aCase, after, by, FILED_AT, type Running } from "../../../test/case/a-case.ts";
import { runOut, World } from "../../../test/case/a-world.ts";
import { approved, inspect, received, refunding, refusal, sent, WITHDRAW } from "../../../test/case/commands-given.ts";
import { answered, PAID } from "../../../test/case/how-it-went.ts";
import { isOwing } from "./buyer-debt.ts";
import type { AcceptedLine, CaseCommand } from "./case-command.ts";
import { stillToCollectMinor } from "./case-money.ts";
import { replay } from "./evolve.ts";

const lateWith = (trackingNo: string, lines: readonly AcceptedLine[]): CaseCommand => ({
  kind: "accept_late_goods",
  carrier: "sf",
  trackingNo,
  lines,
});
const late = (good: number, damaged = 0, trackingNo = "SF-1"): CaseCommand =>
  lateWith(trackingNo, [{ lineNo: 1, grade: "b", good, damaged }]);
const paid = (running: Running): Running => answered(answered(running, "refund_tender", PAID, 0), "refund_tender", PAID, 1);
const silent = (running: Running): Running => {
  const step = running.opened.state.steps.find(({ status }) => status === "active");
  return after(running, ["system", { kind: "step_due", stepNo: step?.stepNo ?? 0 }, step?.dueAt ?? FILED_AT]);
};
/** Nobody counted the parcel in time, so it was paid back as if it had come. */
const assumed = (): Running => paid(silent(silent(sent())));

describe("goods that come after their price went back", () => {
  test("are kept as they were found, and no money moves for it", () => {
    const ended = assumed();
    expect(ended.opened.state.end).toBe("resolved");
    const kept = after(ended, ["warehouse", late(1, 1)]);
    expect(kept.opened.state.lateGoods).toEqual([
      {
        ...{ carrier: "sf", trackingNo: "SF-1" },
        lines: [{ lineNo: 1, inspection: { grade: "b", good: 1, damaged: 1, missing: 0, wrong: 0 } }],
      },
    ]);
    expect([kept.opened.state.end, kept.opened.state.money]).toEqual(["resolved", ended.opened.state.money]);
  });

  test("are kept once for one parcel, and never more of them than were paid for", () => {
    const one = after(assumed(), ["agent", late(1)]);
    expect(after(one, ["agent", late(1)]).opened.state.lateGoods).toHaveLength(1);
    expect(refusal(one, "warehouse", late(2, 0, "SF-2"))).toBe("goods_not_paid_back");
    expect(refusal(one, "warehouse", late(1, 0, "SF-2"))).toBe("carried out");
  });

  test("are counted: none at all, or another line, is no receipt", () => {
    expect(refusal(assumed(), "warehouse", late(0))).toBe("quantity_not_positive");
    expect(refusal(assumed(), "warehouse", lateWith("SF-1", []))).toBe("quantity_not_positive");
    expect(refusal(assumed(), "warehouse", lateWith("SF-1", [{ lineNo: 2, grade: "a", good: 1, damaged: 0 }]))).toBe("line_not_in_case");
    expect(refusal(assumed(), "buyer", late(1))).toBe("not_the_owner");
  });
});

describe("goods that were not paid back are the buyer's, and are not taken", () => {
  test("where the request was withdrawn", () => {
    expect(refusal(after(approved(), ["buyer", WITHDRAW]), "warehouse", late(1))).toBe("goods_not_paid_back");
  });

  test("where the piece was missing from the parcel and its price was kept", () => {
    const short = after(
      sent(),
      ["warehouse", { kind: "receive_goods", lines: [{ lineNo: 1, quantity: 1 }], wrongGoods: false }],
      ["warehouse", inspect(1, 0, 1)],
    );
    const ended = paid(short);
    expect(ended.opened.state.end).toBe("resolved");
    expect(refusal(ended, "warehouse", late(1))).toBe("goods_not_paid_back");
  });

  test("where all of it came, was inspected and was paid for", () => {
    expect(refusal(paid(refunding()), "warehouse", late(1))).toBe("goods_not_paid_back");
  });

  test("while the money is still on its way", () => {
    expect(refusal(refunding(), "warehouse", late(1))).toBe("goods_not_paid_back");
    expect(refusal(received(), "warehouse", late(1))).toBe("goods_not_paid_back");
  });
});

test("a case that waits for its goods receives them as ever", () => {
  expect([refusal(approved(), "warehouse", late(1)), refusal(sent(), "warehouse", late(1))]).toEqual(["goods_awaited", "goods_awaited"]);
});

test("a buyer who was to pay an early refund back owes nothing once all the goods are here, and the books say so", () => {
  const world = new World(aCase({ template: "return_refund_before_return" }));
  for (const effect of [...world.unanswered]) world.answer(effect, false);
  while (world.state.end === null) runOut(world);
  expect([world.state.end, isOwing(world.state), world.ledger.get("buyer_receivable")]).toEqual(["resolved", true, 6667n]);
  expect(world.say(late(1), by("warehouse")), "a part of the goods does not settle it").toBe(false);
  expect(world.say(late(2), by("warehouse"))).toBe(true);
  expect([stillToCollectMinor(world.state.money), world.ledger.get("buyer_receivable")]).toEqual([0n, 0n]);
  // What they pay all the same, because they were asked for it before, goes back to them.
  while (world.unanswered[0] !== undefined) world.answer(world.unanswered[0], false);
  expect(world.toBuyerMinor).toBe(6667n);
  expect(replay(world.events)).toEqual(world.state);
});

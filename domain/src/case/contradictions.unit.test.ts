import { describe, expect, test } from "vitest";
import { aCase, after, FILED_AT, later, type Running } from "../../../test/case/a-case.ts";
import { answered, PAID } from "../../../test/case/how-it-went.ts";
import { addMs, type Instant } from "../kernel/time.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import type { CaseCommand } from "./case-command.ts";
import { contradictionsOf } from "./contradictions.ts";

/** The host has taken pieces of the first line into a line of their own, as it does when some of them become another article. */
const withPiecesMoved = (order: OrderFacts): OrderFacts => ({
  ...order,
  lines: order.lines.map(line => (line.lineNo === 1 ? { ...line, quantity: 1 } : line)),
});

test("fewer pieces than a return speaks for go against it; a change of the order asked for them to be fewer", () => {
  const contradictions = (template: string) => {
    const { rules, opened } = aCase({ template });
    return contradictionsOf(opened.state, withPiecesMoved(rules.order));
  };
  expect(contradictions("return_refund")).toContain("fewer_pieces_bought");
  expect(contradictions("amend_items")).toEqual([]);
});

describe("goods that were paid back because they did not come", () => {
  const signedAt = (order: OrderFacts, at: Instant): OrderFacts => ({
    ...order,
    sourceVersion: order.sourceVersion + 1,
    shipments: order.shipments.map(shipment => ({ ...shipment, signedAt: at })),
  });
  const REFUSED_AT_DOOR = { template: "refund_in_transit", parcel: "hub_scan", refusesAtDoor: true } as const;
  const stopped = () => answered(aCase(REFUSED_AT_DOOR), "intercept_parcel", { kind: "intercepted" });
  const paid = () => answered(answered(stopped(), "refund_tender", PAID, 0), "refund_tender", PAID);
  const SIGNED: CaseCommand = { kind: "report_tracking", trackingNo: "SF-OUT", code: "signed", trackedAt: later(2) };
  const TOLD: CaseCommand = { kind: "order_facts_changed", toVersion: 2 };
  const hearing = ({ rules, opened }: Running, order: OrderFacts): Running => ({ rules: { ...rules, order }, opened });

  test("and were signed for after all are looked at, whoever says so first, and only until somebody has", () => {
    const over = paid();
    expect(over.opened.state).toMatchObject({ end: "resolved", attention: [] });
    const byCarrier = after(over, ["integrator", SIGNED, later(2)]);
    const byHost = after(hearing(over, signedAt(over.rules.order, later(2))), ["system", TOLD, later(3)]);
    for (const then of [byCarrier, byHost]) {
      expect(then.opened.state).toMatchObject({ end: "resolved", attention: ["signed_after_refund"] });
      expect(after(then, ["agent", { kind: "clear_attention" }, later(4)]).opened.state.attention).toEqual([]);
    }
  });

  test("are left alone where the host only repeats what was known, and where nothing was paid", () => {
    const over = paid();
    const before = signedAt(over.rules.order, addMs(FILED_AT, -1));
    expect(after(hearing(over, before), ["system", TOLD, later(3)]).opened.events).toHaveLength(over.opened.events.length);
    const withdrawn = after(aCase({ template: "logistics", parcel: "hub_scan" }), ["buyer", { kind: "withdraw" }]);
    expect(after(withdrawn, ["integrator", SIGNED, later(2)]).opened.state.attention).toEqual([]);
  });

  test("and are signed for while the case still runs are looked at too", () => {
    const running = aCase(REFUSED_AT_DOOR);
    const then = after(hearing(running, signedAt(running.rules.order, later(1))), ["system", TOLD, later(1)]);
    expect(then.opened.state.attention).toEqual(["signed_meanwhile"]);
  });
});

import type { CaseCommand } from "@amends/domain/case/case-command";
import { claimOf } from "@amends/domain/case/claim";
import { describe, expect, test } from "vitest";
import { aCase, by, after as next } from "./a-case.ts";
import { answered, PAID, stepsOf } from "./how-it-went.ts";

/*
 * What another system's tests hold a return, an exchange, a claim and an order edit to, as far as it is about what happens; what it comes to in money
 * stands in `test/settlement/scenarios.unit.test.ts`. Each line says where it is shown.
 *
 *   a return is opened, described, requested          here: "is on record from the first moment"
 *   requested, changed, raised: pieces and value      here: "speaks for the pieces it names"; a change is a new filing after a withdrawal
 *   the way back has its own price, kept with it      domain/src/case/return-freight.unit.test.ts
 *   withdrawn before it is confirmed, then confirmed  here: "cannot be taken up again"
 *   one good, then one damaged, of two                here: "counts what comes"
 *   received with quantity nothing                    here: "counts what comes"
 *   stock rises by the good one alone                 here: "counts what comes" (who keeps stock is told the good ones)
 *   more than was fulfilled, no line, unknown line    test/evaluation/admit.unit.test.ts
 *   more than was requested is received               here: "takes in no more than was sent"
 *   two returns of one order, one received, one not   here: "two returns of one order"
 *   cancelling what was received                      here: "cannot be withdrawn any more"
 *   reasons as a tree; reasons of a refusal           test/pack/reason-outcomes.unit.test.ts; here: "is refused for a reason that is known"
 *   a second change while one is open                 test/hard/over-claim.e2e.test.ts
 *   an unknown return, order or change                test/routes/access.e2e.test.ts
 *   tax and discount of a line                        test/settlement/scenarios.unit.test.ts
 *   an exchange with nothing out                      test/evaluation/evaluate.unit.test.ts (no replacement chosen)
 *   an exchange or a claim called off, its stock      here: "lets its stock go"
 *   differences of exchanges and claims, 110.50, 10   test/settlement/scenarios.unit.test.ts (the other system's 109.50 and 11 leave a tax out)
 *   a claim's new goods, shipped and lost             domain/src/case/resend.unit.test.ts
 *   the history of a line after a claim               here: "is on record from the first moment"
 *   an order edit: asked, paid or given back, named   here: "an order edit"; its figures in test/settlement/scenarios.unit.test.ts
 *
 * Drafts that are put together piece by piece before they are confirmed (methods added, removed and added again) have no like here: a filing is one word.
 */

const RETURN = { template: "return_refund" } as const;
const SENT: CaseCommand = { kind: "hand_over", carrier: "sf", trackingNo: "SF-1" };
const received = (quantity: number): CaseCommand => ({ kind: "receive_goods", lines: [{ lineNo: 1, quantity }], wrongGoods: false });
const inspected = (good: number, damaged = 0, missing = 0): CaseCommand => ({
  kind: "inspect_goods",
  lines: [{ lineNo: 1, grade: "b", good, damaged, missing, wrong: 0 }],
});
const onTheWay = () => next(aCase(RETURN), ["buyer", SENT]);

describe("a return", () => {
  test("is on record from the first moment: who asked, when, why, for what", () => {
    const { state, events } = aCase(RETURN).opened;
    expect(state).toMatchObject({
      claimedReason: expect.any(String),
      end: null,
      lines: [{ lineNo: 1, quantity: 2 }],
    });
    expect(events.map(({ type }) => type).slice(0, 2)).toEqual(["case_filed", "case_decided"]);
    expect(events.every(({ at }) => at === state.filedAt)).toBe(true);
  });

  test("speaks for the pieces it names while it is open, and for none once it is withdrawn", () => {
    expect(claimOf(aCase(RETURN).opened.state).lines).toEqual([{ lineNo: 1, quantity: 2 }]);
    expect(claimOf(aCase({ ...RETURN, lines: [{ lineNo: 1, quantity: 1 }] }).opened.state).lines).toEqual([{ lineNo: 1, quantity: 1 }]);
    expect(claimOf(next(aCase(RETURN), ["buyer", { kind: "withdraw" }]).opened.state).lines).toEqual([]);
  });

  test("that was withdrawn cannot be taken up again", () => {
    const gone = next(aCase({ ...RETURN, outcome: "review" }), ["buyer", { kind: "withdraw" }]);
    expect(gone.opened.state.end).toBe("withdrawn");
    expect(() => next(gone, ["seller", { kind: "approve" }])).toThrow("case_ended");
    expect(() => next(gone, ["buyer", SENT])).toThrow("case_ended");
  });

  test("counts what comes: one good and one damaged of two, one good and one missing, and never nothing", () => {
    expect(() => next(onTheWay(), ["warehouse", received(0)])).toThrow("quantity_not_positive");
    const both = next(onTheWay(), ["warehouse", received(2)], ["warehouse", inspected(1, 1)]);
    expect(both.opened.state.lines).toMatchObject([{ receivedQuantity: 2, inspection: { good: 1, damaged: 1, missing: 0 } }]);
    const one = next(onTheWay(), ["warehouse", received(1)]);
    expect(stepsOf(one).slice(-2)).toEqual(["receive partly_received", "inspect active"]);
    const short = next(one, ["warehouse", inspected(1, 0, 1)]);
    expect(short.opened.state.lines).toMatchObject([{ receivedQuantity: 1, inspection: { good: 1, missing: 1 } }]);
    expect(short.opened.effects.filter(({ kind }) => kind === "refund_tender").length).toBeGreaterThan(0);
  });

  test("takes in no more than was sent, and finds no more than that in it", () => {
    expect(() => next(onTheWay(), ["warehouse", received(3)])).toThrow("more_than_sent");
    expect(() => next(onTheWay(), ["warehouse", received(2)], ["warehouse", inspected(1, 2)])).toThrow("more_than_sent");
  });

  test("whose goods were inspected cannot be withdrawn any more", () => {
    const there = next(onTheWay(), ["warehouse", received(2)], ["warehouse", inspected(2)]);
    expect(() => next(there, ["buyer", { kind: "withdraw" }])).toThrow("cannot_withdraw_now");
  });

  test("is refused for a reason that is known and lawful, and for no other", () => {
    const asked = () => aCase({ ...RETURN, outcome: "review" });
    expect(next(asked(), ["seller", { kind: "reject", reason: "goods_used" }]).opened.state.end).toBe("rejected");
    expect(() => next(asked(), ["seller", { kind: "reject", reason: "too big" }])).toThrow("rejection_reason_unknown");
  });
});

describe("two returns of one order", () => {
  test("are two: what the first has of the order is not the second's, and calling one off leaves the other", () => {
    const one = { lines: [{ lineNo: 1, quantity: 1 }] };
    const first = next(aCase({ ...RETURN, ...one }), ["buyer", { kind: "withdraw" }]);
    const second = aCase({ ...RETURN, ...one, claims: [claimOf(first.opened.state)] });
    const sent = next(second, ["buyer", SENT], ["warehouse", received(1)], ["warehouse", inspected(1)]);
    expect(claimOf(first.opened.state).lines).toEqual([]);
    expect(claimOf(sent.opened.state).lines).toEqual([{ lineNo: 1, quantity: 1 }]);
  });
});

describe("an exchange", () => {
  test("that is called off lets its stock go", () => {
    const kept = answered(aCase({ template: "exchange" }), "reserve_stock", { kind: "stock_reserved" });
    expect(kept.opened.state.reservation).not.toBeNull();
    const gone = next(kept, ["buyer", { kind: "withdraw" }]);
    expect(gone.opened.state).toMatchObject({ end: "withdrawn", money: { legs: [] } });
    expect(gone.opened.effects.at(-1)).toMatchObject({ kind: "release_stock" });
  });
});

describe("an order edit", () => {
  test("to the same price moves nothing, and is confirmed by the host whose order it is", () => {
    const asked = aCase({ template: "amend_items", replacementPriceMinor: 3333n, parcel: "not_shipped" });
    const kinds = asked.opened.effects.map(({ kind }) => kind);
    expect(kinds.every(kind => kind === "reserve_stock" || kind === "amend_order" || kind === "collect_payment")).toBe(true);
  });

  test("that costs more is made when it is paid, one that costs less gives the difference back, and each is on record by whom", () => {
    const run = (priceMinor: bigint) => {
      let running = aCase({ template: "amend_items", replacementPriceMinor: priceMinor, parcel: "not_shipped" });
      for (let turn = 0; turn < 8 && running.opened.state.end === null; turn += 1) {
        const [open] = running.opened.state.openEffects;
        if (open === undefined) break;
        const answer = {
          reserve_stock: { kind: "stock_reserved" },
          collect_payment: { kind: "money_collected", gatewayRef: "pay-1" },
          amend_order: { kind: "order_amended" },
          refund_tender: PAID,
        } as const;
        const found = Object.entries(answer).find(([kind]) => kind === open.kind)?.[1];
        if (found === undefined) throw new Error(`nobody answers ${open.kind}`);
        running = next(running, ["system", { kind: "effect_answered", effectId: open.effectId, answer: found }]);
      }
      return running.opened;
    };
    const dearer = run(6000n);
    const cheaper = run(3000n);
    expect([dearer.state.end, cheaper.state.end]).toEqual(["resolved", "resolved"]);
    expect(dearer.effects.some(({ kind }) => kind === "collect_payment")).toBe(true);
    expect(cheaper.effects.some(({ kind }) => kind === "refund_tender")).toBe(true);
    expect(dearer.events[0]?.by).toEqual(by("buyer"));
  });
});

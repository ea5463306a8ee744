import { describe, expect, test } from "vitest";
import { aCase, by } from "../../../test/case/a-case.ts";
import { comesToAnEnd, World } from "../../../test/case/a-world.ts";
import { HAND_OVER, inspect } from "../../../test/case/commands-given.ts";
import { anAsk, pieces } from "../../../test/settlement/an-order.ts";
import { mustRefund } from "../../../test/settlement/arbitrary-refunds.ts";
import { sumMinor } from "../kernel/money.ts";
import { dueRefunds, moneyOf } from "./case-money.ts";
import type { CaseState } from "./case-state.ts";
import { claimOf } from "./claim.ts";

const NEW_CUP = { lineNo: 1, skuId: "cup-new", quantity: 1, worthMinor: 4000n, givenMinor: 0n };

/** A cup for ¥33.33 goes back for one at ¥40.00: the buyer pays ¥6.67. */
const exchange = (): World => new World(aCase({ template: "exchange", lines: [{ lineNo: 1, quantity: 1 }], replacementPriceMinor: 4000n }));
const exchanged = (): World => {
  const world = exchange();
  comesToAnEnd(world);
  return world;
};
const answerNext = (world: World): void => {
  const [asked] = world.unanswered;
  if (asked !== undefined) world.answer(asked, false);
};
/** The old cup is back and the new one paid for; it has not left yet. */
const paidFor = (): World => {
  const world = exchange();
  answerNext(world);
  world.say(HAND_OVER, by("buyer"));
  world.say({ kind: "receive_goods", lines: [{ lineNo: 1, quantity: 1 }], wrongGoods: false }, by("warehouse"));
  world.say(inspect(1), by("warehouse"));
  answerNext(world);
  return world;
};
const returnedAfter = ({ state }: World) =>
  aCase({ template: "return_refund", lines: [{ lineNo: 2, quantity: 1 }], claims: [claimOf(state)] }).opened.state;

describe("what an exchange cost", () => {
  test("goes back to the payment that brought it and not with a tender of the order, which would get more than it paid", () => {
    const first = exchanged();
    const { collect } = first.state.money;
    const second = returnedAfter(first);
    const beside = second.money.refunds.filter(({ tenderNo }) => tenderNo < 1);
    expect(beside.map(({ methodRef, promisedMinor, collectedUnder }) => [methodRef, promisedMinor, collectedUnder])).toEqual([
      ["wallet-1", 667n, collect?.collectedUnder],
    ]);
    expect(collect?.collectedUnder).toBeDefined();
    expect(sumMinor(second.money.refunds.map(refund => refund.promisedMinor))).toBe(5000n);
    const due = dueRefunds({ money: { ...second.money, promised: true }, openEffects: [] });
    expect(due.find(({ tenderNo }) => tenderNo < 1)?.collectedUnder).toBe(collect?.collectedUnder);
  });

  test("goes back once: the next refund of the order knows of it", () => {
    const first = exchanged();
    const second = returnedAfter(first);
    const third = aCase({
      template: "return_refund",
      lines: [{ lineNo: 1, quantity: 2 }],
      claims: [claimOf(first.state), claimOf(second)],
    }).opened.state;
    expect(third.money.refunds.filter(({ tenderNo }) => tenderNo < 1)).toEqual([]);
  });

  test("keeps its number when the sum is reckoned anew", () => {
    const first = exchanged();
    const { money, customerId, sellerId } = returnedAfter(first);
    const { order } = first.rules;
    const again = mustRefund(order, claimOf(first.state).refund, anAsk({ lines: [pieces(2, 1)] }));
    const before = { ...money, refunds: money.refunds.map(refund => ({ ...refund, refundedMinor: refund.promisedMinor })) };
    const revised = moneyOf(again, anAsk({ lines: [pieces(2, 1)] }), before, { parties: { customerId, sellerId }, order });
    expect(revised.refunds).toEqual(before.refunds);
  });

  test("is given back by nobody else while the exchange may still come to nothing", () => {
    const open = paidFor();
    expect([open.state.end, open.state.money.collect?.collectedMinor]).toEqual([null, 667n]);
    expect(claimOf(open.state).refund.collectPaidMinor).toBe(0n);
    expect(returnedAfter(open).money.refunds.map(({ tenderNo }) => tenderNo)).toEqual([1, 2]);
  });
});

describe("goods that are still to come in exchange", () => {
  const claimed = (end: CaseState["end"]) => {
    const { state } = exchange();
    const totals = { ...state.money.totals, replacements: [NEW_CUP] };
    return claimOf({ ...state, end, money: { ...state.money, totals } }).refund.replacements;
  };

  test("are not the buyer's to be paid back for, and are once they have come", () => {
    expect([claimed(null), claimed("resolved")]).toEqual([undefined, [NEW_CUP]]);
  });
});

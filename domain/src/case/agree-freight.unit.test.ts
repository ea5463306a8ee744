import { describe, expect, test } from "vitest";
import { aCase, by, type CaseParts, after as given, later, type Running } from "../../../test/case/a-case.ts";
import type { CaseCommand } from "./case-command.ts";
import type { OfferedFreight } from "./case-state.ts";
import { replayPostings } from "./check-postings.ts";
import { decide } from "./decide.ts";

const SELLER = "seller_0000000000000000000000s1";
/** Three cups for 100.00, a pot for 50.00 and 8.00 for the way out: all of the order. */
const ALL = [
  { lineNo: 1, quantity: 3 },
  { lineNo: 2, quantity: 1 },
];
const POT = [{ lineNo: 2, quantity: 1 }];
const offer = (amountMinor: bigint, freight?: OfferedFreight): CaseCommand => ({
  ...{ kind: "make_offer", amountMinor, keepGoods: false, benefits: [] },
  ...(freight === undefined ? {} : { freight }),
});
const ACCEPT: CaseCommand = { kind: "answer_offer", accept: true };
/** By the reason the buyer would pay the way back, as in seven days without one. */
const asked = (parts: Partial<CaseParts> = {}): Running =>
  aCase({ template: "return_refund", outcome: "review", returnFreightBy: "buyer", lines: ALL, ...parts });
/** The goods go back for 12.00 that the buyer pays, come in and are as sold. */
const home = (running: Running, lines = ALL): Running =>
  given(
    running,
    ["buyer", { kind: "hand_over", carrier: "sf", trackingNo: "SF-1", returnFreight: { amountMinor: 1200n, receipt: [] } }],
    ["warehouse", { kind: "receive_goods", lines, wrongGoods: false }],
    [
      "warehouse",
      {
        kind: "inspect_goods",
        lines: lines.map(({ lineNo, quantity }) => ({ lineNo, grade: "a", good: quantity, damaged: 0, missing: 0, wrong: 0 })),
      },
    ],
  );
const toBuyer = ({ opened: { state } }: Running) => state.money.refunds.reduce((sum, { promisedMinor }) => sum + promisedMinor, 0n);
const onSeller = ({ opened: { events } }: Running) =>
  replayPostings([events])
    .flatMap(({ legs }) => legs)
    .reduce(
      (sum, { account, partyRef, amountMinor }) => (account === "seller_settlement" && partyRef === SELLER ? sum + amountMinor : sum),
      0n,
    );

describe("F-1: a return that both sides agreed on", () => {
  test("without a word of the freight: both ways are the seller's, and not as the reason had it", () => {
    const agreed = given(asked(), ["seller", offer(14_000n)], ["buyer", ACCEPT]);
    expect(agreed.opened.state).toMatchObject({ freight: { outbound: "seller", return: "seller" }, freightAgreed: "F-1" });
    expect(toBuyer(agreed)).toBe(14_800n);
    const settled = home(agreed);
    // 140.00 agreed, 8.00 for the way out, 12.00 for the way back.
    expect(toBuyer(settled)).toBe(16_000n);
    expect(onSeller(settled)).toBe(16_000n);
  });

  test("of a part of the order: the way out served what stays with the buyer, the way back is the seller's", () => {
    const agreed = given(asked({ lines: POT }), ["seller", offer(4000n)], ["buyer", ACCEPT]);
    expect(toBuyer(agreed)).toBe(4000n);
    expect(toBuyer(home(agreed, POT))).toBe(5200n);
  });

  test("with a word of it: the offer binds", () => {
    const word = { outbound: "seller", return: "buyer" } as const;
    const agreed = given(asked(), ["seller", offer(14_000n, word)], ["buyer", ACCEPT]);
    expect(agreed.opened.state).toMatchObject({ freight: word, freightAgreed: "agreed" });
    expect(toBuyer(agreed)).toBe(14_800n);
    const parcel = { kind: "hand_over", carrier: "sf", trackingNo: "SF-1", returnFreight: { amountMinor: 1200n, receipt: [] } } as const;
    const outcome = decide(agreed.opened.state, parcel, agreed.rules, later(1), by("buyer"));
    expect(outcome).toMatchObject({ kind: "rejected", code: "return_freight_not_owed" });
  });

  test("a counter-offer of the buyer's that the seller takes is as good as one the other way", () => {
    const agreed = given(
      asked(),
      ["seller", offer(10_000n)],
      ["buyer", { kind: "counter_offer", amountMinor: 14_000n, keepGoods: false }],
      ["seller", ACCEPT],
    );
    expect(agreed.opened.state.freightAgreed).toBe("F-1");
  });

  test("and what a judge finds later does not change what was agreed", () => {
    const agreed = given(asked(), ["seller", offer(14_000n)], ["buyer", ACCEPT]);
    const judged = given(agreed, [
      "agent",
      {
        ...{ kind: "judge_cause", judgedReason: "30.01", rootCause: "L-33", evidence: [] },
        text: { textId: "text_000000000000000000000007", textHash: "07" },
      },
    ]);
    expect(judged.opened.state.freight).toEqual({ outbound: "seller", return: "seller" });
  });
});

describe("F-2: at the platform's stage the freight goes by fault", () => {
  test.each<[string, Running]>([
    ["an offer of the platform's", given(asked({ contests: true }), ["agent", offer(14_000n)], ["buyer", ACCEPT])],
    [
      "an offer that the seller takes once the platform is in it",
      given(
        asked({ contests: true }),
        ["agent", offer(10_000n)],
        ["buyer", { kind: "counter_offer", amountMinor: 14_000n, keepGoods: false }],
        ["seller", ACCEPT],
      ),
    ],
  ])("%s leaves it as the reason has it", (_name, agreed) => {
    expect(agreed.opened.state.freight).toEqual({ outbound: "none", return: "buyer" });
    expect(toBuyer(agreed)).toBe(14_000n);
  });

  test("but what the platform's offer says of it binds, as the buyer took it", () => {
    const word = { outbound: "buyer", return: "seller" } as const;
    const agreed = given(asked({ contests: true }), ["agent", offer(14_000n, word)], ["buyer", ACCEPT]);
    expect(agreed.opened.state.freight).toEqual(word);
    expect(toBuyer(home(agreed))).toBe(15_200n);
  });
});

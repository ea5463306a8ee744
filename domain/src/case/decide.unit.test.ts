import { describe, expect, test } from "vitest";
import { after, by, FILED_AT, later, type Running } from "../../../test/case/a-case.ts";
import {
  ACCEPT,
  APPROVE,
  approved,
  DECLINE,
  given,
  inspect,
  offer,
  received,
  refunding,
  refusal,
  sent,
  underReview,
  WITHDRAW,
} from "../../../test/case/commands-given.ts";
import { PAID } from "../../../test/case/how-it-went.ts";
import type { EffectId, TextId } from "../kernel/ids.ts";
import { HOUR_MS } from "../kernel/time.ts";
import type { Role } from "../party/party.ts";
import { type CaseCommand, COMMAND_REJECTIONS, type CommandRejectionCode } from "./case-command.ts";
import { decide } from "./decide.ts";

describe("time", () => {
  test("every active step has one, and where silence decides nothing it climbs once a day", () => {
    const then = given({ template: "return_refund", outcome: "review", contests: true });
    expect(then.opened.state.steps[0]).toMatchObject({ dueAt: FILED_AT + 4 * HOUR_MS, onTimeout: "escalate" });
  });

  test("asked too early it is not due; asked about a step that is over it is nothing", () => {
    expect(refusal(underReview(), "system", { kind: "step_due", stepNo: 1 })).toBe("not_due_yet");
    const over = after(underReview(), ["seller", APPROVE]);
    expect(after(over, ["system", { kind: "step_due", stepNo: 1 }, later(9)]).opened.events).toEqual(over.opened.events);
  });
});

describe("the host's newer word against a case", () => {
  test("stands for somebody to look at until they say they have, or the case is over", () => {
    const { rules, opened } = approved();
    const fewer = { ...rules, order: { ...rules.order, lines: rules.order.lines.map(line => ({ ...line, quantity: 1 })) } };
    const told = after({ rules: fewer, opened }, ["system", { kind: "order_facts_changed", toVersion: 2 }]);
    expect(told.opened.state.attention).toEqual(["fewer_pieces_bought"]);
    expect(after(told, ["agent", { kind: "clear_attention" }]).opened.state.attention).toEqual([]);
    expect(after(told, ["buyer", WITHDRAW]).opened.state.attention).toEqual([]);
    expect(refusal(told, "seller", { kind: "clear_attention" })).toBe("not_the_owner");
  });
});

describe("what is kept and moves nothing", () => {
  test("the pieces in the order of the order, however they were named: so they stand in what is read back", () => {
    const named = [
      { lineNo: 2, quantity: 1 },
      { lineNo: 1, quantity: 3 },
    ];
    const { state } = given({ template: "return_refund", lines: named }).opened;
    expect(state.lines.map(({ lineNo, quantity }) => [lineNo, quantity])).toEqual([
      [1, 3],
      [2, 1],
    ]);
  });

  test("evidence, from whoever brings it", () => {
    const then = after(approved(), [
      "seller",
      { kind: "provide_evidence", items: [{ fileId: "file_000000000000000000000001", kind: "photo", sha256: "aa" }] },
    ]);
    expect(then.opened.events.at(-1)?.type).toBe("evidence_added");
  });

  test("a judged reason, a note and the host's newer word, even when the case is over", () => {
    const over = after(approved(), ["buyer", WITHDRAW]);
    const textId: TextId = "text_000000000000000000000001";
    const then = after(
      over,
      ["agent", { kind: "judge_reason", judgedReason: "40.02" }],
      ["agent", { kind: "add_note", textId, textHash: "ab", visibleTo: "staff" }],
      ["system", { kind: "order_facts_changed", toVersion: 2 }],
    );
    expect(then.opened.state).toMatchObject({ judgedReason: "40.02", rootCause: null, end: "withdrawn" });
  });
});

describe("refusals, in order of precedence", () => {
  const over = () => after(approved(), ["buyer", WITHDRAW]);
  const NO_EFFECT: EffectId = "effect_000000000000000000000001zzz";
  const offered = (times: number): Running => {
    let running = underReview();
    for (let time = 0; time < times; time += 1) {
      running = after(running, [time === 0 ? "seller" : "agent", offer(100n)], ["buyer", DECLINE]);
    }
    return running;
  };

  /** Each command here breaks the rule it is named for and every later one it can. */
  const CASES: readonly (readonly [CommandRejectionCode, () => Running, Role, CaseCommand])[] = [
    ["not_the_owner", over, "warehouse", { kind: "reject", reason: "no_such_reason" }],
    ["case_ended", over, "seller", { kind: "reject", reason: "no_such_reason" }],
    ["step_not_open", approved, "seller", { kind: "reject", reason: "no_such_reason" }],
    [
      "not_the_owner",
      () => given({ template: "return_refund", outcome: "review", contests: true }),
      "seller",
      { kind: "reject", reason: "no_such_reason" },
    ],
    ["rejection_reason_unknown", underReview, "seller", { kind: "reject", reason: "no_such_reason" }],
    ["rejection_reason_barred", underReview, "seller", { kind: "reject", reason: "opened" }],
    ["offer_not_in_plan", () => given({ template: "amend_address", outcome: "review" }), "seller", offer(0n)],
    ["offer_not_positive", () => offered(3), "agent", offer(0n)],
    ["offer_above_paid", () => offered(3), "agent", offer(6668n)],
    ["too_many_offers", () => offered(3), "agent", offer(1n)],
    ["cannot_withdraw_now", refunding, "buyer", WITHDRAW],
    ["evidence_missing", approved, "buyer", { kind: "provide_evidence", items: [] }],
    ["tracking_no_missing", approved, "buyer", { kind: "hand_over", carrier: "sf", trackingNo: "  " }],
    ["line_not_in_case", sent, "warehouse", { kind: "receive_goods", lines: [{ lineNo: 2, quantity: -1 }], wrongGoods: false }],
    [
      "quantity_not_positive",
      sent,
      "warehouse",
      {
        kind: "receive_goods",
        lines: [
          { lineNo: 1, quantity: -1 },
          { lineNo: 1, quantity: 9 },
        ],
        wrongGoods: false,
      },
    ],
    [
      "more_than_sent",
      sent,
      "warehouse",
      {
        kind: "receive_goods",
        lines: [
          { lineNo: 1, quantity: 1 },
          { lineNo: 1, quantity: 2 },
        ],
        wrongGoods: false,
      },
    ],
    ["more_than_sent", received, "warehouse", inspect(3)],
    ["counts_do_not_add_up", received, "warehouse", inspect(1)],
    ["effect_not_open", approved, "system", { kind: "effect_answered", effectId: NO_EFFECT, answer: PAID }],
    ["not_due_yet", approved, "system", { kind: "step_due", stepNo: 1 }],
    ["nothing_to_retry", refunding, "finance", { kind: "retry_step", stepNo: 1 }],
  ];

  test.each(CASES)("%s", (code, state, role, command) => {
    expect(refusal(state(), role, command)).toBe(code);
  });

  test("come in the order they are listed in", () => {
    const places = CASES.slice(3)
      .map(([code]) => COMMAND_REJECTIONS.indexOf(code))
      .filter(place => place > 0);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
  });

  test("an offer that nobody made cannot be answered: the step is not open", () => {
    expect(refusal(approved(), "buyer", ACCEPT)).toBe("step_not_open");
  });

  test("settling by hand waits for a refund that failed", () => {
    expect(refusal(refunding(), "finance", { kind: "settle_by_hand", stepNo: 4, gatewayRef: "wire-1" })).toBe("step_not_open");
  });

  test("a refusal changes nothing", () => {
    const { rules, opened } = underReview();
    const before = structuredClone(opened.state);
    decide(opened.state, offer(0n), rules, later(1), by("seller"));
    expect(opened.state).toEqual(before);
  });
});

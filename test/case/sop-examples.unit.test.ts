import type { CaseCommand } from "@amends/domain/case/case-command";
import { loadRunningPack } from "@amends/domain/case/load-running-pack";
import { evaluate } from "@amends/domain/evaluation/evaluate";
import type { FilingRequest } from "@amends/domain/intake/case-facts";
import { describe, expect, test } from "vitest";
import { filing, line, photos } from "../evaluation/filing.ts";
import { readPack, sha256 } from "../policy/read-pack.ts";
import { aCase, later, after as next, type Running } from "./a-case.ts";
import { PAID, stepsOf } from "./how-it-went.ts";

const running = (folder: string) => {
  const loaded = loadRunningPack(readPack("policies/base"), [readPack(folder)], sha256);
  if (loaded.kind === "loaded") return loaded.value;
  throw new Error(loaded.problems.map(({ table, row, message }) => `${table} ${row ?? ""}: ${message}`).join("\n"));
};

/** An example of how a brand or a category works, whom it is for, and the plan it brings. */
const EXAMPLES = [
  ["policies/sop-3c", "phone.smart", { serviceType: "repair", reason: "40.02" }, "repair_3c"],
  ["policies/sop-cosmetics", "beauty.cream", { serviceType: "guarantee_claim", reason: "70.11" }, "allergy_care"],
  ["policies/sop-fresh", "fresh.fruit", { serviceType: "refund_only", refundOnlyKind: "unreturnable", reason: "70.01" }, "fresh_refund"],
] as const satisfies readonly (readonly [string, string, Partial<FilingRequest>, string])[];

describe.each(EXAMPLES)("%s", (folder, category, request, plan) => {
  const decided = (of: string) =>
    evaluate(filing({ lines: [line({ category: of })], request: { ...request, evidence: photos(3) } }), running(folder).pack).remedy
      .planTemplate;

  test("sends its own goods its own way, and others as before", () => {
    expect(decided(category)).toBe(plan);
    expect(decided("home.cup")).not.toBe(plan);
  });

  test("brings a sound plan, with a time for every step of it", () => {
    expect(running(folder).templates.get(plan)?.steps.size).toBeGreaterThan(3);
  });
});

describe("care for an allergy", () => {
  const template = running("policies/sop-cosmetics").templates.get("allergy_care") ?? expect.unreachable();
  const cash = (cashMinor: bigint): CaseCommand => ({
    kind: "grant",
    grant: { refundMinor: 0n, cashMinor, benefits: [], bearer: null },
  });
  const allPaid = (running: Running): Running => {
    const open = running.opened.state.openEffects.at(0);
    if (open === undefined) return running;
    return allPaid(next(running, ["system", { kind: "effect_answered", effectId: open.effectId, answer: PAID }]));
  };
  const paidMinor = ({ opened }: Running): bigint => opened.state.money.refunds.reduce((sum, { refundedMinor }) => sum + refundedMinor, 0n);
  const notBetter = () => {
    const asked = aCase({ template: "guarantee_claim", outcome: "review" }, rules => ({ ...rules, template }));
    const decided = next(asked, ["system", { kind: "step_due", stepNo: 1 }, later(2)], ["agent", cash(3000n)]);
    return next(allPaid(decided), ["buyer", { kind: "confirm_solution", settled: false }]);
  };

  test("that was not enough is granted more, and the buyer is asked again", () => {
    const before = notBetter();
    const more = allPaid(next(before, ["agent", cash(500n)]));
    expect(stepsOf(more).slice(-3)).toEqual(["second_look approved", "compensate compensated", "follow_up active"]);
    expect(paidMinor(more) - paidMinor(before)).toBe(500n);
  });

  test("that was not enough is offered more by the one who goes on with it, and what was given stays", () => {
    const before = notBetter();
    const more = { kind: "make_offer", amountMinor: 700n, keepGoods: true, benefits: [] } as const;
    const taken = allPaid(next(before, ["agent", more], ["buyer", { kind: "answer_offer", accept: true }]));
    expect(stepsOf(taken).slice(-4)).toEqual([
      "second_look offered",
      "further_offer accepted_keep",
      "compensate compensated",
      "follow_up active",
    ]);
    expect(paidMinor(taken) - paidMinor(before)).toBe(700n);
    const declined = next(before, ["agent", more], ["buyer", { kind: "answer_offer", accept: false }]);
    expect(paidMinor(declined)).toBe(paidMinor(before));
  });

  test("looked at again with nothing to add leaves what was given with the buyer", () => {
    const before = notBetter();
    const closed = next(before, ["agent", { kind: "reject", reason: "goods_used" }]);
    expect(closed.opened.state).toMatchObject({ end: "resolved", money: { calledOff: false } });
    expect(closed.opened.state.money.collect?.amountMinor ?? 0n).toBe(0n);
    expect(paidMinor(closed)).toBe(paidMinor(before));
  });
});

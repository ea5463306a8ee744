import { bindRules } from "@amends/domain/case/bind-rules";
import { decide } from "@amends/domain/case/decide";
import { loadRunningPack } from "@amends/domain/case/load-running-pack";
import { openCase } from "@amends/domain/case/open-case";
import { evaluate, evaluateFiling } from "@amends/domain/evaluation/evaluate";
import { addMs, HOUR_MS } from "@amends/domain/kernel/time";
import { describe, expect, test } from "vitest";
import { daysAfterSigning, filing, photos } from "../evaluation/filing.ts";
import { readPack, sha256 } from "../policy/read-pack.ts";
import { by } from "./a-case.ts";

const loaded = loadRunningPack(readPack("policies/base"), [], sha256);
if (loaded.kind === "refused") throw new Error("the base pack is sound");
const { pack } = loaded.value;

/** The buyer paid the installer ¥65.00 above the price list, and shows the receipt. */
const overcharged = () => {
  const facts = filing({ request: { serviceType: "compensation", reason: "80.02", evidence: photos(1) } });
  const { decision } = evaluateFiling(facts, pack);
  const rules = bindRules(loaded.value, decision.remedy.planTemplate, facts);
  const opening = { caseId: "case_000000000000000000000001", shortNo: "2611-0001", facts, decision, promised: null } as const;
  return { facts, decision, rules, state: openCase(opening, rules).state };
};

describe("L-26: the installer took too much", () => {
  test("OC-1: nothing is owed until the excess is shown; then it goes back, and as much again", () => {
    const { facts, decision, rules, state } = overcharged();
    expect([decision.compensation, state.money.ask]).toEqual([[], null]);
    const proof = { lossMinor: 6_500n, shares: [], evidence: facts.request.evidence };
    const proved = evaluateFiling({ ...facts, proven: { lossMinor: proof.lossMinor } }, pack);
    const outcome = { sums: proved.decision.compensation, ask: proved.money.ask };
    const at = addMs(facts.at, HOUR_MS);
    const entered = decide(state, { kind: "enter_proof", proof, outcome }, rules, at, by("agent"));
    if (entered.kind === "rejected") throw new Error(entered.code);
    expect(entered.state.money.ask?.extras).toMatchObject([{ head: "install_overcharge", amountMinor: 13_000n, ruleId: "OC-1" }]);
    const agreed = decide(entered.state, { kind: "approve" }, rules, at, by("seller"));
    if (agreed.kind === "rejected") throw new Error(agreed.code);
    expect(agreed.state.money.legs).toEqual(
      expect.arrayContaining([expect.objectContaining({ account: "buyer_refunds_payable", amountMinor: -13_000n })]),
    );
  });
});

test("IN-1: an installation is late once five days from the day after the sign-off have passed", () => {
  const owed = (days: number) =>
    evaluate(filing({ at: daysAfterSigning(days), request: { serviceType: "compensation", reason: "80.01" } }), pack).compensation;
  expect(owed(5)).toEqual([]);
  expect(owed(6)).toMatchObject([{ head: "install_late", ruleId: "IN-1", amountMinor: 1_300n }]);
});

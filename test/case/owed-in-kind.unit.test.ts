import { bindRules } from "@amends/domain/case/bind-rules";
import { decide } from "@amends/domain/case/decide";
import { loadRunningPack } from "@amends/domain/case/load-running-pack";
import { openCase } from "@amends/domain/case/open-case";
import { evaluateFiling } from "@amends/domain/evaluation/evaluate";
import { addMs, HOUR_MS } from "@amends/domain/kernel/time";
import { describe, expect, test } from "vitest";
import { filing, photos } from "../evaluation/filing.ts";
import { readPack, sha256 } from "../policy/read-pack.ts";
import { by } from "./a-case.ts";

const loaded = loadRunningPack(readPack("policies/base"), [], sha256);
if (loaded.kind === "refused") throw new Error("the base pack is sound");

/** A gift was left out, for which the pack owes points. */
const opened = () => {
  const facts = filing({ request: { serviceType: "compensation", reason: "60.04", evidence: photos(1) } });
  const { decision, money } = evaluateFiling(facts, loaded.value.pack);
  if (money.ask === null || money.computed?.kind !== "refund") throw new Error("what is owed in kind is computed");
  const rules = bindRules(loaded.value, decision.remedy.planTemplate, facts);
  const promised = { ask: money.ask, breakdown: money.computed };
  const opening = { caseId: "case_000000000000000000000001", shortNo: "2611-0001", facts, decision, promised } as const;
  return { facts, rules, state: openCase(opening, rules).state };
};

describe("what a standard owes in kind", () => {
  test("stands as a benefit of the case, with the row that says why", () => {
    expect(opened().state.money.benefits).toEqual([
      {
        benefitNo: 1,
        benefit: { kind: "points", worthMinor: 500n, points: 500 },
        bearer: "seller",
        grantRef: null,
        owedUnder: { head: "missing_gift", ruleId: "MG-1" },
      },
    ]);
  });

  test("is in the books at its worth once the seller agrees, and is given without anybody typing it", () => {
    const { facts, rules, state } = opened();
    const outcome = decide(state, { kind: "approve" }, rules, addMs(facts.at, HOUR_MS), by("seller"));
    if (outcome.kind === "rejected") throw new Error(outcome.code);
    expect(outcome.effects).toMatchObject([{ kind: "grant_benefit", benefitNo: 1, benefit: { points: 500 } }]);
    expect(outcome.state.money.legs).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ account: "buyer_benefits_payable", amountMinor: -500n }),
        expect.objectContaining({ account: "seller_settlement", amountMinor: 500n }),
      ]),
    );
  });

  test("is not owed beside a sum that was agreed in its place", () => {
    const { facts, rules, state } = opened();
    const at = addMs(facts.at, HOUR_MS);
    const offered = decide(state, { kind: "make_offer", amountMinor: 800n, keepGoods: true, benefits: [] }, rules, at, by("seller"));
    if (offered.kind === "rejected") throw new Error(offered.code);
    const agreed = decide(offered.state, { kind: "answer_offer", accept: true }, rules, at, by("buyer"));
    if (agreed.kind === "rejected") throw new Error(agreed.code);
    expect([agreed.state.money.benefits, agreed.effects.map(({ kind }) => kind)]).toEqual([[], ["refund_tender"]]);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Decision } from "@amends/domain/evaluation/decision";
import { evaluate } from "@amends/domain/evaluation/evaluate";
import { judgeLine } from "@amends/domain/evaluation/judge-line";
import { linesToJudge } from "@amends/domain/intake/build-context";
import type { FilingRequest } from "@amends/domain/intake/case-facts";
import { describe, expect, it } from "vitest";
import { reasonsPage } from "../../scripts/reasons-page.ts";
import { BASE } from "../evaluation/base-pack.ts";
import { type Filing, filing } from "../evaluation/filing.ts";
import { ROOT } from "../policy/read-pack.ts";
import { type ExpectedOutcome, readOutcomes, type Shown } from "./reason-outcomes.ts";
import { asking, EVIDENCE, inTime, SCENES, tooLate } from "./reason-scenes.ts";

const OUTCOMES = readOutcomes();

/** In the words of the file: decided now, asked of the seller, looked at by a person, or refused because of something. */
const wordFor = ({ outcome, lines, trace }: Decision): string => {
  if (outcome === "approved") return "now";
  if (outcome === "refused") return `no:${lines[0]?.refusal ?? ""}`;
  return trace.some(({ table, outputs }) => table === "eligibility" && outputs["verdict"] === "review") ? "look" : "ask";
};

const sceneOf = ({ scene, code }: ExpectedOutcome): Filing =>
  SCENES.get(scene) ?? expect.fail(`${code} is filed in the situation ${scene}, which nobody described`);

const evidenceOf = ({ evidence, code }: ExpectedOutcome): FilingRequest["evidence"] =>
  EVIDENCE.get(evidence) ?? expect.fail(`${code} needs the evidence ${evidence}, which nobody described`);

const words = (expected: ExpectedOutcome, scene: Filing): Shown => {
  const decided = (evidence: FilingRequest["evidence"]) => wordFor(evaluate(filing(asking(scene, { ...expected, evidence })), BASE));
  const needed = evidenceOf(expected);
  return { with: decided(needed), without: needed.length === 0 ? null : decided([]) };
};

const isComplete = (given: Filing): boolean => {
  const facts = filing(given);
  const [line] = linesToJudge(facts);
  if (line === undefined) return false;
  judgeLine(BASE, line, facts.at, null);
  return line.context.request.evidenceComplete;
};

describe.each(
  OUTCOMES.map(expected => [`${expected.code} asks for ${expected.type}, ${expected.scene}, ${expected.closes}`, expected] as const),
)("%s", (_, expected) => {
  const scene = inTime(sceneOf(expected), expected.closes);
  const shown = asking(scene, { ...expected, evidence: evidenceOf(expected) });

  it("comes out in time, and too late, with what it needs and without, as written down", () => {
    expect(words(expected, scene)).toEqual(expected.inTime);
    if (expected.tooLate !== null) expect(words(expected, tooLate(sceneOf(expected), expected.closes))).toEqual(expected.tooLate);
  });

  it("needs exactly that evidence", () => {
    expect(isComplete(shown)).toBe(true);
    for (const kind of new Set(evidenceOf(expected).map(item => item.kind))) {
      const less = evidenceOf(expected).slice();
      less.splice(
        less.findIndex(item => item.kind === kind),
        1,
      );
      expect(isComplete(asking(scene, { ...expected, evidence: less })), `one ${kind} less`).toBe(false);
    }
  });

  it("names who answers, who bears it, who must prove, who pays the way back, and how much it is about", () => {
    const { liability, freight, remedy, compensation, trace } = evaluate(filing(shown), BASE);
    expect({
      answers: liability.outward,
      bears: liability.inward[0]?.party,
      burden: trace.find(({ table }) => table === "burden")?.rowId,
      wayBack: freight.return,
      backMinor: remedy.refundMinor,
      sums: compensation.map(({ head, amountMinor }) => ({ head, amountMinor })),
    }).toEqual({
      answers: expected.answers,
      bears: expected.bears,
      burden: expected.burden,
      wayBack: expected.wayBack,
      backMinor: expected.backMinor,
      sums: expected.sums,
    });
  });
});

describe("the list of outcomes", () => {
  it("is drawn on its page; `node scripts/draw-reasons.ts` writes it", () => {
    expect(readFileSync(join(ROOT, "docs/reference/reasons.md"), "utf8")).toBe(reasonsPage(OUTCOMES, BASE));
  });

  it("has every one of the 92 reasons with every type it allows, and no other", () => {
    const rows = BASE.tables.get("reasons")?.table.rows ?? [];
    expect(rows).toHaveLength(92);
    const allowed = rows.flatMap(({ id, cells }) =>
      [...(cells["types"] ?? "").matchAll(/'([a-z_.]+)'/g)].map(([, type = ""]) => `${id} ${type}`),
    );
    const listed = new Set(OUTCOMES.map(({ code, type }) => `${code} ${type}`));
    expect([...listed].sort()).toEqual([...new Set(allowed)].sort());
  });
});

import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Decision } from "@amends/domain/evaluation/decision";
import { ENGINE } from "@amends/domain/evaluation/engine";
import { evaluate } from "@amends/domain/evaluation/evaluate";
import type { CaseFacts } from "@amends/domain/intake/case-facts";
import { canonicalText } from "@amends/domain/kernel/canonical-json";
import { describe, expect, it } from "vitest";
import { ROOT, readJson } from "../policy/read-pack.ts";
import { BASE } from "./base-pack.ts";
import { outcomeOf } from "./outcome.ts";

const FOLDER = join(ROOT, "test/fixtures/decisions");
type Golden = { readonly engine: number; readonly sentence: string; readonly facts: unknown; readonly outcome: unknown };

/** A field named `…Minor` holds money and is a bigint inside. */
const withMoney = (value: unknown, name = ""): unknown => {
  if (Array.isArray(value)) return value.map(item => withMoney(item, name));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, withMoney(field, key)]));
  return typeof value === "number" && name.endsWith("Minor") ? BigInt(value) : value;
};

describe("decisions made before", () => {
  const files = readdirSync(FOLDER).filter(name => name.endsWith(".json"));

  it("are on record for this engine", () => {
    expect(files.map(name => (readJson(join(FOLDER, name)) as Golden).engine)).toContain(ENGINE);
  });

  for (const name of files) {
    const golden = readJson(join(FOLDER, name)) as Golden;
    it.runIf(golden.engine === ENGINE)(`come out the same: ${golden.sentence}`, () => {
      const decision: Decision = evaluate(withMoney(golden.facts) as CaseFacts, BASE);
      const message = `${name} comes out otherwise: if that is meant, raise ENGINE, keep the old evaluator, and record the decision anew beside this one`;
      expect(canonicalText(outcomeOf(decision)), message).toBe(canonicalText(withMoney(golden.outcome) as never));
    });
  }
});

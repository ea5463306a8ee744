import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BASE } from "../evaluation/base-pack.ts";
import { RULE_COVERAGE } from "./rule-coverage.ts";

const ROOT = join(import.meta.dirname, "../..");
/** The reference the pack was written from, where it lies beside the tree. */
const REFERENCE = join(ROOT, "../shared/policy.md");
const RULE = /^\| \*{0,2}((?:7D|7P|INT|Q|PD|3B|CAR|P|V|C|A|E|R|RO|F|AC|PP|B|L|G|T|M)-\d+[a-z]?|\d{2}\.\d{2})\*{0,2} \|/gm;

const rows = new Set([...BASE.tables.values()].flatMap(({ id, rows: of }) => of.map(row => `${id}/${row.id}`)));
const numbers = new Set([...rows].map(row => row.slice(row.indexOf("/") + 1)));
const covered = Object.entries(RULE_COVERAGE);

describe("the rules of the reference", () => {
  test.each(covered)("%s stands where it is said to stand", (_rule, kept) => {
    for (const where of kept) {
      if ("row" in where) expect(rows).toContain(where.row);
      else if ("file" in where) expect(existsSync(join(ROOT, where.file)), where.file).toBe(true);
      else expect(where.left.length).toBeGreaterThan(20);
    }
  });

  test("none has a row of its own number and a line here as well", () => {
    expect(covered.map(([rule]) => rule).filter(rule => numbers.has(rule))).toEqual([]);
  });

  test.runIf(existsSync(REFERENCE))("each has a row of its number, a place, or a reason why it is not ours; and none is invented", () => {
    const text = readFileSync(REFERENCE, "utf8");
    const rules = [...text.matchAll(RULE)].map(([, rule = ""]) => rule);
    const inOthers = new Set([...text.matchAll(RULE)].map(([, rule = ""]) => rule));
    expect(rules.length).toBeGreaterThan(300);
    const known = (rule: string): boolean =>
      RULE_COVERAGE[rule] !== undefined || [...numbers].some(no => no === rule || no.startsWith(rule));
    expect(rules.filter(rule => !known(rule))).toEqual([]);
    expect(covered.map(([rule]) => rule).filter(rule => !inOthers.has(rule))).toEqual([]);
  });
});

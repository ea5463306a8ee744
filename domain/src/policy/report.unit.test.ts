import { describe, expect, test } from "vitest";
import { type TableSketch, tableFile } from "../../../test/policy/jdm.ts";
import { seeded } from "../../../test/policy/read-pack.ts";
import { loadTable } from "./compile-table.ts";
import { findConflicts, findGaps, findUnreachableRows } from "./report.ts";
import { sampleHits } from "./samples.ts";

const columns = { inputs: { type: "request.type", days: "days" }, outputs: { decision: "decision" } } as const;
const compiled = (rules: TableSketch["rules"]) => {
  const table = loadTable("window", tableFile("window", { ...columns, rules }));
  return table.kind === "loaded" ? table.value : expect.fail(JSON.stringify(table.problems));
};

describe("a row is unreachable", () => {
  test.each([
    ["<= 7", "<= 7", true],
    ["<= 7", "< 7", true],
    ["< 7", "<= 7", false],
    ["[0..30]", "5, 6", true],
    ["[0..30)", "5, 30", false],
    ["> 5", ">= 6", true],
    [">= 6", "> 5", false],
    ["not in [1, 2]", "3", true],
    ["!= null", "> 3 and < 9", true],
    ["> 0", "!= null", false],
    ["", "> 3", true],
    ["> 3", "", false],
    ["<= other", "<= other", true],
    ["<= other", "<= 3", false],
    ["0.5, > 1", "0.5", true],
  ])("below %s when it says %s: %s", (outer, inner, isCovered) => {
    const table = compiled([
      { _id: "a", type: '"x", "y"', days: outer },
      { _id: "b", type: '"x"', days: inner },
    ]);
    expect(findUnreachableRows(table)).toEqual(isCovered ? [{ rowId: "b", coveredBy: "a" }] : []);
  });

  test("only when every column is covered", () => {
    expect(
      findUnreachableRows(
        compiled([
          { _id: "a", type: '"x"', days: "> 1" },
          { _id: "b", type: '"y"', days: "> 2" },
        ]),
      ),
    ).toEqual([]);
  });

  test("never below a row whose output may fail, for the table then goes on", () => {
    expect(
      findUnreachableRows(
        compiled([
          { _id: "a", type: '"x"', decision: "paid + 1" },
          { _id: "b", type: '"x"' },
        ]),
      ),
    ).toEqual([]);
  });
});

describe("gaps", () => {
  const search = {
    vocabulary: { "request.type": ["refund_only", "return_refund", "exchange"] },
    random: seeded(1),
    triesMax: 1000,
    gapsMax: 5,
  };
  const rules = [
    { _id: "a", type: '"refund_only"' },
    { _id: "b", type: '"return_refund", "exchange"', days: "<= 7" },
  ];

  test("are facts of declared words that no row decides", () => {
    const gaps = findGaps(compiled(rules), search);
    expect(gaps.map(gap => gap.context)).toContainEqual({ request: { type: "exchange" }, days: 8 });
    expect(gaps.every(gap => JSON.stringify(gap.context).includes("refund_only"))).toBe(false);
  });

  test("are closed by a last row without conditions", () => {
    expect(findGaps(compiled([...rules, { _id: "rest" }]), search)).toEqual([]);
  });

  test("are found by drawing when there are too many combinations", () => {
    expect(findGaps(compiled(rules), { ...search, triesMax: 10 }).length).toBeGreaterThan(0);
  });
});

test("two rows conflict where both match and answer differently", () => {
  const table = compiled([
    { _id: "a", days: "<= 7", decision: '"approve"' },
    { _id: "b", days: "> 5", decision: '"refuse"' },
    { _id: "c", days: "6", decision: '"approve"' },
  ]);
  const contexts = [{ days: 6 }, { days: 3 }, { days: 9 }];
  expect(findConflicts(table, contexts)).toEqual([{ rowId: "a", hides: "b", context: { days: 6 } }]);
});

test("samples hit each row as often as asked, the same for the same seed", () => {
  const table = compiled([
    { _id: "a", days: "<= 7" },
    { _id: "b", type: "!= null", days: "<= 8" },
    { _id: "c", type: "null", days: "> limit" },
  ]);
  const hits = sampleHits(table, 10, seeded(7));
  expect([...hits].map(([row, contexts]) => [row, contexts.length])).toEqual([
    ["a", 10],
    ["b", 10],
    ["c", 10],
  ]);
  expect(sampleHits(table, 10, seeded(7))).toEqual(hits);
});

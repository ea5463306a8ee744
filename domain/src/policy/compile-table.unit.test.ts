import { describe, expect, test } from "vitest";
import { tableFile } from "../../../test/policy/jdm.ts";
import { parseDecimal } from "../kernel/decimal.ts";
import { type CompiledTable, loadTable } from "./compile-table.ts";
import type { PolicyProblem } from "./problem.ts";

const columns = { inputs: { type: "request.type", paid: "order.paidMinor" }, outputs: { decision: "decision", fee: "feeMinor" } } as const;
const file = (rules: Parameters<typeof tableFile>[1]["rules"]) => tableFile("window", { ...columns, rules });
const rest = { _id: "rest", decision: '"review"' };

const load = (json: unknown, vocabulary = {}): CompiledTable => {
  const table = loadTable("window", json, vocabulary);
  return table.kind === "loaded" ? table.value : expect.fail(JSON.stringify(table.problems));
};
const problems = (json: unknown, vocabulary = {}): readonly PolicyProblem[] => {
  const table = loadTable("window", json, vocabulary);
  return table.kind === "refused" ? table.problems : [];
};

describe("a decision table", () => {
  const table = load(
    file([
      { _id: "small", type: '"return_refund"', paid: "[0..1000)", decision: '"approve"', fee: "0" },
      { _id: "share", type: '"return_refund"', decision: '"approve"', fee: "order.paidMinor * 0.1" },
      rest,
    ]),
  );
  const order = (paidMinor: number | bigint) => ({ request: { type: "return_refund" }, order: { paidMinor } });

  test("gives the outputs and the metadata of the first row that matches", () => {
    expect(table.evaluate(order(999))).toEqual({
      rowId: "small",
      outputs: { decision: "approve", feeMinor: 0 },
      plainOutputs: { decision: "approve", feeMinor: 0 },
      isConstant: true,
      meta: { status: "chosen", source: "a test", zh: "测试", en: "a test", law: null },
    });
  });

  test("calculates exactly, and reads money as bigint too", () => {
    expect(table.evaluate(order(1005n))?.outputs["feeMinor"]).toEqual(parseDecimal("100.5"));
    expect(table.evaluate(order(2000n))?.outputs["feeMinor"]).toBe(200);
  });

  test("goes on to the next row where an output cannot be calculated", () => {
    expect(table.evaluate({ request: { type: "return_refund" } })?.rowId).toBe("rest");
  });

  test("leaves out an output whose cell is empty", () => {
    expect(table.evaluate({})).toMatchObject({ rowId: "rest", outputs: { decision: "review" } });
  });

  test("explains each row up to the hit by the cells that failed and what they saw", () => {
    expect(table.explain(order(1000))).toMatchObject([
      { rowId: "small", isHit: false, failed: [{ column: "paid", field: "order.paidMinor", cell: "[0..1000)", actual: 1000 }] },
      { rowId: "share", isHit: true, failed: [] },
    ]);
  });

  test("gives null when no row matches", () => {
    expect(load(file([{ _id: "only", type: '"a"', decision: '"b"' }])).evaluate({})).toBeNull();
  });
});

describe("a table file is refused", () => {
  test("with table, row and column of every wrong cell at once", () => {
    const wrong = file([{ _id: "a", type: "> 'x'", fee: "now()" }, rest]);
    expect(problems(wrong)).toMatchObject([
      { code: "bad_cell", table: "window", row: "a", column: "type" },
      { code: "bad_cell", table: "window", row: "a", column: "fee" },
    ]);
  });

  test.each([
    [
      "two rows have one id",
      file([
        { _id: "a", type: '"x"' },
        { _id: "a", type: '"y"' },
      ]),
      "duplicate_row",
    ],
    ["a row stands below a row without conditions", file([rest, { _id: "late", type: '"x"' }]), "unreachable_row"],
    ["a row has a cell in no column", file([{ ...rest, typo: "1" }]), "unknown_key"],
    ["a row has no source", file([{ ...rest, "row.source": "" }]), "bad_metadata"],
    ["a row's metadata is calculated", file([{ ...rest, "row.zh": "order.name" }]), "bad_metadata"],
    ["a row's status is unknown", file([{ ...rest, "row.status": '"sure"' }]), "bad_metadata"],
    [
      "a column has an unknown metadata field",
      tableFile("window", { ...columns, outputs: { x: "row.colour" }, rules: [{ _id: "r" }] }),
      "bad_column",
    ],
    ["two columns write one field", tableFile("window", { ...columns, outputs: { x: "a", y: "a" }, rules: [{ _id: "r" }] }), "bad_column"],
    [
      "one column writes below another",
      tableFile("window", { ...columns, outputs: { x: "a", y: "a.b" }, rules: [{ _id: "r" }] }),
      "bad_column",
    ],
    ["a field is no path", tableFile("window", { ...columns, inputs: { x: "len(a)" }, rules: [{ _id: "r" }] }), "bad_column"],
    ["it has another name than its table", tableFile("other", { ...columns, rules: [rest] }), "bad_shape"],
    ["it collects instead of hitting first", { ...file([rest]), contentType: "text" }, "bad_shape"],
    ["it is no object", null, "bad_shape"],
    ["it has an unknown key", { ...file([rest]), note: 1 }, "unknown_key"],
  ])("when %s", (_, json, code) => {
    expect(problems(json).map(problem => problem.code)).toContain(code);
  });

  test("when a cell is missing, for ZEN would skip the row", () => {
    const json = JSON.parse(JSON.stringify(file([rest])).replace('"paid":"",', ""));
    expect(problems(json)).toMatchObject([{ code: "missing_cell", row: "rest", column: "paid" }]);
  });

  test("when a word is not among those the manifest declares", () => {
    const vocabulary = { "request.type": ["refund_only", "return_refund"], decision: ["approve", "review"] };
    const wrong = file([
      { _id: "a", type: '"refund_onyl", "return_refund"', decision: '"aprove"' },
      { _id: "b", type: 'not in ["return_refud"]' },
      rest,
    ]);
    expect(problems(wrong, vocabulary)).toMatchObject([
      { code: "not_in_vocabulary", row: "a", column: "type" },
      { code: "not_in_vocabulary", row: "a", column: "decision" },
      { code: "not_in_vocabulary", row: "b", column: "type" },
    ]);
  });
});

test("a fact named like a part of the language is never read from a prototype", () => {
  const table = load(file([{ _id: "any", type: "!= null", decision: '"found"' }, rest]));
  expect(table.evaluate({ request: Object.create({ type: null }) })?.rowId).toBe("rest");
});

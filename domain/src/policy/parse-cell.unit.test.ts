import { describe, expect, test } from "vitest";
import { parseInputCell, parseOutputCell } from "./parse-cell.ts";

const refusal = (cell: { readonly kind: string; readonly message?: string }) => (cell.kind === "refused" ? cell.message : null);

describe("an input cell is refused, with what to write instead,", () => {
  test.each([
    ["-", "leave the cell empty"],
    ["$", "compare it"],
    ["> 5 or < 3 and != 4", "mixed"],
    ["1, 2 and 3", "mixed"],
    ["($ > 1 and $ < 5)", "brackets"],
    ["x.flag", null],
    ["not x.flag", "truth values"],
    ["not true", "plain value"],
    ["> 10 / 2", "no division"],
    ["$ % 2 == 0", "no modulo"],
    ["$ ^ 2 > 4", "no power"],
    ["!($ == 5)", "not ("],
    ["= 5", "=="],
    ["> 'a'", "numbers only"],
    ["> null", "numbers only"],
    ["== [1]", "use `in`"],
    ["in 5", "after `in`"],
    ["in [[1]]", "list in a list"],
    ["[5..1]", "empty"],
    ["]1..5[", "not expected"],
    ["not in[1]", "one space"],
    ["not  in [1]", "one space"],
    ["1 < $ < 5", "chained"],
    ["> 5 > 3", "chained"],
    ["$ > 5 ? true : false", "output cell"],
    ["x.a + 1", "a value, not a test"],
    ["date('2026-01-01')", "not part of the table language"],
    ["now()", "not part of the table language"],
    ["len($) > 3", "not part of the table language"],
    ["some($, # > 3)", "closures"],
    ["contains($, x.b)", "contains(field"],
    ["contains($, null)", "contains(field"],
    ["x.constructor == 1", "not allowed"],
    ["x.length > 1", "not allowed"],
    ["x[0] == 1", "no index access"],
    ["$root.a == 1", "not part"],
    ["9007199254740992", "2^53"],
    ["1e6", "not expected"],
    ["1_000", "not expected"],
    ["'open", "not closed"],
    ["`a`", "no templates"],
    ["> ", "missing at the end"],
    ["5 5", "not expected"],
    ["'a' 'b'", "not expected"],
    ["[1, 2,]", "not expected"],
  ])("%s", (text, reason) => {
    const message = refusal(parseInputCell(text));
    if (reason === null) expect(message).toBeNull();
    else expect(message).toContain(reason);
  });
});

describe("an output cell is refused, with what to write instead,", () => {
  test.each([
    ["$ + 1", "input cell"],
    ["x.a / 100", "no division"],
    ["x.flag ? 1 : 2", "truth values"],
    ["x.a and x.b", "truth values"],
    ["'a' + x.b", "numbers only"],
    ["-'a'", "numbers only"],
    ["min(1, 2)", "one list of numbers"],
    ["min([])", "one list of numbers"],
    ["{ constructor: 1 }", "not allowed"],
    ["[1..5]", "expected `]`"],
    ["x.a == 1 == true", "chained"],
    ["(1", "expected `)`"],
    ["x.a = 5", "=="],
    ["1; 2", "not part of the table language"],
  ])("%s", (text, reason) => {
    expect(refusal(parseOutputCell(text))).toContain(reason);
  });
});

test("an empty cell is no cell", () => {
  expect(parseInputCell("  ")).toEqual({ kind: "parsed", value: null });
  expect(parseOutputCell("")).toEqual({ kind: "parsed", value: null });
});

test("a bare value in an input cell means: equal to it", () => {
  expect(parseInputCell("-0.50")).toEqual(parseInputCell("$ == -0.5"));
  expect(parseInputCell("'a', 'b'")).toEqual(parseInputCell("$ == 'a' or $ == 'b'"));
  expect(parseInputCell("['a', 'b']")).toEqual(parseInputCell("in ['a', 'b']"));
  expect(parseInputCell("(0..order.limit]")).toEqual(parseInputCell("$ in (0..order.limit]"));
});

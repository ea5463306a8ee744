import { CellRefusal } from "./cell-refusal.ts";
import { type CompareOperator, type Expression, isBoolean, isReference, REFERENCE, reference } from "./expression.ts";
import { ExpressionParser } from "./parse-expression.ts";

export type ParsedCell<T> = { readonly kind: "parsed"; readonly value: T } | { readonly kind: "refused"; readonly message: string };

/** An input cell: a list of tests on the column's value `$`, or `null` for the empty cell, which any value passes. */
export const parseInputCell = (text: string): ParsedCell<Expression | null> => parsed(() => (text.trim() === "" ? null : inputCell(text)));

/** An output cell: an expression over the facts, or `null` for the empty cell, which leaves the output absent. */
export const parseOutputCell = (text: string): ParsedCell<Expression | null> =>
  parsed(() => (text.trim() === "" ? null : outputCell(text)));

const parsed = <T>(parse: () => T): ParsedCell<T> => {
  try {
    return { kind: "parsed", value: parse() };
  } catch (error) {
    if (error instanceof CellRefusal) return { kind: "refused", message: error.message };
    throw error;
  }
};

const outputCell = (text: string): Expression => {
  const parser = new ExpressionParser(text, "output");
  const expression = parser.expression();
  parser.expectEnd();
  return expression;
};

/** ZEN joins the tests of an input cell left to right without precedence, so a cell is all `and`, or all `or` (also written `,`). */
const inputCell = (text: string): Expression => {
  if (text.trim() === "-") throw new CellRefusal("a lone `-` matches nothing in ZEN: leave the cell empty to mean any value");
  const parser = new ExpressionParser(text, "input");
  let joined = singleTest(parser);
  let first: "and" | "or" | null = null;
  for (let join = parser.takeJoin(); join !== null; join = parser.takeJoin()) {
    if (first !== null && first !== join)
      throw new CellRefusal("`and` and `or` (or `,`) are mixed: ZEN has no precedence here, write two rows");
    first = join;
    joined = { kind: "logic", operator: join, left: joined, right: singleTest(parser) };
  }
  parser.expectEnd();
  return joined;
};

const singleTest = (parser: ExpressionParser): Expression => {
  const operator = parser.takeComparison();
  if (operator !== null) return parser.comparisonOf(reference, operator);
  const interval = parser.takeInterval();
  if (interval !== null) return { kind: "within", negated: false, left: reference, interval };
  return asTest(parser.operand());
};

const COMPARE_EQUAL: CompareOperator = "==";

const asTest = (expression: Expression): Expression => {
  if (isReference(expression)) throw new CellRefusal("`$` alone tests nothing: compare it with a value");
  switch (expression.kind) {
    case "literal":
    case "path":
      return { kind: "compare", operator: COMPARE_EQUAL, left: reference, right: expression };
    case "list":
      return { kind: "member", negated: false, left: reference, list: expression };
    case "compare":
    case "member":
    case "within":
    case "call":
    case "not":
    case "logic":
    case "record":
    case "negate":
    case "arithmetic":
    case "fallback":
    case "choice":
      if (!isBoolean(expression)) throw new CellRefusal(`this is a value, not a test: write \`== …\` or compare it with ${REFERENCE}`);
      return expression;
  }
};

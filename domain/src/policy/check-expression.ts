import { compareDecimal, parseDecimal } from "../kernel/decimal.ts";
import { CellRefusal } from "./cell-refusal.ts";
import { type ArithmeticOperator, type Expression, type FunctionName, isBoolean } from "./expression.ts";
import { isNumeric, plainNumber, toDecimal } from "./value.ts";

const ARITHMETIC_OPERATORS: readonly ArithmeticOperator[] = ["+", "-", "*"];

export const requireBoolean = (expression: Expression, operator: string): void => {
  if (!isBoolean(expression))
    throw new CellRefusal(`\`${operator}\` takes truth values only: write \`… == true\`, \`… != null\` or a comparison`);
};

export const requireNumber = (expression: Expression, operator: string): void => {
  const isNumber =
    expression.kind === "literal"
      ? isNumeric(expression.value)
      : !isBoolean(expression) && expression.kind !== "list" && expression.kind !== "record";
  if (!isNumber) throw new CellRefusal(`\`${operator}\` takes numbers only`);
};

export const arithmetic = (text: string, left: Expression, right: Expression): Expression => {
  const operator = ARITHMETIC_OPERATORS.find(candidate => candidate === text);
  if (operator === undefined) throw new CellRefusal(`\`${text}\` is not an operator of the table language`);
  requireNumber(left, operator);
  requireNumber(right, operator);
  return { kind: "arithmetic", operator, left, right };
};

export const checkArguments = (name: FunctionName, args: readonly Expression[]): void => {
  const [first, second] = args;
  if (name === "contains") {
    const isNeedle = second?.kind === "literal" && (typeof second.value === "string" || isNumeric(second.value));
    if (args.length !== 2 || first?.kind !== "path" || !isNeedle)
      throw new CellRefusal('write `contains(field, "value")`: the second argument is a plain text or number');
  } else if (args.length !== 1 || (first?.kind !== "list" && first?.kind !== "path") || (first.kind === "list" && first.items.length === 0))
    throw new CellRefusal(`write \`${name}([a, b])\`: one list of numbers`);
};

export const numberLiteral = (text: string): Expression => {
  const decimal = parseDecimal(text);
  if (decimal === null || compareDecimal(decimal, LARGEST) > 0)
    throw new CellRefusal(`${text} is above 2^53 − 1, the largest number on the wire`);
  return { kind: "literal", value: plainNumber(decimal) };
};

const LARGEST = toDecimal(Number.MAX_SAFE_INTEGER);

export const negated = (operand: Expression): Expression => {
  requireNumber(operand, "-");
  if (operand.kind !== "literal" || !isNumeric(operand.value)) return { kind: "negate", operand };
  const { coefficient, scale } = toDecimal(operand.value);
  return { kind: "literal", value: plainNumber({ coefficient: -coefficient, scale }) };
};

export const isAbove = (low: Expression, high: Expression): boolean =>
  low.kind === "literal" &&
  high.kind === "literal" &&
  isNumeric(low.value) &&
  isNumeric(high.value) &&
  compareDecimal(toDecimal(low.value), toDecimal(high.value)) > 0;

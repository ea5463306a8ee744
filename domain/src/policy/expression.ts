import type { Decimal } from "../kernel/decimal.ts";

/** The tree of one cell. An input cell is brought to the form `$ <operator> …`, so one tree serves tests and outputs. */
export type Expression =
  | { readonly kind: "literal"; readonly value: Literal }
  | { readonly kind: "path"; readonly segments: readonly string[] }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "record"; readonly entries: readonly RecordEntry[] }
  | { readonly kind: "negate"; readonly operand: Expression }
  | { readonly kind: "not"; readonly operand: Expression }
  | { readonly kind: "compare"; readonly operator: CompareOperator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "member"; readonly negated: boolean; readonly left: Expression; readonly list: Expression }
  | { readonly kind: "within"; readonly negated: boolean; readonly left: Expression; readonly interval: Interval }
  | { readonly kind: "logic"; readonly operator: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "arithmetic"; readonly operator: ArithmeticOperator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "fallback"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "choice"; readonly test: Expression; readonly then: Expression; readonly otherwise: Expression }
  | { readonly kind: "call"; readonly name: FunctionName; readonly arguments: readonly Expression[] };

export type Literal = null | boolean | string | number | Decimal;
export type CompareOperator = "==" | "!=" | "<" | "<=" | ">" | ">=";
export type ArithmeticOperator = "+" | "-" | "*";
export type FunctionName = "contains" | "min" | "max";

export interface RecordEntry {
  readonly key: string;
  readonly value: Expression;
}

export interface Interval {
  readonly low: Expression;
  readonly high: Expression;
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

/** The column's own value inside an input cell. */
export const REFERENCE = "$";
export const reference: Expression = { kind: "path", segments: [REFERENCE] };

export const isReference = (expression: Expression): boolean =>
  expression.kind === "path" && expression.segments.length === 1 && expression.segments[0] === REFERENCE;

export const childrenOf = (expression: Expression): readonly Expression[] => {
  switch (expression.kind) {
    case "literal":
    case "path":
      return [];
    case "list":
      return expression.items;
    case "record":
      return expression.entries.map(entry => entry.value);
    case "negate":
    case "not":
      return [expression.operand];
    case "compare":
    case "logic":
    case "arithmetic":
    case "fallback":
      return [expression.left, expression.right];
    case "member":
      return [expression.left, expression.list];
    case "within":
      return [expression.left, expression.interval.low, expression.interval.high];
    case "choice":
      return [expression.test, expression.then, expression.otherwise];
    case "call":
      return expression.arguments;
  }
};

/** The expression itself and everything below it, parents first. */
export const walk = (expression: Expression): readonly Expression[] => [expression, ...childrenOf(expression).flatMap(walk)];

/** Whether the value is a truth value by its form alone. `and`, `or`, `not` and `? :` take nothing else: ZEN fails on the rest at run time. */
export const isBoolean = (expression: Expression): boolean => {
  switch (expression.kind) {
    case "literal":
      return typeof expression.value === "boolean";
    case "compare":
    case "member":
    case "within":
    case "logic":
    case "not":
      return true;
    case "call":
      return expression.name === "contains";
    case "path":
    case "list":
    case "record":
    case "negate":
    case "arithmetic":
    case "fallback":
    case "choice":
      return false;
  }
};

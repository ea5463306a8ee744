import { decimalOf, negateDecimal } from "../kernel/decimal.ts";
import { CALCULATE, contains, extreme, ORDER } from "./calculate.ts";
import {
  type ArithmeticOperator,
  type CompareOperator,
  type Expression,
  type FunctionName,
  type Interval,
  isReference,
  REFERENCE,
} from "./expression.ts";
import {
  compareNumeric,
  equalValues,
  isList,
  isNumeric,
  isRecord,
  type PolicyRecord,
  type PolicyValue,
  plainNumber,
  toDecimal,
} from "./value.ts";

/** Reads one value from the facts; what is missing is `null`, as in ZEN. */
export type Read = (context: PolicyRecord, own: PolicyValue) => PolicyValue;
/** `undefined` where ZEN fails at run time (`null > 5`, `"a" + 1`): the row does not match, whatever stands around it. */
export type Evaluate = (context: PolicyRecord, own: PolicyValue) => PolicyValue | undefined;
export type Test = (context: PolicyRecord, own: PolicyValue) => boolean | undefined;

/** The closure of an input cell: true means the cell matches; `own` is the value of its column. */
export const compileTest = (expression: Expression): Test => {
  switch (expression.kind) {
    case "literal":
      return constantTest(expression.value);
    case "compare":
      return compileCompare(expression.operator, expression.left, expression.right);
    case "member":
      return compileMember(expression.left, expression.list, expression.negated);
    case "within":
      return compileWithin(expression.left, expression.interval, expression.negated);
    case "logic":
      return compileLogic(expression.operator, compileTest(expression.left), compileTest(expression.right));
    case "not":
      return compileNot(compileTest(expression.operand));
    case "call":
    case "path":
    case "list":
    case "record":
    case "negate":
    case "arithmetic":
    case "fallback":
    case "choice":
      return asTest(compileValue(expression));
  }
};

/** The closure of an output cell, or of any operand. */
export const compileValue = (expression: Expression): Evaluate => {
  switch (expression.kind) {
    case "literal":
      return constant(expression.value);
    case "path":
      return compilePath(expression.segments);
    case "list":
      return compileList(expression.items);
    case "record":
      return compileRecord(expression.entries.map(entry => [entry.key, compileValue(entry.value)]));
    case "negate":
      return compileNegate(compileValue(expression.operand));
    case "arithmetic":
      return compileArithmetic(expression.operator, compileValue(expression.left), compileValue(expression.right));
    case "fallback":
      return compileFallback(compileValue(expression.left), compileValue(expression.right));
    case "choice":
      return compileChoice(compileTest(expression.test), compileValue(expression.then), compileValue(expression.otherwise));
    case "call":
      return compileCall(expression.name, expression.arguments.map(compileValue));
    case "compare":
    case "member":
    case "within":
    case "logic":
    case "not":
      return compileTest(expression);
  }
};

/** A precompiled accessor for a dotted path. `$` at its head is the column's own value. */
export const compilePath = (segments: readonly string[]): Read => {
  const [first = "", second, ...rest] = segments;
  if (first === REFERENCE) {
    const below = segments.slice(1);
    return below.length === 0 ? (_, own) => own : (_, own) => descend(own, below);
  }
  if (second === undefined) return context => readOwn(context, first);
  if (rest.length > 0 || !isPlainGroupField(second)) return context => descend(readOwn(context, first), segments.slice(1));
  return context => {
    const group = readOwn(context, first);
    return isKeyed(group) ? readOwn(group, second) : null;
  };
};

/** The commonest read, `group.field`, asks only whether there is anything to read from: neither a list nor a decimal has a field of that name. */
export const isPlainGroupField = (field: string): boolean => !(field in [] || /^\d+$/.test(field) || field in NOUGHT);
const NOUGHT = decimalOf(0);
const isKeyed = (value: PolicyValue): value is PolicyRecord => typeof value === "object" && value !== null;

const readField = (value: PolicyValue, field: string): PolicyValue => (isRecord(value) ? readOwn(value, field) : null);

const readOwn = (record: PolicyRecord, field: string): PolicyValue => {
  const found = record[field];
  if (found === undefined) return null;
  return typeof found === "bigint" ? plainNumber(found) : found;
};

const descend = (value: PolicyValue, fields: readonly string[]): PolicyValue => {
  let found = value;
  for (const field of fields) found = readField(found, field);
  return found;
};

const constant =
  (value: PolicyValue): Evaluate =>
  () =>
    value;

const constantTest = (value: PolicyValue): Test => asTest(constant(value));

const asTest =
  (evaluate: Evaluate): Test =>
  (context, own) => {
    const value = evaluate(context, own);
    return typeof value === "boolean" ? value : undefined;
  };

const compileCompare = (operator: CompareOperator, left: Expression, right: Expression): Test => {
  if (operator === "==" || operator === "!=") return compileEqual(left, right, operator === "==");
  const holds = ORDER[operator];
  if (isReference(left) && right.kind === "literal" && typeof right.value === "number") return compareOwn(holds, right.value);
  const leftOf = compileValue(left);
  const rightOf = compileValue(right);
  return (context, own) => {
    const a = leftOf(context, own);
    const b = rightOf(context, own);
    return a !== undefined && b !== undefined && isNumeric(a) && isNumeric(b) ? holds(compareNumeric(a, b)) : undefined;
  };
};

/** The commonest cell, `> 5`, kept free of the general path. */
const compareOwn =
  (holds: (difference: number) => boolean, bound: number): Test =>
  (_, own) => {
    if (typeof own === "number") return holds(own - bound);
    return isNumeric(own) ? holds(compareNumeric(own, bound)) : undefined;
  };

const compileEqual = (left: Expression, right: Expression, expected: boolean): Test => {
  if (isReference(left) && right.kind === "literal" && !isNumeric(right.value)) {
    const value = right.value;
    return (_, own) => (own === value) === expected;
  }
  const leftOf = compileValue(left);
  const rightOf = compileValue(right);
  return (context, own) => {
    const a = leftOf(context, own);
    const b = rightOf(context, own);
    return a === undefined || b === undefined ? undefined : equalValues(a, b) === expected;
  };
};

const compileMember = (left: Expression, list: Expression, negated: boolean): Test => {
  const texts = textsOf(list);
  if (isReference(left) && texts !== null) return (_, own) => (isScalar(own) ? texts.includes(own) !== negated : undefined);
  const leftOf = compileValue(left);
  const listOf = compileValue(list);
  return (context, own) => {
    const a = leftOf(context, own);
    const b = listOf(context, own);
    if (a === undefined || b === undefined || !isScalar(a)) return undefined;
    if (isList(b)) return b.some(item => equalValues(a, item)) !== negated;
    return typeof a === "string" && isRecord(b) ? (Object.hasOwn(b, a) && b[a] !== undefined) !== negated : undefined;
  };
};

/** The members when all are texts: then `in` is a plain search. */
const textsOf = (list: Expression): readonly PolicyValue[] | null => {
  if (list.kind !== "list") return null;
  const values = list.items.map(item => (item.kind === "literal" && typeof item.value === "string" ? item.value : null));
  return values.includes(null) ? null : values;
};

const isScalar = (value: PolicyValue): boolean => !isList(value) && !isRecord(value);

const compileWithin = (left: Expression, interval: Interval, negated: boolean): Test => {
  const numberOf = compileValue(left);
  const lowOf = compileValue(interval.low);
  const highOf = compileValue(interval.high);
  const fromLow = interval.lowOpen ? ORDER[">"] : ORDER[">="];
  const toHigh = interval.highOpen ? ORDER["<"] : ORDER["<="];
  return (context, own) => {
    const value = numberOf(context, own);
    const low = lowOf(context, own);
    const high = highOf(context, own);
    if (value === undefined || low === undefined || high === undefined || !isNumeric(value) || !isNumeric(low) || !isNumeric(high))
      return undefined;
    return (fromLow(compareNumeric(value, low)) && toHigh(compareNumeric(value, high))) !== negated;
  };
};

/** Short-circuit as in ZEN: a failing operand that is not reached does no harm, one that is reached fails the cell. */
const compileLogic = (operator: "and" | "or", left: Test, right: Test): Test => {
  const decisive = operator === "or";
  return (context, own) => {
    const first = left(context, own);
    return first === undefined || first === decisive ? first : right(context, own);
  };
};

const compileNot =
  (operand: Test): Test =>
  (context, own) => {
    const value = operand(context, own);
    return value === undefined ? undefined : !value;
  };

const compileList = (items: readonly Expression[]): Evaluate => {
  const evaluates = items.map(compileValue);
  return (context, own) => {
    const values: PolicyValue[] = [];
    for (const evaluate of evaluates) {
      const value = evaluate(context, own);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return values;
  };
};

const compileRecord =
  (entries: readonly (readonly [string, Evaluate])[]): Evaluate =>
  (context, own) => {
    const record: Record<string, PolicyValue> = {};
    for (const [key, evaluate] of entries) {
      const value = evaluate(context, own);
      if (value === undefined) return undefined;
      record[key] = value;
    }
    return record;
  };

const compileNegate =
  (operand: Evaluate): Evaluate =>
  (context, own) => {
    const value = operand(context, own);
    return value !== undefined && isNumeric(value) ? plainNumber(negateDecimal(toDecimal(value))) : undefined;
  };

const compileArithmetic = (operator: ArithmeticOperator, left: Evaluate, right: Evaluate): Evaluate => {
  const calculate = CALCULATE[operator];
  return (context, own) => {
    const a = left(context, own);
    const b = right(context, own);
    if (a === undefined || b === undefined) return undefined;
    if (isNumeric(a) && isNumeric(b)) return calculate(a, b);
    return operator === "+" && typeof a === "string" && typeof b === "string" ? a + b : undefined;
  };
};

const compileFallback =
  (left: Evaluate, right: Evaluate): Evaluate =>
  (context, own) => {
    const value = left(context, own);
    return value === null ? right(context, own) : value;
  };

const compileChoice =
  (test: Test, then: Evaluate, otherwise: Evaluate): Evaluate =>
  (context, own) => {
    const holds = test(context, own);
    if (holds === undefined) return undefined;
    return holds ? then(context, own) : otherwise(context, own);
  };

const compileCall = (name: FunctionName, args: readonly Evaluate[]): Evaluate => {
  const [first = constant(null), second = constant(null)] = args;
  if (name === "contains") return (context, own) => contains(first(context, own), second(context, own));
  const isBetter = name === "min" ? ORDER["<"] : ORDER[">"];
  return (context, own) => extreme(first(context, own), isBetter);
};

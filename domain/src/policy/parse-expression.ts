import { CellRefusal } from "./cell-refusal.ts";
import { arithmetic, checkArguments, isAbove, negated, numberLiteral, requireBoolean, requireNumber } from "./check-expression.ts";
import {
  type CompareOperator,
  type Expression,
  type FunctionName,
  type Interval,
  isBoolean,
  REFERENCE,
  type RecordEntry,
} from "./expression.ts";
import { type Token, tokenize } from "./tokens.ts";

/** Where the cell stands. In an input cell ZEN knows `$`, but neither `and`/`or` inside brackets nor `? :`; in an output cell the reverse. */
export type CellPlace = "input" | "output";

export type Comparison = CompareOperator | "in" | "not in";

/** Binding strengths as ZEN has them; `??` binds tighter than arithmetic, `not` tighter than comparison. */
const STRENGTH: Readonly<Record<string, number>> = {
  or: 10,
  and: 15,
  "==": 20,
  "!=": 20,
  "<": 20,
  "<=": 20,
  ">": 20,
  ">=": 20,
  in: 20,
  "not in": 20,
  "+": 30,
  "-": 30,
  "*": 60,
  "??": 80,
};
const STRENGTH_OF_NOT = 50;
const STRENGTH_OF_SIGN = 200;
const ABOVE_COMPARISON = 21;

const NO_CHOICE = "`? :` stands only in an output cell: write two rows";

const FUNCTIONS: readonly FunctionName[] = ["contains", "min", "max"];
const KEYWORDS: readonly string[] = ["and", "or", "not", "in"];
/** A path through one of these would read the language's own prototype instead of a fact. */
const NOT_A_FIELD: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), "length"]);

/** Recursive descent over one cell. Any text outside the subset throws `CellRefusal` with a message for the author of the table. */
export class ExpressionParser {
  readonly #text: string;
  readonly #place: CellPlace;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string, place: CellPlace) {
    this.#text = text;
    this.#place = place;
    this.#tokens = tokenize(text);
  }

  /** A whole expression, with `? :` at its weakest. */
  expression(): Expression {
    const test = this.#binary(0);
    if (!this.#takeSymbol("?")) return test;
    if (this.#place === "input") throw new CellRefusal(NO_CHOICE);
    requireBoolean(test, "? :");
    const then = this.expression();
    this.#expectSymbol(":");
    return { kind: "choice", test, then, otherwise: this.expression() };
  }

  /** One operand of the list of tests in an input cell. */
  operand(): Expression {
    return this.#binary(0);
  }

  comparisonOf(left: Expression, operator: Comparison): Expression {
    const comparison =
      operator === "in" || operator === "not in" ? this.#membership(left, operator === "not in") : this.#compare(left, operator);
    if (this.#peekComparison() !== null) throw new CellRefusal("comparisons are not chained: join two with `and`");
    return comparison;
  }

  takeComparison(): Comparison | null {
    const operator = this.#peekComparison();
    if (operator !== null) this.#at += operator === "not in" ? 2 : 1;
    return operator;
  }

  takeJoin(): "and" | "or" | null {
    if (this.#takeName("and")) return "and";
    return this.#takeName("or") || this.#takeSymbol(",") ? "or" : null;
  }

  /** `[1..5]`, `(0..10)`, half open either way; null when the brackets hold no `..`. */
  takeInterval(): Interval | null {
    if (!this.#isIntervalAhead()) return null;
    const lowOpen = this.#next().text === "(";
    const low = this.#number("an interval");
    this.#expectSymbol("..");
    const high = this.#number("an interval");
    const closing = this.#next();
    if (closing.text !== ")" && closing.text !== "]") throw new CellRefusal("the interval is not closed");
    if (isAbove(low, high)) throw new CellRefusal("the interval is empty: its lower end is above its upper end");
    return { low, high, lowOpen, highOpen: closing.text === ")" };
  }

  expectEnd(): void {
    const token = this.#peek();
    if (token.text === "?" && this.#place === "input") throw new CellRefusal(NO_CHOICE);
    if (token.kind !== "end") throw new CellRefusal(`\`${this.#written(token)}\` is not expected at character ${token.from + 1}`);
  }

  #binary(weakest: number): Expression {
    let left = this.#unary();
    for (let operator = this.#peekOperator(); operator !== null; operator = this.#peekOperator()) {
      const strength = STRENGTH[operator] ?? 0;
      if (strength < weakest) break;
      left = this.#joined(left, operator, strength);
    }
    return left;
  }

  #joined(left: Expression, operator: string, strength: number): Expression {
    const comparison = this.takeComparison();
    if (comparison !== null) return this.comparisonOf(left, comparison);
    this.#at += 1;
    const right = this.#binary(strength + 1);
    if (operator === "and" || operator === "or") {
      requireBoolean(left, operator);
      requireBoolean(right, operator);
      return { kind: "logic", operator, left, right };
    }
    return operator === "??" ? { kind: "fallback", left, right } : arithmetic(operator, left, right);
  }

  #compare(left: Expression, operator: CompareOperator): Expression {
    const right = this.#binary(ABOVE_COMPARISON);
    for (const side of [left, right]) {
      if (side.kind === "list" || side.kind === "record") throw new CellRefusal("ZEN compares no lists or records: use `in`");
      if (side.kind !== "literal" && isBoolean(side)) throw new CellRefusal("a comparison is not compared again: use `and`, `or`, `not`");
      if (operator !== "==" && operator !== "!=") requireNumber(side, operator);
    }
    return { kind: "compare", operator, left, right };
  }

  #membership(left: Expression, negated: boolean): Expression {
    const interval = this.takeInterval();
    if (interval !== null) return { kind: "within", negated, left, interval };
    const list = this.#binary(ABOVE_COMPARISON);
    if (list.kind !== "list" && list.kind !== "path")
      throw new CellRefusal("after `in` stands a list, an interval or a field that holds a list");
    if (list.kind === "list" && list.items.some(item => item.kind === "list" || item.kind === "record"))
      throw new CellRefusal("a list in a list never matches in ZEN");
    return { kind: "member", negated, left, list };
  }

  #unary(): Expression {
    if (this.#takeName("not")) {
      const operand = this.#binary(STRENGTH_OF_NOT);
      if (operand.kind === "literal") throw new CellRefusal("`not` on a plain value: write `!= …`");
      requireBoolean(operand, "not");
      return { kind: "not", operand };
    }
    if (this.#takeSymbol("-")) return negated(this.#binary(STRENGTH_OF_SIGN));
    return this.#primary();
  }

  #primary(): Expression {
    const token = this.#next();
    if (token.kind === "string") return { kind: "literal", value: token.text };
    if (token.kind === "number") return numberLiteral(token.text);
    if (token.kind === "name") return this.#named(token.text);
    if (token.text === "[") return { kind: "list", items: this.#separated("]", () => this.expression()) };
    if (token.text === "{") return { kind: "record", entries: this.#separated("}", () => this.#entry()) };
    if (token.text === "(") return this.#bracketed();
    throw new CellRefusal(
      token.kind === "end" ? "a value is missing at the end" : `\`${token.text}\` is not expected at character ${token.from + 1}`,
    );
  }

  #bracketed(): Expression {
    const expression = this.expression();
    const token = this.#peek();
    if (this.#place === "input" && (token.text === "and" || token.text === "or"))
      throw new CellRefusal("ZEN knows no `and` or `or` inside brackets of an input cell: write two rows");
    this.#expectSymbol(")");
    return expression;
  }

  #named(name: string): Expression {
    if (name === "true" || name === "false") return { kind: "literal", value: name === "true" };
    if (name === "null") return { kind: "literal", value: null };
    if (KEYWORDS.includes(name)) throw new CellRefusal(`\`${name}\` is not expected here`);
    if (this.#takeSymbol("(")) return this.#call(name);
    return this.#path(name);
  }

  #path(root: string): Expression {
    if (root.startsWith(REFERENCE) && root !== REFERENCE) throw new CellRefusal(`\`${root}\` is not part of the table language`);
    if (root === REFERENCE && this.#place === "output") throw new CellRefusal("`$` stands only in an input cell: name the field");
    const segments = [root];
    while (this.#takeSymbol(".")) segments.push(this.#field());
    for (const segment of segments)
      if (NOT_A_FIELD.has(segment)) throw new CellRefusal(`\`${segment}\` is not allowed as the name of a field`);
    if (this.#peek().text === "[") throw new CellRefusal("there is no index access: give the element as a fact");
    return { kind: "path", segments };
  }

  #field(): string {
    const token = this.#next();
    if (token.kind !== "name" || KEYWORDS.includes(token.text) || token.text.includes(REFERENCE))
      throw new CellRefusal("after `.` stands the name of a field");
    return token.text;
  }

  #call(name: string): Expression {
    const known = FUNCTIONS.find(candidate => candidate === name);
    if (known === undefined) throw new CellRefusal(`\`${name}(…)\` is not part of the table language; there are ${FUNCTIONS.join(", ")}`);
    const args = this.#separated(")", () => this.expression());
    checkArguments(known, args);
    return { kind: "call", name: known, arguments: args };
  }

  #entry(): RecordEntry {
    const token = this.#next();
    if (token.kind !== "name" && token.kind !== "string") throw new CellRefusal("a record holds `name: value`");
    if (NOT_A_FIELD.has(token.text)) throw new CellRefusal(`\`${token.text}\` is not allowed as the name of a field`);
    this.#expectSymbol(":");
    return { key: token.text, value: this.expression() };
  }

  #separated<T>(closing: string, item: () => T): readonly T[] {
    const items: T[] = [];
    if (this.#takeSymbol(closing)) return items;
    do items.push(item());
    while (this.#takeSymbol(","));
    this.#expectSymbol(closing);
    return items;
  }

  #number(what: string): Expression {
    const expression = this.#binary(ABOVE_COMPARISON);
    requireNumber(expression, what);
    return expression;
  }

  #isIntervalAhead(): boolean {
    if (this.#peek().text !== "[" && this.#peek().text !== "(") return false;
    let depth = 0;
    for (let at = this.#at; at < this.#tokens.length; at += 1) {
      const token = this.#tokens[at];
      if (token === undefined || token.kind !== "symbol") continue;
      if (token.text === ".." && depth === 1) return true;
      if ("([{".includes(token.text)) depth += 1;
      if (")]}".includes(token.text)) depth -= 1;
      if (depth === 0) return false;
    }
    return false;
  }

  #peekOperator(): string | null {
    const comparison = this.#peekComparison();
    if (comparison !== null) return comparison;
    const { kind, text } = this.#peek();
    if (kind !== "symbol" && kind !== "name") return null;
    if (this.#place === "input" && (text === "and" || text === "or")) return null;
    return text in STRENGTH ? text : null;
  }

  #peekComparison(): Comparison | null {
    const { kind, text, from } = this.#peek();
    if (kind === "name" && text === "in") return "in";
    if (kind === "name" && text === "not" && this.#tokens[this.#at + 1]?.text === "in") {
      if (!this.#text.startsWith("not in ", from))
        throw new CellRefusal("write `not in` with one space between and one after: ZEN reads nothing else");
      return "not in";
    }
    return kind === "symbol" ? (COMPARE_OPERATORS.find(operator => operator === text) ?? null) : null;
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { kind: "end", text: "", from: this.#text.length, to: this.#text.length };
  }

  #next(): Token {
    const token = this.#peek();
    this.#at += 1;
    return token;
  }

  #takeSymbol(text: string): boolean {
    return this.#take("symbol", text);
  }

  #takeName(text: string): boolean {
    return this.#take("name", text);
  }

  #take(kind: Token["kind"], text: string): boolean {
    const token = this.#peek();
    if (token.kind !== kind || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #expectSymbol(text: string): void {
    if (this.#takeSymbol(text)) return;
    const token = this.#peek();
    throw new CellRefusal(
      `expected \`${text}\` at character ${token.from + 1}, found ${token.kind === "end" ? "the end" : `\`${this.#written(token)}\``}`,
    );
  }

  #written(token: Token): string {
    return this.#text.slice(token.from, token.to);
  }
}

const COMPARE_OPERATORS: readonly CompareOperator[] = ["==", "!=", "<=", ">=", "<", ">"];

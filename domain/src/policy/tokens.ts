import { CellRefusal } from "./cell-refusal.ts";

export interface Token {
  readonly kind: "number" | "string" | "name" | "symbol" | "end";
  /** For a string its content, for anything else the text as written. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const NUMBER = /\d+(?:\.\d+)?/y;
const STRING = /"[^"]*"|'[^']*'/y;
const NAME = /[A-Za-z_$][A-Za-z0-9_$]*/y;
const SYMBOL = /\.\.|==|!=|<=|>=|\?\?|[<>()[\]{},:?.+\-*]/y;
const SPACE = /\s+/y;

/** Splits a cell into tokens; the last is always `end`. Backslashes are plain characters, as in ZEN: a string ends at its own quote. */
export const tokenize = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = matchAt(SPACE, text, at);
    if (space !== null) {
      at += space.length;
      continue;
    }
    const token = nextToken(text, at);
    tokens.push(token);
    at = token.to;
  }
  tokens.push({ kind: "end", text: "", from: text.length, to: text.length });
  return tokens;
};

const nextToken = (text: string, from: number): Token => {
  const string = matchAt(STRING, text, from);
  if (string !== null) return { kind: "string", text: string.slice(1, -1), from, to: from + string.length };
  const number = matchAt(NUMBER, text, from);
  if (number !== null) return { kind: "number", text: number, from, to: from + number.length };
  const name = matchAt(NAME, text, from);
  if (name !== null) return { kind: "name", text: name, from, to: from + name.length };
  const symbol = matchAt(SYMBOL, text, from);
  if (symbol !== null) return { kind: "symbol", text: symbol, from, to: from + symbol.length };
  throw new CellRefusal(REASONS[text.charAt(from)] ?? `\`${text.charAt(from)}\` is not part of the table language`);
};

const REASONS: Readonly<Record<string, string>> = {
  "/": "there is no division: a quotient needs a rounding rule, which is code, not a cell",
  "%": "there is no modulo: give the remainder as a fact",
  "^": "there is no power",
  "!": "write `not (…)` or `!=`",
  "=": "write `==`",
  '"': "the text is not closed; a text that has this quote in it stands in the other kind",
  "'": "the text is not closed; a text that has this quote in it stands in the other kind",
  "`": 'there are no templates: write a plain string in "…"',
  "#": "there are no closures over lists: give the answer as a fact, or use contains(list, value)",
};

const matchAt = (pattern: RegExp, text: string, from: number): string | null => {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0] ?? null;
};

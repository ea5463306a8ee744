import { compilePath, compileTest, isPlainGroupField, type Read } from "./compile-cell.ts";
import { type Expression, isReference } from "./expression.ts";
import type { PolicyRecord, PolicyValue } from "./value.ts";

/** Whether a cell matches the facts, its own column among them. */
export type Match = (context: PolicyRecord) => boolean;

export const compileMatch = (cell: Expression, field: string): Match => {
  const words = admittedWords(cell);
  const segments = field.split(".");
  if (words !== null) return compileWords(words, segments);
  const read = compilePath(segments);
  const test = compileTest(cell);
  return context => test(context, read(context, null)) === true;
};

/** The words of a cell `"a"`, `== true` or `in ["a", "b"]`: it matches at these and no other value. A number is none, as facts hold it in several forms. */
export const admittedWords = (cell: Expression): readonly Word[] | null => {
  if (cell.kind === "compare" && cell.operator === "==" && isReference(cell.left)) return wordsOf([cell.right]);
  if (cell.kind === "member" && !cell.negated && isReference(cell.left) && cell.list.kind === "list") return wordsOf(cell.list.items);
  return null;
};

export type Word = string | boolean;

const wordsOf = (items: readonly Expression[]): readonly Word[] | null => {
  const words: Word[] = [];
  for (const item of items) {
    if (item.kind !== "literal" || (typeof item.value !== "string" && typeof item.value !== "boolean")) return null;
    words.push(item.value);
  }
  return words;
};

/** Nine cells in ten: read and compared in one go. */
const compileWords = (words: readonly PolicyValue[], segments: readonly string[]): Match => {
  const [group = "", field] = segments;
  const [word] = words;
  if (segments.length !== 2 || field === undefined || !isPlainGroupField(field)) return compileReadWords(words, compilePath(segments));
  if (words.length === 1 && word !== undefined) {
    return context => {
      const found = context[group];
      return isGroup(found) && found[field] === word;
    };
  }
  return context => {
    const found = context[group];
    const value = isGroup(found) ? found[field] : undefined;
    return value !== undefined && words.includes(value);
  };
};

const compileReadWords =
  (words: readonly PolicyValue[], read: Read): Match =>
  context =>
    words.includes(read(context, null));

const isGroup = (value: PolicyValue | undefined): value is PolicyRecord => typeof value === "object" && value !== null;

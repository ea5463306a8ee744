import type { CompiledTable } from "@amends/domain/policy/compile-table";
import { STRANGER } from "@amends/domain/policy/samples";
import { cellOf, isMetadata, type TableColumn, type TableRow } from "@amends/domain/policy/table";
import { type Token, tokenize } from "@amends/domain/policy/tokens";
import { type Vocabulary, wordsOf } from "@amends/domain/policy/vocabulary";

/** One cell of one row, changed as a careless hand would change it. */
export interface Mutant {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly from: string;
  readonly to: string;
}

/** Mutants of every verified row: each number off by one, each word another, each test turned or dropped, one at a time. */
export const mutantsOf = (compiled: CompiledTable, vocabulary: Vocabulary): readonly Mutant[] => {
  const verified = new Set(compiled.rows.filter(row => row.meta.status === "verified").map(row => row.id));
  return compiled.table.rows.filter(row => verified.has(row.id)).flatMap(row => rowMutants(compiled, row, vocabulary));
};

const rowMutants = (compiled: CompiledTable, row: TableRow, vocabulary: Vocabulary): readonly Mutant[] => {
  const { id, inputs, outputs } = compiled.table;
  const decisive = [...inputs, ...outputs.filter(column => !isMetadata(column))].filter(column => cellOf(row, column).trim() !== "");
  return decisive.flatMap(column => {
    const from = cellOf(row, column);
    const tokens = tokenMutants(from, wordsFor(compiled, column, vocabulary));
    const whole = inputs.includes(column) ? [""] : tokens.length === 0 ? ["null"] : [];
    return [...new Set([...tokens, ...whole])].map(to => ({ table: id, row: row.id, column: column.id, from, to }));
  });
};

/** Other words this column could hold: the declared ones, else those of the other rows. */
const wordsFor = ({ table }: CompiledTable, column: TableColumn, vocabulary: Vocabulary): readonly string[] =>
  wordsOf(column.field, vocabulary) ?? [
    ...table.rows.flatMap(row => tokenize(cellOf(row, column)).flatMap(token => (token.kind === "string" ? [token.text] : []))),
    STRANGER,
  ];

const tokenMutants = (cell: string, words: readonly string[]): readonly string[] => {
  const tokens = tokenize(cell);
  return tokens.flatMap((token, index) =>
    replacements(token, tokens, index, words).map(to => `${cell.slice(0, token.from)}${to}${cell.slice(token.to)}`),
  );
};

const TURNED: Readonly<Record<string, readonly string[]>> = {
  ">": [">="],
  ">=": [">"],
  "<": ["<="],
  "<=": ["<"],
  "==": ["!="],
  "!=": ["=="],
  "+": ["-"],
  and: ["or"],
  or: ["and"],
  min: ["max"],
  max: ["min"],
  true: ["false"],
  false: ["true"],
};

const replacements = (token: Token, tokens: readonly Token[], index: number, words: readonly string[]): readonly string[] => {
  if (token.kind === "number") return offByOne(token.text);
  if (token.kind === "string") return otherWord(token.text, tokens, words);
  if (token.text === "in") return tokens[index - 1]?.text === "not" ? [] : ["not in"];
  if (token.text === "not") return [""];
  if (token.text === "null" && tokens.length === 2) return ["!= null"];
  return Object.hasOwn(TURNED, token.text) ? (TURNED[token.text] ?? []) : [];
};

const offByOne = (text: string): readonly string[] => {
  const places = text.split(".")[1]?.length ?? 0;
  const units = BigInt(text.replace(".", ""));
  return [units + 1n, units - 1n].map(value => written(value, places));
};

const written = (units: bigint, places: number): string => {
  if (places === 0) return units.toString();
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
  return `${units < 0n ? "-" : ""}${digits.slice(0, -places)}.${digits.slice(-places)}`;
};

const otherWord = (text: string, tokens: readonly Token[], words: readonly string[]): readonly string[] => {
  const taken = new Set(tokens.map(token => token.text));
  const other = words.find(word => !taken.has(word));
  return other === undefined || other === text ? [] : [JSON.stringify(other)];
};

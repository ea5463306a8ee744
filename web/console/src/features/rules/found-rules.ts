import type { Rule, RuleTable } from "./api/get-rules.ts";

/** How tables and the words in cells are called in the reader's language. */
export type RuleTerms = { readonly nameOf: (table: string) => string; readonly terms: Readonly<Record<string, string>> };

/** The tables with those of their rows that hold every word, in either language, in their source, their name or their cells; without words, all. */
export const foundRules = (tables: readonly RuleTable[], typed: string, { nameOf, terms }: RuleTerms): readonly RuleTable[] => {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== "");
  if (words.length === 0) return tables;
  return tables
    .map(table => ({ ...table, rows: table.rows.filter(rule => holds(rule, `${table.table} ${nameOf(table.table)}`, terms, words)) }))
    .filter(({ rows }) => rows.length > 0);
};

const holds = ({ row, zh, en, source, cells }: Rule, of: string, terms: RuleTerms["terms"], words: readonly string[]): boolean => {
  const said = Object.values(cells);
  const named = said.flatMap(cell => [...cell.matchAll(/'([a-z_]+)'/g)].map(([, word = ""]) => terms[word] ?? ""));
  const text = [of, row, zh, en, source, ...said, ...named].join(" ").toLowerCase();
  return words.every(word => text.includes(word));
};

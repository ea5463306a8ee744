import type { Rule, RuleTable } from "./api/get-rules.ts";

/** The tables with those of their rows that hold every word, in either language, in their source, their name or their cells; without words, all. */
export const foundRules = (tables: readonly RuleTable[], typed: string, nameOf: (table: string) => string): readonly RuleTable[] => {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== "");
  if (words.length === 0) return tables;
  return tables
    .map(table => ({ ...table, rows: table.rows.filter(rule => holds(rule, `${table.table} ${nameOf(table.table)}`, words)) }))
    .filter(({ rows }) => rows.length > 0);
};

const holds = ({ row, zh, en, source, cells }: Rule, of: string, words: readonly string[]): boolean => {
  const text = [of, row, zh, en, source, ...Object.values(cells)].join(" ").toLowerCase();
  return words.every(word => text.includes(word));
};

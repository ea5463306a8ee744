import { cellInWords, fieldInWords, type RuleWords } from "@amends/ui/rules/rule-words";
import type { Rule, RuleTable } from "./api/get-rules.ts";

/** How tables, and the fields and texts in them, are called. */
export type RuleTerms = { readonly nameOf: (table: string) => string; readonly said: RuleWords };

/** The tables with those of their rows that hold every word, in either language, in their source, their name or their cells; without words, all. */
export const foundRules = (tables: readonly RuleTable[], typed: string, { nameOf, said }: RuleTerms): readonly RuleTable[] => {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== "");
  if (words.length === 0) return tables;
  return tables
    .map(table => ({ ...table, rows: table.rows.filter(rule => holds(rule, table, nameOf(table.table), said, words)) }))
    .filter(({ rows }) => rows.length > 0);
};

const holds = (rule: Rule, { table, columns }: RuleTable, name: string, said: RuleWords, words: readonly string[]): boolean => {
  const { row, zh, en, source, cells } = rule;
  const inWords = columns.flatMap(({ column, field }) => {
    const cell = cells[column];
    if (cell === undefined) return [];
    return [
      cell,
      ...(["zh", "en"] as const).flatMap(language => [fieldInWords(said, field, language), cellInWords(said, field, cell, language)]),
    ];
  });
  const text = [table, name, row, zh, en, source, ...inWords].join(" ").toLowerCase();
  return words.every(word => text.includes(word));
};

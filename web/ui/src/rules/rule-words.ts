import type { Language } from "@amends/contract/language";
import type { listRules } from "@amends/contract/routes/rules/rules";
import { type CellPart, cellParts } from "@amends/domain/policy/spoken-cell";
import type { z } from "zod";
import { nameWithoutUnit, numberInWords, unitOf } from "./rule-units.ts";

export type RuleWords = z.output<(typeof listRules)["answers"][200]>["words"];

/** What is the same in every pack: the language of the tables, not their content. */
const GRAMMAR: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  zh: { true: "是", false: "否", null: "无", and: "且", or: "或", not: "非", in: "属于", contains: "包含" },
  en: { true: "yes", false: "no", null: "nothing" },
};
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/==/g, "="],
  [/!=/g, "≠"],
  [/>=/g, "≥"],
  [/<=/g, "≤"],
];
/** Two words of the tables that are one in the reader's language. */
const NOT_IN = /非 属于/g;
const BETWEEN = { zh: "、", en: ", " } as const;

export const fieldInWords = (words: RuleWords, field: string, language: Language): string => {
  const name = words[field]?.name ?? null;
  return name === null ? field : nameWithoutUnit(name, language);
};

/** A number alone, or one compared with: then it is said with the unit of its field. */
const NUMBER = /^(?:(?:==|!=|>=|<=|>|<)\s*)?-?\d+$/;
const DIGITS = /-?\d+/;

/** A cell as a person would say it: texts and fields by their names, a list as its items. What has no words stays as it is written. */
export const cellInWords = (words: RuleWords, field: string, cell: string, language: Language): string => {
  const parts = cellParts(cell);
  const unit = unitOf(words[field]?.name);
  if (unit !== null && NUMBER.test(cell)) return signed(cell.replace(DIGITS, digits => numberInWords(digits, unit, language)));
  const texts = textsOfList(cell, parts);
  // Codes of different hosts may mean the same thing, and then have one name.
  if (texts !== null) return [...new Set(texts.map(text => textInWords(words, field, text, language)))].join(BETWEEN[language]);
  let about = field;
  return parts
    .map(part => {
      if (part.kind === "text") return textInWords(words, about, part.text, language);
      if (part.kind === "plain") return signed(part.written);
      const known = GRAMMAR[language][part.path];
      if (known !== undefined) return known;
      if (words[part.path] !== undefined) about = part.path;
      return part.path === "$" ? fieldInWords(words, field, language) : fieldInWords(words, part.path, language);
    })
    .join("")
    .replace(NOT_IN, "不属于");
};

const signed = (written: string): string => SIGNS.reduce((said, [sign, shown]) => said.replace(sign, shown), written);

export const textInWords = (words: RuleWords, field: string, text: string, language: Language): string =>
  words[field]?.values[text]?.[language] ?? text;

/** `['a', 'b']`, and nothing else. */
const textsOfList = (cell: string, parts: readonly CellPart[]): readonly string[] | null => {
  const texts = parts.flatMap(part => (part.kind === "text" ? [part.text] : []));
  const isList = cell.startsWith("[") && cell.endsWith("]") && parts.every(part => part.kind === "text" || /^[[\], ]+$/.test(part.written));
  return isList && texts.length > 0 ? texts : null;
};

import type { Language } from "@amends/contract/language";
import { numberInWords, unitOf } from "@amends/ui/rules/rule-units";
import { cellInWords, fieldInWords, type RuleWords, textInWords } from "@amends/ui/rules/rule-words";
import { type CellForm, type CellKind, readCell, type Sign } from "../../cell-form.ts";
import type { RuleTable } from "../rules/api/get-rules.ts";

/** One part of what a row says; `isChanged` where the shop has it otherwise than everybody. */
export type SaidPart = { readonly text: string; readonly isChanged: boolean };
export type Sentence = { readonly when: readonly SaidPart[]; readonly follows: readonly SaidPart[] };

type Cells = Readonly<Record<string, string>>;

/** A row as a sentence: when what holds, then what follows. Cells that say nothing are left out. */
export const ruleSentence = (
  { columns }: RuleTable,
  { base, own }: { readonly base: Cells; readonly own: Cells },
  words: RuleWords,
  language: Language,
): Sentence => {
  const partsOf = (kind: RuleTable["columns"][number]["kind"]): readonly SaidPart[] =>
    columns
      .filter(column => column.kind === kind)
      .flatMap(({ column, field }) => {
        const cell = own[column] ?? base[column] ?? "";
        const isChanged = own[column] !== undefined;
        if (cell === "" && !isChanged) return [];
        return [{ text: said(words, { field, cell, kind }, language), isChanged }];
      });
  return { when: partsOf("condition"), follows: partsOf("result") };
};

type SaidCell = { readonly field: string; readonly cell: string; readonly kind: CellKind };

const said = (words: RuleWords, { field, cell, kind }: SaidCell, language: Language): string => {
  const name = fieldInWords(words, field, language);
  if (kind === "result") {
    const value = cell === "" ? WORDS[language].none : cellInWords(words, field, cell, language);
    return language === "zh" ? `${name}：${value}` : `${name}: ${value}`;
  }
  const test = testSaid(words, field, readCell(cell, kind), language);
  return language === "zh" ? `${name}${test}` : `${name} ${test}`;
};

const SIGN_WORDS: Readonly<Record<Language, Readonly<Record<Sign, string>>>> = {
  zh: { "==": "是", "!=": "不是", ">=": "至少", "<=": "至多", ">": "超过", "<": "不到" },
  en: { "==": "is", "!=": "is not", ">=": "is at least", "<=": "is at most", ">": "is more than", "<": "is less than" },
};
const WORDS = {
  zh: {
    any: "不限",
    yes: "：是",
    no: "：否",
    is: "是",
    isNot: "不是",
    or: "或",
    none: "不规定",
    has: "包括",
    hasNot: "不包括",
    from: "在",
    to: "到",
    between: "之间",
  },
  en: {
    any: "may be anything",
    yes: "holds",
    no: "does not hold",
    is: "is",
    isNot: "is not",
    or: " or ",
    none: "nothing",
    has: "includes",
    hasNot: "does not include",
    from: "is from",
    to: " to ",
    between: "",
  },
} as const;

const testSaid = (words: RuleWords, field: string, form: CellForm, language: Language): string => {
  const says = WORDS[language];
  const space = language === "zh" ? "" : " ";
  const number = (digits: string): string => numberInWords(digits, unitOf(words[field]?.name), language);
  switch (form.kind) {
    case "empty":
      return says.any;
    case "flag":
      return form.value ? says.yes : says.no;
    case "texts": {
      const texts = [...new Set(form.texts.map(text => textInWords(words, field, text, language)))].join(says.or);
      return `${form.isNegated ? says.isNot : says.is}${space}${texts}`;
    }
    case "holds":
      return `${form.isNegated ? says.hasNot : says.has}${space}${textInWords(words, field, form.text, language)}`;
    case "number":
      return `${SIGN_WORDS[language][form.sign]}${space}${number(form.digits)}`;
    case "between":
      return `${says.from}${space}${number(form.low)}${says.to}${number(form.high)}${says.between}`;
    case "written":
      return `${says.is}${space}${cellInWords(words, field, form.cell, language)}`;
  }
};

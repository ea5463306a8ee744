import { useLanguage } from "../components/language.tsx";
import { cellInWords, fieldInWords, type RuleWords } from "./rule-words.ts";

/** Fields and cells in the words of whoever reads the page. */
export const useSaid = (words: RuleWords) => {
  const { language } = useLanguage();
  return {
    fieldSaid: (field: string): string => fieldInWords(words, field, language),
    cellSaid: (field: string, cell: string): string => cellInWords(words, field, cell, language),
  };
};

import { en as uiEn } from "@amends/ui/words/en";
import type { Language } from "@amends/ui/words/language";
import { zh as uiZh } from "@amends/ui/words/zh";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

/** The buyer app's words and those both apps share. */
export const WORDS = { zh: { ...uiZh, ...zh }, en: { ...uiEn, ...en } };

export const wordsIn = (language: Language): (typeof WORDS)["en"] => WORDS[language];

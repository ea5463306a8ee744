import { useWords } from "@amends/ui/components/language";
import { en as uiEn } from "@amends/ui/words/en";
import { zh as uiZh } from "@amends/ui/words/zh";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

/** The console's words and those both apps share. */
const WORDS = { zh: { ...uiZh, ...zh }, en: { ...uiEn, ...en } };

export type ConsoleWords = (typeof WORDS)["en"];
export const useConsoleWords = (): ConsoleWords => useWords<ConsoleWords>(WORDS);

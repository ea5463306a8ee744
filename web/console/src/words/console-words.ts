import { en as uiEn } from "@amends/ui/words/en";
import { zh as uiZh } from "@amends/ui/words/zh";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

/** The console's words and those both apps share. */
export const CONSOLE_WORDS = { zh: { ...uiZh, ...zh }, en: { ...uiEn, ...en } };

export type ConsoleWords = (typeof CONSOLE_WORDS)["en"];

import { useWords } from "@amends/ui/components/language";
import { CONSOLE_WORDS, type ConsoleWords } from "./console-words.ts";

export type { ConsoleWords };
export const useConsoleWords = (): ConsoleWords => useWords<ConsoleWords>(CONSOLE_WORDS);

import { useWords } from "@amends/ui/components/language";
import { WORDS } from "./words-in.ts";

export const useBuyerWords = () => useWords<(typeof WORDS)["en"]>(WORDS);

import type { Language } from "@amends/contract/language";
import type { Surroundings } from "./surroundings.ts";

/** What POSIX asks first wins; one that is set to nothing counts as not set (POSIX.1-2024, 8.2). A locale that is neither Chinese nor English, `C` among them, says nothing about ours: then it is Chinese, as everywhere. */
export const localeLanguage = (env: Surroundings["env"]): Language => {
  const locale = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  return /^en([_.@-]|$)/i.test(locale) ? "en" : "zh";
};

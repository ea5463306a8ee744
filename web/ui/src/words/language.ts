/** Chinese first: whoever's browser speaks no English and no Chinese gets Chinese. */
export type Language = "zh" | "en";

const KEY = "amends.language";

const startLanguage = (): Language => {
  const kept = localStorage.getItem(KEY);
  if (kept === "zh" || kept === "en") return kept;
  const spoken = navigator.languages.map(tag => tag.slice(0, 2).toLowerCase()).find(tag => tag === "zh" || tag === "en");
  return spoken === "en" ? "en" : "zh";
};

export const keepLanguage = (language: Language): void => {
  localStorage.setItem(KEY, language);
  current = language;
};

let current: Language | undefined;

/** For what is not drawn: the language requests are answered in. */
export const currentLanguage = (): Language => {
  current ??= startLanguage();
  return current;
};

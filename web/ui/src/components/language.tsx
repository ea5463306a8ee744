import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { currentLanguage, keepLanguage, type Language } from "../words/language.ts";

type Chosen = { readonly language: Language; readonly choose: (language: Language) => void };

const LanguageContext = createContext<Chosen>({ language: "zh", choose: () => undefined });

export const LanguageProvider = ({ children }: { readonly children: ReactNode }) => {
  const [language, setLanguage] = useState(currentLanguage);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  const chosen = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        keepLanguage(next);
        setLanguage(next);
      },
    }),
    [language],
  );
  return <LanguageContext value={chosen}>{children}</LanguageContext>;
};

export const useLanguage = (): Chosen => useContext(LanguageContext);

/** The reader's half of a message file. */
export const useWords = <Words,>(files: { readonly zh: Words; readonly en: Words }): Words => files[useLanguage().language];

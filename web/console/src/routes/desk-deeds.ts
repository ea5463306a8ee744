import { useLanguage } from "@amends/ui/components/language";
import { chooseScheme, type SchemeChoice } from "@amends/ui/theme/color-scheme";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { client } from "../client.ts";
import type { Command } from "../features/search/commands.ts";
import { useConsoleWords } from "../words/words-in.ts";

export const SCHEMES: readonly SchemeChoice[] = ["system", "light", "dark"];

/** What everybody at the desk can do about their own place at it. */
export const useDeskDeeds = () => {
  const { language, choose } = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  return {
    switchLanguage: () => choose(language === "zh" ? "en" : "zh"),
    changePassword: () => void navigate({ to: "/password" }),
    signOut: async (): Promise<void> => {
      await client.signOut();
      queries.clear();
      sessionStorage.clear();
      await navigate({ to: "/sign-in", search: {} });
    },
  };
};

/** The same for ⌘K. */
export const useDeskActions = (): readonly Command[] => {
  const words = useConsoleWords();
  const deeds = useDeskDeeds();
  return [
    { key: "language", name: words.language, english: "language English 中文", kind: "action", run: deeds.switchLanguage },
    { key: "password", name: words.account.changeOwn, english: "change password", kind: "action", run: deeds.changePassword },
    ...SCHEMES.map(
      (scheme): Command => ({
        key: scheme,
        name: `${words.rail.theme} · ${words.rail[scheme]}`,
        english: `theme ${scheme}`,
        kind: "action",
        run: () => chooseScheme(scheme),
      }),
    ),
    { key: "out", name: words.signIn.signOut, english: "sign out", kind: "action", run: () => void deeds.signOut() },
  ];
};

import type { Language } from "@amends/ui/words/language";
import type { FilingReason } from "./api/get-choices.ts";

export type ReasonGroup = { readonly ground: string; readonly items: readonly FilingReason[] };

type Asked = { readonly typed: string; readonly chosen: string; readonly language: Language };

/** The reasons that hold what was typed, in either language, by ground: that of the chosen one first, the others where their first reason stands. */
export const groupedReasons = (reasons: readonly FilingReason[], { typed, chosen, language }: Asked): readonly ReasonGroup[] => {
  const wanted = typed.trim().toLocaleLowerCase(language);
  const found = reasons.filter(({ name }) => [name.zh, name.en].some(text => text.toLocaleLowerCase(language).includes(wanted)));
  const ofChosen = found.filter(({ reason }) => reason === chosen);
  return [...new Set([...ofChosen, ...found].map(({ ground }) => ground))].map(ground => ({
    ground,
    items: found.filter(item => item.ground === ground),
  }));
};

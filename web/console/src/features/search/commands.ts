import { pinyinInitials } from "./pinyin-initials.ts";

/** Something ⌘K goes to or does. `english` is how it is found where its name is Chinese. */
export type Command = {
  readonly key: string;
  readonly name: string;
  readonly english: string;
  readonly kind: "page" | "action" | "case" | "shop";
  readonly run: () => void;
};

/** Long enough to be read out as a number; names of pages hold none. */
const NUMBER = /\d{4}|^[a-z]+_/i;
export const isNumber = (typed: string): boolean => NUMBER.test(typed);

/** Those whose name begins with what was typed first, then those that hold it: in Chinese, by the initials of its pinyin, or in English. */
export const matching = (commands: readonly Command[], typed: string): readonly Command[] => {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return commands;
  return commands
    .map(command => ({ command, rank: rankOf(command, wanted) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((left, right) => right.rank - left.rank)
    .map(({ command }) => command);
};

const rankOf = ({ name, english }: Command, wanted: string): number => {
  const texts = [name.toLowerCase(), pinyinInitials(name), english.toLowerCase()];
  return texts.some(text => text.startsWith(wanted)) ? 2 : texts.some(text => text.includes(wanted)) ? 1 : 0;
};

import { useRef, useState } from "react";
import type { Also } from "./filing-of.ts";
import { type Draft, type DraftPlace, draftName, dropDraft, EMPTY_DRAFT, readDraft, type Said, writeDraft } from "./kept-draft.ts";

export type KeptDraft = {
  readonly words: string;
  readonly said: Said;
  /** Something was there already when the page was opened. */
  readonly isRestored: boolean;
  readonly say: (part: Said) => void;
  readonly write: (words: string) => void;
  /** What is filed along with it. */
  readonly also: readonly Also[];
  readonly setAlso: (also: readonly Also[]) => void;
  /** Says something about another option of the same goods, before its page is opened. */
  readonly sayOf: (option: string, part: Said) => void;
  readonly forget: () => void;
};

/** Said since the page was loaded: nobody needs to be told that it is still there. */
const saidHere = new Set<string>();

/** What was said survives a reload, a telephone call and a tab the phone threw away; it goes when it was filed. */
export const useKeptDraft = (place: DraftPlace, option: string): KeptDraft => {
  const [first] = useState(() => readDraft(localStorage, place, Date.now()));
  const [kept, setKept] = useState(first);
  const [isBefore] = useState(() => first !== EMPTY_DRAFT && !saidHere.has(draftName(place)));
  const latest = useRef(first);
  const keep = (to: Partial<Draft>): void => {
    latest.current = { ...latest.current, ...to, keptAt: Date.now() };
    writeDraft(localStorage, place, latest.current);
    saidHere.add(draftName(place));
    setKept(latest.current);
  };
  const sayOf = (about: string, part: Said): void => {
    const { options } = latest.current;
    keep({ options: { ...options, [about]: { ...options[about], ...part } } });
  };
  return {
    words: kept.words,
    said: kept.options[option] ?? {},
    isRestored: isBefore && (kept.words !== "" || kept.options[option] !== undefined || kept.also.length > 0),
    say: part => sayOf(option, part),
    write: words => keep({ words }),
    also: kept.also,
    setAlso: also => keep({ also: [...also] }),
    sayOf,
    forget: () => {
      dropDraft(localStorage, place);
      latest.current = EMPTY_DRAFT;
      setKept(EMPTY_DRAFT);
    },
  };
};

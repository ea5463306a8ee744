import { CASE_EVENT_TYPES } from "@amends/domain/case/event-types";
import { STEP_OUTCOMES } from "@amends/domain/case/step";
import { describe, expect, it } from "vitest";
import { CONSOLE_WORDS, type ConsoleWords } from "../../words/console-words.ts";
import { eventWords } from "./timeline-words.ts";

// Both languages are of one shape; only the texts differ.
const WORDS: Readonly<Record<"zh" | "en", ConsoleWords>> = {
  zh: { ...CONSOLE_WORDS.en, ...CONSOLE_WORDS.zh } as never,
  en: CONSOLE_WORDS.en,
};
const OUTCOMES = [...new Set<string>(Object.values(STEP_OUTCOMES).flat())];
const SHOWN = { steps: [], refund: { currency: "CNY", amountMinor: 0n } };

describe.each(["zh", "en"] as const)("the history of a case in %s", language => {
  it.each(CASE_EVENT_TYPES)("has a sentence for %s", type => {
    const event = { type, data: {}, text: null };
    // Only what a sentence is made of is given: a case has forty fields more.
    const said = eventWords(event as never, SHOWN as never, WORDS[language], language);
    expect(said.text).not.toBe(type);
  });

  it.each(OUTCOMES)("has a word for the outcome %s", outcome => {
    expect(WORDS[language].outcome_[outcome]).toEqual(expect.any(String));
  });
});

import { CASE_EVENT_TYPES } from "@amends/domain/case/event-types";
import { STEP_OUTCOMES } from "@amends/domain/case/step";
import { en as uiEn } from "@amends/ui/words/en";
import { zh as uiZh } from "@amends/ui/words/zh";
import { describe, expect, it } from "vitest";
import { en } from "../../words/en.ts";
import type { ConsoleWords } from "../../words/words-in.ts";
import { zh } from "../../words/zh.ts";
import { eventWords } from "./timeline-words.ts";

const WORDS = { zh: { ...uiZh, ...zh } as unknown as ConsoleWords, en: { ...uiEn, ...en } };
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

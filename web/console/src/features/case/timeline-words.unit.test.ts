import { ATTENTIONS } from "@amends/domain/case/contradiction";
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
const SHOWN = {
  reason: "40.01",
  steps: [],
  refund: { currency: "CNY", amountMinor: 0n },
  timeline: [],
  explanation: [{ stage: "reasons", rowId: "40.01", zh: "外观瑕疵", en: "A visible flaw" }],
  judgement: { cause: "L-14", zh: "做工问题", en: "Poor workmanship" },
};

describe.each(["zh", "en"] as const)("the history of a case in %s", language => {
  it.each(CASE_EVENT_TYPES)("has a sentence for %s", type => {
    const event = { type, data: {}, text: null };
    // Only what a sentence is made of is given: a case has forty fields more.
    const said = eventWords(event as never, SHOWN as never, WORDS[language], language);
    expect(said.text).not.toBe(type);
  });

  it.each(ATTENTIONS)("says why somebody should look: %s", why => {
    expect(WORDS[language].case.attention[why]).toMatch(language === "zh" ? /^请.+：./ : /^Please .+: ./);
  });

  it("says what a partner was asked, that they did it, and why they did not, in words", () => {
    const asked = { type: "effect_asked", data: { effectId: "effect_1", kind: "pay_compensation" }, text: null };
    const shown = { ...SHOWN, timeline: [asked] };
    const said = (type: string, data: Readonly<Record<string, unknown>>): string =>
      eventWords({ type, data, text: null } as never, shown as never, WORDS[language], language).text;
    const { asked: what, refusal } = WORDS[language].partner;
    expect(said("effect_asked", asked.data)).toContain(what.pay_compensation);
    expect(said("effect_done", { effectId: "effect_1" })).toContain(what.pay_compensation);
    expect(said("effect_refused", { effectId: "effect_1", code: "method_closed" })).toContain(refusal.method_closed);
    expect(said("parcel_traced", { finding: "moving" })).not.toContain("moving");
  });

  it("says for what reason it was filed, and what the buyer wrote word for word", () => {
    const event = { type: "case_filed", data: {}, text: "表带断了" };
    const said = eventWords(event as never, SHOWN as never, WORDS[language], language);
    expect(said.text).toContain(SHOWN.explanation[0]?.[language]);
    expect(said.quote).toBe("表带断了");
  });

  it("names reasons, causes and refusals in words and not by their codes", () => {
    const said = (type: string, data: Readonly<Record<string, unknown>>): string =>
      eventWords({ type, data, text: null } as never, SHOWN as never, WORDS[language], language).text;
    expect(said("reason_judged", { judgedReason: "40.01" })).not.toContain("40.01");
    expect(said("cause_judged", { rootCause: "L-14" })).toContain(SHOWN.judgement[language]);
    expect(said("step_ended", { outcome: "rejected", code: "outside_window" })).toContain(WORDS[language].rejection.outside_window);
  });

  it("names a parcel to a seller, who is shown less of it", () => {
    const data = { carrier: "sf", trackingNo: "SF1" };
    const said = (shown: Readonly<Record<string, unknown>>): string =>
      eventWords({ type: "parcel_named", data: shown, text: null } as never, SHOWN as never, WORDS[language], language).text;
    expect(said(data)).toContain("SF1");
    expect(said({ parcel: data })).toBe(said(data));
  });

  it.each(OUTCOMES)("has a word for the outcome %s", outcome => {
    expect(WORDS[language].outcome_[outcome]).toEqual(expect.any(String));
  });
});

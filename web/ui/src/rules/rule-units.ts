import type { Language } from "@amends/contract/language";
import { formatAmount } from "../format/amount.ts";

/** What the numbers of a field count. */
export type Unit = "money" | "percent" | "seconds" | "minutes" | "hours";

/** The pack names the unit of a field at the end of its name. */
const NAMED: readonly (readonly [RegExp, Unit])[] = [
  [/ \(minor units\)$/, "money"],
  [/ \(basis points\)$/, "percent"],
  [/ \(seconds\)$/, "seconds"],
  [/ \(minutes\)$/, "minutes"],
  [/ \(hours\)$/, "hours"],
];

type Called = { readonly zh: string; readonly en: string };

export const unitOf = (name: Called | null | undefined): Unit | null =>
  NAMED.find(([pattern]) => pattern.test(name?.en ?? ""))?.[1] ?? null;

/** A field's name where its numbers are said with their unit. */
export const nameWithoutUnit = (name: Called, language: Language): string =>
  unitOf(name) === null ? name[language] : name[language].replace(/\s*[（(][^（(]*[）)]$/, "");

const STEPS: Readonly<Record<"seconds" | "minutes" | "hours", bigint>> = { seconds: 1n, minutes: 60n, hours: 3600n };
export const SPANS = ["days", "hours", "minutes", "seconds"] as const;
export type Span = (typeof SPANS)[number];
export const SECONDS: Readonly<Record<Span, bigint>> = { days: 86_400n, hours: 3600n, minutes: 60n, seconds: 1n };
const SPAN_WORDS: Readonly<Record<Language, Readonly<Record<Span, string>>>> = {
  zh: { days: "天", hours: "小时", minutes: "分钟", seconds: "秒" },
  en: { days: "days", hours: "hours", minutes: "minutes", seconds: "seconds" },
};
export const spanWord = (span: Span, language: Language): string => SPAN_WORDS[language][span];

/** The longest span in which a time is a whole number: two days are days, thirty hours are hours. */
export const wholeSpan = (digits: string, unit: "seconds" | "minutes" | "hours"): { readonly count: bigint; readonly span: Span } => {
  const seconds = BigInt(digits) * STEPS[unit];
  const span = SPANS.find(each => seconds !== 0n && seconds % SECONDS[each] === 0n) ?? unit;
  return { count: seconds / SECONDS[span], span };
};

/** A time in the unit its field counts, or null where it is none. */
export const inUnit = (count: bigint, span: Span, unit: "seconds" | "minutes" | "hours"): string | null => {
  const seconds = count * SECONDS[span];
  return seconds % STEPS[unit] === 0n ? String(seconds / STEPS[unit]) : null;
};

/** 1050 of ten thousand are 10.5 %. */
const percentText = (digits: string): string => {
  const points = BigInt(digits);
  const [whole, rest] = [points / 100n, points % 100n];
  return `${whole}${
    rest === 0n
      ? ""
      : `.${String(rest < 0n ? -rest : rest)
          .padStart(2, "0")
          .replace(/0$/, "")}`
  }%`;
};

/** A number of a field as a person says it. Amounts are in the currency packs are written for. */
export const numberInWords = (digits: string, unit: Unit | null, language: Language): string => {
  switch (unit) {
    case null:
      return digits;
    case "money":
      return formatAmount({ amountMinor: BigInt(digits), currency: "CNY" });
    case "percent":
      return percentText(digits);
    case "seconds":
    case "minutes":
    case "hours": {
      const { count, span } = wholeSpan(digits, unit);
      const word = spanWord(span, language);
      return language === "zh" ? `${count} ${word}` : `${count} ${count === 1n ? word.replace(/s$/, "") : word}`;
    }
  }
};

import type { Language } from "../words/language.ts";
import { shopZone } from "./shop-clock.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const CLOCK = { hour: "2-digit", minute: "2-digit" } as const;
const DAY = { month: { zh: "long", en: "short" }, day: "numeric" } as const;

type Format = "exact" | "day" | "dayOfYear" | "clock";

const optionsOf = (format: Format, language: Language): Intl.DateTimeFormatOptions => {
  const day = { month: DAY.month[language], day: DAY.day } as const;
  switch (format) {
    case "exact":
      return { year: "numeric", ...day, ...CLOCK };
    case "day":
      return day;
    case "dayOfYear":
      return { year: "numeric", ...day };
    case "clock":
      return CLOCK;
  }
};

/** Making a formatter costs more than a page of using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

const formatted = (at: number, format: Format, language: Language): string => {
  const { id } = shopZone();
  const key = `${format} ${language} ${id}`;
  const known = formatters.get(key);
  if (known !== undefined) return known.format(at);
  const made = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    timeZone: id,
    hourCycle: "h23",
    ...optionsOf(format, language),
  });
  formatters.set(key, made);
  return made.format(at);
};

/** 2026年11月23日 18:00 */
export const exactTime = (at: number, language: Language): string => formatted(at, "exact", language);

const offsetMs = (): number => shopZone().offsetMinutes * MINUTE_MS;
const dayOf = (at: number): number => Math.floor((at + offsetMs()) / DAY_MS);
const yearOf = (at: number): number => new Date(at + offsetMs()).getUTCFullYear();

const NEAR_DAYS: Readonly<Record<Language, Readonly<Record<number, string>>>> = {
  zh: { [-1]: "昨天", 0: "今天", 1: "明天", 2: "后天" },
  en: { [-1]: "yesterday", 0: "today", 1: "tomorrow" },
};

/** 今天, 明天, 11月23日, or with the year when it is another. */
export const dayWords = (at: number, now: number, language: Language): string => {
  const near = NEAR_DAYS[language][dayOf(at) - dayOf(now)];
  if (near !== undefined) return near;
  return formatted(at, yearOf(at) === yearOf(now) ? "day" : "dayOfYear", language);
};

/** 明天 18:00 */
export const dayAndClock = (at: number, now: number, language: Language): string =>
  `${dayWords(at, now, language)} ${formatted(at, "clock", language)}`;

/** 5 分钟前 for the last hours, then the day and the clock. */
export const ago = (at: number, now: number, language: Language): string => {
  const passed = now - at;
  if (passed < MINUTE_MS && passed > -MINUTE_MS) return language === "zh" ? "刚刚" : "just now";
  if (passed < 0 || passed >= 12 * HOUR_MS) return dayAndClock(at, now, language);
  return language === "zh" ? `${durationWords(passed, "zh")}前` : `${durationWords(passed, "en")} ago`;
};

/**
 * How long, in one unit where one says enough: 3 天, 23 小时, 12 分钟; two where the rest decides what somebody does (1 天 6 小时, 1 小时 20 分钟). Under a
 * minute it is a minute: nobody is shown seconds to act in. Rounded down, so that a promise never looks longer than it is.
 */
export const durationWords = (ms: number, language: Language): string => {
  const minutes = Math.max(1, Math.floor(ms / MINUTE_MS));
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days >= 3) return unit(days, "day", language);
  if (days >= 1) return joined([unit(days, "day", language), hours % 24 === 0 ? "" : unit(hours % 24, "hour", language)]);
  if (hours >= 3) return unit(hours, "hour", language);
  if (hours >= 1) return joined([unit(hours, "hour", language), minutes % 60 === 0 ? "" : unit(minutes % 60, "minute", language)]);
  return unit(minutes, "minute", language);
};

const UNITS = { day: "天", hour: "小时", minute: "分钟" } as const;

const unit = (count: number, name: keyof typeof UNITS, language: Language): string =>
  language === "zh" ? `${count} ${UNITS[name]}` : `${count} ${name}${count === 1 ? "" : "s"}`;

const joined = (parts: readonly string[]): string => parts.filter(part => part !== "").join(" ");

import { dateOfDay, dayAt, msOfDay, type Zone } from "../kernel/calendar.ts";
import type { CanonicalValue } from "../kernel/canonical-json.ts";
import { HOUR_MS, type Instant, MINUTE_MS } from "../kernel/time.ts";
import type { NoticeLanguage, NoticeParam, NoticeParams } from "./notice.ts";

export type NoticeText = { readonly title: string; readonly body: string };
export type Texts = Readonly<Record<string, CanonicalValue>>;

/**
 * A template of the pack in a language, its holes filled; null where the pack has none by that name. A hole without a value stays empty; what
 * stands in brackets is left out where one of its holes has none.
 */
export const noticeText = (
  texts: Texts,
  template: string,
  language: NoticeLanguage,
  params: NoticeParams,
  zone: Zone,
): NoticeText | null => {
  const found = fieldOf(texts[template] ?? null, language);
  const [title, body] = [fieldOf(found, "title"), fieldOf(found, "body")];
  if (typeof title !== "string" || typeof body !== "string") return null;
  const fill = (text: string) => filled(text, params, param => inWords(texts, param, language, zone));
  return { title: fill(title), body: fill(body) };
};

/** Names of the holes in a template's text. */
export const holesOf = (text: string): readonly string[] => [...text.matchAll(HOLE)].map(match => match[1] ?? "");

const HOLE = /\{([a-zA-Z]+)\}/g;

const CLAUSE = /\[([^\]]*)\]/g;

const filled = (template: string, params: NoticeParams, inWordsOf: (param: NoticeParam) => string): string => {
  const text = template.replaceAll(CLAUSE, (_, clause: string) =>
    holesOf(clause).every(name => params[name] !== undefined) ? clause : "",
  );
  return text.replaceAll(HOLE, (_, name: string) => {
    const param = params[name];
    return param === undefined ? "" : inWordsOf(param);
  });
};

const inWords = (texts: Texts, param: NoticeParam, language: NoticeLanguage, zone: Zone): string => {
  switch (param.kind) {
    case "text":
      return param.text;
    case "word": {
      const word = fieldOf(texts[param.word] ?? null, language);
      return typeof word === "string" ? word : "";
    }
    case "moment":
      return momentIn(param.at, language, zone);
    case "amount":
      return `${SIGNS[param.currency] ?? `${param.currency} `}${amountText(param.amountMinor)}`;
  }
};

const SIGNS: Readonly<Record<string, string>> = { CNY: "¥" };

const amountText = (minor: bigint): string => `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** 11月23日 18:00; 23 Nov, 18:00. */
const momentIn = (at: Instant, language: NoticeLanguage, zone: Zone): string => {
  const { month, day } = dateOfDay(dayAt(at, zone));
  const ms = msOfDay(at, zone);
  const time = `${twoDigits(Math.floor(ms / HOUR_MS))}:${twoDigits(Math.floor((ms % HOUR_MS) / MINUTE_MS))}`;
  return language === "zh" ? `${month}月${day}日 ${time}` : `${day} ${MONTHS[month - 1] ?? ""}, ${time}`;
};

const twoDigits = (value: number): string => String(value).padStart(2, "0");

const fieldOf = (value: CanonicalValue, name: string): CanonicalValue => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const fields = value as Readonly<Record<string, CanonicalValue>>;
  return Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
};

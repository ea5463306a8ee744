import { type Instant, instant } from "@amends/domain/kernel/time";

/** `2026-03-02 10:00:00` as Alipay writes it: the time in China, which has had one offset since 1991. */
export const chinaTime = (text: string): Instant | null => {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,3})?$/.test(text)) return null;
  return isoTime(`${text.replace(" ", "T")}+08:00`);
};

export const chinaText = (at: Instant): string => new Date(at + CHINA_MS).toISOString().slice(0, 19).replace("T", " ");

export const chinaIso = (at: Instant): string => `${chinaText(at).replace(" ", "T")}+08:00`;

const CHINA_MS = 8 * 3_600_000;

/** RFC 3339, as WeChat Pay writes it. */
export const isoTime = (text: string): Instant | null => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : instant(at);
};

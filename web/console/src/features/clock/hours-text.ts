import type { Span } from "@amends/domain/kernel/working-time";

const SPAN = /^(\d{1,2}):(\d{2})\s*[-–—~]\s*(\d{1,2}):(\d{2})$/;

/** `09:00-12:00, 14:00-18:00` as spans in seconds of the day; nothing written = no hours; null where it is not written so. */
export const spansOf = (text: string): readonly Span[] | null => {
  const spans = partsOf(text).map(part => {
    const [, fromHour, fromMinute, toHour, toMinute] = SPAN.exec(part) ?? [];
    if (toMinute === undefined) return null;
    return { fromSecond: second(fromHour, fromMinute), toSecond: second(toHour, toMinute) };
  });
  const read = spans.filter(span => span !== null);
  return read.length === spans.length ? read : null;
};

export const spansText = (spans: readonly Span[]): string =>
  spans.map(({ fromSecond, toSecond }) => `${clock(fromSecond)}-${clock(toSecond)}`).join(", ");

/** What stands between commas, of either script. */
export const partsOf = (text: string): readonly string[] =>
  text
    .split(/[,，、\n]/)
    .map(part => part.trim())
    .filter(part => part !== "");

const second = (hour: string | undefined, minute: string | undefined): number => Number(hour) * 3600 + Number(minute) * 60;

const clock = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)].map(part => String(part).padStart(2, "0")).join(":");

import { addDays, dayAt, instantOn, msOfDay, type Zone } from "../kernel/calendar.ts";
import { type Instant, MINUTE_MS } from "../kernel/time.ts";
import type { NoticeSettings } from "./notice.ts";

/** When a message may go out: at once outside the quiet hours, else the minute they end. Hours that reach over midnight are one stretch. */
export const afterQuietHours = (
  at: Instant,
  { quietFromMinute: from, quietToMinute: to }: Pick<NoticeSettings, "quietFromMinute" | "quietToMinute">,
  zone: Zone,
): Instant => {
  const minute = Math.floor(msOfDay(at, zone) / MINUTE_MS);
  const isQuiet = from <= to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!isQuiet) return at;
  const today = dayAt(at, zone);
  return instantOn(minute < to ? today : addDays(today, 1), to * 60, zone);
};

import { addDays, type DayNumber, dateText, dayAt, endOfDay, parseDate, startOfDay } from "../kernel/calendar.ts";
import type { Instant } from "../kernel/time.ts";

/** A day of some calendar, written as `2026-11-21`. */
export type CivilDay = string & { readonly brand: "CivilDay" };

/** Null where there is no such day. */
export const civilDay = (text: string): CivilDay | null => (parseDate(text) === null ? null : (text as CivilDay));

export const dayOf = (at: Instant, zoneMinutes: number): CivilDay => written(dayAt(at, zoneOf(zoneMinutes)));

/** From its first moment up to the first of the next. */
export const spanOf = (day: CivilDay, zoneMinutes: number): { readonly from: Instant; readonly until: Instant } => {
  const zone = zoneOf(zoneMinutes);
  return { from: startOfDay(numberOf(day), zone), until: endOfDay(numberOf(day), zone) };
};

export const dayAfter = (day: CivilDay): CivilDay => written(addDays(numberOf(day), 1));

const zoneOf = (offsetMinutes: number) => ({ id: "fixed", offsetMinutes });
const written = (day: DayNumber): CivilDay => dateText(day) as CivilDay;

const numberOf = (day: CivilDay): DayNumber => {
  const number = parseDate(day);
  if (number === null) throw new Error(`broken invariant: ${day} is a day`);
  return number;
};

import { assert } from "./assert.ts";
import { DAY_MS, type Instant, instant, MINUTE_MS } from "./time.ts";

/**
 * Civil time by day-number arithmetic on the proleptic Gregorian calendar.
 *
 * A zone is one fixed offset: China has kept +08:00 without summer time since 1991, every period of `period.ts` is a Chinese one, and
 * a fixed offset needs no table that changes from outside. An operation in a zone with summer time needs a list of offset changes here.
 */
export interface Zone {
  readonly id: string;
  readonly offsetMinutes: number;
}

export const SHANGHAI: Zone = { id: "Asia/Shanghai", offsetMinutes: 480 };
export const UTC: Zone = { id: "UTC", offsetMinutes: 0 };

/** Civil days since 1970-01-01, whatever the zone. */
export type DayNumber = number & { readonly brand: "DayNumber" };

export interface CivilDate {
  readonly year: number;
  /** 1..12 */
  readonly month: number;
  /** 1..31 */
  readonly day: number;
}

/** ISO 8601: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const SECONDS_PER_DAY = 86_400;

export const dayNumber = (days: number): DayNumber => {
  if (!Number.isSafeInteger(days)) throw new Error(`broken invariant: a day number is a whole number, not ${days}`);
  return days as DayNumber;
};

export const addDays = (day: DayNumber, days: number): DayNumber => dayNumber(day + days);

/** The civil day an instant falls on; the last moment of a day is the millisecond before the next one. */
export const dayAt = (at: Instant, zone: Zone): DayNumber => dayNumber(Math.floor((at + offsetMs(zone)) / DAY_MS));

/** Milliseconds since 00:00 of the instant's civil day. */
export const msOfDay = (at: Instant, zone: Zone): number => at - startOfDay(dayAt(at, zone), zone);

export const startOfDay = (day: DayNumber, zone: Zone): Instant => instant(day * DAY_MS - offsetMs(zone));

/** 24:00, which is 00:00 of the next day: the first moment that no longer belongs to the day. */
export const endOfDay = (day: DayNumber, zone: Zone): Instant => startOfDay(addDays(day, 1), zone);

export const instantOn = (day: DayNumber, secondOfDay: number, zone: Zone): Instant => instant(startOfDay(day, zone) + secondOfDay * 1000);

/** 1970-01-01 was a Thursday. */
export const weekdayOf = (day: DayNumber): Weekday => (positiveRemainder(day + 3, 7) + 1) as Weekday;

const offsetMs = (zone: Zone): number => zone.offsetMinutes * MINUTE_MS;

/*
 * Years are counted from 1 March, so that the leap day is the last of its year, in cycles of 400 years of 146,097 days
 * (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and civil_from_days).
 */
const DAYS_PER_CYCLE = 146_097;
const YEARS_PER_CYCLE = 400;
const CYCLE_START_TO_EPOCH_DAYS = 719_468;

export const dayOfDate = ({ year, month, day }: CivilDate): DayNumber => {
  assert(isCivilDate({ year, month, day }), `${year}-${month}-${day} is no date`);
  const marchYear = month <= 2 ? year - 1 : year;
  const cycle = Math.floor(marchYear / YEARS_PER_CYCLE);
  const yearOfCycle = marchYear - cycle * YEARS_PER_CYCLE;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfCycle = yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100) + dayOfYear;
  return dayNumber(cycle * DAYS_PER_CYCLE + dayOfCycle - CYCLE_START_TO_EPOCH_DAYS);
};

export const dateOfDay = (day: DayNumber): CivilDate => {
  const shifted = day + CYCLE_START_TO_EPOCH_DAYS;
  const cycle = Math.floor(shifted / DAYS_PER_CYCLE);
  const dayOfCycle = shifted - cycle * DAYS_PER_CYCLE;
  const leapDays = Math.floor(dayOfCycle / 1460) - Math.floor(dayOfCycle / 36_524) + Math.floor(dayOfCycle / 146_096);
  const yearOfCycle = Math.floor((dayOfCycle - leapDays) / 365);
  const dayOfYear = dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfCycle + cycle * YEARS_PER_CYCLE + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
};

export const daysInMonth = (year: number, month: number): number => {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};

export const isCivilDate = ({ year, month, day }: CivilDate): boolean =>
  Number.isSafeInteger(year) &&
  Number.isInteger(month) &&
  month >= 1 &&
  month <= 12 &&
  Number.isInteger(day) &&
  day >= 1 &&
  day <= daysInMonth(year, month);

/** Civil Code art. 202: the corresponding day of the month reached; where it has none, its last day. */
export const addMonths = (day: DayNumber, months: number): DayNumber => {
  const from = dateOfDay(day);
  const reached = from.year * 12 + (from.month - 1) + months;
  const year = Math.floor(reached / 12);
  const month = positiveRemainder(reached, 12) + 1;
  return dayOfDate({ year, month, day: Math.min(from.day, daysInMonth(year, month)) });
};

const DATE_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** `2026-03-02`; anything else, or a date that does not exist, is null. */
export const parseDate = (text: string): DayNumber | null => {
  const [, year = "", month = "", day = ""] = DATE_PATTERN.exec(text) ?? [];
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  return year !== "" && isCivilDate(date) ? dayOfDate(date) : null;
};

/** `2026-03-02` */
export const dateText = (day: DayNumber): string => {
  const date = dateOfDay(day);
  return `${String(date.year).padStart(4, "0")}-${String(date.month).padStart(2, "0")}-${String(date.day).padStart(2, "0")}`;
};

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const positiveRemainder = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;

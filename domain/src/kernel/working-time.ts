import { assert } from "./assert.ts";
import { addDays, type DayNumber, dayAt, msOfDay, SECONDS_PER_DAY, startOfDay, type Weekday, weekdayOf, type Zone } from "./calendar.ts";
import { addMs, type Instant, instant, SECOND_MS } from "./time.ts";

/** A piece of one civil day, in seconds since its 00:00; the end no longer belongs to it, and 86,400 is 24:00. */
export interface Span {
  readonly fromSecond: number;
  readonly toSecond: number;
}

/** When somebody works. A day's spans are those of its extra workday, else none on a holiday, else those of its weekday. */
export interface WorkWeek {
  readonly zone: Zone;
  /** Spans of a day in order and apart; a night shift is two spans, one on each of its days. A weekday left out has none. */
  readonly weekly: Readonly<Partial<Record<Weekday, readonly Span[]>>>;
  readonly holidays: ReadonlySet<DayNumber>;
  /** Make-up working days (调休) and other days with hours of their own. They win over holidays. */
  readonly extraWorkdays: ReadonlyMap<DayNumber, readonly Span[]>;
}

/** A work week that has been checked: every clock that runs on it comes to its end. */
export type WorkCalendar = WorkWeek & { readonly brand: "WorkCalendar" };

export type WorkCalendarFault = "span_outside_day" | "spans_overlap" | "no_working_time";
export type WorkCalendarResult =
  | { readonly kind: "ok"; readonly calendar: WorkCalendar }
  | { readonly kind: "refused"; readonly reason: WorkCalendarFault };

/** Weekly hours are needed even where extra workdays are given: those are finite, and a clock on them alone might never end. */
export const workCalendar = (week: WorkWeek): WorkCalendarResult => {
  const weekly = Object.values(week.weekly);
  const days = [...weekly, ...week.extraWorkdays.values()];
  if (days.flat().some(span => !isInsideDay(span))) return { kind: "refused", reason: "span_outside_day" };
  if (days.some(overlaps)) return { kind: "refused", reason: "spans_overlap" };
  if (weekly.flat().length === 0) return { kind: "refused", reason: "no_working_time" };
  return { kind: "ok", calendar: week as WorkCalendar };
};

/** The earliest instant at which `seconds` of working time have passed since `at`; no working time needed means `at` itself. */
export const addWorkingSeconds = (calendar: WorkCalendar, at: Instant, seconds: number): Instant => {
  assert(Number.isSafeInteger(seconds) && seconds >= 0, `working time is a whole number of seconds from 0, not ${seconds}`);
  return addWorkingMs(calendar, at, seconds * SECOND_MS);
};

/** The same to the millisecond, for clocks that were stopped in between. */
export const addWorkingMs = (calendar: WorkCalendar, at: Instant, ms: number): Instant => {
  assert(Number.isSafeInteger(ms) && ms >= 0, `working time is a whole number of milliseconds from 0, not ${ms}`);
  if (ms === 0) return at;
  let remainingMs = ms;
  let day = dayAt(at, calendar.zone);
  const weekMs = weeklyMs(calendar);
  const lastException = Math.max(...calendar.holidays, ...calendar.extraWorkdays.keys(), day);
  for (let fromMs = msOfDay(at, calendar.zone); ; fromMs = 0) {
    for (const span of spansOn(calendar, day)) {
      const startMs = Math.max(span.fromSecond * SECOND_MS, fromMs);
      const availableMs = span.toSecond * SECOND_MS - startMs;
      if (availableMs >= remainingMs) return addMs(startOfDay(day, calendar.zone), startMs + remainingMs);
      if (availableMs > 0) remainingMs -= availableMs;
    }
    // Behind the last exception all weeks are alike, so whole ones are passed at a stride; the last piece of a week is walked.
    const weeks = day > lastException ? Math.floor((remainingMs - 1) / weekMs) : 0;
    remainingMs -= weeks * weekMs;
    day = addDays(day, 1 + 7 * weeks);
  }
};

/** Whole seconds of working time in [from, to). */
export const workingSecondsBetween = (calendar: WorkCalendar, from: Instant, to: Instant): number =>
  Math.floor(workingMsBetween(calendar, from, to) / SECOND_MS);

/** Milliseconds of working time in [from, to): pieces add up exactly to the whole. */
export const workingMsBetween = (calendar: WorkCalendar, from: Instant, to: Instant): number => {
  assert(from <= to, `working time is counted forwards, not from ${from} to ${to}`);
  const lastDay = dayAt(to, calendar.zone);
  let workedMs = 0;
  for (let day = dayAt(from, calendar.zone); day <= lastDay; day = addDays(day, 1)) {
    const midnight = startOfDay(day, calendar.zone);
    for (const span of spansOn(calendar, day)) {
      const startMs = Math.max(midnight + span.fromSecond * SECOND_MS, from);
      const endMs = Math.min(midnight + span.toSecond * SECOND_MS, to);
      if (endMs > startMs) workedMs += endMs - startMs;
    }
  }
  return workedMs;
};

/** Whether somebody works at this moment. */
export const isWorkingAt = (calendar: WorkCalendar, at: Instant): boolean => {
  const ms = msOfDay(at, calendar.zone);
  return spansOn(calendar, dayAt(at, calendar.zone)).some(span => span.fromSecond * SECOND_MS <= ms && ms < span.toSecond * SECOND_MS);
};

/** The first moment of work at or after `at`. */
export const nextWorkingInstant = (calendar: WorkCalendar, at: Instant): Instant =>
  isWorkingAt(calendar, at) ? at : instant(addWorkingSeconds(calendar, at, 1) - SECOND_MS);

/**
 * The same spans on every day of the year (policy.md T-9). JD's evidence clock (JD-G art. 9(2)) is four hours of `addWorkingSeconds` on
 * 09:00–18:00: what is left at 18:00 rolls over to 09:00 of the next day.
 */
export const everyDay = (zone: Zone, spans: readonly Span[]): WorkCalendarResult =>
  workCalendar({
    zone,
    weekly: { 1: spans, 2: spans, 3: spans, 4: spans, 5: spans, 6: spans, 7: spans },
    holidays: new Set(),
    extraWorkdays: new Map(),
  });

const NO_SPANS: readonly Span[] = [];

const spansOn = (calendar: WorkCalendar, day: DayNumber): readonly Span[] => {
  const extra = calendar.extraWorkdays.get(day);
  if (extra !== undefined) return extra;
  return calendar.holidays.has(day) ? NO_SPANS : (calendar.weekly[weekdayOf(day)] ?? NO_SPANS);
};

const weeklyMs = (calendar: WorkCalendar): number =>
  Object.values(calendar.weekly)
    .flat()
    .reduce((sum, span) => sum + (span.toSecond - span.fromSecond) * SECOND_MS, 0);

const isInsideDay = ({ fromSecond, toSecond }: Span): boolean =>
  Number.isInteger(fromSecond) && Number.isInteger(toSecond) && 0 <= fromSecond && fromSecond < toSecond && toSecond <= SECONDS_PER_DAY;

/** Spans must come in order: then each begins where the one before has ended, or later. */
const overlaps = (spans: readonly Span[]): boolean =>
  spans.some((span, index) => index > 0 && span.fromSecond < (spans[index - 1]?.toSecond ?? 0));

import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type DayNumber, dayAt, msOfDay, parseDate, startOfDay, type Weekday, weekdayOf } from "./calendar.ts";
import { addMs, type Instant } from "./time.ts";
import {
  addWorkingSeconds,
  isWorkingAt,
  nextWorkingInstant,
  type Span,
  type WorkWeek,
  workCalendar,
  workingSecondsBetween,
} from "./working-time.ts";

const firstDay = parseDate("2026-02-09") ?? expect.unreachable();
const MINUTE_MS = 60_000;

/** Whole minutes, so that the slow counter below can walk minute by minute. */
const anySpans: fc.Arbitrary<readonly Span[]> = fc
  .uniqueArray(fc.nat({ max: 24 * 60 }), { minLength: 0, maxLength: 6 })
  .map(minutes => minutes.sort((left, right) => left - right))
  .map(edges =>
    Array.from({ length: edges.length >> 1 }, (_, index) => ({
      fromSecond: (edges[2 * index] ?? 0) * 60,
      toSecond: (edges[2 * index + 1] ?? 0) * 60,
    })),
  );

const anyDay = fc.nat({ max: 20 }).map(days => addDays(firstDay, days));
const anyWeek: fc.Arbitrary<WorkWeek> = fc.record({
  zone: fc.constantFrom({ id: "Asia/Shanghai", offsetMinutes: 480 }, { id: "UTC", offsetMinutes: 0 }, { id: "west", offsetMinutes: -210 }),
  weekly: fc
    .array(anySpans, { minLength: 7, maxLength: 7 })
    .map(days => Object.fromEntries(days.map((spans, index) => [index + 1, spans]))),
  holidays: fc.array(anyDay, { maxLength: 6 }).map(days => new Set(days)),
  extraWorkdays: fc.array(fc.tuple(anyDay, anySpans), { maxLength: 4 }).map(days => new Map(days)),
});
const anyCalendar = anyWeek
  .map(workCalendar)
  .filter(result => result.kind === "ok")
  .map(result => result.calendar);
const anyMinute = fc.nat({ max: 12 * 24 * 60 });

/** The slow counter: is this minute worked? It looks at the week itself and shares nothing with the code under test. */
const isWorkedMinute = (week: WorkWeek, at: Instant): boolean => {
  const day: DayNumber = dayAt(at, week.zone);
  const weekday: Weekday = weekdayOf(day);
  const usual = week.holidays.has(day) ? [] : (week.weekly[weekday] ?? []);
  const second = msOfDay(at, week.zone) / 1000;
  return (week.extraWorkdays.get(day) ?? usual).some(span => span.fromSecond <= second && second < span.toSecond);
};

test("working time is what a walk minute by minute counts", () => {
  fc.assert(
    fc.property(anyCalendar, anyMinute, fc.nat({ max: 5 * 24 * 60 }), (calendar, startMinute, minutes) => {
      const from = addMs(startOfDay(firstDay, calendar.zone), startMinute * MINUTE_MS);
      let worked = 0;
      for (let minute = 0; minute < minutes; minute += 1) if (isWorkedMinute(calendar, addMs(from, minute * MINUTE_MS))) worked += 1;
      expect(workingSecondsBetween(calendar, from, addMs(from, minutes * MINUTE_MS))).toBe(worked * 60);
    }),
    { numRuns: 200 },
  );
});

test("a due time is where a walk minute by minute arrives", () => {
  fc.assert(
    fc.property(anyCalendar, anyMinute, fc.nat({ max: 600 }), (calendar, startMinute, needed) => {
      const from = addMs(startOfDay(firstDay, calendar.zone), startMinute * MINUTE_MS);
      let reached = from;
      for (let worked = 0; worked < needed; reached = addMs(reached, MINUTE_MS)) if (isWorkedMinute(calendar, reached)) worked += 1;
      expect(addWorkingSeconds(calendar, from, needed * 60)).toBe(reached);
    }),
    { numRuns: 200 },
  );
});

const anyMoment = fc.nat({ max: 20 * 86_400_000 });
const anyNeed = fc.oneof(fc.nat({ max: 100_000 }), fc.nat({ max: 3_000_000 }));

test("adding and counting are inverse to the millisecond, and a due time is never before its start", () => {
  fc.assert(
    fc.property(anyCalendar, anyMoment, anyNeed, (calendar, ms, seconds) => {
      const from = addMs(startOfDay(firstDay, calendar.zone), ms);
      const due = addWorkingSeconds(calendar, from, seconds);
      expect(due).toBeGreaterThanOrEqual(from);
      // A rare minute a week makes the walk of the counter long, not the way there.
      if (due - from < 4000 * 86_400_000) {
        expect(workingSecondsBetween(calendar, from, due)).toBe(seconds);
        if (seconds > 0) expect(workingSecondsBetween(calendar, from, addMs(due, -1))).toBe(seconds - 1);
      }
    }),
    { numRuns: 300 },
  );
});

test("a wait in two parts is due when the whole wait is", () => {
  fc.assert(
    fc.property(anyCalendar, anyMoment, fc.nat({ max: 90_000 }), fc.nat({ max: 90_000 }), (calendar, ms, first, second) => {
      const from = addMs(startOfDay(firstDay, calendar.zone), ms);
      const halfway = addWorkingSeconds(calendar, from, first);
      expect(addWorkingSeconds(calendar, halfway, second)).toBe(addWorkingSeconds(calendar, from, first + second));
    }),
  );
});

test("the next working moment is one, and none comes before it", () => {
  fc.assert(
    fc.property(anyCalendar, anyMoment, (calendar, ms) => {
      const from = addMs(startOfDay(firstDay, calendar.zone), ms);
      const next = nextWorkingInstant(calendar, from);
      expect(isWorkingAt(calendar, next)).toBe(true);
      expect(workingSecondsBetween(calendar, from, next)).toBe(0);
    }),
  );
});

import { expect, test } from "vitest";
import { addDays, parseDate, SHANGHAI, startOfDay } from "../kernel/calendar.ts";
import { addMs, HOUR_MS, type Instant, MINUTE_MS } from "../kernel/time.ts";
import { isThere, overlappingShift, plannedSpans, type Shift } from "./shift-plan.ts";

/** A Monday. */
const monday = parseDate("2026-11-23");
if (monday === null) throw new Error("the date exists");
const at = (hours: number, days = 0): Instant => addMs(startOfDay(addDays(monday, days), SHANGHAI), hours * HOUR_MS);
const WEEK = { fromAt: at(0), untilAt: at(0, 7) };
const NINE_TO_SIX: Shift = { weekday: 1, fromMinute: 540, toMinute: 1080 };
const hours = (shifts: readonly Shift[], ...changes: Parameters<typeof plannedSpans>[1]) =>
  plannedSpans(shifts, changes, WEEK, SHANGHAI).map(({ fromAt, untilAt }) => [(fromAt - at(0)) / HOUR_MS, (untilAt - at(0)) / HOUR_MS]);

test("a week repeats on its weekday and is cut at the window's ends", () => {
  expect(hours([NINE_TO_SIX, { weekday: 7, fromMinute: 0, toMinute: 60 }])).toEqual([
    [9, 18],
    [144, 145],
  ]);
  const window = { fromAt: at(10), untilAt: at(12, 7) };
  const cut = plannedSpans([NINE_TO_SIX], [], window, SHANGHAI);
  expect(cut).toEqual([
    { fromAt: at(10), untilAt: at(18) },
    { fromAt: at(9, 7), untilAt: at(12, 7) },
  ]);
});

test("an absence takes its hours out of the week, in the middle, at the end or as a whole", () => {
  expect(hours([NINE_TO_SIX], { kind: "absent", fromAt: at(12), untilAt: at(14) })).toEqual([
    [9, 12],
    [14, 18],
  ]);
  expect(hours([NINE_TO_SIX], { kind: "absent", fromAt: at(16), untilAt: at(40) })).toEqual([[9, 16]]);
  expect(hours([NINE_TO_SIX], { kind: "absent", fromAt: at(0), untilAt: at(24) })).toEqual([]);
  expect(hours([NINE_TO_SIX], { kind: "absent", fromAt: at(18), untilAt: at(24) })).toEqual([[9, 18]]);
});

test("an extra span joins the week's, and who is away and extra at once is away", () => {
  expect(hours([NINE_TO_SIX], { kind: "extra", fromAt: at(17), untilAt: at(21) })).toEqual([[9, 21]]);
  const [extra, away] = [
    { kind: "extra", fromAt: at(9, 5), untilAt: at(12, 5) },
    { kind: "absent", fromAt: at(11, 5), untilAt: at(24, 5) },
  ] as const;
  expect(hours([], away, extra)).toEqual([[129, 131]]);
});

test("somebody counts for a half hour when they are there for half of it", () => {
  const until = (minutes: number) => [{ fromAt: at(9), untilAt: addMs(at(9), minutes * MINUTE_MS) }];
  expect([14, 15, 30].map(minutes => isThere(until(minutes), at(9)))).toEqual([false, true, true]);
  expect(isThere(until(30), at(9.5))).toBe(false);
});

test("two shifts of one weekday may touch and not overlap", () => {
  expect(overlappingShift([NINE_TO_SIX, { weekday: 1, fromMinute: 1080, toMinute: 1200 }])).toBeNull();
  expect(overlappingShift([NINE_TO_SIX, { weekday: 2, fromMinute: 540, toMinute: 600 }])).toBeNull();
  const late = { weekday: 1, fromMinute: 1079, toMinute: 1200 } as const;
  expect(overlappingShift([NINE_TO_SIX, late])).toEqual(late);
});

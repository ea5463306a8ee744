import { describe, expect, test } from "vitest";
import { parseDate, SHANGHAI } from "./calendar.ts";
import { instant } from "./time.ts";
import {
  addWorkingSeconds,
  everyDay,
  isWorkingAt,
  nextWorkingInstant,
  type Span,
  type WorkWeek,
  workCalendar,
  workingSecondsBetween,
} from "./working-time.ts";

const HOUR = 3600;
const day = (text: string) => parseDate(text) ?? expect.unreachable(text);
const at = (text: string) => instant(Date.parse(`${text}+08:00`));
const hours = (from: number, to: number): Span => ({ fromSecond: from * HOUR, toSecond: to * HOUR });
const calendarOf = (week: WorkWeek) => {
  const result = workCalendar(week);
  return result.kind === "ok" ? result.calendar : expect.unreachable(result.reason);
};

const office: WorkWeek = {
  zone: SHANGHAI,
  weekly: {
    1: [hours(9, 12), hours(13, 18)],
    2: [hours(9, 12), hours(13, 18)],
    3: [hours(9, 12), hours(13, 18)],
    4: [hours(9, 12), hours(13, 18)],
    5: [hours(9, 12), hours(13, 18)],
  },
  holidays: new Set(["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"].map(day)),
  extraWorkdays: new Map([[day("2026-10-10"), [hours(10, 16)]]]),
};

describe("a team's working hours", () => {
  const calendar = calendarOf(office);

  test.each([
    ["lunch does not count", "2026-11-16T11:00:00", 2, "2026-11-16T14:00:00"],
    ["what fits until the break is due at its beginning", "2026-11-16T11:00:00", 1, "2026-11-16T12:00:00"],
    ["what fits until the evening is due in the evening", "2026-11-16T17:00:00", 1, "2026-11-16T18:00:00"],
    ["a question at night waits for the morning", "2026-11-16T22:00:00", 1, "2026-11-17T10:00:00"],
    ["a question on Friday evening waits for Monday", "2026-11-20T17:30:00", 1, "2026-11-23T09:30:00"],
    ["a public holiday does not count", "2026-09-30T17:00:00", 2, "2026-10-08T10:00:00"],
    ["a make-up Saturday counts with its own hours", "2026-10-09T17:00:00", 2, "2026-10-10T11:00:00"],
    ["the Sunday behind a make-up Saturday is free", "2026-10-10T15:00:00", 2, "2026-10-12T10:00:00"],
    ["a hundred weeks are 4,000 hours", "2026-11-16T09:00:00", 4000, "2028-10-13T18:00:00"],
    ["a week's work given on Friday evening is due on the next", "2026-11-20T18:00:00", 40, "2026-11-27T18:00:00"],
    ["nothing to do is due at once, even at night", "2026-11-16T22:00:00", 0, "2026-11-16T22:00:00"],
  ])("%s", (_, from, workHours, due) => {
    expect(addWorkingSeconds(calendar, at(from), workHours * HOUR)).toBe(at(due));
    expect(workingSecondsBetween(calendar, at(from), at(due))).toBe(workHours * HOUR);
  });

  test("begin with the first second and end before the last", () => {
    expect(isWorkingAt(calendar, at("2026-11-16T08:59:59"))).toBe(false);
    expect(isWorkingAt(calendar, at("2026-11-16T09:00:00"))).toBe(true);
    expect(isWorkingAt(calendar, at("2026-11-16T11:59:59"))).toBe(true);
    expect(isWorkingAt(calendar, at("2026-11-16T12:00:00"))).toBe(false);
    expect(nextWorkingInstant(calendar, at("2026-11-16T12:00:00"))).toBe(at("2026-11-16T13:00:00"));
    expect(nextWorkingInstant(calendar, at("2026-11-16T13:30:00"))).toBe(at("2026-11-16T13:30:00"));
  });

  test("cannot be counted backwards or in parts of a second", () => {
    expect(() => workingSecondsBetween(calendar, at("2026-11-17T09:00:00"), at("2026-11-16T09:00:00"))).toThrow("counted forwards");
    expect(() => addWorkingSeconds(calendar, at("2026-11-17T09:00:00"), -1)).toThrow("working time is a whole number of seconds");
    expect(() => addWorkingSeconds(calendar, at("2026-11-17T09:00:00"), 0.5)).toThrow("working time is a whole number of seconds");
  });
});

test("a night shift goes on over midnight", () => {
  const calendar = calendarOf({ ...office, weekly: { 1: [hours(22, 24)], 2: [hours(0, 6)] } });
  expect(addWorkingSeconds(calendar, at("2026-11-16T23:00:00"), 3 * HOUR)).toBe(at("2026-11-17T02:00:00"));
});

describe("T-9: JD's evidence clock, four hours inside 09:00–18:00 on every day", () => {
  const result = everyDay(SHANGHAI, [hours(9, 18)]);
  const calendar = result.kind === "ok" ? result.calendar : expect.unreachable();

  test.each([
    ["asked at 10:00, due at 14:00", "2026-03-02T10:00:00", "2026-03-02T14:00:00"],
    ["asked at 14:00, due at 18:00 of the same day", "2026-03-02T14:00:00", "2026-03-02T18:00:00"],
    ["asked at 14:01, due at 09:01 of the next day", "2026-03-02T14:01:00", "2026-03-03T09:01:00"],
    ["asked in the night, due at 13:00", "2026-03-02T03:00:00", "2026-03-02T13:00:00"],
    ["asked at 18:00, due at 13:00 of the next day", "2026-03-02T18:00:00", "2026-03-03T13:00:00"],
    ["asked on National Day's eve, due on National Day", "2026-09-30T17:00:00", "2026-10-01T12:00:00"],
  ])("%s", (_, asked, due) => expect(addWorkingSeconds(calendar, at(asked), 4 * HOUR)).toBe(at(due)));
});

describe("a calendar on which a clock might never end is refused", () => {
  test.each<[string, Partial<WorkWeek>, string]>([
    ["no hours at all", { weekly: {} }, "no_working_time"],
    ["weekdays without hours", { weekly: { 1: [], 2: [] } }, "no_working_time"],
    ["hours on single days only", { weekly: {}, extraWorkdays: new Map([[day("2026-10-10"), [hours(9, 18)]]]) }, "no_working_time"],
    ["an empty span", { weekly: { 1: [hours(9, 9)] } }, "span_outside_day"],
    ["a span that ends before it begins", { weekly: { 1: [hours(18, 9)] } }, "span_outside_day"],
    ["a span behind midnight", { weekly: { 1: [hours(20, 26)] } }, "span_outside_day"],
    ["parts of a second", { weekly: { 1: [{ fromSecond: 0.5, toSecond: 9 }] } }, "span_outside_day"],
    ["spans over each other", { weekly: { 1: [hours(9, 13), hours(12, 18)] } }, "spans_overlap"],
    ["spans out of order", { weekly: { 1: [hours(13, 18), hours(9, 12)] } }, "spans_overlap"],
    [
      "spans over each other on a single day",
      { extraWorkdays: new Map([[day("2026-10-10"), [hours(9, 13), hours(12, 18)]]]) },
      "spans_overlap",
    ],
  ])("%s", (_, change, reason) => expect(workCalendar({ ...office, ...change })).toEqual({ kind: "refused", reason }));
});

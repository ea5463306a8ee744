import { describe, expect, test } from "vitest";
import { instant } from "../kernel/time.ts";
import { addWorkingSeconds } from "../kernel/working-time.ts";
import { readCalendar, type WrittenCalendar } from "./written-calendar.ts";

const HOURS = [
  { fromSecond: 9 * 3600, toSecond: 12 * 3600 },
  { fromSecond: 14 * 3600, toSecond: 18 * 3600 },
];
const OFFICE: WrittenCalendar = {
  offsetMinutes: 480,
  weekly: { 1: HOURS, 2: HOURS, 3: HOURS, 4: HOURS, 5: HOURS },
  keepsHolidays: true,
  notices: [],
  closedDays: [],
  openDays: [],
};
const at = (text: string) => instant(Date.parse(`${text}+08:00`));
const dueOf = (written: WrittenCalendar, from: string, hours: number) => {
  const read = readCalendar(written);
  return read.kind === "ok" ? addWorkingSeconds(read.calendar, at(from), hours * 3600) : read.reason;
};

describe("a calendar as its owner writes it", () => {
  test("counts both spans of a day, over a weekend, a festival and its make-up day", () => {
    expect(dueOf(OFFICE, "2026-09-18T16:00:00", 3)).toBe(at("2026-09-20T10:00:00"));
    expect(dueOf(OFFICE, "2026-09-30T17:00:00", 2)).toBe(at("2026-10-08T10:00:00"));
  });

  test("takes the notice of a year that is not known yet", () => {
    const next = { year: 2027, holidays: [["2027-02-05", "2027-02-12"]] as const, workdays: ["2027-02-13"] };
    expect(dueOf(OFFICE, "2027-02-04T17:00:00", 2)).toBe(at("2027-02-05T10:00:00"));
    expect(dueOf({ ...OFFICE, notices: [next] }, "2027-02-04T17:00:00", 2)).toBe(at("2027-02-13T10:00:00"));
  });

  test("days of one's own win over holidays and weekdays", () => {
    expect(dueOf({ ...OFFICE, closedDays: ["2026-03-03"] }, "2026-03-02T17:00:00", 2)).toBe(at("2026-03-04T10:00:00"));
    const open = { date: "2026-10-01", spans: [{ fromSecond: 36_000, toSecond: 72_000 }] };
    expect(dueOf({ ...OFFICE, openDays: [open] }, "2026-09-30T17:00:00", 2)).toBe(at("2026-10-01T11:00:00"));
  });

  const overlapping = [
    { fromSecond: 0, toSecond: 7200 },
    { fromSecond: 3600, toSecond: 9000 },
  ];
  test.each<readonly [fault: string, change: Partial<WrittenCalendar>]>([
    ["spans_overlap", { weekly: { 1: overlapping } }],
    ["span_outside_day", { weekly: { 1: [{ fromSecond: 0, toSecond: 90_000 }] } }],
    ["no_working_time", { weekly: {} }],
    ["not_a_date", { closedDays: ["2026-02-30"] }],
    ["holiday_backwards", { notices: [{ year: 2027, holidays: [["2027-02-06", "2027-02-05"]], workdays: [] }] }],
    ["holiday_outside_year", { notices: [{ year: 2027, holidays: [["2028-02-06", "2028-02-07"]], workdays: [] }] }],
    ["workday_is_holiday", { notices: [{ year: 2027, holidays: [["2027-02-06", "2027-02-07"]], workdays: ["2027-02-07"] }] }],
  ])("%s is refused", (fault, change) => {
    expect(readCalendar({ ...OFFICE, ...change })).toEqual({ kind: "refused", reason: fault });
  });
});

import { describe, expect, test } from "vitest";
import { addDays, dateOfDay, dateText, dayOfDate, parseDate, weekdayOf } from "./calendar.ts";
import { CHINA_HOLIDAY_YEARS, CHINA_REST_DAYS, isHolidayYearKnown } from "./china-holidays.ts";
import { isRestDay } from "./period.ts";

const day = (text: string) => parseDate(text) ?? expect.unreachable(text);

describe("T-8: the State Council's holidays", () => {
  test.each([
    [2024, 28, 8],
    [2025, 28, 5],
    [2026, 33, 6],
  ])("%d has %d days off and %d working weekends", (year, daysOff, workdays) => {
    expect([...CHINA_REST_DAYS.holidays].filter(found => dateOfDay(found).year === year)).toHaveLength(daysOff);
    expect([...CHINA_REST_DAYS.workdays].filter(found => dateOfDay(found).year === year)).toHaveLength(workdays);
  });

  test("every make-up working day lies on a weekend and on no holiday", () => {
    for (const workday of CHINA_REST_DAYS.workdays) {
      expect(weekdayOf(workday), dateText(workday)).toBeGreaterThanOrEqual(6);
      expect(CHINA_REST_DAYS.holidays.has(workday), dateText(workday)).toBe(false);
    }
  });

  /** 全国年节及纪念日放假办法: 11 days, 13 from 2025 on. One that falls on a weekend is made good on a weekday. */
  test.each([
    [2024, 11],
    [2025, 13],
    [2026, 13],
  ])("days off won by swapping are worked again: %d keeps its %d statutory holidays", (year, statutory) => {
    const weekdaysOff = [...CHINA_REST_DAYS.holidays].filter(found => dateOfDay(found).year === year && weekdayOf(found) < 6).length;
    const weekendsWorked = [...CHINA_REST_DAYS.workdays].filter(found => dateOfDay(found).year === year).length;
    expect(weekdaysOff - weekendsWorked).toBe(statutory);
  });

  test("every year names its notice, and what it holds lies in it", () => {
    for (const { year, notice, holidays, workdays } of CHINA_HOLIDAY_YEARS) {
      expect(notice).toContain(`关于${year}年部分节假日安排的通知`);
      for (const text of [...holidays.flat(), ...workdays]) expect(text.startsWith(`${year}-`)).toBe(true);
      expect(isHolidayYearKnown(dayOfDate({ year, month: 6, day: 1 }))).toBe(true);
    }
    expect(isHolidayYearKnown(addDays(day("2024-01-01"), -1))).toBe(false);
  });

  test.each([
    ["2024-02-09", false],
    ["2024-02-10", true],
    ["2024-02-18", false],
    ["2025-01-01", true],
    ["2025-01-26", false],
    ["2025-10-08", true],
    ["2026-01-04", false],
    ["2026-02-23", true],
    ["2026-02-28", false],
    ["2026-11-21", true],
    ["2026-11-23", false],
  ])("%s is a rest day: %s", (text, isRest) => expect(isRestDay(day(text), CHINA_REST_DAYS)).toBe(isRest));
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  addMonths,
  dateOfDay,
  dateText,
  dayAt,
  dayNumber,
  dayOfDate,
  endOfDay,
  instantOn,
  msOfDay,
  parseDate,
  SHANGHAI,
  startOfDay,
  UTC,
  weekdayOf,
} from "./calendar.ts";
import { instant } from "./time.ts";

const day = (text: string) => parseDate(text) ?? expect.unreachable(text);

describe("civil days", () => {
  test("agree with the platform's own calendar for four hundred years and back again", () => {
    for (let days = -150_000; days <= 150_000; days += 1) {
      const date = new Date(days * 86_400_000);
      const expected = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
      const found = dateOfDay(dayNumber(days));
      if (found.year !== expected.year || found.month !== expected.month || found.day !== expected.day) expect(found).toEqual(expected);
      if (dayOfDate(found) !== days) expect(dayOfDate(found)).toBe(days);
      if (weekdayOf(dayNumber(days)) % 7 !== date.getUTCDay()) expect(weekdayOf(dayNumber(days))).toBe(date.getUTCDay());
    }
  });

  test("are read and written as ISO 8601 dates", () => {
    expect(parseDate("1970-01-01")).toBe(0);
    expect(dateText(day("2024-02-29"))).toBe("2024-02-29");
    expect(dateText(dayNumber(0))).toBe("1970-01-01");
  });

  test.each(["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2100-02-29", "2026-1-1", "2026-01-01T00:00", ""])(
    "'%s' is no date",
    text => {
      expect(parseDate(text)).toBeNull();
    },
  );

  test.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2024-02-29", 48, "2028-02-29"],
    ["2026-03-02", 1, "2026-04-02"],
    ["2026-11-30", 3, "2027-02-28"],
    ["2026-12-15", 1, "2027-01-15"],
    ["2026-01-15", -1, "2025-12-15"],
    ["2026-03-31", 0, "2026-03-31"],
  ])("from %s, %d months on is %s", (from, months, reached) => expect(dateText(addMonths(day(from), months))).toBe(reached));

  test("a date that does not exist stops the flow", () =>
    expect(() => dayOfDate({ year: 2026, month: 2, day: 30 })).toThrow("2026-2-30 is no date"));
});

describe("instants in a zone", () => {
  test("the day in Shanghai begins eight hours before the day in Greenwich", () => {
    expect(startOfDay(day("2026-03-02"), SHANGHAI)).toBe(Date.parse("2026-03-01T16:00:00Z"));
    expect(endOfDay(day("2026-03-02"), SHANGHAI)).toBe(Date.parse("2026-03-03T00:00:00+08:00"));
    expect(instantOn(day("2026-03-02"), 9 * 3600, SHANGHAI)).toBe(Date.parse("2026-03-02T09:00:00+08:00"));
    expect(dateText(dayAt(instant(Date.parse("2026-03-01T16:00:00Z")), SHANGHAI))).toBe("2026-03-02");
    expect(dateText(dayAt(instant(Date.parse("2026-03-01T15:59:59.999Z")), SHANGHAI))).toBe("2026-03-01");
    expect(dateText(dayAt(instant(-1), UTC))).toBe("1969-12-31");
  });

  test("every instant lies in its day", () => {
    const anyZone = fc.integer({ min: -720, max: 840 }).map(offsetMinutes => ({ id: "any", offsetMinutes }));
    fc.assert(
      fc.property(fc.integer({ min: -4e12, max: 8e12 }).map(instant), anyZone, (at, zone) => {
        const found = dayAt(at, zone);
        expect(startOfDay(found, zone)).toBeLessThanOrEqual(at);
        expect(endOfDay(found, zone)).toBeGreaterThan(at);
        expect(startOfDay(found, zone) + msOfDay(at, zone)).toBe(at);
        expect(endOfDay(found, zone)).toBe(startOfDay(addDays(found, 1), zone));
      }),
    );
  });
});

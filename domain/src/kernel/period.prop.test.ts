import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, dayAt, dayNumber, SHANGHAI, startOfDay } from "./calendar.ts";
import { CHINA_REST_DAYS } from "./china-holidays.ts";
import { isNoticeInTime, isRestDay, type PeriodTerms, type PeriodUnit, periodEnd, returnWindow } from "./period.ts";
import { addMs, DAY_MS, instant } from "./time.ts";

const anyAt = fc.integer({ min: Date.UTC(2023, 11, 1), max: Date.UTC(2027, 1, 1) }).map(instant);
const anyPeriod = fc.record({ unit: fc.constantFrom<PeriodUnit[]>("hours", "days", "months", "years"), count: fc.nat({ max: 40 }) });
const seller: PeriodTerms = { zone: SHANGHAI, side: { side: "seller" } };
const buyer: PeriodTerms = { zone: SHANGHAI, side: { side: "buyer", restDays: CHINA_REST_DAYS } };

test("a period never ends before it starts, and a longer one never ends earlier", () => {
  fc.assert(
    fc.property(anyAt, anyPeriod, fc.constantFrom(seller, buyer), (at, period, terms) => {
      const end = periodEnd(at, period, terms);
      expect(end).toBeGreaterThanOrEqual(at);
      expect(periodEnd(at, { ...period, count: period.count + 1 }, terms)).toBeGreaterThanOrEqual(end);
    }),
  );
});

test("a later start never gives an earlier end", () => {
  fc.assert(
    fc.property(anyAt, fc.nat({ max: 60 * DAY_MS }), anyPeriod, fc.constantFrom(seller, buyer), (at, laterMs, period, terms) => {
      expect(periodEnd(addMs(at, laterMs), period, terms)).toBeGreaterThanOrEqual(periodEnd(at, period, terms));
    }),
  );
});

test("the buyer's end is the seller's or the first working day behind a whole rest", () => {
  fc.assert(
    fc.property(
      anyAt,
      fc.constantFrom<("days" | "months" | "years")[]>("days", "months", "years"),
      fc.nat({ max: 40 }),
      (at, unit, count) => {
        const plain = dayAt(addMs(periodEnd(at, { unit, count }, seller), -1), SHANGHAI);
        const extended = dayAt(addMs(periodEnd(at, { unit, count }, buyer), -1), SHANGHAI);
        expect(isRestDay(extended, CHINA_REST_DAYS)).toBe(false);
        for (let day = plain; day < extended; day = addDays(day, 1)) expect(isRestDay(day, CHINA_REST_DAYS)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

test("the window of n days is open for n whole days at least, and shuts with the last moment of one", () => {
  fc.assert(
    fc.property(anyAt, fc.integer({ min: 1, max: 60 }), (signedAt, days) => {
      const window = returnWindow(signedAt, days, SHANGHAI, CHINA_REST_DAYS);
      expect(window.opensAt).toBeGreaterThan(signedAt);
      expect(window.closesAt - window.opensAt).toBeGreaterThanOrEqual(days * DAY_MS);
      expect(window.closesAt).toBe(startOfDay(dayNumber(dayAt(window.closesAt, SHANGHAI)), SHANGHAI));
      expect(isNoticeInTime(window, addMs(window.closesAt, -1))).toBe(true);
      expect(isNoticeInTime(window, window.closesAt)).toBe(false);
    }),
  );
});

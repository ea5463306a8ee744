import { describe, expect, test } from "vitest";
import { dateText, dayAt, parseDate, SHANGHAI, UTC } from "./calendar.ts";
import { CHINA_REST_DAYS } from "./china-holidays.ts";
import {
  deliveredAt,
  isNoticeInTime,
  isRestDay,
  type Period,
  type PeriodTerms,
  periodEnd,
  type RestDays,
  returnWindow,
  warrantyEnd,
  warrantyStart,
} from "./period.ts";
import { addMs, HOUR_MS, instant } from "./time.ts";

const day = (text: string) => parseDate(text) ?? expect.unreachable(text);
const at = (text: string) => instant(Date.parse(`${text}+08:00`));
/** 24:00 of a day, said as the next day's 00:00. */
const endOf = (date: string) => addMs(at(`${date}T00:00:00`), 24 * HOUR_MS);

const buyer: PeriodTerms = { zone: SHANGHAI, side: { side: "buyer", restDays: CHINA_REST_DAYS } };
const seller: PeriodTerms = { zone: SHANGHAI, side: { side: "seller" } };
const platform: PeriodTerms = { zone: SHANGHAI, side: { side: "platform" } };
const neverResting: RestDays = { weekendsRest: false, holidays: new Set(), workdays: new Set() };

describe("T-1 and T-3: the start day is not counted, and the end is 24:00 of the last day", () => {
  test.each<[string, Period, string]>([
    ["2026-03-02T10:00:00", { unit: "days", count: 7 }, "2026-03-09"],
    ["2026-03-02T00:00:00", { unit: "days", count: 7 }, "2026-03-09"],
    ["2026-03-02T23:59:59.999", { unit: "days", count: 7 }, "2026-03-09"],
    ["2026-03-02T10:00:00", { unit: "days", count: 0 }, "2026-03-02"],
    ["2026-12-28T10:00:00", { unit: "days", count: 7 }, "2027-01-04"],
    ["2026-03-02T10:00:00", { unit: "months", count: 1 }, "2026-04-02"],
    ["2026-01-31T10:00:00", { unit: "months", count: 1 }, "2026-02-28"],
    ["2024-02-29T10:00:00", { unit: "years", count: 1 }, "2025-02-28"],
    ["2024-02-29T10:00:00", { unit: "years", count: 4 }, "2028-02-29"],
  ])("from %s, %o ends with %s", (from, period, last) => expect(periodEnd(at(from), period, seller)).toBe(endOf(last)));

  test("which day it is, is asked in the zone", () => {
    const started = instant(Date.parse("2026-03-02T18:00:00Z"));
    expect(periodEnd(started, { unit: "days", count: 7 }, seller)).toBe(endOf("2026-03-10"));
    expect(periodEnd(started, { unit: "days", count: 7 }, { ...seller, zone: UTC })).toBe(Date.parse("2026-03-10T00:00:00Z"));
  });

  test("where business hours are kept it ends at their close", () => {
    expect(periodEnd(at("2026-03-02T10:00:00"), { unit: "days", count: 7 }, { ...seller, businessCloseSecond: 18 * 3600 })).toBe(
      at("2026-03-09T18:00:00"),
    );
  });

  test.each([-1, 1.5])("%d days are no period", count => {
    expect(() => periodEnd(at("2026-03-02T10:00:00"), { unit: "days", count }, seller)).toThrow("a period is a whole number of days");
  });

  test("goods received on 12 March 2026: the refund is due by 24:00 of the 19th, and more than 15 days begin with the 28th", () => {
    const received = at("2026-03-12T15:30:00");
    expect(periodEnd(received, { unit: "days", count: 7 }, seller)).toBe(endOf("2026-03-19"));
    expect(periodEnd(received, { unit: "days", count: 15 }, seller)).toBe(at("2026-03-28T00:00:00"));
  });
});

describe("T-2: hours run at once", () => {
  test.each([
    ["over midnight", "2026-03-02T23:30:00.250", 4, "2026-03-03T03:30:00.250"],
    ["over a holiday, for the buyer too", "2026-10-01T10:00:00", 48, "2026-10-03T10:00:00"],
  ])("%s", (_, from, count, end) => {
    expect(periodEnd(at(from), { unit: "hours", count }, buyer)).toBe(at(end));
    expect(periodEnd(at(from), { unit: "hours", count }, seller)).toBe(at(end));
  });
});

describe("T-4: a last day that is a rest day gives way to the day after the rest, for the buyer alone", () => {
  test.each([
    ["a Saturday gives way to Monday", "2026-03-07T10:00:00", "2026-03-14", "2026-03-16"],
    ["a Monday stays", "2026-03-02T10:00:00", "2026-03-09", "2026-03-09"],
    ["the Spring Festival gives way to the day behind it", "2026-02-10T10:00:00", "2026-02-17", "2026-02-24"],
    ["a make-up Saturday is no rest day", "2026-02-07T10:00:00", "2026-02-14", "2026-02-14"],
    ["a make-up Sunday ends the rest", "2026-09-12T10:00:00", "2026-09-19", "2026-09-20"],
    ["National Day and its weekend give way together", "2025-09-24T10:00:00", "2025-10-01", "2025-10-09"],
    ["a holiday that runs into a weekend rests on", "2026-12-28T10:00:00", "2027-01-04", "2027-01-04"],
  ])("%s", (_, from, last, extended) => {
    const sevenDays: Period = { unit: "days", count: 7 };
    expect(periodEnd(at(from), sevenDays, buyer)).toBe(endOf(extended));
    expect(periodEnd(at(from), sevenDays, seller)).toBe(endOf(last));
    expect(periodEnd(at(from), sevenDays, platform)).toBe(endOf(last));
  });

  test("the narrow reading leaves weekends alone and keeps public holidays", () => {
    const narrow: RestDays = { ...CHINA_REST_DAYS, weekendsRest: false };
    const terms: PeriodTerms = { zone: SHANGHAI, side: { side: "buyer", restDays: narrow } };
    expect(periodEnd(at("2026-03-07T10:00:00"), { unit: "days", count: 7 }, terms)).toBe(endOf("2026-03-14"));
    expect(periodEnd(at("2026-09-24T10:00:00"), { unit: "days", count: 7 }, terms)).toBe(endOf("2026-10-08"));
  });

  test("a day that is named as both is a working day", () => {
    const both = new Set([day("2026-03-11")]);
    expect(isRestDay(day("2026-03-11"), { weekendsRest: true, holidays: both, workdays: both })).toBe(false);
  });

  test("a calendar that rests for ever is our mistake", () => {
    const holidays = new Set(
      Array.from({ length: 100 }, (_, index) => dayAt(addMs(at("2026-03-02T00:00:00"), index * 24 * HOUR_MS), SHANGHAI)),
    );
    const terms: PeriodTerms = { zone: SHANGHAI, side: { side: "buyer", restDays: { weekendsRest: true, holidays, workdays: new Set() } } };
    expect(() => periodEnd(at("2026-03-02T00:00:00"), { unit: "days", count: 7 }, terms)).toThrow("mistake in the calendar");
  });
});

describe("T-5: the seven-day window", () => {
  const window = returnWindow(at("2026-03-02T10:00:00"), 7, SHANGHAI, CHINA_REST_DAYS);

  test("signed for on 2 March 2026 at 10:00, it opens on the 3rd at 00:00 and closes on the 9th at 24:00", () => {
    expect(window).toEqual({ opensAt: at("2026-03-03T00:00:00"), closesAt: endOf("2026-03-09") });
  });

  test("it is the platforms' 168 hours from that midnight, whatever the hour of sign-off", () => {
    for (const signed of ["2026-03-02T00:00:00", "2026-03-02T10:00:00", "2026-03-02T23:59:59.999"]) {
      const found = returnWindow(at(signed), 7, SHANGHAI, neverResting);
      expect(found.closesAt - found.opensAt).toBe(168 * HOUR_MS);
      expect(found).toEqual(window);
    }
  });

  test.each([
    ["2026-03-02T10:00:01", true],
    ["2026-03-09T23:59:59", true],
    ["2026-03-09T23:59:59.999", true],
    ["2026-03-10T00:00:00", false],
  ])("a notice at %s is in time: %s", (notice, isInTime) => expect(isNoticeInTime(window, at(notice))).toBe(isInTime));

  test("that would close inside the Spring Festival closes on the day behind it", () => {
    expect(returnWindow(at("2026-02-11T10:00:00"), 7, SHANGHAI, CHINA_REST_DAYS).closesAt).toBe(endOf("2026-02-24"));
  });
});

describe("T-6: when something is delivered", () => {
  test("a parcel, when the consignee signs", () => {
    expect(deliveredAt({ kind: "parcel", signedAt: at("2026-03-02T10:00:00") })).toBe(at("2026-03-02T10:00:00"));
  });

  test("what comes online, when it is there and can be retrieved", () => {
    const [entered, retrievable] = [at("2026-03-02T10:00:00"), at("2026-03-02T10:05:00")];
    expect(deliveredAt({ kind: "online", enteredSystemAt: entered, retrievableAt: retrievable })).toBe(retrievable);
    expect(deliveredAt({ kind: "online", enteredSystemAt: retrievable, retrievableAt: entered })).toBe(retrievable);
  });
});

describe("T-7: a warranty", () => {
  const delivered = at("2026-03-02T10:00:00");
  const year = { unit: "years", count: 1 } as const;
  const endOfYearWith = (repairs: readonly (readonly [string, string])[]) =>
    dateText(
      dayAt(
        addMs(
          warrantyEnd(
            { deliveredAt: delivered, repairs: repairs.map(([from, to]) => ({ startedAt: at(from), endedAt: at(to) })) },
            year,
            SHANGHAI,
            neverResting,
          ),
          -1,
        ),
        SHANGHAI,
      ),
    );

  test("starts with delivery, with the end of an installation, or again with goods given in exchange", () => {
    const [installedAt, exchangedAt] = [at("2026-03-05T10:00:00"), at("2026-08-01T10:00:00")];
    expect(warrantyStart({ deliveredAt: delivered, repairs: [] })).toBe(delivered);
    expect(warrantyStart({ deliveredAt: delivered, installedAt, repairs: [] })).toBe(installedAt);
    expect(warrantyStart({ deliveredAt: delivered, installedAt, exchangedAt, repairs: [] })).toBe(exchangedAt);
  });

  test.each<[string, readonly (readonly [string, string])[], string]>([
    ["without repair lasts its year", [], "2027-03-02"],
    ["gets back every day touched by a repair", [["2026-05-04T17:00:00", "2026-05-06T09:00:00"]], "2027-03-05"],
    ["gets a day back for a repair of an hour", [["2026-05-04T10:00:00", "2026-05-04T11:00:00"]], "2027-03-03"],
    [
      "gets a day back once for two repairs",
      [
        ["2026-05-05T10:00:00", "2026-05-06T11:00:00"],
        ["2026-05-04T10:00:00", "2026-05-05T09:00:00"],
      ],
      "2027-03-05",
    ],
    [
      "gets nothing back twice for a repair inside another",
      [
        ["2026-05-04T10:00:00", "2026-05-08T11:00:00"],
        ["2026-05-05T10:00:00", "2026-05-06T09:00:00"],
      ],
      "2027-03-07",
    ],
    ["gets nothing back for its start day, which is not counted", [["2026-03-02T12:00:00", "2026-03-02T18:00:00"]], "2027-03-02"],
    [
      "gets back a repair begun in the days given back",
      [
        ["2026-05-04T10:00:00", "2026-05-04T11:00:00"],
        ["2027-03-03T10:00:00", "2027-03-04T10:00:00"],
      ],
      "2027-03-05",
    ],
    ["gets nothing back for a repair begun after its end", [["2027-03-03T10:00:00", "2027-03-09T10:00:00"]], "2027-03-02"],
    ["gets nothing back for a repair before it started", [["2026-02-20T10:00:00", "2026-02-25T10:00:00"]], "2027-03-02"],
  ])("%s", (_, repairs, last) => expect(endOfYearWith(repairs)).toBe(last));

  test("that would end on a rest day ends on the day behind it", () => {
    const facts = { deliveredAt: at("2026-03-07T10:00:00"), repairs: [] };
    expect(warrantyEnd(facts, { unit: "days", count: 7 }, SHANGHAI, CHINA_REST_DAYS)).toBe(endOf("2026-03-16"));
  });
});

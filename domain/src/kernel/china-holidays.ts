import { assert } from "./assert.ts";
import { addDays, type DayNumber, dateOfDay, parseDate } from "./calendar.ts";
import type { RestDays } from "./period.ts";

/** One yearly notice of the State Council's General Office on public holidays. */
export interface HolidayYear {
  readonly year: number;
  readonly notice: string;
  readonly status: "verified" | "unverified";
  /** Where the text was read. */
  readonly readAt: string;
  /** First and last day of each holiday, both off. */
  readonly holidays: readonly (readonly [first: string, last: string])[];
  /** Make-up working days (上班) on weekends. */
  readonly workdays: readonly string[];
}

/** T-8. A new year is added when its notice is published, usually in November of the year before. */
export const CHINA_HOLIDAY_YEARS: readonly HolidayYear[] = [
  {
    year: 2024,
    notice: "国办发明电〔2023〕7号 国务院办公厅关于2024年部分节假日安排的通知 (2023-10-25)",
    status: "verified",
    readAt: "人民日报 2023-10-26 第06版; zh.wikisource.org 国务院办公厅关于2024年部分节假日安排的通知",
    holidays: [
      ["2024-01-01", "2024-01-01"],
      ["2024-02-10", "2024-02-17"],
      ["2024-04-04", "2024-04-06"],
      ["2024-05-01", "2024-05-05"],
      ["2024-06-10", "2024-06-10"],
      ["2024-09-15", "2024-09-17"],
      ["2024-10-01", "2024-10-07"],
    ],
    workdays: ["2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12"],
  },
  {
    year: 2025,
    notice: "国办发明电〔2024〕12号 国务院办公厅关于2025年部分节假日安排的通知 (2024-11-12)",
    status: "verified",
    readAt: "新华社 2024-11-12, m.gmw.cn/2024-11/12/content_1303894933.htm",
    holidays: [
      ["2025-01-01", "2025-01-01"],
      ["2025-01-28", "2025-02-04"],
      ["2025-04-04", "2025-04-06"],
      ["2025-05-01", "2025-05-05"],
      ["2025-05-31", "2025-06-02"],
      ["2025-10-01", "2025-10-08"],
    ],
    workdays: ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"],
  },
  {
    year: 2026,
    notice: "国办发明电〔2025〕7号 国务院办公厅关于2026年部分节假日安排的通知 (2025-11-04)",
    status: "verified",
    readAt: "新华社 2025-11-04, politics.gmw.cn/2025-11/04/content_38391083.htm",
    holidays: [
      ["2026-01-01", "2026-01-03"],
      ["2026-02-15", "2026-02-23"],
      ["2026-04-04", "2026-04-06"],
      ["2026-05-01", "2026-05-05"],
      ["2026-06-19", "2026-06-21"],
      ["2026-09-25", "2026-09-27"],
      ["2026-10-01", "2026-10-07"],
    ],
    workdays: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
  },
];

const known = (text: string): DayNumber => {
  const day = parseDate(text);
  assert(day !== null, `${text} is no date`);
  return day;
};

const daysOf = ([first, last]: readonly [string, string]): readonly DayNumber[] => {
  const start = known(first);
  return Array.from({ length: known(last) - start + 1 }, (_, index) => addDays(start, index));
};

/** Weekends, public holidays and make-up working days of the years known; in other years weekends alone rest. */
export const CHINA_REST_DAYS: RestDays = {
  weekendsRest: true,
  holidays: new Set(CHINA_HOLIDAY_YEARS.flatMap(year => year.holidays.flatMap(daysOf))),
  workdays: new Set(CHINA_HOLIDAY_YEARS.flatMap(year => year.workdays.map(known))),
};

/** Whether the notice for a day's year is known: if not, a promise that depends on holidays should be said with care. */
export const isHolidayYearKnown = (day: DayNumber): boolean => CHINA_HOLIDAY_YEARS.some(({ year }) => year === dateOfDay(day).year);

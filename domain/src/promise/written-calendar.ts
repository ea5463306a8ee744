import { addDays, type DayNumber, dateOfDay, parseDate, type Weekday } from "../kernel/calendar.ts";
import { CHINA_REST_DAYS } from "../kernel/china-holidays.ts";
import { type Span, type WorkCalendarFault, type WorkCalendarResult, workCalendar } from "../kernel/working-time.ts";

/** When a merchant or a partner works, as they write it down. Days are `2027-02-06`, in their own zone. */
export type WrittenCalendar = {
  readonly offsetMinutes: number;
  readonly weekly: Readonly<Partial<Record<Weekday, readonly Span[]>>>;
  /** Closed on the State Council's holidays and open on its make-up days, with the hours of a Monday. */
  readonly keepsHolidays: boolean;
  /** Notices of years that are not in the program yet, usually published in November of the year before. */
  readonly notices: readonly HolidayNotice[];
  /** Days of their own: they win over weekdays and over holidays. */
  readonly closedDays: readonly string[];
  readonly openDays: readonly { readonly date: string; readonly spans: readonly Span[] }[];
};

/** 国务院办公厅关于某年部分节假日安排的通知: first and last day of each holiday, and the make-up working days. */
export type HolidayNotice = {
  readonly year: number;
  readonly holidays: readonly (readonly [first: string, last: string])[];
  readonly workdays: readonly string[];
};

export type CalendarFault = WorkCalendarFault | "not_a_date" | "holiday_backwards" | "holiday_outside_year" | "workday_is_holiday";
export type CalendarRead =
  | Extract<WorkCalendarResult, { readonly kind: "ok" }>
  | { readonly kind: "refused"; readonly reason: CalendarFault };

export const readCalendar = (written: WrittenCalendar): CalendarRead => {
  const { offsetMinutes, weekly, keepsHolidays, notices, closedDays, openDays } = written;
  const years = notices.map(readNotice);
  for (const year of years) if (typeof year === "string") return { kind: "refused", reason: year };
  const known = years.filter(year => typeof year !== "string");
  const closed = closedDays.map(parseDate);
  const opened = openDays.map(({ date, spans }) => [parseDate(date), spans] as const);
  const rest = keepsHolidays ? [CHINA_REST_DAYS, ...known] : [];
  const extra = new Map<DayNumber, readonly Span[]>();
  for (const { workdays } of rest) for (const day of workdays) extra.set(day, weekly[1] ?? []);
  for (const day of closed) {
    if (day === null) return { kind: "refused", reason: "not_a_date" };
    extra.set(day, []);
  }
  for (const [day, spans] of opened) {
    if (day === null) return { kind: "refused", reason: "not_a_date" };
    extra.set(day, spans);
  }
  const holidays = new Set(rest.flatMap(year => [...year.holidays]));
  return workCalendar({ zone: { id: "work calendar", offsetMinutes }, weekly, holidays, extraWorkdays: extra });
};

type Noticed = { readonly holidays: ReadonlySet<DayNumber>; readonly workdays: ReadonlySet<DayNumber> };

const readNotice = ({ year, holidays, workdays }: HolidayNotice): Noticed | CalendarFault => {
  const resting = new Set<DayNumber>();
  for (const [first, last] of holidays) {
    const [from, to] = [parseDate(first), parseDate(last)];
    if (from === null || to === null) return "not_a_date";
    if (to < from) return "holiday_backwards";
    // A festival may begin on the last days of the year before.
    if (Math.abs(dateOfDay(from).year - year) > 1 || dateOfDay(to).year !== year) return "holiday_outside_year";
    for (let day = from; day <= to; day = addDays(day, 1)) resting.add(day);
  }
  const working = new Set<DayNumber>();
  for (const date of workdays) {
    const day = parseDate(date);
    if (day === null) return "not_a_date";
    if (resting.has(day)) return "workday_is_holiday";
    working.add(day);
  }
  return { holidays: resting, workdays: working };
};

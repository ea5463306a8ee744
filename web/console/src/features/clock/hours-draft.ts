import { type CalendarRead, type HolidayNotice, readCalendar, type WrittenCalendar } from "@amends/domain/promise/written-calendar";
import type { NewHours, StoredHours } from "./api/get-times.ts";
import { partsOf, spansOf, spansText } from "./hours-text.ts";

/** Hours as they stand in the form: all text, so that half of a time can be typed. */
export type HoursDraft = {
  readonly weekly: readonly string[];
  readonly keepsHolidays: boolean;
  readonly closedDays: string;
  readonly openDays: string;
  readonly notices: readonly HolidayNotice[];
  readonly noticeYear: string;
  readonly noticeHolidays: string;
  readonly noticeWorkdays: string;
};

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const OFFICE = "09:00-18:00";

const FRESH: HoursDraft = {
  weekly: [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, "", ""],
  keepsHolidays: true,
  closedDays: "",
  openDays: "",
  notices: [],
  noticeYear: "",
  noticeHolidays: "",
  noticeWorkdays: "",
};

export const draftOf = (stored: StoredHours | undefined): HoursDraft =>
  stored === undefined
    ? FRESH
    : {
        ...FRESH,
        weekly: WEEKDAYS.map(day => spansText(stored.weekly[day] ?? [])),
        keepsHolidays: stored.keepsHolidays,
        closedDays: stored.closedDays.join(", "),
        openDays: stored.openDays.map(({ date }) => date).join(", "),
        notices: stored.notices,
      };

/** The first weekday (0 = Monday) whose hours cannot be read; null where all can. */
export const unreadableDay = ({ weekly }: HoursDraft): number | null => {
  const day = weekly.findIndex(text => spansOf(text) === null);
  return day === -1 ? null : day;
};

export const hoursOf = (draft: HoursDraft): NewHours => {
  const [mon, tue, wed, thu, fri, sat, sun] = draft.weekly.map(text => [...(spansOf(text) ?? [])]);
  return {
    weekly: { 1: mon, 2: tue, 3: wed, 4: thu, 5: fri, 6: sat, 7: sun },
    keepsHolidays: draft.keepsHolidays,
    closedDays: [...partsOf(draft.closedDays)],
    openDays: partsOf(draft.openDays).map(date => ({ date, spans: mon ?? [] })),
    notices: noticesOf(draft).map(({ year, holidays, workdays }) => ({
      year,
      holidays: holidays.map(([first, last]): [string, string] => [first, last]),
      workdays: [...workdays],
    })),
  };
};

/** What the server will make of it, before it is asked. */
export const calendarOf = (draft: HoursDraft, offsetMinutes: number): CalendarRead => {
  const [mon, tue, wed, thu, fri, sat, sun] = draft.weekly.map(text => spansOf(text) ?? []);
  const weekly = { 1: mon ?? [], 2: tue ?? [], 3: wed ?? [], 4: thu ?? [], 5: fri ?? [], 6: sat ?? [], 7: sun ?? [] };
  const written: WrittenCalendar = {
    offsetMinutes,
    weekly,
    keepsHolidays: draft.keepsHolidays,
    notices: noticesOf(draft),
    closedDays: partsOf(draft.closedDays),
    openDays: partsOf(draft.openDays).map(date => ({ date, spans: weekly[1] })),
  };
  return readCalendar(written);
};

/** Those kept before, and the one being typed in place of an older one of its year. */
const noticesOf = ({ notices, noticeYear, noticeHolidays, noticeWorkdays }: HoursDraft): readonly HolidayNotice[] => {
  if (!/^\d{4}$/.test(noticeYear) || partsOf(noticeHolidays).length === 0) return notices;
  const year = Number(noticeYear);
  const holidays = partsOf(noticeHolidays).map(part => {
    const [first = "", last = first] = part.split("/").map(day => day.trim());
    return [first, last] as const;
  });
  return [...notices.filter(notice => notice.year !== year), { year, holidays, workdays: partsOf(noticeWorkdays) }];
};

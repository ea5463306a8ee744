import { PARTNERS } from "@amends/domain/promise/hours";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { id, instant, list } from "../../wire.ts";

const DAY_SECONDS = 86_400;
const second = z.int().min(0).max(DAY_SECONDS);
/** Seconds since midnight; 86,400 is 24:00. */
const spans = list(z.strictObject({ fromSecond: second, toSecond: second }), 12);
const day = z.iso.date();
const DAYS_MAX = 200;

/** Monday is 1; a weekday left out is a day of rest. */
const weekly = z.strictObject({
  1: spans.optional(),
  2: spans.optional(),
  3: spans.optional(),
  4: spans.optional(),
  5: spans.optional(),
  6: spans.optional(),
  7: spans.optional(),
});

const written = {
  weekly,
  keepsHolidays: z.boolean(),
  /** The State Council's notice of a year this version does not know yet. */
  notices: list(
    z.strictObject({
      year: z.int().min(2024).max(2100),
      holidays: list(z.tuple([day, day]), 20),
      workdays: list(day, 20),
    }),
    5,
  ).default([]),
  closedDays: list(day, DAYS_MAX).default([]),
  openDays: list(z.strictObject({ date: day, spans }), DAYS_MAX).default([]),
};

const partner = z.enum(PARTNERS);

const calendarView = z
  .strictObject({ sellerId: id("seller").nullable(), partner: partner.nullable(), ...written, changedAt: instant })
  .meta({ id: "WorkCalendar" });

export const putCalendar = defineRoute({
  method: "PUT",
  path: "/v1/work-calendars",
  summary: bilingual(
    "登记工作时间：一天可分几段，含节假日与调休；不填商家即为全业务线，填合作方即为其仓库、承运人等",
    "Write down working hours, with several spans a day, holidays and make-up days; without a seller, the operation's; of a partner, of those who work for them",
  ),
  access: { roles: ["admin", "integrator"] },
  body: z.strictObject({ sellerId: id("seller").optional(), partner: partner.optional(), ...written }),
  answers: { 200: calendarView },
  refusals: ["calendar_refused", "not_found"],
});

export const listCalendars = defineRoute({
  method: "GET",
  path: "/v1/work-calendars",
  summary: bilingual("工作时间", "Working hours"),
  access: { roles: ["seller", "supervisor", "admin", "integrator"] },
  answers: { 200: z.strictObject({ items: z.array(calendarView) }) },
  refusals: [],
});

import { refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/calendar/calendars";
import type { Span } from "@amends/domain/kernel/working-time";
import { readCalendar, type WrittenCalendar } from "@amends/domain/promise/written-calendar";
import type { StoredCalendar } from "@amends/flows/calendar-ports";
import { operationInForce } from "@amends/flows/operation-in-force";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const calendarRoutes = ({ calendars, reads }: Pick<ServerDeps, "calendars" | "reads">) => ({
  putCalendar: mount(route.putCalendar, async ({ principal: { operationId }, body, now }) => {
    const { facts } = await operationInForce(reads.policy, operationId, now);
    const { sellerId = null, partner = null, weekly, ...rest } = body;
    const written: WrittenCalendar = { ...rest, weekly: givenDays(weekly), offsetMinutes: facts.zone.offsetMinutes };
    const read = readCalendar(written);
    if (read.kind === "refused") return refuse("calendar_refused", { reason: read.reason });
    const stored = { operationId, sellerId, partner, written, changedAt: now };
    if (!(await calendars.store.put(stored))) return refuse("not_found", { id: sellerId ?? operationId });
    await calendars.reread();
    return answer(200, viewOf(stored));
  }),
  listCalendars: mount(route.listCalendars, async ({ scope }) => answer(200, { items: (await calendars.store.list(scope)).map(viewOf) })),
});

/** A weekday that was left out has no hours; the type of a calendar knows no day that is there and undefined. */
function givenDays(
  weekly: { readonly [D in 1 | 2 | 3 | 4 | 5 | 6 | 7]?: WrittenCalendar["weekly"][1] | undefined },
): WrittenCalendar["weekly"] {
  const { 1: mon, 2: tue, 3: wed, 4: thu, 5: fri, 6: sat, 7: sun } = weekly;
  return { 1: mon ?? [], 2: tue ?? [], 3: wed ?? [], 4: thu ?? [], 5: fri ?? [], 6: sat ?? [], 7: sun ?? [] };
}

const spansOf = (spans: readonly Span[] = []): Span[] => spans.map(span => ({ ...span }));

const viewOf = ({ sellerId, partner, written, changedAt }: StoredCalendar) => {
  const { weekly, keepsHolidays, notices, closedDays, openDays } = written;
  const [mon, tue, wed, thu, fri, sat, sun] = [weekly[1], weekly[2], weekly[3], weekly[4], weekly[5], weekly[6], weekly[7]].map(spans =>
    spansOf(spans),
  );
  return {
    sellerId,
    partner,
    weekly: { 1: mon, 2: tue, 3: wed, 4: thu, 5: fri, 6: sat, 7: sun },
    keepsHolidays,
    notices: notices.map(({ year, holidays, workdays }) => ({
      year,
      holidays: holidays.map(([first, last]): [string, string] => [first, last]),
      workdays: [...workdays],
    })),
    closedDays: [...closedDays],
    openDays: openDays.map(({ date, spans }) => ({ date, spans: spansOf(spans) })),
    changedAt,
  };
};

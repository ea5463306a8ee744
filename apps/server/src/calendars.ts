import type { WorkCalendar } from "@amends/domain/kernel/working-time";
import { readCalendar } from "@amends/domain/promise/written-calendar";
import type { CalendarOf, CalendarStore } from "@amends/flows/calendar-ports";

export type KnownCalendars = {
  readonly of: CalendarOf;
  readonly reread: () => Promise<void>;
};

const OPERATION = "";

/** All calendars, read together and kept: a command asks for one without a round trip, and one that was changed is known here a moment later. */
export const createKnownCalendars = (store: Pick<CalendarStore, "all">): KnownCalendars => {
  let known: ReadonlyMap<string, WorkCalendar> = new Map();
  const keyOf = (operationId: string, sellerId: string) => `${operationId} ${sellerId}`;
  return {
    of: (operationId, sellerId) => known.get(keyOf(operationId, sellerId)) ?? known.get(keyOf(operationId, OPERATION)) ?? null,
    reread: async () => {
      const rows = await store.all();
      known = new Map(
        rows.flatMap(({ operationId, sellerId, written }) => {
          const read = readCalendar(written);
          return read.kind === "ok" ? [[keyOf(operationId, sellerId ?? OPERATION), read.calendar] as const] : [];
        }),
      );
    },
  };
};

import type { WorkCalendar } from "@amends/domain/kernel/working-time";
import { readCalendar } from "@amends/domain/promise/written-calendar";
import type { CalendarOf, CalendarStore } from "@amends/flows/calendar-ports";
import type { LoopList } from "./workers/loop-list.ts";

export type KnownCalendars = {
  readonly of: CalendarOf;
  readonly reread: () => Promise<void>;
};

/** Changed on another server: hours are known here a few seconds later. */
const POLL_MS = 5000;

const OPERATION = "";

/** All calendars, read together and kept: a command asks for one without a round trip, and one that was changed is known here a moment later. */
export const startKnownCalendars = async (store: Pick<CalendarStore, "all">, loops: Pick<LoopList, "start">): Promise<KnownCalendars> => {
  let known: ReadonlyMap<string, WorkCalendar> = new Map();
  const keyOf = (operationId: string, sellerId: string) => `${operationId} ${sellerId}`;
  const reread = async (): Promise<void> => {
    const rows = await store.all();
    known = new Map(
      rows.flatMap(({ operationId, sellerId, written }) => {
        const read = readCalendar(written);
        return read.kind === "ok" ? [[keyOf(operationId, sellerId ?? OPERATION), read.calendar] as const] : [];
      }),
    );
  };
  await reread();
  const turn = async (): Promise<null> => {
    await reread();
    return null;
  };
  loops.start({ name: "calendars", turn, pollMs: POLL_MS, gapMs: POLL_MS });
  return {
    of: (operationId, sellerId) => known.get(keyOf(operationId, sellerId)) ?? known.get(keyOf(operationId, OPERATION)) ?? null,
    reread,
  };
};

import type { WorkCalendar } from "@amends/domain/kernel/working-time";
import type { Hours } from "@amends/domain/promise/hours";
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
const OWN = "";

const hoursBy = (of: (whose: string) => WorkCalendar | null): Hours => ({
  own: of(OWN),
  partners: {
    supplier: of("supplier"),
    warehouse: of("warehouse"),
    carrier: of("carrier"),
    repairer: of("repairer"),
    inspector: of("inspector"),
  },
});

/** All calendars, read together and kept: a command asks for one without a round trip, and one that was changed is known here a moment later. */
export const startKnownCalendars = async (store: Pick<CalendarStore, "all">, loops: Pick<LoopList, "start">): Promise<KnownCalendars> => {
  let known: ReadonlyMap<string, Hours> = new Map();
  const keyOf = (operationId: string, sellerId: string) => `${operationId} ${sellerId}`;
  const reread = async (): Promise<void> => {
    const rows = await store.all();
    const written = new Map<string, WorkCalendar>(
      rows.flatMap(({ operationId, sellerId, partner, written: hours }) => {
        const read = readCalendar(hours);
        return read.kind === "ok" ? [[`${keyOf(operationId, sellerId ?? OPERATION)} ${partner ?? OWN}`, read.calendar] as const] : [];
      }),
    );
    known = new Map(
      rows.map(({ operationId, sellerId }) => {
        const of = (whose: string) =>
          written.get(`${keyOf(operationId, sellerId ?? OPERATION)} ${whose}`) ??
          written.get(`${keyOf(operationId, OPERATION)} ${whose}`) ??
          null;
        return [keyOf(operationId, sellerId ?? OPERATION), hoursBy(of)] as const;
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

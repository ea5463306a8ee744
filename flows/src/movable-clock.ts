import { addMs, type Instant } from "@amends/domain/kernel/time";
import type { Clock } from "./clock.ts";

/** Where it is written down how far a sandbox's clock runs ahead of the wall's: for all servers of the database, and over restarts. */
export type SandboxClockStore = {
  /** 0 where the clock was never moved. */
  readonly aheadMs: () => Promise<number>;
  /** Moves to at least so far; whoever moved it farther meanwhile is right. Answers with how far it is ahead now. */
  readonly moveAhead: (aheadMs: number) => Promise<number>;
};

/** The wall's time and what a sandbox was moved ahead of it. Reading it costs nothing: the row is read when it changes, not when time is asked for. */
export type MovableClock = Clock & {
  readonly wall: () => Instant;
  readonly aheadMs: () => number;
  /** Another server may have moved it: true when it had. */
  readonly reread: () => Promise<boolean>;
  /** The clock shows at least this time when it resolves. */
  readonly moveTo: (at: Instant) => Promise<void>;
};

export const createMovableClock = (wall: () => Instant, store: SandboxClockStore, startsAheadMs: number): MovableClock => {
  let aheadMs = startsAheadMs;
  const now = () => addMs(wall(), aheadMs);
  // An older answer may come after a newer one; the clock never goes back.
  const learn = (ms: number): boolean => {
    if (ms <= aheadMs) return false;
    aheadMs = ms;
    return true;
  };
  return {
    now,
    wall,
    aheadMs: () => aheadMs,
    reread: async () => learn(await store.aheadMs()),
    moveTo: async at => {
      const wanted = at - wall();
      if (wanted > aheadMs) learn(await store.moveAhead(wanted));
    },
  };
};

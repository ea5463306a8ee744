import type { Instant } from "@amends/domain/kernel/time";
import { createMovableClock, type MovableClock } from "@amends/flows/movable-clock";
import { createSandboxClockStore } from "@amends/postgres/work/sandbox-clock";
import type pg from "pg";

/** Time that was skipped was lived: its cases would lie in the future of a clock that knows nothing of it. */
export const openClock = async (pool: pg.Pool, wall: () => Instant, mayMove: boolean): Promise<MovableClock> => {
  const store = createSandboxClockStore(pool);
  const aheadMs = await store.aheadMs();
  if (aheadMs > 0 && !mayMove)
    throw new Error(`this database is a sandbox whose clock runs ${Math.ceil(aheadMs / 1000)} s ahead: start it with --sandbox-clock`);
  return createMovableClock(wall, store, aheadMs);
};

import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

const WAIT_MS_MAX = 60_000;

const eventually = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  for (const until = performance.now() + WAIT_MS_MAX; performance.now() < until; await sleep(20)) if (await holds()) return;
  throw new Error(`${what}: not within ${WAIT_MS_MAX / 1000} s`);
};

/** Every committed event has its number: what one round left over is not work of the next. */
export const waitForRelay = (admin: pg.Pool): Promise<void> =>
  eventually("the feed has numbered everything", async () => {
    const { rows } = await admin.query(
      "select not exists (select from case_events where tx >= (select numbered_before from feed_cursor) and not exists (select from feed f where f.shard = case_events.shard and f.case_id = case_events.case_id and f.seq = case_events.seq)) as done",
    );
    return rows[0]?.done === true;
  });

export { eventually };

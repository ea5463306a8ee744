import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

const WAIT_MS_MAX = 300_000;

const eventually = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  for (const until = performance.now() + WAIT_MS_MAX; performance.now() < until; await sleep(20)) if (await holds()) return;
  throw new Error(`${what}: not within ${WAIT_MS_MAX / 1000} s`);
};

/**
 * Every committed event has its number, whoever reads the feed has read it, and the messages drawn from it have left: what one round left over is not work
 * of the next.
 */
export const waitForRelay = (admin: pg.Pool): Promise<void> =>
  eventually("the feed is numbered and read", async () => {
    const { rows } = await admin.query(
      `select not exists (select from case_events where tx >= (select numbered_before from feed_cursor)
          and not exists (select from feed f where f.shard = case_events.shard and f.case_id = case_events.case_id and f.seq = case_events.seq))
        and not exists (select from feed_followers where read_to < (select max(feed_seq) from feed))
        and not exists (select from notice_sends where status = 'pending' and due_at <= $1) as done`,
      [Date.now()],
    );
    return rows[0]?.done === true;
  });

export { eventually };

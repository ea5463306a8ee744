import type { Instant } from "@amends/domain/kernel/time";
import type { Pool } from "pg";

/** So much of the feed at a time: one statement that is over in milliseconds. */
const STRETCH = 1000;

const BEGIN = {
  name: "webhook_follow",
  text: "insert into feed_followers (name, read_to) values ('webhooks', 0) on conflict do nothing",
};

/**
 * One statement: the place in the feed moves on and what lies before it is entered, or neither. A second server that reads the same stretch waits for the
 * row of the place, finds it moved, and enters nothing.
 */
const FAN_OUT = {
  name: "webhook_fan_out",
  text: `
with place as materialized (
  select read_to from feed_followers where name = 'webhooks'
), stretch as materialized (
  select feed_seq, shard, case_id, seq from feed where feed_seq > (select read_to from place) order by feed_seq limit ${STRETCH}
), moved as (
  update feed_followers set read_to = (select max(feed_seq) from stretch)
  where name = 'webhooks' and read_to = (select read_to from place) and exists (select from stretch)
  returning read_to
), entered as (
  insert into webhook_deliveries (operation_id, webhook_id, feed_seq, shard, case_id, seq)
  select w.operation_id, w.webhook_id, s.feed_seq, s.shard, s.case_id, s.seq
  from stretch s
  join case_events e on e.shard = s.shard and e.case_id = s.case_id and e.seq = s.seq
  join cases c on c.shard = s.shard and c.case_id = s.case_id
  join webhook_endpoints w on w.operation_id = c.operation_id and w.after_feed_seq < s.feed_seq
    and (w.event_types = '{}' or e.type = any(w.event_types))
  where exists (select from moved)
  on conflict do nothing
  returning operation_id, webhook_id, case_id
), queued as (
  insert into webhook_lanes (operation_id, webhook_id, case_id, pending, due_at)
  select operation_id, webhook_id, case_id, count(*), $1 from entered group by 1, 2, 3
  on conflict (operation_id, webhook_id, case_id) do update
  set pending = webhook_lanes.pending + excluded.pending,
    due_at = case when webhook_lanes.pending = 0 then excluded.due_at else webhook_lanes.due_at end
)
select read_to from moved`,
};

export const createFanOut = (pool: Pool): ((at: Instant) => Promise<number | null>) => {
  let hasBegun = false;
  return async at => {
    if (!hasBegun) await pool.query(BEGIN);
    hasBegun = true;
    const { rows } = await pool.query<{ readonly read_to: string }>({ ...FAN_OUT, values: [at] });
    return rows[0] === undefined ? null : Number(rows[0].read_to);
  };
};

import type { Instant } from "@amends/domain/kernel/time";
import type { FeedStretch } from "@amends/flows/feed/followed-feed";
import type pg from "pg";

const FAN_OUT = {
  name: "webhook_fan_out",
  text: `
with entered as (
  insert into webhook_deliveries (operation_id, webhook_id, feed_seq, shard, case_id, seq)
  select w.operation_id, w.webhook_id, s.feed_seq, s.shard, s.case_id, s.seq
  from feed s
  join case_events e on e.shard = s.shard and e.case_id = s.case_id and e.seq = s.seq
  join cases c on c.shard = s.shard and c.case_id = s.case_id
  join webhook_endpoints w on w.operation_id = c.operation_id and w.after_feed_seq < s.feed_seq
    and (w.event_types = '{}' or e.type = any(w.event_types))
  where s.feed_seq > $2 and s.feed_seq <= $3
  on conflict do nothing
  returning operation_id, webhook_id, case_id
), queued as (
  insert into webhook_lanes (operation_id, webhook_id, case_id, pending, due_at)
  select operation_id, webhook_id, case_id, count(*), $1 from entered group by 1, 2, 3 order by 1, 2, 3
  on conflict (operation_id, webhook_id, case_id) do update
  set pending = webhook_lanes.pending + excluded.pending,
    due_at = case when webhook_lanes.pending = 0 then excluded.due_at else webhook_lanes.due_at end
)
select count(*)::int as deliveries from entered`,
};

/** In the transaction that moves the reader's place: each event is entered once for each endpoint that wants it. Gives how many were entered. */
export const fanOut = async (db: pg.ClientBase, { from, to }: FeedStretch, at: Instant): Promise<number> => {
  const { rows } = await db.query<{ readonly deliveries: number }>({ ...FAN_OUT, values: [at, from, to] });
  return rows[0]?.deliveries ?? 0;
};

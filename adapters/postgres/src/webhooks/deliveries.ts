import type { CaseEventType } from "@amends/domain/case/case-event";
import type { CaseId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Called, CallResult, DeliveryStatus, ListedDelivery, WebhookStore } from "@amends/flows/webhooks/webhook-ports";
import type { Pool } from "pg";

/** The newest first. The next time is the queue's, and so the first waiting event's. */
const LIST = {
  name: "webhook_deliveries",
  text: `
select d.feed_seq, d.case_id, d.seq, d.status, e.type, e.at, (
    select coalesce(json_agg(json_build_object('at', a.at, 'result', a.result, 'status', a.status, 'tookMs', a.took_ms, 'said', a.said)
      order by a.attempt_no), '[]')
    from webhook_attempts a where a.operation_id = d.operation_id and a.webhook_id = d.webhook_id and a.feed_seq = d.feed_seq) as attempts,
  case when d.status = 'pending' and not exists (
    select from webhook_deliveries b where b.operation_id = d.operation_id and b.webhook_id = d.webhook_id and b.case_id = d.case_id
      and b.status = 'pending' and b.feed_seq < d.feed_seq) then l.due_at end as next_at
from webhook_deliveries d
join case_events e on e.shard = d.shard and e.case_id = d.case_id and e.seq = d.seq
left join webhook_lanes l on l.operation_id = d.operation_id and l.webhook_id = d.webhook_id and l.case_id = d.case_id
where d.operation_id = $1 and d.webhook_id = $2 and ($3::text is null or d.status = $3) and ($4::bigint is null or d.feed_seq < $4)
order by d.feed_seq desc limit $5`,
};

/** What is replayed is tried as often again as a new one. */
const REPLAY = {
  name: "webhook_replay",
  text: `
with chosen as (
  select feed_seq from webhook_deliveries
  where operation_id = $1 and webhook_id = $2 and feed_seq between $3 and $4 and status <> 'pending' and ($5 = 'any' or status = $5)
  order by feed_seq limit $6
), again as (
  update webhook_deliveries d set status = 'pending', settled_at = null from chosen c
  where d.operation_id = $1 and d.webhook_id = $2 and d.feed_seq = c.feed_seq and d.status <> 'pending'
  returning d.case_id
), queued as (
  insert into webhook_lanes (operation_id, webhook_id, case_id, pending, due_at)
  select $1, $2, case_id, count(*), $7 from again group by case_id
  on conflict (operation_id, webhook_id, case_id) do update
  set pending = webhook_lanes.pending + excluded.pending, due_at = least(webhook_lanes.due_at, excluded.due_at)
)
select count(*)::int as replayed from again`,
};

const FORGET = {
  name: "webhook_forget_delivered",
  text: `
delete from webhook_deliveries d using (
  select operation_id, webhook_id, feed_seq from webhook_deliveries where status = 'delivered' and settled_at < $1 order by settled_at limit $2
) old
where d.operation_id = old.operation_id and d.webhook_id = old.webhook_id and d.feed_seq = old.feed_seq and d.status = 'delivered'`,
};

type Row = {
  readonly feed_seq: string;
  readonly case_id: CaseId;
  readonly seq: number;
  readonly status: DeliveryStatus;
  readonly type: CaseEventType;
  readonly at: string;
  readonly attempts: readonly (Called & { readonly at: number; readonly result: CallResult })[];
  readonly next_at: string | null;
};

export const createDeliveries = (pool: Pool): Pick<WebhookStore, "deliveries" | "replay" | "forgetDelivered"> => ({
  deliveries: async (operationId, webhookId, { status, before, limit }) => {
    const { rows } = await pool.query<Row>({ ...LIST, values: [operationId, webhookId, status, before, limit] });
    return rows.map(listedOf);
  },
  replay: async (operationId, webhookId, { fromFeedSeq, toFeedSeq, status }, most, at) => {
    const values = [operationId, webhookId, fromFeedSeq, toFeedSeq, status, most, at];
    const { rows } = await pool.query<{ readonly replayed: number }>({ ...REPLAY, values });
    return rows[0]?.replayed ?? 0;
  },
  forgetDelivered: async (before, most) => (await pool.query({ ...FORGET, values: [before, most] })).rowCount ?? 0,
});

const listedOf = (row: Row): ListedDelivery => ({
  feedSeq: Number(row.feed_seq),
  caseId: row.case_id,
  seq: row.seq,
  type: row.type,
  at: Number(row.at) as Instant,
  status: row.status,
  attempts: row.attempts.map(attempt => ({ ...attempt, at: attempt.at as Instant })),
  nextAt: row.next_at === null ? null : (Number(row.next_at) as Instant),
});

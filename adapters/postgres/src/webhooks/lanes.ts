import type { CaseEventType } from "@amends/domain/case/case-event";
import type { CaseId, OperationId, OrderId, SellerId, WebhookId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Role } from "@amends/domain/party/party";
import type { LeasedDelivery, WebhookStore } from "@amends/flows/webhooks/webhook-ports";
import type { Pool } from "pg";

/** A queue is leased as a whole. */
const LEASE = {
  name: "webhook_lease",
  text: `
with due as materialized (
  select l.operation_id, l.webhook_id, l.case_id from webhook_lanes l
  join webhook_endpoints w on w.operation_id = l.operation_id and w.webhook_id = l.webhook_id and w.status = 'active'
  where l.pending > 0 and l.due_at <= $1 order by l.due_at limit $3
  for update of l skip locked
)
update webhook_lanes l set due_at = $1::bigint + $2 from due d
where l.operation_id = d.operation_id and l.webhook_id = d.webhook_id and l.case_id = d.case_id
returning l.operation_id, l.webhook_id, l.case_id, l.due_at, l.faults`,
};

/**
 * The oldest event of each leased queue. A statement of its own: the one that leases may have waited for a queue whose event another server settled
 * meanwhile, and would still see that event as it was when it began.
 */
const OLDEST = {
  name: "webhook_oldest",
  text: `
select l.operation_id, l.webhook_id, l.case_id, l.due_at, l.faults, w.url, w.sealed_secret, w.sealed_old_secret, w.old_secret_until,
  d.feed_seq, d.seq, e.type, e.at, e.actor ->> 'role' as by_role, c.short_no, c.order_id, c.seller_id
from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::integer[]) as l (operation_id, webhook_id, case_id, due_at, faults)
join webhook_endpoints w on w.operation_id = l.operation_id and w.webhook_id = l.webhook_id
cross join lateral (
  select feed_seq, shard, seq from webhook_deliveries d
  where d.operation_id = l.operation_id and d.webhook_id = l.webhook_id and d.case_id = l.case_id and d.status = 'pending'
  order by feed_seq limit 1
) d
join case_events e on e.shard = d.shard and e.case_id = l.case_id and e.seq = d.seq
join cases c on c.shard = d.shard and c.case_id = l.case_id`,
};

/** Nothing is written where the lease is another's by now, or the endpoint was taken away meanwhile. */
const SETTLE = {
  name: "webhook_settle",
  text: `
with lane as (
  update webhook_lanes set
    pending = pending - case when $5 = 'pending' then 0 else 1 end,
    faults = case when $5 = 'pending' then faults + 1 else 0 end,
    due_at = $6
  where operation_id = $1 and webhook_id = $2 and case_id = $3 and due_at = $7
  returning 1
), delivery as (
  update webhook_deliveries set status = $5, attempts = attempts + 1, settled_at = case when $5 = 'pending' then null else $8::bigint end
  where operation_id = $1 and webhook_id = $2 and feed_seq = $4 and status = 'pending' and exists (select from lane)
  returning attempts
), gone as (
  update webhook_endpoints set status = 'gone' where operation_id = $1 and webhook_id = $2 and $9 = 'gone' and exists (select from lane)
)
insert into webhook_attempts (operation_id, webhook_id, feed_seq, attempt_no, at, result, status, took_ms, said)
select $1, $2, $4, attempts, $8, $9, $10, $11, $12 from delivery`,
};

/** An empty queue goes; one that was filled in between is seen, since the row itself is looked at again under its lock. */
const FORGET_EMPTY = {
  name: "webhook_forget_empty",
  text: "delete from webhook_lanes where operation_id = $1 and webhook_id = $2 and case_id = $3 and pending = 0",
};

const NEXT_DUE = {
  name: "webhook_next_due",
  text: "select due_at from webhook_lanes where pending > 0 and due_at > $1 order by due_at limit 1",
};

type LeasedLane = {
  readonly operation_id: OperationId;
  readonly webhook_id: WebhookId;
  readonly case_id: CaseId;
  readonly due_at: string;
  readonly faults: number;
};
type Row = LeasedLane & {
  readonly url: string;
  readonly sealed_secret: string;
  readonly sealed_old_secret: string | null;
  readonly old_secret_until: string | null;
  readonly feed_seq: string;
  readonly seq: number;
  readonly type: CaseEventType;
  readonly at: string;
  readonly by_role: Role;
  readonly short_no: string;
  readonly order_id: OrderId;
  readonly seller_id: SellerId;
};

export const createLanes = (pool: Pool): Pick<WebhookStore, "lease" | "settle" | "nextDueAt"> => ({
  lease: async (at, leaseMs, most) => {
    const { rows: lanes } = await pool.query<LeasedLane>({ ...LEASE, values: [at, leaseMs, most] });
    if (lanes.length === 0) return [];
    const columns = [
      lanes.map(lane => lane.operation_id),
      lanes.map(lane => lane.webhook_id),
      lanes.map(lane => lane.case_id),
      lanes.map(lane => lane.due_at),
      lanes.map(lane => lane.faults),
    ];
    const { rows } = await pool.query<Row>({ ...OLDEST, values: columns });
    return rows.map(leasedOf);
  },
  settle: async (delivery, called, to, at) => {
    const { operationId, webhookId, caseId, feedSeq, leasedUntil } = delivery;
    const key = [operationId, webhookId, caseId];
    const status = to.kind === "retry" ? "pending" : to.kind;
    const nextAt = to.kind === "retry" ? to.until : at;
    const how = [at, called.result, called.status, called.tookMs, called.said];
    await pool.query({ ...SETTLE, values: [...key, feedSeq, status, nextAt, leasedUntil, ...how] });
    if (to.kind !== "retry") await pool.query({ ...FORGET_EMPTY, values: key });
  },
  nextDueAt: async at => {
    const { rows } = await pool.query<{ readonly due_at: string }>({ ...NEXT_DUE, values: [at] });
    return rows[0] === undefined ? null : (Number(rows[0].due_at) as Instant);
  },
});

const leasedOf = (row: Row): LeasedDelivery => ({
  operationId: row.operation_id,
  webhookId: row.webhook_id,
  caseId: row.case_id,
  leasedUntil: Number(row.due_at) as Instant,
  faults: row.faults,
  url: row.url,
  sealedSecret: row.sealed_secret,
  sealedOldSecret: row.sealed_old_secret,
  oldSecretUntil: row.old_secret_until === null ? null : (Number(row.old_secret_until) as Instant),
  feedSeq: Number(row.feed_seq),
  seq: row.seq,
  type: row.type,
  at: Number(row.at) as Instant,
  byRole: row.by_role,
  shortNo: row.short_no,
  orderId: row.order_id,
  sellerId: row.seller_id,
});

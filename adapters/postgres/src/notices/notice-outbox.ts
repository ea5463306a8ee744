import type { CaseId, CustomerId, OperationId, PersonId, TextId } from "@amends/domain/kernel/ids";
import { shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { NoticeChannel, NoticeId, NoticeParams } from "@amends/domain/notice/notice";
import type { LeasedSend, NoticeOutbox, StuckNotices } from "@amends/flows/notices/notice-ports";
import type { Pool } from "pg";
import { fromJson, type Json } from "../json-minor.ts";
import { endsOf, type SettingsColumns, settingsOf } from "./settings-row.ts";

/** What a message needs comes with its lease: the person's key and sealed contacts, and how they want to be told. */
const LEASE = {
  name: "notice_lease",
  text: `
with due as materialized (
  select shard, notice_id, channel from notice_sends where status = 'pending' and due_at <= $1 order by due_at, shard, notice_id limit $3
  for update skip locked
), leased as (
  update notice_sends s set due_at = $1::bigint + $2, attempts = attempts + 1 from due d
  where s.shard = d.shard and s.notice_id = d.notice_id and s.channel = d.channel
  returning s.shard, s.notice_id, s.channel, s.faults, s.due_at
)
select l.notice_id, l.channel, l.faults, l.due_at, n.operation_id, n.customer_id, n.case_id, n.template, n.params, n.urgent, n.at,
  c.external_id, c.person_id, p.wrapped_key, p.wrapped_salt, pt.text_id as phone_id, pt.ciphertext as phone, et.text_id as email_id,
  et.ciphertext as email, w.channels, w.language, w.quiet_from, w.quiet_to
from leased l
join notices n on n.shard = l.shard and n.notice_id = l.notice_id
join customers c on c.shard = n.shard and c.customer_id = n.customer_id
join persons p on p.shard = c.shard and p.person_id = c.person_id
left join personal_texts pt on pt.shard = c.shard and pt.text_id = c.facts ->> 'phoneTextId'
left join personal_texts et on et.shard = c.shard and et.text_id = c.facts ->> 'emailTextId'
left join notice_settings w on w.shard = n.shard and w.customer_id = n.customer_id
order by n.at, n.notice_id`,
};

/**
 * Each where the lease is still the one that was taken. `is not distinct from` keeps the planner from the index of what is pending: that would be read whole,
 * with all that left it of late, for each handful that is settled.
 */
const SETTLE = {
  name: "notice_settle",
  text: `
update notice_sends s set status = r.status, due_at = r.due_at, faults = case when r.failed then s.faults + 1 else s.faults end, said = r.said
from unnest($1::smallint[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[], $7::boolean[], $8::text[])
  as r(shard, notice_id, channel, leased_until, status, due_at, failed, said)
where s.shard = r.shard and s.notice_id = r.notice_id and s.channel = r.channel and s.due_at = r.leased_until
  and s.status is not distinct from 'pending'`,
};

/** Of one event by one way together: whoever it was for, it is retried as one. */
const STUCK = {
  name: "notice_stuck",
  text: `
select notice_id, channel, min(case_id) as case_id, max(attempts) as attempts, min(said) as said, min(due_at) as due_at from (
  select s.notice_id, s.channel, n.case_id, s.attempts, s.said, s.due_at
  from notice_sends s join notices n on n.shard = s.shard and n.notice_id = s.notice_id
  where s.status = 'parked' and n.operation_id = $1
  union all
  select s.notice_id, 'email', d.case_id, s.attempts, s.said, s.due_at
  from desk_notice_sends s
  join desk_notices d on d.operation_id = s.operation_id and d.notice_id = s.notice_id and d.audience = s.audience
  where s.status = 'parked' and s.operation_id = $1
) parked group by notice_id, channel order by due_at, notice_id limit $2`,
};

const RETRY = {
  name: "notice_retry",
  text: `
with buyer as (
  update notice_sends s set status = 'pending', faults = 0, due_at = $5 from notices n
  where s.shard = $2 and s.notice_id = $3 and s.channel = $4 and s.status = 'parked'
    and n.shard = s.shard and n.notice_id = s.notice_id and n.operation_id = $1
  returning 1
), desk as (
  update desk_notice_sends set status = 'pending', faults = 0, due_at = $5
  where operation_id = $1 and notice_id = $3 and $4 = 'email' and status = 'parked'
  returning 1
)
select from buyer union all select from desk`,
};

export type LeasedSendRow = SettingsColumns & {
  readonly notice_id: NoticeId;
  readonly channel: NoticeChannel;
  readonly faults: number;
  readonly due_at: string;
  readonly operation_id: OperationId;
  readonly customer_id: CustomerId;
  readonly case_id: CaseId;
  readonly template: string;
  readonly params: Json;
  readonly urgent: boolean;
  readonly at: string;
  readonly external_id: string;
  readonly person_id: PersonId;
  readonly wrapped_key: Buffer | null;
  readonly wrapped_salt: Buffer | null;
  readonly phone_id: TextId | null;
  readonly phone: Buffer | null;
  readonly email_id: TextId | null;
  readonly email: Buffer | null;
};
type StuckRow = {
  readonly notice_id: NoticeId;
  readonly channel: NoticeChannel;
  readonly case_id: CaseId;
  readonly attempts: number;
  readonly said: string | null;
  readonly due_at: string;
};

export const createNoticeOutbox = (pool: Pool): NoticeOutbox => ({
  lease: async (at, leaseMs, most) => {
    const { rows } = await pool.query<LeasedSendRow>({ ...LEASE, values: [at, leaseMs, most] });
    return rows.map(leasedSend);
  },
  settle: async settled => {
    const ids = settled.map(({ send }) => send.notice.noticeId);
    const channels = settled.map(({ send }) => send.channel);
    await pool.query({ ...SETTLE, values: [ids.map(shardOf), ids, channels, ...endsOf(settled)] });
  },
});

export const leasedSend = (row: LeasedSendRow): LeasedSend => ({
  notice: {
    noticeId: row.notice_id,
    operationId: row.operation_id,
    customerId: row.customer_id,
    caseId: row.case_id,
    template: row.template,
    params: fromJson<NoticeParams>(row.params),
    isUrgent: row.urgent,
    at: Number(row.at) as Instant,
  },
  channel: row.channel,
  faults: row.faults,
  leasedUntil: Number(row.due_at) as Instant,
  externalCustomerId: row.external_id,
  personId: row.person_id,
  secret: row.wrapped_key === null || row.wrapped_salt === null ? null : { wrappedKey: row.wrapped_key, wrappedSalt: row.wrapped_salt },
  phone: row.phone_id === null || row.phone === null ? null : { textId: row.phone_id, sealed: row.phone },
  email: row.email_id === null || row.email === null ? null : { textId: row.email_id, sealed: row.email },
  settings: settingsOf(row),
});

export const createStuckNotices = (pool: Pool): StuckNotices => ({
  find: async (operationId, most) => {
    const { rows } = await pool.query<StuckRow>({ ...STUCK, values: [operationId, most] });
    return rows.map(row => ({
      noticeId: row.notice_id,
      channel: row.channel,
      caseId: row.case_id,
      attempts: row.attempts,
      lastFault: row.said,
      dueAt: Number(row.due_at) as Instant,
    }));
  },
  retry: async (operationId, noticeId, channel, at) => {
    const { rowCount } = await pool.query({ ...RETRY, values: [operationId, shardOf(noticeId), noticeId, channel, at] });
    return (rowCount ?? 0) > 0;
  },
});

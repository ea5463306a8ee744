import { shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Written } from "@amends/flows/feed/followed-feed";
import type { DrawnNotices } from "@amends/flows/notices/notice-ports";
import type pg from "pg";
import { toJson } from "../json-minor.ts";
import { type LeasedSendRow, leasedSend } from "./notice-outbox.ts";

/**
 * A send is entered where somebody can be reached by it: the buyer did not switch it off, and there is an address. A rest is found out by the sender. The
 * buyer is looked up once, for what is entered and for what is handed over; the two are joined by a hash, since there may be a thousand of either.
 */
const WRITE = {
  name: "notices_write",
  text: `
with given as materialized (
  select * from json_to_recordset($1) as n(shard smallint, notice_id text, operation_id text, customer_id text, case_id text, template text, params json,
    urgent boolean, at bigint, channels text[])
), told as (
  insert into notices (shard, notice_id, operation_id, customer_id, case_id, template, params, urgent, at, told_at)
  select shard, notice_id, operation_id, customer_id, case_id, template, params, urgent, at, $2::bigint from given on conflict do nothing
), way as materialized (
  select n.shard, n.notice_id, n.operation_id, n.customer_id, n.case_id, n.template, n.params, n.urgent, n.at, by.channel,
    c.external_id, c.person_id, c.facts ->> 'phoneTextId' as phone_id, c.facts ->> 'emailTextId' as email_id, w.channels, w.language, w.quiet_from, w.quiet_to
  from given n cross join unnest(n.channels) as by(channel)
  join customers c on c.shard = n.shard and c.customer_id = n.customer_id
  left join notice_settings w on w.shard = n.shard and w.customer_id = n.customer_id
  where w.channels is null or by.channel = any(w.channels)
), sent as (
  insert into notice_sends (shard, notice_id, channel, due_at, attempts)
  select shard, notice_id, channel, coalesce($5::bigint, $2::bigint), case when $5::bigint is null then 0 else 1 end
  from way where case channel when 'wechat' then true when 'sms' then phone_id is not null else email_id is not null end
  on conflict do nothing returning notice_id, channel
), for_desk as materialized (
  select * from json_to_recordset($3) as d(operation_id text, notice_id text, audience text, roles text[], seller_id text, case_id text, template text,
    params json, urgent boolean, must_hear text, by_mail boolean, at bigint)
), desk as (
  insert into desk_notices (operation_id, notice_id, audience, roles, seller_id, case_id, template, params, urgent, must_hear, at)
  select operation_id, notice_id, audience, roles, seller_id, case_id, template, params, urgent, must_hear, at from for_desk
  on conflict do nothing
), mailed as (
  insert into desk_notice_sends (operation_id, notice_id, account_id, audience, due_at)
  select d.operation_id, d.notice_id, a.account_id, d.audience, $2::bigint
  from for_desk d
  join accounts a on a.operation_id = d.operation_id and a.role = any(d.roles) and coalesce(a.seller_id, '') = coalesce(d.seller_id, '')
    and not a.is_disabled
  left join desk_notice_settings w on w.operation_id = d.operation_id and w.account_id = a.account_id
  where d.by_mail is not null and ((d.by_mail and d.must_hear <> 'no') or coalesce(w.ways -> d.template ? 'email', d.by_mail))
  on conflict do nothing returning 1
), asked as (
  insert into surveys (shard, case_id, operation_id, customer_id, status, due_at, remind_after_seconds, expire_after_seconds, low_score, channels)
  select shard, case_id, operation_id, customer_id, 'planned', due_at, remind_after_seconds, expire_after_seconds, low_score, channels
  from json_to_recordset($4) as v(shard smallint, case_id text, operation_id text, customer_id text, due_at bigint, remind_after_seconds integer,
    expire_after_seconds integer, low_score smallint, channels text[])
  on conflict do nothing returning 1
)
select waiting.sends, waiting.surveys, l.*
from (select (case when $5::bigint is null then (select count(*) from sent) else 0 end + (select count(*) from mailed))::int as sends,
  (select count(*) from asked)::int as surveys) as waiting
left join lateral (
  select way.*, 0 as faults, $5::bigint as due_at, p.wrapped_key, p.wrapped_salt, pt.ciphertext as phone, et.ciphertext as email
  from way
  join persons p on p.shard = way.shard and p.person_id = way.person_id
  left join personal_texts pt on pt.shard = way.shard and pt.text_id = way.phone_id
  left join personal_texts et on et.shard = way.shard and et.text_id = way.email_id
  where (way.notice_id, way.channel) in (select notice_id, channel from sent)
) l on $5::bigint is not null
order by l.at, l.notice_id`,
};

/** In the transaction that moves the reader's place. Writing the same again adds nothing. */
export const writeNotices = async (db: pg.ClientBase, told: DrawnNotices, at: Instant): Promise<WrittenNotices> => {
  if (told.notices.length + told.desk.length + told.surveys.length === 0) return { handed: [], sends: 0, surveys: 0 };
  const { rows } = await db.query<Row>({ ...WRITE, values: valuesOf(told, at) });
  const [waiting] = rows;
  return { handed: rows.filter(isSend).map(leasedSend), sends: waiting?.sends ?? 0, surveys: waiting?.surveys ?? 0 };
};

type WrittenNotices = Pick<Written, "handed" | "sends" | "surveys">;

/** What waits stands in every row; without a message to hand over there is one row with nothing else in it. */
type Row = Pick<Written, "sends" | "surveys"> & (LeasedSendRow | { readonly notice_id: null });
const isSend = (row: Row): row is Extract<Row, LeasedSendRow> => row.notice_id !== null;

const valuesOf = ({ notices, desk, surveys, sendsLeasedUntil }: DrawnNotices, at: Instant): unknown[] => [
  JSON.stringify(
    notices.map(({ noticeId, operationId, customerId, caseId, template, params, isUrgent, at: happenedAt, channels }) => ({
      shard: shardOf(noticeId),
      notice_id: noticeId,
      operation_id: operationId,
      customer_id: customerId,
      case_id: caseId,
      template,
      params: toJson(params),
      urgent: isUrgent,
      at: happenedAt,
      channels,
    })),
  ),
  at,
  JSON.stringify(
    desk.map(
      ({ noticeId, operationId, audience, roles, sellerId, caseId, template, params, isUrgent, mustHear, byMail, at: happenedAt }) => ({
        operation_id: operationId,
        notice_id: noticeId,
        audience,
        roles,
        seller_id: sellerId,
        case_id: caseId,
        template,
        params: toJson(params),
        urgent: isUrgent,
        must_hear: mustHear,
        by_mail: byMail,
        at: happenedAt,
      }),
    ),
  ),
  JSON.stringify(
    surveys.map(({ operationId, customerId, caseId, askAt, remindAfterSeconds, expireAfterSeconds, lowScore, channels }) => ({
      shard: shardOf(caseId),
      case_id: caseId,
      operation_id: operationId,
      customer_id: customerId,
      due_at: askAt,
      remind_after_seconds: remindAfterSeconds,
      expire_after_seconds: expireAfterSeconds,
      low_score: lowScore,
      channels,
    })),
  ),
  sendsLeasedUntil,
];

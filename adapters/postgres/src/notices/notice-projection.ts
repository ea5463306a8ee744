import type { CaseEvent, Recorded } from "@amends/domain/case/case-event";
import type { CaseId, CustomerId, OperationId, SellerId } from "@amends/domain/kernel/ids";
import { shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Actor } from "@amends/domain/party/party";
import type { Drawn, NoticedEvent, NoticeProjection } from "@amends/flows/notices/notice-ports";
import type { Pool } from "pg";
import { fromJson, type Json, toJson } from "../json-minor.ts";

const BEGIN = {
  name: "notice_follow",
  text: "insert into feed_followers (name, read_to) values ('notices', 0) on conflict do nothing",
};

const PLACE = {
  name: "notice_place",
  text: `
select p.read_to as "from", (select max(feed_seq) from (select feed_seq from feed where feed_seq > p.read_to order by feed_seq limit $1) s) as "to"
from feed_followers p where p.name = 'notices'`,
};

/** Nobody is told of these: calls to partners and their answers, and what the case notes for itself. */
const SILENT =
  "('effect_asked', 'effect_done', 'effect_refused', 'plan_amended', 'stock_reserved', 'stock_released', 'evidence_added', 'reason_judged')";

/** What a filing and a decision hold is large, and of it one word is asked. */
const STRETCH = {
  name: "notice_stretch",
  text: `
select c.operation_id, c.customer_id, c.seller_id, c.case_id, c.short_no, c.service_type, c.severity, e.seq, e.type, e.at, e.actor,
  case e.type when 'case_filed' then '{}'::json when 'case_decided' then json_build_object('severity', e.data -> 'severity') else e.data end as data,
  s.type as step_type, s.owner as step_owner, a.name as handler_name,
  e.type = 'case_ended' and exists (
    select from case_events p where p.shard = f.shard and p.case_id = f.case_id
      and p.actor ->> 'role' not in ('buyer', 'system', 'integrator')) as person_involved
from feed f
join case_events e on e.shard = f.shard and e.case_id = f.case_id and e.seq = f.seq and e.type not in ${SILENT}
join cases c on c.shard = f.shard and c.case_id = f.case_id
left join steps s on s.shard = f.shard and s.case_id = f.case_id and s.step_no = (e.data ->> 'stepNo')::integer
left join accounts a on e.type = 'handler_named' and a.account_id = e.data ->> 'accountId'
where f.feed_seq > $1 and f.feed_seq <= $2 order by f.feed_seq`,
};

/** One statement: the place moves on and what was drawn is there, or neither. */
const APPLY = {
  name: "notice_apply",
  text: `
with moved as (
  update feed_followers set read_to = $2 where name = 'notices' and read_to = $1 returning 1
), told as (
  insert into notices (shard, notice_id, operation_id, customer_id, case_id, template, params, urgent, at)
  select shard, notice_id, operation_id, customer_id, case_id, template, params, urgent, at
  from json_to_recordset($3) as n(shard smallint, notice_id text, operation_id text, customer_id text, case_id text, template text, params json,
    urgent boolean, at bigint)
  where exists (select from moved) on conflict do nothing
), sent as (
  insert into notice_sends (shard, notice_id, channel, due_at)
  select shard, notice_id, channel, due_at from json_to_recordset($4) as s(shard smallint, notice_id text, channel text, due_at bigint)
  where exists (select from moved) on conflict do nothing
), desk as (
  insert into desk_notices (operation_id, notice_id, audience, roles, seller_id, case_id, template, params, urgent, at)
  select operation_id, notice_id, audience, roles, seller_id, case_id, template, params, urgent, at
  from json_to_recordset($5) as d(operation_id text, notice_id text, audience text, roles text[], seller_id text, case_id text, template text,
    params json, urgent boolean, at bigint)
  where exists (select from moved) on conflict do nothing
)
insert into surveys (shard, case_id, operation_id, customer_id, status, due_at, remind_after_seconds, expire_after_seconds, low_score, channels)
select shard, case_id, operation_id, customer_id, 'planned', due_at, remind_after_seconds, expire_after_seconds, low_score, channels
from json_to_recordset($6) as v(shard smallint, case_id text, operation_id text, customer_id text, due_at bigint, remind_after_seconds integer,
  expire_after_seconds integer, low_score smallint, channels text[])
where exists (select from moved) on conflict do nothing`,
};

type Row = {
  readonly operation_id: OperationId;
  readonly customer_id: CustomerId;
  readonly seller_id: SellerId;
  readonly case_id: CaseId;
  readonly short_no: string;
  readonly service_type: string;
  readonly severity: string;
  readonly seq: number;
  readonly type: CaseEvent["type"];
  readonly at: string;
  readonly actor: Actor;
  readonly data: Json;
  readonly step_type: string | null;
  readonly step_owner: string | null;
  readonly handler_name: string | null;
  readonly person_involved: boolean;
};

export const createNoticeProjection = (pool: Pool): NoticeProjection => {
  let hasBegun = false;
  return {
    stretch: async most => {
      if (!hasBegun) await pool.query(BEGIN);
      hasBegun = true;
      const place = await pool.query<{ readonly from: string; readonly to: string | null }>({ ...PLACE, values: [most] });
      const [found] = place.rows;
      if (found === undefined || found.to === null) return null;
      const [from, to] = [Number(found.from), Number(found.to)];
      const { rows } = await pool.query<Row>({ ...STRETCH, values: [from, to] });
      return { from, to, events: rows.map(noticedEvent) };
    },
    apply: async ({ from, to }, drawn, at) => {
      const [notices, sends, desk, surveys] = recordsOf(drawn, at);
      await pool.query({ ...APPLY, values: [from, to, notices, sends, desk, surveys] });
    },
  };
};

/** The cast is the border: what is stored as an event of this type was written from one. */
const noticedEvent = (row: Row): NoticedEvent => ({
  operationId: row.operation_id,
  customerId: row.customer_id,
  sellerId: row.seller_id,
  caseId: row.case_id,
  shortNo: row.short_no,
  serviceType: row.service_type,
  severity: row.severity,
  event: { ...fromJson<object>(row.data), type: row.type, seq: row.seq, at: Number(row.at) as Instant, by: row.actor } as Recorded,
  step: row.step_type === null || row.step_owner === null ? null : { type: row.step_type, owner: row.step_owner },
  handlerName: row.handler_name,
  personInvolved: row.person_involved,
});

const recordsOf = ({ notices, desk, surveys }: Drawn, at: Instant): readonly string[] => [
  JSON.stringify(
    notices.map(({ noticeId, operationId, customerId, caseId, template, params, isUrgent, at: happenedAt }) => ({
      shard: shardOf(noticeId),
      notice_id: noticeId,
      operation_id: operationId,
      customer_id: customerId,
      case_id: caseId,
      template,
      params: toJson(params),
      urgent: isUrgent,
      at: happenedAt,
    })),
  ),
  JSON.stringify(
    notices.flatMap(({ noticeId, channels }) =>
      channels.map(channel => ({ shard: shardOf(noticeId), notice_id: noticeId, channel, due_at: at })),
    ),
  ),
  JSON.stringify(
    desk.map(({ noticeId, operationId, audience, roles, sellerId, caseId, template, params, isUrgent, at: happenedAt }) => ({
      operation_id: operationId,
      notice_id: noticeId,
      audience,
      roles,
      seller_id: sellerId,
      case_id: caseId,
      template,
      params: toJson(params),
      urgent: isUrgent,
      at: happenedAt,
    })),
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
];

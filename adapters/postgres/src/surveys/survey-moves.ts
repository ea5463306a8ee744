import type { CaseId, OperationId } from "@amends/domain/kernel/ids";
import { shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { LowScore, SurveyStore } from "@amends/flows/surveys/survey-ports";
import type { Pool } from "pg";

/**
 * A question moves on and the buyer is told, in one statement. Of a case's notices the last two numbers are the question's and its reminder's: no case
 * has so many events. Who was erased is asked nothing, and nobody is asked when the time for an answer is over already.
 */
const MOVE_ON = {
  name: "survey_move_on",
  text: `
with due as materialized (
  select shard, case_id, customer_id, status, due_at from surveys where due_at <= $1 order by due_at, shard, case_id limit $2 for update skip locked
), told as (
  select d.shard, d.case_id, d.status as was, p.erased_at is not null or $1 - d.due_at > v.expire_after_seconds * 1000::bigint as is_over
  from due d
  join surveys v on v.shard = d.shard and v.case_id = d.case_id
  join customers c on c.shard = d.shard and c.customer_id = d.customer_id
  join persons p on p.shard = c.shard and p.person_id = c.person_id
), moved as (
  update surveys v set
    status = case when t.is_over or t.was = 'reminded' then 'expired' when t.was = 'planned' then 'asked' else 'reminded' end,
    asked_at = case when t.was = 'planned' and not t.is_over then $1 else v.asked_at end,
    due_at = case
      when t.is_over or t.was = 'reminded' then null
      when t.was = 'planned' then $1 + v.remind_after_seconds * 1000::bigint
      else greatest($1, v.asked_at + v.expire_after_seconds * 1000::bigint) end
  from told t where v.shard = t.shard and v.case_id = t.case_id
  returning v.shard, v.case_id, v.operation_id, v.customer_id, v.status, v.channels
), asked as (
  select m.shard, 'notice_' || substr(m.case_id, 6) || case m.status when 'asked' then 'zzy' else 'zzz' end as notice_id, m.operation_id, m.customer_id,
    m.case_id, case m.status when 'asked' then 'notice.survey' else 'notice.survey_reminder' end as template, k.short_no, m.channels
  from moved m join cases k on k.shard = m.shard and k.case_id = m.case_id where m.status in ('asked', 'reminded')
), noted as (
  insert into notices (shard, notice_id, operation_id, customer_id, case_id, template, params, urgent, at)
  select shard, notice_id, operation_id, customer_id, case_id, template,
    json_build_object('shortNo', json_build_object('kind', 'text', 'text', short_no)), false, $1 from asked
  on conflict do nothing
), sent as (
  insert into notice_sends (shard, notice_id, channel, due_at)
  select a.shard, a.notice_id, channel, $1 from asked a, unnest(a.channels) as channel on conflict do nothing
)
select count(*)::int as moved from moved`,
};

const NEXT_DUE = {
  name: "survey_next_due",
  text: "select due_at from surveys where due_at is not null and due_at > $1 order by due_at limit 1",
};

const LOW_SCORES = {
  name: "survey_low_scores",
  text: `
select operation_id, case_id, score from surveys
where recovery_due and (shard, case_id) > ($1, $2) order by shard, case_id limit $3`,
};

const RECOVERY_OPENED = {
  name: "survey_recovery_opened",
  text: "update surveys set recovery_due = false where shard = $1 and case_id = $2",
};

const BEFORE_ALL_SHARDS = -1;

type LowRow = { readonly operation_id: OperationId; readonly case_id: CaseId; readonly score: number };

export const createSurveyMoves = (pool: Pool): Pick<SurveyStore, "moveOn" | "nextDueAt" | "lowScores" | "recoveryOpened"> => ({
  moveOn: async (at, most) => {
    const { rows } = await pool.query<{ readonly moved: number }>({ ...MOVE_ON, values: [at, most] });
    return rows[0]?.moved ?? 0;
  },
  nextDueAt: async at => {
    const { rows } = await pool.query<{ readonly due_at: string }>({ ...NEXT_DUE, values: [at] });
    return rows[0] === undefined ? null : (Number(rows[0].due_at) as Instant);
  },
  lowScores: async (after, most) => {
    const place = after === null ? [BEFORE_ALL_SHARDS, ""] : [shardOf(after), after];
    const { rows } = await pool.query<LowRow>({ ...LOW_SCORES, values: [...place, most] });
    return rows.map(({ operation_id: operationId, case_id: caseId, score }): LowScore => ({ operationId, caseId, score }));
  },
  recoveryOpened: async caseId => {
    await pool.query({ ...RECOVERY_OPENED, values: [shardOf(caseId), caseId] });
  },
});

import type { CaseId, CustomerId, OperationId, PersonId, TextId } from "@amends/domain/kernel/ids";
import { shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import { SATISFIED_FROM, type SurveyReason, type SurveyStatus } from "@amends/domain/notice/survey";
import type { Satisfaction, StoredSurvey, SurveyStore } from "@amends/flows/surveys/survey-ports";
import type { Pool } from "pg";
import { scopeValues } from "../scope-values.ts";
import { createSurveyMoves } from "./survey-moves.ts";

const FIND = {
  name: "survey_find",
  text: `
select k.case_id, k.operation_id, k.short_no, k.customer_id, p.person_id, p.wrapped_key, p.wrapped_salt,
  v.status, v.score, v.effort, v.reason, v.answered_at, v.text_id
from cases k
join customers c on c.shard = k.shard and c.customer_id = k.customer_id
join persons p on p.shard = c.shard and p.person_id = c.person_id
left join surveys v on v.shard = k.shard and v.case_id = k.case_id
where k.operation_id = $1 and ($2::text is null or k.customer_id = $2) and ($3::text is null or k.seller_id = $3) and k.shard = $4 and k.case_id = $5`,
};

const OPERATION_OF = { name: "survey_operation", text: "select operation_id from cases where shard = $1 and case_id = $2" };

/** So long an answer may be changed. */
const CHANGED_WITHIN_MS = 7 * 86_400_000;

/**
 * A written text is kept where its person was not erased meanwhile, whose row is held until this ends. A score that was low once stays reported; one that
 * becomes low is.
 */
const ANSWER = {
  name: "survey_answer",
  text: `
with person as materialized (
  select shard, person_id from persons where shard = $1 and person_id = $8 and erased_at is null for share
), written as (
  insert into personal_texts (shard, text_id, person_id, kind, ciphertext, salted_hash, created_at)
  select shard, $7, person_id, 'message', $9, $10, $3 from person where $7::text is not null
  returning text_id
)
update surveys set status = 'answered', answered_at = coalesce(answered_at, $3), due_at = null, score = $4, effort = coalesce($5, effort),
  reason = coalesce($6, reason), text_id = coalesce((select text_id from written), text_id),
  recovery_due = recovery_due or ($4::smallint <= low_score and coalesce(score, 5) > low_score)
where shard = $1 and case_id = $2 and (status in ('asked', 'reminded') or (status = 'answered' and answered_at > $3::bigint - ${CHANGED_WITHIN_MS}))`,
};

const SATISFACTION = {
  name: "survey_satisfaction",
  text: `
select count(*)::int as asked, count(score)::int as answered, count(*) filter (where score >= ${SATISFIED_FROM})::int as satisfied,
  coalesce(sum(score), 0)::int as "scoreSum", count(effort)::int as "effortAnswered", coalesce(sum(effort), 0)::int as "effortSum",
  (select coalesce(json_agg(r order by r.count desc, r.reason), '[]') from (
    select reason, count(*)::int as count from surveys
    where operation_id = $1 and asked_at >= $2 and asked_at < $3 and reason is not null group by reason) r) as reasons
from surveys where operation_id = $1 and asked_at >= $2 and asked_at < $3`,
};

type Row = {
  readonly case_id: CaseId;
  readonly operation_id: OperationId;
  readonly short_no: string;
  readonly customer_id: CustomerId;
  readonly person_id: PersonId;
  readonly wrapped_key: Buffer | null;
  readonly wrapped_salt: Buffer | null;
  readonly status: SurveyStatus | null;
  readonly score: number | null;
  readonly effort: number | null;
  readonly reason: SurveyReason | null;
  readonly answered_at: string | null;
  readonly text_id: TextId | null;
};

export const createSurveyStore = (pool: Pool): SurveyStore => ({
  ...createSurveyMoves(pool),
  find: async (scope, caseId) => {
    const { rows } = await pool.query<Row>({ ...FIND, values: [...scopeValues(scope), shardOf(caseId), caseId] });
    return rows[0] === undefined ? null : storedSurvey(rows[0]);
  },
  operationOf: async caseId => {
    const { rows } = await pool.query<Pick<Row, "operation_id">>({ ...OPERATION_OF, values: [shardOf(caseId), caseId] });
    return rows[0]?.operation_id ?? null;
  },
  answer: async ({ caseId, person }, { score, effort, reason }, text, at) => {
    const written = [text?.textId ?? null, person.personId, text?.sealed ?? null, text?.saltedHash ?? null];
    const { rowCount } = await pool.query({ ...ANSWER, values: [shardOf(caseId), caseId, at, score, effort, reason, ...written] });
    return rowCount === 1;
  },
  satisfaction: async (operationId, from, until) => {
    const { rows } = await pool.query<Satisfaction>({ ...SATISFACTION, values: [operationId, from, until] });
    const [row] = rows;
    if (row === undefined) throw new Error("broken invariant: a count gives one row");
    return row;
  },
});

const storedSurvey = (row: Row): StoredSurvey => ({
  caseId: row.case_id,
  operationId: row.operation_id,
  shortNo: row.short_no,
  status: row.status ?? "none",
  answer: row.score === null ? null : { score: row.score, effort: row.effort, reason: row.reason },
  answeredAt: row.answered_at === null ? null : (Number(row.answered_at) as Instant),
  textId: row.text_id,
  person: {
    personId: row.person_id,
    ownerId: row.customer_id,
    secret: row.wrapped_key === null || row.wrapped_salt === null ? null : { wrappedKey: row.wrapped_key, wrappedSalt: row.wrapped_salt },
  },
});

import type { CommitResult, FilingWrite } from "@amends/flows/case-ports";
import type pg from "pg";
import { type Json, toJson } from "../json-minor.ts";
import { caseRow, deadlineRows, effectRows, eventRow, lineRow, postingRow, stepRow, textRow } from "./case-rows.ts";
import {
  changeUses,
  insertAnswer,
  insertDeadlines,
  insertEffects,
  insertEvents,
  insertPostings,
  insertTexts,
  STEP_COLUMNS,
  STEP_RECORD,
  usesValues,
} from "./inserts.ts";

/**
 * The whole filing in one statement, hence one transaction and one round trip. The guard claims the order at the version that was read; an order that
 * somebody else claimed on meanwhile, or whose facts the host has changed, is `stale` and leaves no row behind.
 */
const WRITE_FILING = {
  name: "write_filing",
  text: `
with uses_guard as (${changeUses("$15", "$16", "$17", "$18", "$19")}
), guard as (
  update order_guards set claims_version = claims_version + 1
  where shard = $1 and order_id = $2 and claims_version = $3 and facts_version = $4
    and ($15::text is null or exists (select from uses_guard))
  returning order_id
), new_cases as (
  insert into cases (shard, case_id, operation_id, order_id, customer_id, seller_id, short_no, service_type, claimed_reason, phase, severity, version,
    head_hash, pack_hash, filed_at, changed_at, ended_at, waits_for, due_at, claim, state)
  select $1, row.case_id, row.operation_id, row.order_id, row.customer_id, row.seller_id, row.short_no, row.service_type, row.claimed_reason, row.phase,
    row.severity, row.version, row.head_hash, row.pack_hash, row.filed_at, row.changed_at, row.ended_at, row.waits_for, row.due_at, row.claim, row.state
  from guard, json_to_recordset($5::json) as row(case_id text, operation_id text, order_id text, customer_id text, seller_id text, short_no text,
    service_type text, claimed_reason text, phase text, severity text, version bigint, head_hash bytea, pack_hash text, filed_at bigint,
    changed_at bigint, ended_at bigint, waits_for text, due_at bigint, claim jsonb, state json)
), new_lines as (
  insert into case_lines (shard, case_id, line_no, quantity, promised_minor, detail)
  select $1, case_id, line_no, quantity, promised_minor, detail from guard,
    json_to_recordset($6::json) as row(case_id text, line_no int, quantity int, promised_minor bigint, detail jsonb)
), new_events as (${insertEvents("$7")}
), new_steps as (
  insert into steps (shard, case_id, ${STEP_COLUMNS})
  select $1, case_id, ${STEP_COLUMNS} from guard, json_to_recordset($8::json) as row${STEP_RECORD}
), new_deadlines as (${insertDeadlines("$9")}
), new_effects as (${insertEffects("$10")}
), new_postings as (${insertPostings("$11")}
), new_decisions as (
  insert into decisions (shard, case_id, decision_no, at, engine, pack_hash, facts_schema, facts, finding)
  select $1, case_id, 1, at, engine, pack_hash, facts_schema, facts, finding from guard,
    json_to_recordset($12::json) as row(case_id text, at bigint, engine int, pack_hash text, facts_schema int, facts text, finding json)
), new_numbers as (
  insert into directory (operation_id, key_kind, key, shard, target_id)
  select operation_id, 'case_short_no', short_no, $1, case_id from guard,
    json_to_recordset($5::json) as row(operation_id text, short_no text, case_id text)
), new_texts as (${insertTexts("$14")}
), new_answer as (${insertAnswer("$13")}
)
select order_id, null as refused from guard
union all
select null, refuse_stale() from uses_guard where not exists (select from guard)`,
};

export const writeFiling = async (pool: pg.Pool, write: FilingWrite): Promise<CommitResult> => {
  const { cases, at } = write;
  const rows = (of: (one: FilingWrite["cases"][number]) => readonly Json[]) => JSON.stringify(cases.flatMap(of));
  const statement = {
    ...WRITE_FILING,
    values: [
      write.shard,
      write.orderId,
      write.claimsVersion,
      write.factsVersion,
      rows(one => [caseRow(one, at)]),
      rows(one => one.state.lines.map(line => lineRow(one.state, line))),
      rows(one => one.events.map(event => eventRow(one.state, event))),
      rows(one => one.state.steps.map(step => stepRow(one.state, step))),
      rows(one => deadlineRows(one.state, one.state.steps)),
      rows(one => effectRows(one, at)),
      rows(one => one.postings.map(posting => postingRow(one.state, posting, at))),
      rows(({ decision: { caseId, decision, factsText, factsSchema } }) => [
        {
          case_id: caseId,
          at,
          engine: decision.engine,
          pack_hash: decision.packHash,
          facts_schema: factsSchema,
          facts: factsText,
          finding: toJson(decision),
        },
      ]),
      answerRows(write),
      rows(one => one.texts.map(text => textRow(text, at))),
      ...usesValues(write.uses),
    ],
  };
  try {
    const result = await pool.query(statement);
    return result.rowCount === 1 ? "committed" : "stale";
  } catch (error) {
    if (isStale(error)) return "stale";
    throw error;
  }
};

/** Only one of the two guards held; PostgreSQL took the whole statement back. */
const isStale = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "40001";

export const answerRows = ({ answer, at }: Pick<FilingWrite, "answer" | "at">): string =>
  JSON.stringify(
    answer === null
      ? []
      : [
          {
            target_id: answer.targetId,
            principal: answer.principal,
            key: answer.key,
            request_hash: answer.requestHash,
            status: answer.status,
            response: answer.response,
            at,
          },
        ],
  );

import type { CommandWrite, CommitResult } from "@amends/flows/case-ports";
import type pg from "pg";
import { caseRow, deadlineRows, effectRows, eventRow, lineRow, postingRow, stepRow, textRow } from "./case-rows.ts";
import {
  changeUses,
  insertAnswer,
  insertEffects,
  insertEvents,
  insertPostings,
  insertTexts,
  STEP_COLUMNS,
  STEP_RECORD,
  usesValues,
} from "./inserts.ts";
import { answerRows } from "./write-filing.ts";

/**
 * What a command did to a case, in one statement. The case's version is the guard; where the command changes what the case claims of its order, the
 * order's claims version is too, because a filing may be reading them at this moment. Only rows that changed are written.
 */
const WRITE_COMMAND = {
  name: "write_command",
  text: `
with order_guard as (
  update order_guards set claims_version = claims_version + 1
  where shard = $1 and order_id = $5 and claims_version = $6
  returning order_id
), guard as (
  update cases set phase = row.phase, severity = row.severity, version = row.version, head_hash = row.head_hash, changed_at = row.changed_at,
    ended_at = row.ended_at, waits_for = row.waits_for, due_at = row.due_at, claim = row.claim, state = row.state
  from json_to_record($4::json) as row(phase text, severity text, version bigint, head_hash bytea, changed_at bigint, ended_at bigint, waits_for text,
    due_at bigint, claim jsonb, state json)
  where cases.shard = $1 and cases.case_id = $2 and cases.version = $3 and ($5::text is null or exists (select from order_guard))
  returning cases.case_id as guarded
), changed_lines as (
  update case_lines set promised_minor = row.promised_minor, detail = row.detail
  from guard, json_to_recordset($7::json) as row(line_no int, promised_minor bigint, detail jsonb)
  where case_lines.shard = $1 and case_lines.case_id = $2 and case_lines.line_no = row.line_no
), new_events as (${insertEvents("$8")}
), changed_steps as (
  insert into steps (shard, case_id, ${STEP_COLUMNS})
  select $1, case_id, ${STEP_COLUMNS} from guard, json_to_recordset($9::json) as row${STEP_RECORD}
  on conflict (shard, case_id, step_no) do update set status = excluded.status, started_at = excluded.started_at, due_at = excluded.due_at,
    on_timeout = excluded.on_timeout, standard_due_at = excluded.standard_due_at, outcome = excluded.outcome, ended_at = excluded.ended_at,
    automatic = excluded.automatic
), gone_deadlines as (
  delete from deadlines using guard where shard = $1 and case_id = $2 and step_no = any($10::int[])
), set_deadlines as (
  insert into deadlines (shard, case_id, step_no, due_at)
  select $1, case_id, step_no, due_at from guard, json_to_recordset($11::json) as row(case_id text, step_no int, due_at bigint)
  on conflict (shard, case_id, step_no) do update set due_at = excluded.due_at, leased_until = 0
), new_effects as (${insertEffects("$12")}
), new_postings as (${insertPostings("$13")}
), ended_effect as (
  update effects set status = 'done' from guard where shard = $1 and effect_id = $14
), new_texts as (${insertTexts("$16")}
), freed_uses as (${changeUses("$17", "$18", "$19", "$20", "$21", "exists (select from guard)")}
), new_balances as (
  update customer_methods m set balance_minor = m.balance_minor + row.amount_minor
  from guard, json_to_recordset($22::json) as row(customer_id text, method_ref text, amount_minor bigint)
  where m.shard = $1 and m.customer_id = row.customer_id and m.method_ref = row.method_ref and m.balance_minor is not null
), new_parcels as (
  insert into directory (operation_id, key_kind, key, qualifier, shard, target_id)
  select $23, 'tracking_no', tracking_no, $2, $1, $2 from guard, unnest($24::text[]) as tracking_no
  on conflict do nothing
), new_answer as (${insertAnswer("$15")}
)
select guarded from guard`,
};

export const writeCommand = async (pool: pg.Pool, write: CommandWrite): Promise<CommitResult> => {
  const { state, before, at } = write;
  const steps = state.steps.filter(step => !before.steps.includes(step));
  const set = deadlineRows(state, steps);
  const waiting = new Set(state.steps.filter(step => step.status === "active" && step.dueAt !== null).map(step => step.stepNo));
  const gone = before.steps.filter(step => step.dueAt !== null && !waiting.has(step.stepNo)).map(step => step.stepNo);
  const result = await pool.query({
    ...WRITE_COMMAND,
    values: [
      write.shard,
      state.caseId,
      before.version,
      JSON.stringify(caseRow(write, at)),
      write.claims?.orderId ?? null,
      write.claims?.claimsVersion ?? null,
      JSON.stringify(state.lines.filter(line => !before.lines.includes(line)).map(line => lineRow(state, line))),
      JSON.stringify(write.events.map(event => eventRow(state, event))),
      JSON.stringify(steps.map(step => stepRow(state, step))),
      gone,
      JSON.stringify(set),
      JSON.stringify(effectRows(write, at)),
      JSON.stringify(write.postings.map(posting => postingRow(state, posting, at))),
      write.endsEffect,
      answerRows(write),
      JSON.stringify(write.texts.map(text => textRow(text, at))),
      ...usesValues(write.uses),
      JSON.stringify(
        write.balances.map(({ customerId, methodRef, amountMinor }) => ({
          customer_id: customerId,
          method_ref: methodRef,
          amount_minor: Number(amountMinor),
        })),
      ),
      state.operationId,
      write.parcels,
    ],
  });
  return result.rowCount === 1 ? "committed" : "stale";
};

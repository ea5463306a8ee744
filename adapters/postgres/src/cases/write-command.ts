import type { CommandWrite, CommitResult } from "@amends/flows/case-ports";
import type pg from "pg";
import { caseRow, deadlineRows, effectRows, eventRow, lineRow, postingRow, stepRow, textRow } from "./case-rows.ts";
import {
  answerValues,
  changeUses,
  DEADLINES,
  EFFECTS,
  EVENTS,
  insertAnswer,
  insertDeadlines,
  insertEffects,
  insertEvents,
  insertPostings,
  insertSteps,
  insertTexts,
  POSTINGS,
  STEPS,
  TEXTS,
  USES_WIDTH,
  usesValues,
} from "./inserts.ts";
import { placesOf, recordSet } from "./record-set.ts";

const LINES = recordSet({ line_no: "int", promised_minor: "bigint", detail: "json" });
const BALANCES = recordSet({ customer_id: "text", method_ref: "text", amount_minor: "bigint" });

/** Before them: shard, case, its version; the order and its claims version; the effect that ends; steps that wait no longer; operation and parcels. */
const [STATE, USES, LINE, EVENT, STEP, DEADLINE, EFFECT, POSTING, TEXT, BALANCE, ANSWER] = placesOf(
  10,
  9,
  USES_WIDTH,
  LINES.width,
  EVENTS.width,
  STEPS.width,
  DEADLINES.width,
  EFFECTS.width,
  POSTINGS.width,
  TEXTS.width,
  BALANCES.width,
);

/**
 * What a command did to a case, in one statement. The case's version is the guard; where the command changes what the case claims of its order, the
 * order's claims version is too, because a filing may be reading them at this moment. Only rows that changed are written.
 */
const WRITE_COMMAND = {
  name: "write_command",
  text: `
with order_guard as (
  update order_guards set claims_version = claims_version + 1
  where shard = $1 and order_id = $4 and claims_version = $5
  returning order_id
), guard as (
  update cases set phase = $${STATE}, severity = $${STATE + 1}, version = $${STATE + 2}, head_hash = $${STATE + 3}, changed_at = $${STATE + 4},
    ended_at = $${STATE + 5}, waits_for = $${STATE + 6}, due_at = $${STATE + 7}, state = $${STATE + 8}
  where shard = $1 and case_id = $2 and version = $3 and ($4::text is null or exists (select from order_guard))
  returning case_id as guarded
), changed_lines as (
  update case_lines set promised_minor = row.promised_minor, detail = row.detail from guard, ${LINES.from(LINE)}
  where case_lines.shard = $1 and case_lines.case_id = $2 and case_lines.line_no = row.line_no
), new_events as (${insertEvents(EVENT)}
), changed_steps as (${insertSteps(STEP)}
  on conflict (shard, case_id, step_no) do update set status = excluded.status, started_at = excluded.started_at, due_at = excluded.due_at,
    on_timeout = excluded.on_timeout, standard_due_at = excluded.standard_due_at, outcome = excluded.outcome, ended_at = excluded.ended_at,
    automatic = excluded.automatic
), gone_deadlines as (
  delete from deadlines using guard where shard = $1 and case_id = $2 and step_no = any($7::int[])
), set_deadlines as (${insertDeadlines(DEADLINE)}
  on conflict (shard, case_id, step_no) do update set due_at = excluded.due_at, leased_until = 0
), new_effects as (${insertEffects(EFFECT)}
), new_postings as (${insertPostings(POSTING)}
), ended_effect as (
  update effects set status = 'done' from guard where shard = $1 and effect_id = $6
), new_texts as (${insertTexts(TEXT)}
), freed_uses as (${changeUses(USES, "exists (select from guard)")}
), new_balances as (
  update customer_methods m set balance_minor = m.balance_minor + row.amount_minor from guard, ${BALANCES.from(BALANCE)}
  where m.shard = $1 and m.customer_id = row.customer_id and m.method_ref = row.method_ref and m.balance_minor is not null
), new_parcels as (
  insert into directory (operation_id, key_kind, key, qualifier, shard, target_id)
  select $8, 'tracking_no', tracking_no, $2, $1, $2 from guard, unnest($9::text[]) as tracking_no
  on conflict do nothing
), new_answer as (${insertAnswer(ANSWER)}
)
select guarded from guard`,
};

export const writeCommand = async (pool: pg.Pool, write: CommandWrite): Promise<CommitResult> => {
  const result = await pool.query({ ...WRITE_COMMAND, values: valuesOf(write) });
  return result.rowCount === 1 ? "committed" : "stale";
};

const valuesOf = (write: CommandWrite): unknown[] => {
  const { state, before, at } = write;
  const steps = state.steps.filter(step => !before.steps.includes(step));
  const waiting = new Set(state.steps.filter(step => step.status === "active" && step.dueAt !== null).map(step => step.stepNo));
  const row = caseRow(write, at);
  return [
    write.shard,
    state.caseId,
    before.version,
    write.claims?.orderId ?? null,
    write.claims?.claimsVersion ?? null,
    write.endsEffect,
    before.steps.filter(step => step.dueAt !== null && !waiting.has(step.stepNo)).map(step => step.stepNo),
    state.operationId,
    write.parcels,
    row.phase,
    row.severity,
    row.version,
    row.head_hash,
    row.changed_at,
    row.ended_at,
    row.waits_for,
    row.due_at,
    row.state,
    ...usesValues(write.uses),
    ...LINES.values(state.lines.filter(line => !before.lines.includes(line)).map(line => lineRow(state, line))),
    ...EVENTS.values(write.events.map(event => eventRow(state, event))),
    ...STEPS.values(steps.map(step => stepRow(state, step))),
    ...DEADLINES.values(deadlineRows(state, steps)),
    ...EFFECTS.values(effectRows(write, at)),
    ...POSTINGS.values(write.postings.map(posting => postingRow(state, posting, at))),
    ...TEXTS.values(write.texts.map(text => textRow(text, at))),
    ...BALANCES.values(
      write.balances.map(({ customerId, methodRef, amountMinor }) => ({
        customer_id: customerId,
        method_ref: methodRef,
        amount_minor: Number(amountMinor),
      })),
    ),
    ...answerValues(write.answer, at),
  ];
};

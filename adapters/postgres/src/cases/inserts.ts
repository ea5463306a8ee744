import type { UsesChange } from "@amends/flows/case-ports";

/**
 * The parts both writes of a case are made of. Each selects from `guard`, the statement's first part: where the guard found nothing, nothing below it
 * is written. ($1 is always the shard; a record set's columns are those `case-rows.ts` makes.)
 */
export const insertEvents = (rows: string) => `
  insert into case_events (shard, case_id, seq, type, at, actor, data, hash)
  select $1, case_id, seq, type, at, actor, data, hash from guard,
    json_to_recordset(${rows}::json) as row(case_id text, seq int, type text, at bigint, actor jsonb, data json, hash bytea)`;

export const insertEffects = (rows: string) => `
  insert into effects (shard, effect_id, case_id, kind, request, due_at)
  select $1, effect_id, case_id, kind, request, due_at from guard,
    json_to_recordset(${rows}::json) as row(effect_id text, case_id text, kind text, request jsonb, due_at bigint)`;

export const insertPostings = (rows: string) => `
  insert into postings (shard, case_id, posting_no, kind, at, event_seq, currency, accounts, parties, amounts)
  select $1, case_id, posting_no, kind, at, event_seq, currency, accounts, parties, amounts from guard,
    json_to_recordset(${rows}::json) as row(case_id text, posting_no int, kind text, at bigint, event_seq int, currency text,
      accounts text[], parties text[], amounts bigint[])`;

export const insertDeadlines = (rows: string) => `
  insert into deadlines (shard, case_id, step_no, due_at)
  select $1, case_id, step_no, due_at from guard, json_to_recordset(${rows}::json) as row(case_id text, step_no int, due_at bigint)`;

/** One answer a statement; `$n` is null where the request carried no key. */
export const insertAnswer = (row: string) => `
  insert into idempotency (shard, target_id, principal, key, request_hash, status, response, at)
  select $1, target_id, principal, key, request_hash, status, response, at from guard,
    json_to_recordset(${row}::json) as row(target_id text, principal text, key text, request_hash text, status smallint, response text, at bigint)`;

export const STEP_COLUMNS =
  "step_no, key, type, owner, status, started_at, due_at, on_timeout, standard_due_at, outcome, ended_at, automatic";
export const STEP_RECORD = `(case_id text, step_no int, key text, type text, owner text, status text, started_at bigint, due_at bigint,
  on_timeout text, standard_due_at bigint, outcome text, ended_at bigint, automatic jsonb)`;

export const insertTexts = (rows: string) => `
  insert into personal_texts (shard, text_id, person_id, kind, ciphertext, salted_hash, of_case, created_at)
  select $1, text_id, person_id, kind, ciphertext, salted_hash, true, created_at from guard,
    json_to_recordset(${rows}::json) as row(text_id text, person_id text, kind text, ciphertext bytea, salted_hash text, created_at bigint)`;

/** Adds to or frees what the buyer's cases set aside. A null customer = nothing to change; a null version = whatever it is by now. */
export const changeUses = (customer: string, version: string, instant: string, method: string, held: string, when = "true") => `
  update customer_guards set version = version + 1, instant_used_minor = instant_used_minor + ${instant}::bigint,
    held = case when ${method}::text is null then held
      else jsonb_set(held, array[${method}::text], to_jsonb(coalesce((held ->> ${method}::text)::bigint, 0) + ${held}::bigint)) end
  where shard = $1 and customer_id = ${customer}::text and (${version}::bigint is null or version = ${version}::bigint) and ${when}
  returning customer_id`;

export const usesValues = (uses: UsesChange | null): readonly unknown[] => [
  uses?.customerId ?? null,
  uses?.version ?? null,
  Number(uses?.instantMinor ?? 0n),
  uses?.held?.methodRef ?? null,
  Number(uses?.held?.amountMinor ?? 0n),
];

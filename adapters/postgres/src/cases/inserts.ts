import type { Instant } from "@amends/domain/kernel/time";
import type { AnswerRow, UsesChange } from "@amends/flows/case-ports";
import { recordSet } from "./record-set.ts";
import type { Part } from "./write-statement.ts";

/**
 * The parts both writes of a case are made of: of each table, the columns that are sent and the statement's part that writes them. Each part selects
 * from `guard`, the statement's first: where the guard found nothing, nothing below it is written. ($1 is always the shard; the rows are those
 * `case-rows.ts` makes.)
 */
export const EVENTS = recordSet({ case_id: "text", seq: "int", type: "text", at: "bigint", actor: "json", data: "json", hash: "bytea" });
export const insertEvents = (first: number) => `
  insert into case_events (shard, case_id, seq, type, at, actor, data, hash)
  select $1, case_id, seq, type, at, actor, data, hash from guard, ${EVENTS.from(first)}`;

export const EFFECTS = recordSet({ effect_id: "text", case_id: "text", kind: "text", request: "json", due_at: "bigint" });
export const insertEffects = (first: number) => `
  insert into effects (shard, effect_id, case_id, kind, request, due_at)
  select $1, effect_id, case_id, kind, request, due_at from guard, ${EFFECTS.from(first)}`;

export const POSTINGS = recordSet({
  case_id: "text",
  posting_no: "int",
  kind: "text",
  at: "bigint",
  event_seq: "int",
  currency: "text",
  accounts: "text_list",
  parties: "text_list",
  amounts: "bigint_list",
});
export const insertPostings = (first: number) => `
  insert into postings (shard, case_id, posting_no, kind, at, event_seq, currency, accounts, parties, amounts)
  select $1, case_id, posting_no, kind, at, event_seq, currency, accounts::text[], parties::text[], amounts::bigint[]
  from guard, ${POSTINGS.from(first)}`;

export const DEADLINES = recordSet({ case_id: "text", step_no: "int", due_at: "bigint" });
export const insertDeadlines = (first: number) => `
  insert into deadlines (shard, case_id, step_no, due_at) select $1, case_id, step_no, due_at from guard, ${DEADLINES.from(first)}`;

export const STEPS = recordSet({
  case_id: "text",
  step_no: "int",
  key: "text",
  type: "text",
  owner: "text",
  status: "text",
  started_at: "bigint",
  due_at: "bigint",
  on_timeout: "text",
  standard_due_at: "bigint",
  climb: "json",
  outcome: "text",
  ended_at: "bigint",
  automatic: "json",
});
const STEP_COLUMNS =
  "case_id, step_no, key, type, owner, status, started_at, due_at, on_timeout, standard_due_at, climb, outcome, ended_at, automatic";
export const insertSteps = (first: number) => `
  insert into steps (shard, ${STEP_COLUMNS}) select $1, ${STEP_COLUMNS} from guard, ${STEPS.from(first)}`;

export const TEXTS = recordSet({
  text_id: "text",
  person_id: "text",
  kind: "text",
  ciphertext: "bytea",
  salted_hash: "text",
  created_at: "bigint",
});
/**
 * Events name the text already, so its row stays; of somebody erased since they were loaded it holds nothing, as if it had been there before. Sharing the
 * person's row waits for an erasure under way, and makes the next one wait until it can see this text.
 */
export const insertTexts = (first: number) => `
  insert into personal_texts (shard, text_id, person_id, kind, ciphertext, salted_hash, of_case, created_at)
  select $1, row.text_id, row.person_id, row.kind, case when p.erased_at is null then row.ciphertext end, row.salted_hash, true, row.created_at
  from guard, ${TEXTS.from(first)} join persons p on p.shard = $1 and p.person_id = row.person_id for share of p`;

/** One answer a statement, where the request carried a key. */
export const answerPart = <W extends { readonly answer: AnswerRow | null; readonly at: Instant }>(): Part<W> => ({
  name: "new_answer",
  width: 7,
  text: first => `
  insert into idempotency (shard, target_id, principal, key, request_hash, status, response, at)
  select $1, $${first}, $${first + 1}, $${first + 2}, $${first + 3}, $${first + 4}::smallint, $${first + 5}, $${first + 6}::bigint from guard`,
  values: ({ answer, at }) =>
    answer === null ? null : [answer.targetId, answer.principal, answer.key, answer.requestHash, answer.status, answer.response, at],
});

/** Adds to or frees what the buyer's cases set aside. A null version = whatever it is by now. */
export const usesPart = <W extends { readonly uses: UsesChange | null }>(name: string, when = "true"): Part<W> => ({
  name,
  width: 5,
  text: from => {
    const [customer, version, instant, method, held] = [0, 1, 2, 3, 4].map(index => `$${from + index}`);
    return `
  update customer_guards set version = version + 1, instant_used_minor = instant_used_minor + ${instant}::bigint,
    held = case when ${method}::text is null then held
      else jsonb_set(held, array[${method}::text], to_jsonb(coalesce((held ->> ${method}::text)::bigint, 0) + ${held}::bigint)) end
  where shard = $1 and customer_id = ${customer} and (${version}::bigint is null or version = ${version}::bigint) and ${when}
  returning customer_id`;
  },
  values: ({ uses }) =>
    uses === null
      ? null
      : [uses.customerId, uses.version, Number(uses.instantMinor), uses.held?.methodRef ?? null, Number(uses.held?.amountMinor ?? 0n)],
});

import type { Instant } from "@amends/domain/kernel/time";
import type { AnswerRow, UsesChange } from "@amends/flows/case-ports";
import { recordSet } from "./record-set.ts";
import { type Part, rowsPart } from "./write-statement.ts";

/**
 * The parts both writes of a case are made of: of each table, the columns that are sent and the statement's part that writes them. Each part selects
 * from `guard`: of a write that the guard does not return, nothing is written. (The rows are those `case-rows.ts` makes.)
 */
export const guarded = (rows: string): string => `guard join ${rows} on row.n = guard.n`;

/** Of the rows that a shared statement is about to change, those nobody else holds: it waits for no one, so no two of them can wait for each other. */
export const freeOf = (table: string, key: string, rows: string): string =>
  `(select row.* from ${rows} join ${table} held on held.shard = row.shard and held.${key} = row.${key} for update of held skip locked) as row`;

export const EVENTS = recordSet({ case_id: "text", seq: "int", type: "text", at: "bigint", actor: "json", data: "json", hash: "bytea" });
export const insertEvents = (first: number) => `
  insert into case_events (shard, case_id, seq, type, at, actor, data, hash)
  select guard.shard, case_id, seq, type, at, actor, data, hash from ${guarded(EVENTS.from(first))}`;

export const EFFECTS = recordSet({ effect_id: "text", case_id: "text", kind: "text", request: "json", due_at: "bigint" });
export const insertEffects = (first: number) => `
  insert into effects (shard, effect_id, case_id, kind, request, due_at)
  select guard.shard, effect_id, case_id, kind, request, due_at from ${guarded(EFFECTS.from(first))}`;

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
  select guard.shard, case_id, posting_no, kind, at, event_seq, currency, accounts::text[], parties::text[], amounts::bigint[]
  from ${guarded(POSTINGS.from(first))}`;

export const DEADLINES = recordSet({ case_id: "text", step_no: "int", due_at: "bigint" });
export const insertDeadlines = (first: number) => `
  insert into deadlines (shard, case_id, step_no, due_at) select guard.shard, case_id, step_no, due_at from ${guarded(DEADLINES.from(first))}`;

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
  insert into steps (shard, ${STEP_COLUMNS}) select guard.shard, ${STEP_COLUMNS} from ${guarded(STEPS.from(first))}`;

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
  select guard.shard, row.text_id, row.person_id, row.kind, case when p.erased_at is null then row.ciphertext end, row.salted_hash, true, row.created_at
  from ${guarded(TEXTS.from(first))} join persons p on p.shard = guard.shard and p.person_id = row.person_id for share of p`;

const ANSWERS = recordSet({
  target_id: "text",
  principal: "text",
  key: "text",
  request_hash: "text",
  status: "smallint",
  response: "text",
  at: "bigint",
});

/** One answer a write, where the request carried a key. */
export const answerPart = <W extends { readonly answer: AnswerRow | null; readonly at: Instant }>(): Part<W> =>
  rowsPart(
    "new_answer",
    ANSWERS,
    first => `
  insert into idempotency (shard, target_id, principal, key, request_hash, status, response, at)
  select guard.shard, target_id, principal, key, request_hash, status, response, at from ${guarded(ANSWERS.from(first))}`,
    ({ answer, at }) =>
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

export const USES = recordSet({
  shard: "smallint",
  customer_id: "text",
  version: "bigint",
  instant_minor: "bigint",
  method_ref: "text",
  held_minor: "bigint",
});

/** Adds to or frees what the buyer's cases set aside. A null version = whatever it is by now. Of one write alone: two of one buyer would be one change. */
export const changeUses = (from: string): string => `
  update customer_guards c set version = c.version + 1, instant_used_minor = instant_used_minor + row.instant_minor,
    held = case when row.method_ref is null then held
      else jsonb_set(held, array[row.method_ref], to_jsonb(coalesce((held ->> row.method_ref)::bigint, 0) + row.held_minor)) end
  from ${from}
  where c.shard = row.shard and c.customer_id = row.customer_id and (row.version is null or c.version = row.version)
  returning c.customer_id`;

export const usesRows = ({ shard, uses }: { readonly shard: number; readonly uses: UsesChange | null }) =>
  uses === null
    ? []
    : [
        {
          shard,
          customer_id: uses.customerId,
          version: uses.version,
          instant_minor: Number(uses.instantMinor),
          method_ref: uses.held?.methodRef ?? null,
          held_minor: Number(uses.held?.amountMinor ?? 0n),
        },
      ];

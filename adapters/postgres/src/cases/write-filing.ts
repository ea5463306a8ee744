import { canonicalText } from "@amends/domain/kernel/canonical-json";
import type { CommitResult, FilingWrite } from "@amends/flows/case-ports";
import type pg from "pg";
import { caseRow, deadlineRows, effectRows, eventRow, lineRow, postingRow, stepRow, textRow } from "./case-rows.ts";
import { packDecision } from "./decision-content.ts";
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

const CASES = recordSet({
  case_id: "text",
  operation_id: "text",
  order_id: "text",
  customer_id: "text",
  seller_id: "text",
  short_no: "text",
  service_type: "text",
  claimed_reason: "text",
  phase: "text",
  severity: "text",
  version: "bigint",
  head_hash: "bytea",
  pack_hash: "text",
  filed_at: "bigint",
  changed_at: "bigint",
  ended_at: "bigint",
  waits_for: "text",
  due_at: "bigint",
  state: "json",
});
const CASE_COLUMNS = `case_id, operation_id, order_id, customer_id, seller_id, short_no, service_type, claimed_reason, phase, severity, version,
    head_hash, pack_hash, filed_at, changed_at, ended_at, waits_for, due_at, state`;

const LINES = recordSet({ case_id: "text", line_no: "int", quantity: "int", promised_minor: "bigint", detail: "json" });
const DECISIONS = recordSet({
  case_id: "text",
  at: "bigint",
  engine: "int",
  pack_hash: "text",
  facts_schema: "int",
  dictionary: "smallint",
  content: "bytea",
});

const [USES, CASE, LINE, EVENT, STEP, DEADLINE, EFFECT, POSTING, DECISION, TEXT, ANSWER] = placesOf(
  5,
  USES_WIDTH,
  CASES.width,
  LINES.width,
  EVENTS.width,
  STEPS.width,
  DEADLINES.width,
  EFFECTS.width,
  POSTINGS.width,
  DECISIONS.width,
  TEXTS.width,
);

/**
 * The whole filing in one statement, hence one transaction and one round trip. The guard claims the order at the version that was read; an order that
 * somebody else claimed on meanwhile, or whose facts the host has changed, is `stale` and leaves no row behind.
 */
const WRITE_FILING = {
  name: "write_filing",
  text: `
with uses_guard as (${changeUses(USES)}
), guard as (
  update order_guards set claims_version = claims_version + 1
  where shard = $1 and order_id = $2 and claims_version = $3 and facts_version = $4
    and ($${USES}::text is null or exists (select from uses_guard))
  returning order_id as guarded
), new_cases as (
  insert into cases (shard, ${CASE_COLUMNS}) select $1, ${CASE_COLUMNS} from guard, ${CASES.from(CASE)}
  returning operation_id, short_no, case_id
), new_lines as (
  insert into case_lines (shard, case_id, line_no, quantity, promised_minor, detail)
  select $1, case_id, line_no, quantity, promised_minor, detail from guard, ${LINES.from(LINE)}
), new_events as (${insertEvents(EVENT)}
), new_steps as (${insertSteps(STEP)}
), new_deadlines as (${insertDeadlines(DEADLINE)}
), new_effects as (${insertEffects(EFFECT)}
), new_postings as (${insertPostings(POSTING)}
), new_decisions as (
  insert into decisions (shard, case_id, decision_no, at, engine, pack_hash, facts_schema, dictionary, content)
  select $1, case_id, 1, at, engine, pack_hash, facts_schema, dictionary, content from guard, ${DECISIONS.from(DECISION)}
), new_numbers as (
  insert into directory (operation_id, key_kind, key, shard, target_id) select operation_id, 'case_short_no', short_no, $1, case_id from new_cases
), new_texts as (${insertTexts(TEXT)}
), new_answer as (${insertAnswer(ANSWER)}
)
select guarded, null as refused from guard
union all
select null, refuse_stale() from uses_guard where not exists (select from guard)`,
};

export const writeFiling = async (pool: pg.Pool, write: FilingWrite): Promise<CommitResult> => {
  try {
    const result = await pool.query({ ...WRITE_FILING, values: valuesOf(write) });
    return result.rowCount === 1 ? "committed" : "stale";
  } catch (error) {
    if (isStale(error)) return "stale";
    throw error;
  }
};

const valuesOf = ({ cases, at, ...write }: FilingWrite): unknown[] => [
  write.shard,
  write.orderId,
  write.claimsVersion,
  write.factsVersion,
  ...usesValues(write.uses),
  ...CASES.values(cases.map(one => caseRow(one, at))),
  ...LINES.values(cases.flatMap(({ state }) => state.lines.map(line => lineRow(state, line)))),
  ...EVENTS.values(cases.flatMap(({ state, events }) => events.map(event => eventRow(state, event)))),
  ...STEPS.values(cases.flatMap(({ state }) => state.steps.map(step => stepRow(state, step)))),
  ...DEADLINES.values(cases.flatMap(({ state }) => deadlineRows(state, state.steps))),
  ...EFFECTS.values(cases.flatMap(one => effectRows(one, at))),
  ...POSTINGS.values(cases.flatMap(({ state, postings }) => postings.map(posting => postingRow(state, posting, at)))),
  ...DECISIONS.values(cases.map(one => decisionRow(one.decision, at))),
  ...TEXTS.values(cases.flatMap(({ texts }) => texts.map(text => textRow(text, at)))),
  ...answerValues(write.answer, at),
];

const decisionRow = ({ caseId, decision, factsText, factsSchema }: FilingWrite["cases"][number]["decision"], at: number) => ({
  case_id: caseId,
  at,
  engine: decision.engine,
  pack_hash: decision.packHash,
  facts_schema: factsSchema,
  ...packDecision({ factsText, findingText: canonicalText(decision) }),
});

/** Only one of the two guards held; PostgreSQL took the whole statement back. */
const isStale = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "40001";

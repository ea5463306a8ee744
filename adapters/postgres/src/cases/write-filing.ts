import { canonicalText } from "@amends/domain/kernel/canonical-json";
import type { CommitResult, FilingWrite } from "@amends/flows/case-ports";
import type pg from "pg";
import { caseRow, deadlineRows, effectRows, eventRow, lineRow, postingRow, stepRow, textRow } from "./case-rows.ts";
import { packDecision } from "./decision-content.ts";
import {
  answerPart,
  DEADLINES,
  EFFECTS,
  EVENTS,
  insertDeadlines,
  insertEffects,
  insertEvents,
  insertPostings,
  insertSteps,
  insertTexts,
  POSTINGS,
  STEPS,
  TEXTS,
  usesPart,
} from "./inserts.ts";
import { recordSet } from "./record-set.ts";
import { rowsPart, writeStatement } from "./write-statement.ts";

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
  facts_schema: "int",
  dictionary: "smallint",
  content: "bytea",
});

/**
 * The whole filing in one statement, hence one transaction and one round trip. The guard claims the order at the version that was read; an order that
 * somebody else claimed on meanwhile, or whose facts the host has changed, is `stale` and leaves no row behind.
 */
const filingStatement = writeStatement<FilingWrite>({
  name: "write_filing",
  base: write => [write.shard, write.orderId, write.claimsVersion, write.factsVersion],
  baseWidth: 4,
  parts: [
    usesPart("uses_guard"),
    {
      name: "guard",
      width: 0,
      text: (_, has) => `
  update order_guards set claims_version = claims_version + 1
  where shard = $1 and order_id = $2 and claims_version = $3 and facts_version = $4${has("uses_guard") ? " and exists (select from uses_guard)" : ""}
  returning order_id as guarded`,
      values: () => [],
    },
    rowsPart(
      "new_cases",
      CASES,
      first => `
  insert into cases (shard, ${CASE_COLUMNS}) select $1, ${CASE_COLUMNS} from guard, ${CASES.from(first)}
  returning operation_id, short_no, case_id`,
      ({ cases, at }) => cases.map(one => caseRow(one, at)),
    ),
    rowsPart(
      "new_lines",
      LINES,
      first => `
  insert into case_lines (shard, case_id, line_no, quantity, promised_minor, detail)
  select $1, case_id, line_no, quantity, promised_minor, detail from guard, ${LINES.from(first)}`,
      ({ cases }) => cases.flatMap(({ state }) => state.lines.map(line => lineRow(state, line))),
    ),
    rowsPart("new_events", EVENTS, insertEvents, ({ cases }) =>
      cases.flatMap(({ state, events }) => events.map(event => eventRow(state, event))),
    ),
    rowsPart("new_steps", STEPS, insertSteps, ({ cases }) => cases.flatMap(({ state }) => state.steps.map(step => stepRow(state, step)))),
    rowsPart("new_deadlines", DEADLINES, insertDeadlines, ({ cases }) => cases.flatMap(({ state }) => deadlineRows(state, state.steps))),
    rowsPart("new_effects", EFFECTS, insertEffects, ({ cases, at }) => cases.flatMap(one => effectRows(one, at))),
    rowsPart("new_postings", POSTINGS, insertPostings, ({ cases, at }) =>
      cases.flatMap(({ state, postings }) => postings.map(posting => postingRow(state, posting, at))),
    ),
    rowsPart(
      "new_decisions",
      DECISIONS,
      first => `
  insert into decisions (shard, case_id, decision_no, at, engine, facts_schema, dictionary, content)
  select $1, case_id, 1, at, engine, facts_schema, dictionary, content from guard, ${DECISIONS.from(first)}`,
      ({ cases, at }) => cases.map(one => decisionRow(one.decision, at)),
    ),
    {
      name: "new_numbers",
      width: 0,
      text: () => `
  insert into directory (operation_id, key_kind, key, shard, target_id) select operation_id, 'case_short_no', short_no, $1, case_id from new_cases`,
      values: () => [],
    },
    rowsPart("new_texts", TEXTS, insertTexts, ({ cases, at }) => cases.flatMap(({ texts }) => texts.map(text => textRow(text, at)))),
    answerPart(),
  ],
  // Of two guards one may hold alone; then the statement is taken back whole.
  end: has =>
    has("uses_guard")
      ? `select guarded, null as refused from guard
union all
select null, refuse_stale() from uses_guard where not exists (select from guard)`
      : "select guarded from guard",
});

export const writeFiling = async (pool: pg.Pool, write: FilingWrite): Promise<CommitResult> => {
  try {
    const result = await pool.query(filingStatement(write));
    return result.rowCount === 1 ? "committed" : "stale";
  } catch (error) {
    if (isStale(error)) return "stale";
    throw error;
  }
};

const decisionRow = ({ caseId, decision, factsText, factsSchema }: FilingWrite["cases"][number]["decision"], at: number) => ({
  case_id: caseId,
  at,
  engine: decision.engine,
  facts_schema: factsSchema,
  ...packDecision({ factsText, findingText: canonicalText(decision) }),
});

/** Only one of the two guards held; PostgreSQL took the whole statement back. */
const isStale = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "40001";

import { canonicalText } from "@amends/domain/kernel/canonical-json";
import type { CommitResult, FilingWrite } from "@amends/flows/case-ports";
import type pg from "pg";
import { caseRow, deadlineRows, effectRows, eventRow, lineRow, postingRow, stepRow, textRow } from "./case-rows.ts";
import { packDecision } from "./decision-content.ts";
import {
  answerPart,
  changeUses,
  DEADLINES,
  EFFECTS,
  EVENTS,
  freeOf,
  guarded,
  insertDeadlines,
  insertEffects,
  insertEvents,
  insertPostings,
  insertSteps,
  insertTexts,
  POSTINGS,
  STEPS,
  TEXTS,
  USES,
  usesRows,
} from "./inserts.ts";
import { recordSet } from "./record-set.ts";
import { type Around, rowsPart, writeStatement } from "./write-statement.ts";
import { writeTogether } from "./write-together.ts";

const ASKED = recordSet({ shard: "smallint", order_id: "text", claims_version: "bigint", facts_version: "bigint" });
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

/** An order held by somebody else is left out of a shared statement, so that the others need not wait for it. */
const guardOrders = (first: number, { has, together }: Around): string => {
  const claim = (from: string) => `
  update order_guards g set claims_version = g.claims_version + 1 from ${from}
  where g.shard = row.shard and g.order_id = row.order_id and g.claims_version = row.claims_version and g.facts_version = row.facts_version${has("uses_guard") ? " and exists (select from uses_guard)" : ""}
  returning g.shard, row.n`;
  return together ? claim(freeOf("order_guards", "order_id", ASKED.from(first))) : claim(ASKED.from(first));
};

/**
 * The whole filing in one statement, hence one transaction and one round trip; filings that wait at the same time share it. The guard claims each order
 * at the version that was read; an order that somebody else claimed on meanwhile, or whose facts the host has changed, is `stale` and leaves no row behind.
 */
const filingStatement = writeStatement<FilingWrite>({
  name: "write_filing",
  parts: [
    rowsPart("uses_guard", USES, first => changeUses(USES.from(first)), usesRows),
    rowsPart("guard", ASKED, guardOrders, ({ shard, orderId, claimsVersion, factsVersion }) => [
      { shard, order_id: orderId, claims_version: claimsVersion, facts_version: factsVersion },
    ]),
    rowsPart(
      "new_cases",
      CASES,
      first => `
  insert into cases (shard, ${CASE_COLUMNS}) select guard.shard, ${CASE_COLUMNS} from ${guarded(CASES.from(first))}
  returning shard, operation_id, short_no, case_id`,
      ({ cases, at }) => cases.map(one => caseRow(one, at)),
    ),
    rowsPart(
      "new_lines",
      LINES,
      first => `
  insert into case_lines (shard, case_id, line_no, quantity, promised_minor, detail)
  select guard.shard, case_id, line_no, quantity, promised_minor, detail from ${guarded(LINES.from(first))}`,
      ({ cases }) => cases.flatMap(({ state }) => state.lines.map(line => ({ ...lineRow(state, line), quantity: line.quantity }))),
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
  select guard.shard, case_id, 1, at, engine, facts_schema, dictionary, content from ${guarded(DECISIONS.from(first))}`,
      ({ cases, at }) => cases.map(one => decisionRow(one.decision, at)),
    ),
    {
      name: "new_numbers",
      set: null,
      text: () => `
  insert into directory (operation_id, key_kind, key, shard, target_id) select operation_id, 'case_short_no', short_no, shard, case_id from new_cases`,
      rows: () => [],
    },
    rowsPart("new_texts", TEXTS, insertTexts, ({ cases, at }) => cases.flatMap(({ texts }) => texts.map(text => textRow(text, at)))),
    answerPart(),
  ],
  // Of two guards one may hold alone; then the statement is taken back whole.
  end: ({ has }) =>
    has("uses_guard")
      ? `select n, null as refused from guard
union all
select null, refuse_stale() from uses_guard where not exists (select from guard)`
      : "select n from guard",
});

/** A buyer's guard is claimed by one filing at a time: two that travel together would be one change of it. */
export const writeFilings = (pool: pg.Pool): ((write: FilingWrite) => Promise<CommitResult>) =>
  writeTogether(pool, filingStatement, ({ uses }) => uses === null);

const decisionRow = ({ caseId, decision, factsText, factsSchema }: FilingWrite["cases"][number]["decision"], at: number) => ({
  case_id: caseId,
  at,
  engine: decision.engine,
  facts_schema: factsSchema,
  ...packDecision({ factsText, findingText: canonicalText(decision) }),
});

import type { CommandWrite, CommitResult } from "@amends/flows/case-ports";
import type pg from "pg";
import { caseRow, deadlineRows, effectRows, eventRow, lineRow, postingRow, stepRow, textRow } from "./case-rows.ts";
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
import { type Part, rowsPart, writeStatement } from "./write-statement.ts";

const LINES = recordSet({ line_no: "int", promised_minor: "bigint", detail: "json" });
const BALANCES = recordSet({ customer_id: "text", method_ref: "text", amount_minor: "bigint" });

const orderGuard: Part<CommandWrite> = {
  name: "order_guard",
  width: 2,
  text: first => `
  update order_guards set claims_version = claims_version + 1 where shard = $1 and order_id = $${first} and claims_version = $${first + 1}
  returning order_id`,
  values: ({ claims }) => (claims === null ? null : [claims.orderId, claims.claimsVersion]),
};

const guard: Part<CommandWrite> = {
  name: "guard",
  width: 0,
  text: (_, has) => `
  update cases set phase = $4, severity = $5, version = $6, head_hash = $7, changed_at = $8, ended_at = $9, waits_for = $10, due_at = $11, state = $12
  where shard = $1 and case_id = $2 and version = $3${has("order_guard") ? " and exists (select from order_guard)" : ""}
  returning case_id as guarded`,
  values: () => [],
};

const goneDeadlines: Part<CommandWrite> = {
  name: "gone_deadlines",
  width: 1,
  text: first => `
  delete from deadlines using guard where shard = $1 and case_id = $2 and step_no = any($${first}::int[])`,
  values: ({ state, before }) => {
    const waiting = new Set(state.steps.filter(step => step.status === "active" && step.dueAt !== null).map(step => step.stepNo));
    const gone = before.steps.filter(step => step.dueAt !== null && !waiting.has(step.stepNo)).map(step => step.stepNo);
    return gone.length === 0 ? null : [gone];
  },
};

const endedEffect: Part<CommandWrite> = {
  name: "ended_effect",
  width: 1,
  text: first => `
  update effects set status = 'done' from guard where shard = $1 and effect_id = $${first}`,
  values: ({ endsEffect }) => (endsEffect === null ? null : [endsEffect]),
};

const newParcels: Part<CommandWrite> = {
  name: "new_parcels",
  width: 2,
  text: first => `
  insert into directory (operation_id, key_kind, key, qualifier, shard, target_id)
  select $${first}, 'tracking_no', tracking_no, $2, $1, $2 from guard, unnest($${first + 1}::text[]) as tracking_no
  on conflict do nothing`,
  values: ({ state, parcels }) => (parcels.length === 0 ? null : [state.operationId, parcels]),
};

/**
 * What a command did to a case, in one statement. The case's version is the guard; where the command changes what the case claims of its order, the
 * order's claims version is too, because a filing may be reading them at this moment. Only rows that changed are written.
 */
const commandStatement = writeStatement<CommandWrite>({
  name: "write_command",
  base: write => {
    const row = caseRow(write, write.at);
    const { phase, severity, version, head_hash, changed_at, ended_at, waits_for, due_at, state } = row;
    return [
      ...[write.shard, row.case_id, write.before.version],
      ...[phase, severity, version, head_hash, changed_at, ended_at, waits_for, due_at, state],
    ];
  },
  baseWidth: 12,
  parts: [
    orderGuard,
    guard,
    rowsPart(
      "changed_lines",
      LINES,
      first => `
  update case_lines set promised_minor = row.promised_minor, detail = row.detail from guard, ${LINES.from(first)}
  where case_lines.shard = $1 and case_lines.case_id = $2 and case_lines.line_no = row.line_no`,
      ({ state, before }) => state.lines.filter(line => !before.lines.includes(line)).map(line => lineRow(state, line)),
    ),
    rowsPart("new_events", EVENTS, insertEvents, ({ state, events }) => events.map(event => eventRow(state, event))),
    rowsPart(
      "changed_steps",
      STEPS,
      first => `${insertSteps(first)}
  on conflict (shard, case_id, step_no) do update set owner = excluded.owner, status = excluded.status, started_at = excluded.started_at, due_at = excluded.due_at,
    on_timeout = excluded.on_timeout, standard_due_at = excluded.standard_due_at, climb = excluded.climb, outcome = excluded.outcome, ended_at = excluded.ended_at,
    automatic = excluded.automatic`,
      write => changedSteps(write).map(step => stepRow(write.state, step)),
    ),
    goneDeadlines,
    rowsPart(
      "set_deadlines",
      DEADLINES,
      first => `${insertDeadlines(first)}
  on conflict (shard, case_id, step_no) do update set due_at = excluded.due_at, leased_until = 0`,
      write => deadlineRows(write.state, changedSteps(write)),
    ),
    rowsPart("new_effects", EFFECTS, insertEffects, write => effectRows(write, write.at)),
    rowsPart("new_postings", POSTINGS, insertPostings, ({ state, postings, at }) =>
      postings.map(posting => postingRow(state, posting, at)),
    ),
    endedEffect,
    rowsPart("new_texts", TEXTS, insertTexts, ({ texts, at }) => texts.map(text => textRow(text, at))),
    usesPart("freed_uses", "exists (select from guard)"),
    rowsPart(
      "new_balances",
      BALANCES,
      first => `
  update customer_methods m set balance_minor = m.balance_minor + row.amount_minor from guard, ${BALANCES.from(first)}
  where m.shard = $1 and m.customer_id = row.customer_id and m.method_ref = row.method_ref and m.balance_minor is not null`,
      ({ balances }) =>
        balances.map(({ customerId, methodRef, amountMinor }) => ({
          customer_id: customerId,
          method_ref: methodRef,
          amount_minor: Number(amountMinor),
        })),
    ),
    newParcels,
    answerPart(),
  ],
  end: () => "select guarded from guard",
});

const changedSteps = ({ state, before }: CommandWrite) => state.steps.filter(step => !before.steps.includes(step));

export const writeCommand = async (pool: pg.Pool, write: CommandWrite): Promise<CommitResult> => {
  const result = await pool.query(commandStatement(write));
  return result.rowCount === 1 ? "committed" : "stale";
};

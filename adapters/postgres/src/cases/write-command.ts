import type { CommandWrite, CommitResult } from "@amends/flows/case-ports";
import type pg from "pg";
import { placesVersionSql } from "../return-places/places-sql.ts";
import { caseRow, deadlineRows, effectRows, eventRow, lineRow, postingRow, stepRow, textRow } from "./case-rows.ts";
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

const CLAIMS = recordSet({ shard: "smallint", order_id: "text", claims_version: "bigint" });
const CASES = recordSet({
  shard: "smallint",
  case_id: "text",
  version_before: "bigint",
  phase: "text",
  severity: "text",
  version: "bigint",
  head_hash: "bytea",
  changed_at: "bigint",
  ended_at: "bigint",
  waits_for: "text",
  due_at: "bigint",
  state: "json",
  seen_order: "text",
  seen_facts: "bigint",
  seen_claims: "bigint",
  seen_customer: "text",
  seen_customer_hash: "text",
  seen_operation: "text",
  seen_seller: "text",
  seen_places: "text",
});
const LINES = recordSet({ line_no: "int", promised_minor: "bigint", detail: "json" });
const GONE = recordSet({ step_no: "int" });
const ENDED = recordSet({ effect_id: "text" });
const PARCELS = recordSet({ operation_id: "text", tracking_no: "text", case_id: "text" });
const FILES = recordSet({ file_id: "text", at: "bigint" });
const BALANCES = recordSet({ customer_id: "text", method_ref: "text", amount_minor: "bigint" });

const guardOrders = (first: number, { together }: Around): string => `
  update order_guards g set claims_version = g.claims_version + 1
  from ${together ? freeOf("order_guards", "order_id", CLAIMS.from(first)) : CLAIMS.from(first)}
  where g.shard = row.shard and g.order_id = row.order_id and g.claims_version = row.claims_version
  returning row.n`;

const guardCases = (first: number, { has, together }: Around): string => `
  update cases k set phase = row.phase, severity = row.severity, version = row.version, head_hash = row.head_hash, changed_at = row.changed_at,
    ended_at = row.ended_at, waits_for = row.waits_for, due_at = row.due_at, state = row.state
  from ${together ? freeOf("cases", "case_id", CASES.from(first)) : CASES.from(first)}
  where k.shard = row.shard and k.case_id = row.case_id and k.version = row.version_before${has("order_guard") ? " and exists (select from order_guard where order_guard.n = row.n)" : ""}
    and (row.seen_order is null
      or (select g.facts_version = row.seen_facts and g.claims_version = row.seen_claims from order_guards g where g.shard = row.shard and g.order_id = row.seen_order)
      and (select c.content_hash = row.seen_customer_hash from customers c where c.shard = row.shard and c.customer_id = row.seen_customer)
      and ${placesVersionSql("row.seen_operation", "row.seen_seller")} = row.seen_places)
  returning k.shard, k.case_id as of_case, row.n`;

/**
 * What a command did to a case, in one statement; commands that wait at the same time and write the same tables share it. The case's version is the guard;
 * where the command changes what the case claims of its order, the order's claims version is too, because a filing may be reading them at this moment. What
 * was looked at from memory is guarded by its versions. Only rows that changed are written.
 */
const commandStatement = writeStatement<CommandWrite>({
  name: "write_command",
  parts: [
    rowsPart("order_guard", CLAIMS, guardOrders, ({ shard, claims }) =>
      claims === null ? [] : [{ shard, order_id: claims.orderId, claims_version: claims.claimsVersion }],
    ),
    rowsPart("guard", CASES, guardCases, write => {
      const { case_id, phase, severity, version, head_hash, changed_at, ended_at, waits_for, due_at, state } = caseRow(write, write.at);
      const changed = { phase, severity, version, head_hash, changed_at, ended_at, waits_for, due_at, state };
      return [{ shard: write.shard, case_id, version_before: write.before.version, ...changed, ...seenColumns(write) }];
    }),
    rowsPart(
      "changed_lines",
      LINES,
      first => `
  update case_lines l set promised_minor = row.promised_minor, detail = row.detail from ${guarded(LINES.from(first))}
  where l.shard = guard.shard and l.case_id = guard.of_case and l.line_no = row.line_no`,
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
    rowsPart(
      "gone_deadlines",
      GONE,
      first => `
  delete from deadlines d using ${guarded(GONE.from(first))}
  where d.shard = guard.shard and d.case_id = guard.of_case and d.step_no = row.step_no`,
      ({ state, before }) => {
        const waiting = new Set(state.steps.filter(step => step.status === "active" && step.dueAt !== null).map(step => step.stepNo));
        return before.steps.filter(step => step.dueAt !== null && !waiting.has(step.stepNo)).map(step => ({ step_no: step.stepNo }));
      },
    ),
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
    rowsPart(
      "ended_effect",
      ENDED,
      first => `
  update effects e set status = 'done' from ${guarded(ENDED.from(first))}
  where e.shard = guard.shard and e.effect_id = row.effect_id`,
      ({ endsEffect }) => (endsEffect === null ? [] : [{ effect_id: endsEffect }]),
    ),
    rowsPart("new_texts", TEXTS, insertTexts, ({ texts, at }) => texts.map(text => textRow(text, at))),
    rowsPart("freed_uses", USES, first => changeUses(guarded(USES.from(first))), usesRows),
    rowsPart(
      "new_balances",
      BALANCES,
      first => `
  update customer_methods m set balance_minor = m.balance_minor + row.amount_minor from ${guarded(BALANCES.from(first))}
  where m.shard = guard.shard and m.customer_id = row.customer_id and m.method_ref = row.method_ref and m.balance_minor is not null`,
      ({ balances }) =>
        balances.map(({ customerId, methodRef, amountMinor }) => ({
          customer_id: customerId,
          method_ref: methodRef,
          amount_minor: Number(amountMinor),
        })),
    ),
    rowsPart(
      "new_parcels",
      PARCELS,
      first => `
  insert into directory (operation_id, key_kind, key, qualifier, shard, target_id)
  select operation_id, 'tracking_no', tracking_no, case_id, guard.shard, case_id from ${guarded(PARCELS.from(first))}
  on conflict do nothing`,
      ({ state, parcels }) =>
        parcels.map(trackingNo => ({ operation_id: state.operationId, tracking_no: trackingNo, case_id: state.caseId })),
    ),
    rowsPart(
      "dropped_parcels",
      PARCELS,
      first => `
  delete from directory d using ${guarded(PARCELS.from(first))}
  where d.operation_id = row.operation_id and d.key_kind = 'tracking_no' and d.key = row.tracking_no and d.qualifier = row.case_id`,
      ({ state, parcelsDropped }) =>
        parcelsDropped.map(trackingNo => ({ operation_id: state.operationId, tracking_no: trackingNo, case_id: state.caseId })),
    ),
    rowsPart(
      "erased_files",
      FILES,
      first => `
  update evidence_files f set status = 'erased', sweep_at = row.at from ${guarded(FILES.from(first))}
  where f.shard = guard.shard and f.file_id = row.file_id and f.status <> 'erased'`,
      ({ filesErased, at }) => filesErased.map(fileId => ({ file_id: fileId, at })),
    ),
    answerPart(),
  ],
  end: () => "select n from guard",
});

const seenColumns = ({ seen, state }: CommandWrite) => ({
  seen_order: seen?.orderId ?? null,
  seen_facts: seen?.factsVersion ?? null,
  seen_claims: seen?.claimsVersion ?? null,
  seen_customer: seen?.customerId ?? null,
  seen_customer_hash: seen?.customerHash ?? null,
  seen_operation: seen === null ? null : state.operationId,
  seen_seller: seen?.sellerId ?? null,
  seen_places: seen?.placesHash ?? null,
});

const changedSteps = ({ state, before }: CommandWrite) => state.steps.filter(step => !before.steps.includes(step));

/** What belongs to a buyer and not to a case is changed by one command at a time: two that travel together would be one change of it. */
export const writeCommands = (pool: pg.Pool): ((write: CommandWrite) => Promise<CommitResult>) =>
  writeTogether(pool, commandStatement, ({ uses, balances }) => uses === null && balances.length === 0);

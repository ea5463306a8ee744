import type { CaseState } from "@amends/domain/case/case-state";
import type { Step } from "@amends/domain/case/step";
import { fromJson, type Json } from "../json-minor.ts";
import { type CaseDocument, type CaseHead, type StoredDetail, UNSAID_OF_LINE } from "./case-rows.ts";

/** The parts of a select that read a case back; its row goes by the name of `k`. */
export const HEAD = `json_build_object('caseId', k.case_id, 'shortNo', k.short_no, 'operationId', k.operation_id, 'orderId', k.order_id,
    'customerId', k.customer_id, 'sellerId', k.seller_id, 'serviceType', k.service_type, 'claimedReason', k.claimed_reason, 'severity', k.severity,
    'version', k.version, 'packHash', k.pack_hash, 'filedAt', k.filed_at, 'endedAt', k.ended_at)`;

export const LINES = `(select json_agg(json_build_object('line_no', l.line_no, 'quantity', l.quantity, 'promised_minor', l.promised_minor, 'detail', l.detail)
    order by l.line_no) from case_lines l where l.shard = k.shard and l.case_id = k.case_id)`;

const stepsWhere = (
  which: string,
) => `(select coalesce(json_agg(json_build_object('step_no', t.step_no, 'key', t.key, 'type', t.type, 'owner', t.owner,
    'status', t.status, 'started_at', t.started_at, 'due_at', t.due_at, 'on_timeout', t.on_timeout, 'standard_due_at', t.standard_due_at, 'climb', t.climb,
    'outcome', t.outcome, 'ended_at', t.ended_at, 'automatic', t.automatic) order by t.step_no), '[]')
    from steps t where t.shard = k.shard and t.case_id = k.case_id${which})`;
export const STEPS = stepsWhere("");
export const ACTIVE_STEPS = stepsWhere(" and t.status = 'active'");

/** What a query reads back: the document, the lines and the steps, put together again. */
export type StoredCase = {
  readonly head: CaseHead;
  readonly state: Json;
  readonly lines: readonly StoredLine[];
  readonly steps: readonly StoredStep[];
};
type StoredLine = { readonly line_no: number; readonly quantity: number; readonly promised_minor: number; readonly detail: Json };
export type StoredStep = {
  readonly step_no: number;
  readonly key: string;
  readonly type: string;
  readonly owner: string;
  readonly status: string;
  readonly started_at: number | null;
  readonly due_at: number | null;
  readonly on_timeout: string | null;
  readonly standard_due_at: number | null;
  readonly climb: Json;
  readonly outcome: string | null;
  readonly ended_at: number | null;
  readonly automatic: Json;
};

export const caseOf = ({ head, state, lines, steps }: StoredCase): CaseState => ({
  ...head,
  ...fromJson<CaseDocument>(state),
  lines: lines.map(line => ({
    ...UNSAID_OF_LINE,
    ...fromJson<StoredDetail>(line.detail),
    lineNo: line.line_no,
    quantity: line.quantity,
    promisedMinor: BigInt(line.promised_minor),
  })),
  steps: steps.map(stepOf),
});

export const stepOf = (row: StoredStep): Step =>
  ({
    stepNo: row.step_no,
    key: row.key,
    type: row.type,
    owner: row.owner,
    status: row.status,
    startedAt: row.started_at,
    dueAt: row.due_at,
    onTimeout: row.on_timeout,
    standardDueAt: row.standard_due_at,
    climb: row.climb,
    outcome: row.outcome,
    endedAt: row.ended_at,
    automatic: row.automatic,
  }) as Step;

import type { RecordedBatchEvent } from "@amends/domain/batch/batch-event";
import type { BatchState, MemberFate, MemberProgress } from "@amends/domain/batch/batch-state";
import type { CaseId, OrderId } from "@amends/domain/kernel/ids";
import type { BatchMember, LoadedBatch } from "@amends/flows/batch-ports";
import { fromJson, type Json } from "../json-minor.ts";

/** How the members stand, counted when it is asked: a batch has thousands of them at most, and nobody asks in a hurry. */
export const STANDING = `(
  select json_build_object('members', count(*), 'toFile', count(*) filter (where fate = 'file'), 'linked', count(*) filter (where fate = 'link'),
    'toDecide', count(*) filter (where fate = 'file' or fate = 'link' and amount_minor > 0),
    'leftOut', count(*) filter (where fate = 'left_out'), 'refused', count(*) filter (where fate = 'refused'),
    'done', count(*) filter (where progress = 'done'), 'failed', count(*) filter (where progress = 'failed'),
    'amountMinor', coalesce(sum(amount_minor) filter (where fate in ('file', 'link')), 0))
  from batch_members n where n.operation_id = b.operation_id and n.seller_id = b.seller_id and n.batch_id = b.batch_id) as standing`;

export type BatchRow = { readonly state: Json; readonly standing: Json };

export const loadedBatch = (row: BatchRow): LoadedBatch => ({
  state: fromJson<BatchState>(row.state),
  standing: fromJson<LoadedBatch["standing"]>(row.standing),
});

export const MEMBER_COLUMNS = "m.order_id, o.external_order_no, m.lines, m.fate, m.progress, m.code, m.case_id, m.amount_minor, m.contests";

export type MemberRow = {
  readonly order_id: OrderId;
  readonly external_order_no: string;
  readonly lines: Json;
  readonly fate: MemberFate;
  readonly progress: MemberProgress;
  readonly code: string | null;
  readonly case_id: CaseId | null;
  readonly amount_minor: string;
  readonly contests: boolean;
};

export const memberOf = (row: MemberRow): BatchMember => ({
  orderId: row.order_id,
  externalOrderNo: row.external_order_no,
  lines: fromJson<BatchMember["lines"]>(row.lines),
  fate: row.fate,
  progress: row.progress,
  code: row.code,
  caseId: row.case_id,
  amountMinor: BigInt(row.amount_minor),
  contests: row.contests,
});

export type EventRow = {
  readonly seq: number;
  readonly type: RecordedBatchEvent["type"];
  readonly at: string;
  readonly by: Json;
  readonly data: Json;
};

export const eventOf = ({ seq, type, at, by, data }: EventRow): RecordedBatchEvent =>
  fromJson<RecordedBatchEvent>({ ...(isDocument(data) ? data : {}), seq, type, at: Number(at), by });

const isDocument = (json: Json): json is { readonly [key: string]: Json } =>
  typeof json === "object" && json !== null && !Array.isArray(json);

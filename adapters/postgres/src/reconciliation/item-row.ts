import type { CaseId, OperationId } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { CivilDay } from "@amends/domain/reconciliation/civil-day";
import type { Item } from "@amends/flows/reconciliation/reconciliation-ports";
import { type LineRow, lineOf } from "./statement-store.ts";

/** An item with its line, its fact's sum, and the names of whoever it is about and whoever sees to it. */
export const FROM_ITEMS = `
select i.operation_id, i.gateway, i.day::text as day, i.item_key, i.outcome, i.status, i.differences, i.suggested, i.stake_minor, i.currency as item_currency,
  i.fact_key, i.case_id, i.owner_id, a.name as owner_name, i.note, i.resolution, i.linked_fact, i.settled_by, i.confirmed_by, i.asked_at, i.gateway_said,
  i.posted_minor, i.posted_times, k.short_no, s.name as seller_name, l.row_no, l.kind, l.gateway_ref, l.our_key, l.order_no, l.amount_minor, l.fee_minor,
  l.currency, l.at, l.state,
  (select sum(leg.amount) from postings p, unnest(p.accounts, p.amounts) as leg(account, amount)
    where p.shard = k.shard and p.case_id = k.case_id and p.posting_no = split_part(i.fact_key, ':', 2)::int and leg.account = 'gateway_clearing')::bigint as fact_minor
from reconciliation_items i
left join accounts a on a.account_id = i.owner_id
left join cases k on k.shard = shard_of(i.case_id) and k.case_id = i.case_id
left join sellers s on s.operation_id = i.operation_id and s.seller_id = k.seller_id
left join gateway_lines l on l.operation_id = i.operation_id and l.statement_id = i.statement_id and l.row_no = i.row_no`;

export type ItemRow = Omit<LineRow, "row_no"> & {
  readonly row_no: number | null;
  readonly operation_id: OperationId;
  readonly gateway: string;
  readonly day: string;
  readonly item_key: string;
  readonly outcome: Item["outcome"];
  readonly status: Item["status"];
  readonly differences: Item["differences"];
  readonly suggested: string | null;
  readonly stake_minor: string | null;
  readonly item_currency: Currency;
  readonly fact_key: string | null;
  readonly fact_minor: string | null;
  readonly case_id: CaseId | null;
  readonly short_no: string | null;
  readonly seller_name: string | null;
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly note: string | null;
  readonly resolution: Item["resolution"];
  readonly linked_fact: string | null;
  readonly settled_by: string | null;
  readonly confirmed_by: string | null;
  readonly asked_at: string | null;
  readonly gateway_said: string | null;
  readonly posted_minor: string;
  readonly posted_times: number;
};

export const itemOf = (row: ItemRow): Item => ({
  operationId: row.operation_id,
  gateway: row.gateway,
  day: row.day as CivilDay,
  itemKey: row.item_key,
  outcome: row.outcome,
  status: row.status,
  differences: row.differences,
  suggested: row.suggested,
  stakeMinor: row.stake_minor === null ? null : BigInt(row.stake_minor),
  currency: row.item_currency,
  line: row.row_no === null ? null : lineOf({ ...row, row_no: row.row_no }),
  factKey: row.fact_key,
  factMinor: row.fact_minor === null ? null : BigInt(row.fact_minor),
  caseId: row.case_id,
  shortNo: row.short_no,
  sellerName: row.seller_name,
  ownerId: row.owner_id,
  ownerName: row.owner_name,
  note: row.note,
  resolution: row.resolution,
  linkedFact: row.linked_fact,
  settledBy: row.settled_by,
  confirmedBy: row.confirmed_by,
  askedAt: row.asked_at === null ? null : (Number(row.asked_at) as Instant),
  gatewaySaid: row.gateway_said,
  postedMinor: BigInt(row.posted_minor),
  postedTimes: row.posted_times,
});

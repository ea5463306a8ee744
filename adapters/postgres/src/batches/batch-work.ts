import type { BatchCause } from "@amends/domain/batch/batch-state";
import { type OrderId, shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { BatchStore } from "@amends/flows/batch-ports";
import type pg from "pg";
import { toJson } from "../json-minor.ts";
import { type BatchRow, loadedBatch, MEMBER_COLUMNS, type MemberRow, memberOf, STANDING } from "./batch-rows.ts";
import { keyOf } from "./batch-store.ts";

/** A lease is a time before which nobody else looks: a worker that dies gives the batch back by doing nothing. */
const LEASE = {
  name: "batch_lease",
  text: `
with due as materialized (
  select operation_id, seller_id, batch_id from batches
  where status in ('gathering', 'sending') and leased_until <= $1::bigint order by leased_until limit 1 for update skip locked
), leased as (
  update batches b set leased_until = $1::bigint + $2::bigint from due
  where b.operation_id = due.operation_id and b.seller_id = due.seller_id and b.batch_id = due.batch_id
  returning b.*
)
select b.state, b.gathered_at, b.gathered_order_id, ${STANDING} from leased b`,
};

/** To the end of the queue: of several batches each gets its turn. */
const RELEASE = {
  name: "batch_release",
  text: "update batches set leased_until = 0 where operation_id = $1 and seller_id = $2 and batch_id = $3",
};

/** Walks the seller's orders by the key of `order_sellers`, so looking for a batch costs an import nothing. */
const FIND_ORDERS = {
  name: "batch_find_orders",
  text: `
select s.placed_at, s.order_id, exists (
    select from json_array_elements(o.facts -> 'lines') as line where line ->> 'sellerId' = $2 and line ->> $8 = $9
  ) as holds
from (
  select shard, placed_at, order_id from order_sellers
  where operation_id = $1 and seller_id = $2 and placed_at between $3 and $4 and ($5::bigint is null or (placed_at, order_id) > ($5, $6::text))
  order by placed_at, order_id limit $7
) s join orders o on o.shard = s.shard and o.order_id = s.order_id
order by s.placed_at, s.order_id`,
};

const ADD_MEMBERS = {
  name: "batch_add_members",
  text: `
with kept as (
  insert into batch_members (operation_id, seller_id, batch_id, shard, order_id, lines, fate, code, case_id, amount_minor, contests)
  select $1, $2, $3, shard, order_id, lines, fate, code, case_id, amount_minor, contests from json_to_recordset($4::json) as found(
    shard smallint, order_id text, lines json, fate text, code text, case_id text, amount_minor bigint, contests boolean)
  on conflict do nothing
)
update batches set gathered_at = $5, gathered_order_id = $6 where operation_id = $1 and seller_id = $2 and batch_id = $3`,
};

const NEXT_MEMBERS = {
  name: "batch_next_members",
  text: `
select ${MEMBER_COLUMNS} from batch_members m join orders o on o.shard = m.shard and o.order_id = m.order_id
where m.operation_id = $1 and m.seller_id = $2 and m.batch_id = $3 and m.progress = 'waiting' and m.fate in ('file', 'link')
order by m.order_id limit $4`,
};

const SETTLE_MEMBER = {
  name: "batch_settle_member",
  text: `
update batch_members set fate = $5, progress = $6, case_id = $7, code = $8
where operation_id = $1 and seller_id = $2 and batch_id = $3 and order_id = $4 and progress = 'waiting'`,
};

const FIELD_OF: Readonly<Record<BatchCause["kind"], string>> = { batch_no: "batchNo", sku: "skuId" };
const soughtIn = (cause: BatchCause): string => (cause.kind === "sku" ? cause.skuId : cause.batchNo);

export const createBatchWork = (
  pool: pg.Pool,
): Pick<BatchStore, "lease" | "release" | "findOrders" | "addMembers" | "nextMembers" | "settleMember"> => ({
  lease: async (at, leaseMs) => {
    const { rows } = await pool.query<LeasedRow>({ ...LEASE, values: [at, leaseMs] });
    const [row] = rows;
    if (row === undefined) return null;
    const { gathered_at: placedAt, gathered_order_id: orderId } = row;
    return {
      ...loadedBatch(row),
      gatheredTo: placedAt === null || orderId === null ? null : { placedAt: Number(placedAt) as Instant, orderId },
    };
  },
  release: async state => {
    await pool.query({ ...RELEASE, values: [...keyOf(state)] });
  },
  findOrders: async (state, after, most) => {
    const { operationId, sellerId, boughtFrom, boughtTo, cause } = state;
    const place = [after?.placedAt ?? null, after?.orderId ?? null, most];
    const values = [operationId, sellerId, boughtFrom, boughtTo, ...place, FIELD_OF[cause.kind], soughtIn(cause)];
    const { rows } = await pool.query<SoughtRow>({ ...FIND_ORDERS, values });
    const last = rows.at(-1);
    return {
      orderIds: rows.filter(({ holds }) => holds).map(row => row.order_id),
      lookedTo: rows.length < most || last === undefined ? null : { placedAt: Number(last.placed_at) as Instant, orderId: last.order_id },
    };
  },
  addMembers: async (state, members, lookedTo) => {
    const rows = members.map(member => ({
      shard: shardOf(member.orderId),
      order_id: member.orderId,
      lines: toJson(member.lines),
      fate: member.fate,
      code: member.code,
      case_id: member.caseId,
      amount_minor: Number(member.amountMinor),
      contests: member.contests,
    }));
    const values = [...keyOf(state), JSON.stringify(rows), lookedTo?.placedAt ?? null, lookedTo?.orderId ?? null];
    await pool.query({ ...ADD_MEMBERS, values });
  },
  nextMembers: async (state, most) => {
    const { rows } = await pool.query<MemberRow>({ ...NEXT_MEMBERS, values: [...keyOf(state), most] });
    return rows.map(memberOf);
  },
  settleMember: async (state, orderId, { fate, progress, caseId, code }) => {
    await pool.query({ ...SETTLE_MEMBER, values: [...keyOf(state), orderId, fate, progress, caseId, code] });
  },
});

type LeasedRow = BatchRow & { readonly gathered_at: string | null; readonly gathered_order_id: OrderId | null };
type SoughtRow = { readonly placed_at: string; readonly order_id: OrderId; readonly holds: boolean };

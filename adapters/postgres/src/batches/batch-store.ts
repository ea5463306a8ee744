import type { RecordedBatchEvent } from "@amends/domain/batch/batch-event";
import type { BatchState } from "@amends/domain/batch/batch-state";
import type { BatchStore, MembersPage } from "@amends/flows/batch-ports";
import type pg from "pg";
import { toJson } from "../json-minor.ts";
import { scopeValues } from "../scope-values.ts";
import { type BatchRow, type EventRow, eventOf, loadedBatch, MEMBER_COLUMNS, type MemberRow, memberOf, STANDING } from "./batch-rows.ts";

/** Sellers see batches of their own goods; buyers none: what is theirs to know stands in their case. */
const IN_SCOPE = "b.operation_id = $1 and $2::text is null and ($3::text is null or b.seller_id = $3)";
const SHOWN = `b.state, ${STANDING}`;

const FIND = { name: "batch_find", text: `select ${SHOWN} from batches b where ${IN_SCOPE} and b.batch_id = $4` };

const LIST = {
  name: "batch_list",
  text: `
select ${SHOWN} from batches b
where ${IN_SCOPE} and ($4::bigint is null or (b.opened_at, b.batch_id) < ($4, $5::text))
order by b.opened_at desc, b.batch_id desc limit $6`,
};

/** The batch is named with its scope, and by it its members. */
const OF_BATCH = `
from batches b join batch_members m using (operation_id, seller_id, batch_id)
join orders o on o.shard = m.shard and o.order_id = m.order_id
where ${IN_SCOPE} and b.batch_id = $4`;

const LIST_MEMBERS = {
  name: "batch_list_members",
  text: `
select ${MEMBER_COLUMNS} ${OF_BATCH} and ($5::text is null or m.fate = $5) and ($6::text is null or m.order_id > $6)
order by m.order_id limit $7`,
};

const FIND_MEMBER = { name: "batch_find_member", text: `select ${MEMBER_COLUMNS} ${OF_BATCH} and m.order_id = $5` };

const HISTORY = {
  name: "batch_history",
  text: `
select e.seq, e.type, e.at, e.by, e.data from batches b join batch_events e using (operation_id, seller_id, batch_id)
where ${IN_SCOPE} and b.batch_id = $4 order by e.seq`,
};

const OPEN = {
  name: "batch_open",
  text: `
with opened as (
  insert into batches (operation_id, seller_id, batch_id, status, version, opened_at, state) values ($1, $2, $3, $4, $5, $6, $7)
  returning operation_id, seller_id, batch_id
)
insert into batch_events (operation_id, seller_id, batch_id, seq, type, at, by, data)
select operation_id, seller_id, batch_id, $5, $8, $6, $9, $10 from opened`,
};

/** The event and the member wait for the guard: whoever was overtaken writes nothing. */
const COMMIT = {
  name: "batch_commit",
  text: `
with guard as (
  update batches set status = $5, version = $6, state = $7
  where operation_id = $1 and seller_id = $2 and batch_id = $3 and version = $4
  returning operation_id, seller_id, batch_id
), said as (
  insert into batch_events (operation_id, seller_id, batch_id, seq, type, at, by, data)
  select operation_id, seller_id, batch_id, $6, $8, $9, $10, $11 from guard
), member as (
  update batch_members m set fate = $13, code = $14 from guard
  where m.operation_id = $1 and m.seller_id = $2 and m.batch_id = $3 and m.order_id = $12::text
    and guard.batch_id = m.batch_id
)
select from guard`,
};

export const createBatchBooks = (
  pool: pg.Pool,
): Pick<BatchStore, "open" | "find" | "list" | "listMembers" | "findMember" | "history" | "commit"> => ({
  open: async (state, event) => {
    const row = [...keyOf(state), state.status, state.version, state.openedAt, toJson(state)];
    await pool.query({ ...OPEN, values: [...row, event.type, toJson(event.by), dataOf(event)] });
  },
  find: async (scope, batchId) => {
    const { rows } = await pool.query<BatchRow>({ ...FIND, values: [...scopeValues(scope), batchId] });
    return rows[0] === undefined ? null : loadedBatch(rows[0]);
  },
  list: async (scope, after, limit) => {
    const values = [...scopeValues(scope), after?.openedAt ?? null, after?.batchId ?? null, limit];
    const { rows } = await pool.query<BatchRow>({ ...LIST, values });
    return rows.map(loadedBatch);
  },
  listMembers: async (scope, batchId, { fate, after, limit }: MembersPage) => {
    const { rows } = await pool.query<MemberRow>({ ...LIST_MEMBERS, values: [...scopeValues(scope), batchId, fate, after, limit] });
    return rows.map(memberOf);
  },
  findMember: async (scope, batchId, orderId) => {
    const { rows } = await pool.query<MemberRow>({ ...FIND_MEMBER, values: [...scopeValues(scope), batchId, orderId] });
    return rows[0] === undefined ? null : memberOf(rows[0]);
  },
  history: async (scope, batchId) => {
    const { rows } = await pool.query<EventRow>({ ...HISTORY, values: [...scopeValues(scope), batchId] });
    return rows.map(eventOf);
  },
  commit: async ({ before, state, event, member }) => {
    const guarded = [...keyOf(before), before.version, state.status, state.version, toJson(state)];
    const said = [event.type, event.at, toJson(event.by), dataOf(event)];
    const named = [member?.orderId ?? null, member?.fate ?? null, member?.code ?? null];
    const { rowCount } = await pool.query({ ...COMMIT, values: [...guarded, ...said, ...named] });
    return rowCount === 1 ? "committed" : "stale";
  },
});

export const keyOf = ({ operationId, sellerId, batchId }: Pick<BatchState, "operationId" | "sellerId" | "batchId">) =>
  [operationId, sellerId, batchId] as const;

const dataOf = ({ seq: _seq, type: _type, at: _at, by: _by, ...data }: RecordedBatchEvent) => toJson(data);

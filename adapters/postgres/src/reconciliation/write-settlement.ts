import { legsOfClearing } from "@amends/domain/reconciliation/settle-item";
import type { Item, Settlement } from "@amends/flows/reconciliation/reconciliation-ports";
import type pg from "pg";
import { post } from "./house-book.ts";

const UNDO = {
  name: "item_undo",
  text: `
update reconciliation_items set status = 'open', resolution = null, linked_fact = null, settled_by = null, confirmed_by = null, settled_at = null, posted_minor = 0,
  posted_times = posted_times + case when posted_minor <> 0 then 1 else 0 end
where operation_id = $1 and gateway = $2 and item_key = $3 and status = $4 and posted_times = $5 returning posted_times`,
};
const UNDO_FACT = {
  name: "item_undo_fact",
  text: `update reconciliation_items set status = 'open', resolution = null, settled_by = null, confirmed_by = null, settled_at = null
where operation_id = $1 and fact_key = $2 and resolution = 'link'`,
};
const SETTLE = {
  name: "item_settle",
  text: `
update reconciliation_items set status = $5, resolution = $6, linked_fact = $7, settled_by = $8, confirmed_by = $9, settled_at = $10,
  note = coalesce($13, note), owner_id = case when $13::text is null then owner_id else $8 end, posted_minor = $11, posted_times = posted_times + case when $11::bigint <> 0 then 1 else 0 end
where operation_id = $1 and gateway = $2 and item_key = $3 and status = $4 and stake_minor is not distinct from $12
returning posted_times`,
};
const SETTLE_FACT = {
  name: "item_settle_fact",
  text: `update reconciliation_items set status = 'settled', resolution = 'link', settled_by = $3, confirmed_by = $4, settled_at = $5
where operation_id = $1 and fact_key = $2 and status in ('open', 'proposed')`,
};

type Client = pg.ClientBase;

export const writeSettlement = async (client: Client, item: Item, settlement: Settlement): Promise<"done" | "stale"> => {
  const { operationId, gateway, itemKey, stakeMinor } = item;
  const { status, resolution, linkedFact, settledBy, confirmedBy, note, at, legs } = settlement;
  const posts = legs.length > 0 ? String(stakeMinor ?? 0n) : "0";
  const decided = [
    status,
    resolution,
    linkedFact,
    settledBy,
    confirmedBy,
    at,
    posts,
    stakeMinor === null ? null : String(stakeMinor),
    note,
  ];
  const { rows } = await client.query<{ readonly posted_times: number }>({
    ...SETTLE,
    values: [operationId, gateway, itemKey, item.status, ...decided],
  });
  const [row] = rows;
  if (row === undefined) return "stale";
  if (legs.length > 0) await post(client, operationId, { gateway, itemKey, times: row.posted_times }, legs, at, item.currency);
  if (status === "settled" && linkedFact !== null)
    await client.query({ ...SETTLE_FACT, values: [operationId, linkedFact, settledBy, confirmedBy, at] });
  return "done";
};

export const undoSettlement = async (client: Client, item: Item, at: Settlement["at"]): Promise<"done" | "stale"> => {
  const { operationId, gateway, itemKey, status, resolution, linkedFact, postedMinor, postedTimes } = item;
  const { rows } = await client.query<{ readonly posted_times: number }>({
    ...UNDO,
    values: [operationId, gateway, itemKey, status, postedTimes],
  });
  const [row] = rows;
  if (row === undefined) return "stale";
  if (postedMinor !== 0n && resolution !== null) {
    const legs = legsOfClearing(resolution, gateway, postedMinor);
    await post(client, operationId, { gateway, itemKey, times: row.posted_times }, legs, at, item.currency);
  }
  if (linkedFact !== null) await client.query({ ...UNDO_FACT, values: [operationId, linkedFact] });
  return "done";
};

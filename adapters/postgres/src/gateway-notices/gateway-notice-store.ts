import { createHash } from "node:crypto";
import type { EffectRequest } from "@amends/domain/case/effect";
import { type CaseId, type EffectId, type OperationId, shardOf } from "@amends/domain/kernel/ids";
import type { GatewayNoticeStore, NoticedEffect } from "@amends/flows/gateway-notice-ports";
import type pg from "pg";
import { fromJson, type Json } from "../json-minor.ts";

const FIND_EFFECT = {
  name: "gateway_notice_effect",
  text: `
select e.effect_id, e.case_id, c.operation_id, o.external_order_no, e.status, e.request
from effects e join cases c on c.shard = e.shard and c.case_id = e.case_id
  join orders o on o.shard = c.shard and o.order_id = c.order_id
where e.shard = $1 and e.effect_id = $2`,
};

/** One statement: a notice that is on record has also woken its effect. A worker that is asking just now is not disturbed: answers come once. */
const KEEP = {
  name: "gateway_notice_keep",
  text: `
with kept as (
  insert into gateway_notices (shard, gateway, notice_id, effect_id, delivery_hash, received_at) values ($1, $2, $3, $4, $5, $6)
  on conflict do nothing returning shard
), woken as (
  update effects set status = 'pending', due_at = least(due_at, $6), faults = 0
  where shard = $1 and effect_id = $4 and status in ('pending', 'parked') and exists (select from kept)
)
select exists (select from kept) as kept,
  (select delivery_hash from gateway_notices where shard = $1 and gateway = $2 and notice_id = $3) as delivery_hash`,
};

/** What belongs to no case is every operation's to know: the gateways are theirs together. An alarm that is still open stays one row. */
const RAISE = {
  name: "gateway_notice_alarm",
  text: `
insert into alarms (operation_id, kind, target_id, raised_at, detail)
select operation_id, $2, $3, $4, $5 from operations where $1::text is null or operation_id = $1
on conflict (operation_id, kind, target_id) do update set raised_at = excluded.raised_at, detail = excluded.detail, settled_at = null, settled_by = null
where alarms.settled_at is not null`,
};

type EffectRow = {
  readonly effect_id: EffectId;
  readonly case_id: CaseId;
  readonly operation_id: OperationId;
  readonly external_order_no: string;
  readonly status: NoticedEffect["status"];
  readonly request: Json;
};

export const findNoticedEffect = async (db: Pick<pg.Pool | pg.ClientBase, "query">, effectId: EffectId): Promise<NoticedEffect | null> => {
  const { rows } = await db.query<EffectRow>({ ...FIND_EFFECT, values: [shardOf(effectId), effectId] });
  const [row] = rows;
  if (row === undefined) return null;
  const { case_id: caseId, operation_id: operationId, external_order_no: externalOrderNo, status, request } = row;
  return { effectId, caseId, operationId, externalOrderNo, status, request: fromJson<EffectRequest>(request) };
};

export const createGatewayNoticeStore = (pool: pg.Pool): GatewayNoticeStore => ({
  findEffect: effectId => findNoticedEffect(pool, effectId),
  keep: async ({ gateway, noticeId, deliveryMark, effectId, at }) => {
    const hash = deliveryMark === null ? null : createHash("sha256").update(deliveryMark).digest("base64url");
    const values = [shardOf(effectId), gateway, noticeId, effectId, hash, at];
    const { rows } = await pool.query<{ readonly kept: boolean; readonly delivery_hash: string | null }>({ ...KEEP, values });
    const [row] = rows;
    if (row?.kept === true) return "kept";
    return hash !== null && row?.delivery_hash === hash ? "same_delivery" : "delivered_again";
  },
  raise: async ({ operationId, kind, targetId, raisedAt, detail }) => {
    const { rowCount } = await pool.query({ ...RAISE, values: [operationId, kind, targetId, raisedAt, JSON.stringify(detail)] });
    return rowCount === 0 ? "open_already" : "raised";
  },
});

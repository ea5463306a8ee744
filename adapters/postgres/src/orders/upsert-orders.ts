import type { Instant } from "@amends/domain/kernel/time";
import { orderState } from "@amends/domain/order/goods-state";
import type { OrderWrite } from "@amends/flows/import-ports";
import type { ClientBase } from "pg";
import { toJson } from "../json-minor.ts";

const INCOMING = `
  incoming as materialized (
    select * from json_to_recordset($1::json) as x (
      shard smallint, order_id text, operation_id text, customer_id text, external_order_no text, source text, source_version bigint,
      from_version bigint, facts_version bigint, content_hash text, currency text, seller_ids text[], state text, recipient_text_id text, message_text_id text,
      placed_at bigint, facts json)
  )`;

const INSERT = `
  with ${INCOMING}, inserted as (
    insert into orders (shard, order_id, operation_id, customer_id, external_order_no, source, source_version, content_hash, currency,
      seller_ids, state, recipient_text_id, message_text_id, placed_at, changed_at, facts)
    select shard, order_id, operation_id, customer_id, external_order_no, source, source_version, content_hash, currency,
      seller_ids, state, recipient_text_id, message_text_id, placed_at, $2, facts
    from incoming
    returning shard, order_id
  )
  insert into order_guards (shard, order_id) select shard, order_id from inserted`;

export const insertOrders = async (client: ClientBase, orders: readonly OrderWrite[], at: Instant): Promise<number> => {
  if (orders.length === 0) return 0;
  const { rowCount } = await client.query({ name: "import_insert_orders", text: INSERT, values: [incoming(orders), at] });
  return rowCount ?? 0;
};

/**
 * The guard is bumped in the same statement, so a filing that read the old facts finds another version and decides again. Open cases of the order are
 * told by an effect whose id follows from case and version, so that one version is told once; it is due at once by whatever clock the workers go. So are
 * cases that may have paid for goods that did not come: the goods may come yet.
 */
const UPDATE = `
  with ${INCOMING}, guarded as (
    update order_guards g set facts_version = g.facts_version + 1
    from incoming i where g.shard = i.shard and g.order_id = i.order_id and g.facts_version = i.facts_version
    returning g.shard, g.order_id
  ), changed as (
    update orders o set source_version = i.source_version, content_hash = i.content_hash, seller_ids = i.seller_ids, state = i.state,
      recipient_text_id = i.recipient_text_id, message_text_id = i.message_text_id, placed_at = i.placed_at, changed_at = $2, facts = i.facts
    from incoming i join guarded g on g.shard = i.shard and g.order_id = i.order_id
    where o.shard = i.shard and o.order_id = i.order_id and o.source_version = i.from_version
    returning o.shard, o.order_id, o.customer_id, i.from_version, i.source_version
  ), told as (
    insert into effects (shard, effect_id, case_id, kind, request, due_at)
    select k.shard, 'effect_' || substr(k.case_id, 6, 12) || substr(md5(k.case_id || '/' || c.source_version), 1, 12), k.case_id, 'review_order_change',
      json_build_object('kind', 'review_order_change', 'toVersion', c.source_version), 0
    from changed c join cases k on k.shard = c.shard and k.customer_id = c.customer_id and k.order_id = c.order_id
      and (k.ended_at is null or k.phase = 'resolved' and k.service_type in ('refund_only', 'refuse_delivery', 'logistics'))
    on conflict do nothing
  )
  insert into order_changes (shard, order_id, from_version, to_version, at)
  select shard, order_id, from_version, source_version, $2 from changed`;

export const updateOrders = async (client: ClientBase, orders: readonly OrderWrite[], at: Instant): Promise<number> => {
  if (orders.length === 0) return 0;
  const { rowCount } = await client.query({ name: "import_update_orders", text: UPDATE, values: [incoming(orders), at] });
  return rowCount ?? 0;
};

const incoming = (orders: readonly OrderWrite[]): string => JSON.stringify(orders.map(orderToRow));

const orderToRow = ({ shard, facts, messageTextId, ...version }: OrderWrite) => ({
  shard,
  order_id: facts.orderId,
  operation_id: facts.operationId,
  customer_id: facts.customerId,
  external_order_no: facts.externalOrderNo,
  source: version.source,
  source_version: version.sourceVersion,
  from_version: version.fromVersion,
  facts_version: version.factsVersion,
  content_hash: version.contentHash,
  currency: facts.currency,
  seller_ids: [...new Set(facts.lines.map(line => line.sellerId))],
  state: orderState(facts),
  recipient_text_id: facts.recipientTextId,
  message_text_id: messageTextId,
  placed_at: facts.placedAt,
  facts: toJson(facts),
});

import { type Id, type IdKind, shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { SearchHit, SearchKeys } from "@amends/flows/read-ports";
import type { Scope } from "@amends/flows/scope";
import type { Pool } from "pg";
import { readAs } from "../reader/read-as.ts";

/** Nobody reads further; a number that leads to more is no number to search by. */
const HITS_MAX = 20;

/** Each key leads through the directory, or by its own shard, to the one place its row lies; what the scope may not see is not among the hits. */
const FIND = `
with key (kind, by, shard, target_id) as (
  select case when d.key_kind = 'phone_hmac' then 'customer' when d.target_id like 'case\\_%' then 'case' else 'order' end,
    case d.key_kind when 'case_short_no' then 'case_no' when 'phone_hmac' then 'phone' when 'tracking_no' then 'tracking_no' else 'order_no' end,
    d.shard, d.target_id
  from directory d
  where d.operation_id = $1 and ((d.key_kind = 'case_short_no' and d.key = $4) or (d.key_kind = 'phone_hmac' and d.key = $6)
    or (d.key_kind in ('external_order_no', 'tracking_no') and d.key = any($5::text[])))
  union all
  select kind, 'id', shard, target_id from unnest($7::text[], $8::smallint[], $9::text[]) as id (kind, shard, target_id)
)
select * from (
  select 'case' as kind, key.by, k.case_id as "caseId", k.order_id as "orderId", k.customer_id as "customerId", k.short_no as "shortNo",
    k.service_type as "serviceType", k.phase, null as "externalOrderNo", k.filed_at as at, null as goods, null as tier, null as "externalId"
  from key join cases k on k.shard = key.shard and k.case_id = key.target_id
  where key.kind = 'case' and k.operation_id = $1 and ($2::text is null or k.customer_id = $2) and ($3::text is null or k.seller_id = $3)
  union all
  select 'order', key.by, null, o.order_id, o.customer_id, null, null, null, o.external_order_no, o.placed_at,
    (select string_agg(line ->> 'name', ' / ') from json_array_elements(o.facts -> 'lines') line), null, null
  from key join orders o on o.shard = key.shard and o.order_id = key.target_id
  where key.kind = 'order' and o.operation_id = $1 and ($2::text is null or o.customer_id = $2) and ($3::text is null or $3 = any(o.seller_ids))
  union all
  select 'customer', key.by, null, null, c.customer_id, null, null, null, null, 0, null, c.tier, c.external_id
  from key join customers c on c.shard = key.shard and c.customer_id = key.target_id
  where key.kind = 'customer' and c.operation_id = $1 and ($2::text is null or c.customer_id = $2) and $3::text is null
) hit order by kind, at desc, coalesce("caseId", "orderId", "customerId") limit ${HITS_MAX}`;

type Row = { readonly kind: SearchHit["kind"]; readonly at: string } & Readonly<Record<string, string | null>>;

export const findAnything = async (reader: Pool, scope: Scope, keys: SearchKeys): Promise<readonly SearchHit[]> => {
  const ids = [idPart("case", keys.caseId), idPart("order", keys.orderId), idPart("customer", keys.customerId)].flat();
  const rows = await readAs<Row>(reader, scope, {
    name: "find_anything",
    text: FIND,
    values: [keys.shortNo, keys.numbers, keys.phoneKey, ids.map(part => part.kind), ids.map(part => part.shard), ids.map(part => part.id)],
  });
  return rows.map(hitOf);
};

const idPart = (kind: SearchHit["kind"], id: Id<IdKind> | null) => (id === null ? [] : [{ kind, shard: shardOf(id), id }]);

/** Each part of the union fills the columns of its kind. */
const hitOf = ({ kind, at, ...row }: Row): SearchHit => {
  const { by, caseId, orderId, customerId, shortNo, serviceType, phase, externalOrderNo, externalId, goods, tier } = row;
  switch (kind) {
    case "case":
      return { kind, by, caseId, shortNo, orderId, serviceType, phase } as SearchHit;
    case "order":
      return { kind, by, orderId, customerId, externalOrderNo, placedAt: Number(at) as Instant, goods } as SearchHit;
    case "customer":
      return { kind, by, customerId, externalId, tier } as SearchHit;
  }
};

import { type OrderId, type PersonId, shardOf } from "@amends/domain/kernel/ids";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { StoredOrderDetail } from "@amends/flows/read-ports";
import type { Scope } from "@amends/flows/scope";
import type { Pool } from "pg";
import { ACTIVE_STEPS, caseOf, HEAD, LINES, type StoredCase } from "../cases/stored-case.ts";
import { fromJson, type Json } from "../json-minor.ts";
import { readAs } from "../reader/read-as.ts";

const SHOW = `
select o.facts, c.person_id,
  (select coalesce(json_agg(json_build_object('sellerId', s.seller_id, 'name', s.name) order by s.seller_id), '[]')
    from sellers s where s.operation_id = o.operation_id and s.seller_id = any(o.seller_ids)) as sellers,
  (select coalesce(json_agg(json_build_object('head', ${HEAD}, 'state', k.state, 'lines', ${LINES}, 'steps', ${ACTIVE_STEPS}) order by k.filed_at, k.case_id), '[]')
    from cases k where k.shard = o.shard and k.customer_id = o.customer_id and k.order_id = o.order_id
      and ($3::text is null or k.seller_id = $3)) as cases
from orders o join customers c on c.shard = o.shard and c.customer_id = o.customer_id
where o.shard = $4 and o.order_id = $5
  and o.operation_id = $1 and ($2::text is null or o.customer_id = $2) and ($3::text is null or $3 = any(o.seller_ids))`;

type Row = {
  readonly facts: Json;
  readonly person_id: PersonId;
  readonly sellers: StoredOrderDetail["sellers"];
  readonly cases: readonly StoredCase[];
};

export const showOrder = async (reader: Pool, scope: Scope, orderId: OrderId): Promise<StoredOrderDetail | null> => {
  const [row] = await readAs<Row>(reader, scope, { name: "order_show", text: SHOW, values: [shardOf(orderId), orderId] });
  if (row === undefined) return null;
  return {
    order: fromJson<OrderFacts>(row.facts),
    personId: row.person_id,
    sellers: row.sellers,
    cases: row.cases.map(caseOf),
  };
};

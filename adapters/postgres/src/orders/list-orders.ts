import { shardOf } from "@amends/domain/kernel/ids";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { OrderCursor, OrderFilter } from "@amends/flows/read-ports";
import type { Scope } from "@amends/flows/scope";
import type { Pool } from "pg";
import { fromJson, type Json } from "../json-minor.ts";
import { type ReadStatement, readAs } from "../reader/read-as.ts";

type Page = { readonly after: OrderCursor | null; readonly limit: number };

/** Latest first, by keyset. A buyer's walk `orders_of_customer`, a seller's the key of `order_sellers`; an order number leads to a handful at most. */
export const listOrders = async (reader: Pool, scope: Scope, filter: OrderFilter, page: Page): Promise<readonly OrderFacts[]> => {
  const rows = await readAs<{ readonly facts: Json }>(reader, scope, statementOf(filter, page));
  return rows.map(row => fromJson<OrderFacts>(row.facts));
};

const IN_SCOPE = "o.operation_id = $1 and ($2::text is null or o.customer_id = $2) and ($3::text is null or $3 = any(o.seller_ids))";
const KEYSET = "($4::bigint is null or (o.placed_at, o.order_id) < ($4, $5::text))";
const LATEST = "order by o.placed_at desc, o.order_id desc limit $6";

const statementOf = (filter: OrderFilter, { after, limit }: Page): ReadStatement => {
  const page = [after?.placedAt ?? null, after?.orderId ?? null, limit];
  switch (filter.kind) {
    case "customer":
      return {
        text: `select o.facts from orders o where o.shard = $7 and o.customer_id = $8 and ${IN_SCOPE} and ${KEYSET} ${LATEST}`,
        values: [...page, shardOf(filter.customerId), filter.customerId],
      };
    case "seller":
      return {
        text: `
select o.facts from (
  select s.shard, s.order_id from order_sellers s
  where s.operation_id = $1 and s.seller_id = $7 and ($4::bigint is null or (s.placed_at, s.order_id) < ($4, $5::text))
  order by s.placed_at desc, s.order_id desc limit $6
) page join orders o on o.shard = page.shard and o.order_id = page.order_id
where ${IN_SCOPE} order by o.placed_at desc, o.order_id desc`,
        values: [...page, filter.sellerId],
      };
    case "external_no":
      return {
        text: `
select o.facts from directory d join orders o on o.shard = d.shard and o.order_id = d.target_id
where d.key = $7 and d.key_kind = 'external_order_no' and d.operation_id = $1 and ${IN_SCOPE} and ${KEYSET} ${LATEST}`,
        values: [...page, filter.externalOrderNo],
      };
  }
};

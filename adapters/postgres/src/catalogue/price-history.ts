import { type OperationId, shardOf } from "@amends/domain/kernel/ids";
import { addMs, DAY_MS, instant } from "@amends/domain/kernel/time";
import type { PriceOffer } from "@amends/domain/order/price-facts";
import type { CaseStore, PriceNews } from "@amends/flows/case-ports";
import type { SkuWrite } from "@amends/flows/import-ports";
import type { ClientBase, Pool } from "pg";

type Db = Pick<Pool | ClientBase, "query">;

/** A price that is the same as the one before it is no news; one that was told for the same moment before is corrected. */
const APPEND = `
  insert into sku_prices (operation_id, sku_id, from_at, price_minor, offer)
  select $1, x.sku_id, x.from_at, x.price_minor, x.offer
  from jsonb_to_recordset($2::jsonb) as x (sku_id text, from_at bigint, price_minor bigint, offer text)
  left join lateral (
    select p.price_minor, p.offer from sku_prices p
    where p.operation_id = $1 and p.sku_id = x.sku_id and p.from_at < x.from_at order by p.from_at desc limit 1
  ) before on true
  where before.price_minor is null or before.price_minor <> x.price_minor or before.offer <> x.offer
  on conflict (operation_id, sku_id, from_at) do update set price_minor = excluded.price_minor, offer = excluded.offer`;

export const appendPrices = async (client: ClientBase, operationId: OperationId, skus: readonly SkuWrite[]): Promise<void> => {
  if (skus.length === 0) return;
  const rows = skus.map(({ sku }) => ({
    sku_id: sku.skuId,
    from_at: sku.asOf,
    price_minor: Number(sku.priceMinor),
    offer: sku.offer ?? "public",
  }));
  await client.query({ name: "import_append_prices", text: APPEND, values: [operationId, JSON.stringify(rows)] });
};

/**
 * Every price of these articles from a moment on and the one that was in force then; and of the buyer's other orders what was asked for because a price
 * fell. One statement, since both are asked for together.
 */
const SINCE = `
select
  (select json_agg(json_build_object('sku_id', p.sku_id, 'from_at', p.from_at, 'price_minor', p.price_minor, 'offer', p.offer)
      order by p.sku_id, p.from_at)
    from sku_prices p
    where p.operation_id = $1 and p.sku_id = any($2)
      and p.from_at >= coalesce((select max(b.from_at) from sku_prices b
        where b.operation_id = $1 and b.sku_id = p.sku_id and b.from_at <= $3), 0)) as prices,
  (select json_agg(json_build_object('filed_at', k.filed_at, 'amount_minor', asked.amount_minor, 'sku_ids', asked.sku_ids) order by k.filed_at)
    from cases k
    join orders o on o.shard = k.shard and o.order_id = k.order_id
    join lateral (
      select sum(l.promised_minor) as amount_minor, json_agg(x->>'skuId') as sku_ids
      from case_lines l join json_array_elements(o.facts->'lines') x on (x->>'lineNo')::int = l.line_no
      where l.shard = k.shard and l.case_id = k.case_id
    ) asked on true
    where k.operation_id = $1 and k.shard = $4 and k.customer_id = $5 and k.order_id <> $6 and k.filed_at > $7
      and k.service_type = 'price_protection' and k.phase not in ('rejected', 'withdrawn')) as drops`;

const MONTH_MS = 30 * DAY_MS;

export const pricesSince: (db: Db, ...asked: Parameters<CaseStore["pricesSince"]>) => Promise<PriceNews> = async (
  db,
  { operationId },
  { orderId, customerId },
  { skuIds, since, at },
) => {
  const values = [operationId, skuIds, since, shardOf(orderId), customerId, orderId, addMs(at, -MONTH_MS)];
  const { rows } = await db.query<Row>({ name: "sku_prices_since", text: SINCE, values });
  return {
    prices: (rows[0]?.prices ?? []).map(row => ({
      skuId: row.sku_id,
      from: instant(row.from_at),
      priceMinor: BigInt(row.price_minor),
      offer: row.offer,
    })),
    priceDropsBefore: (rows[0]?.drops ?? []).map(row => ({
      filedAt: instant(row.filed_at),
      skuIds: row.sku_ids,
      amountMinor: BigInt(row.amount_minor),
    })),
  };
};

type Row = {
  readonly prices:
    | readonly { readonly sku_id: string; readonly from_at: number; readonly price_minor: number; readonly offer: PriceOffer }[]
    | null;
  readonly drops: readonly { readonly filed_at: number; readonly sku_ids: readonly string[]; readonly amount_minor: number }[] | null;
};

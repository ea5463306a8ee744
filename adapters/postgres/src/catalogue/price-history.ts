import type { OperationId } from "@amends/domain/kernel/ids";
import { type Instant, instant } from "@amends/domain/kernel/time";
import type { PriceFact, PriceOffer } from "@amends/domain/order/price-facts";
import type { SkuWrite } from "@amends/flows/import-ports";
import type { Scope } from "@amends/flows/scope";
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

/** Every price of these articles from a moment on, and the one that was in force then. */
const SINCE = `
  select p.sku_id, p.from_at, p.price_minor, p.offer from sku_prices p
  where p.operation_id = $1 and p.sku_id = any($2)
    and p.from_at >= coalesce((select max(b.from_at) from sku_prices b
      where b.operation_id = $1 and b.sku_id = p.sku_id and b.from_at <= $3), 0)
  order by p.sku_id, p.from_at`;

export const pricesSince = async (db: Db, scope: Scope, skuIds: readonly string[], since: Instant): Promise<readonly PriceFact[]> => {
  const { rows } = await db.query<Row>({ name: "sku_prices_since", text: SINCE, values: [scope.operationId, skuIds, since] });
  return rows.map(row => ({
    skuId: row.sku_id,
    from: instant(Number(row.from_at)),
    priceMinor: BigInt(row.price_minor),
    offer: row.offer,
  }));
};

type Row = { readonly sku_id: string; readonly from_at: string; readonly price_minor: string; readonly offer: PriceOffer };

import type { OperationId } from "@amends/domain/kernel/ids";
import type { SkuWrite } from "@amends/flows/import-ports";
import type { ClientBase } from "pg";

const UPSERT = `
  with incoming as materialized (
    select * from jsonb_to_recordset($2::jsonb) as x (
      sku_id text, product_id text, source text, source_version bigint, from_version bigint, content_hash text, name text, category text,
      options jsonb, price_minor bigint, available integer, as_of bigint)
  ), inserted as (
    insert into skus (operation_id, sku_id, product_id, source, source_version, content_hash, name, category, options, price_minor, available, as_of)
    select $1, sku_id, product_id, source, source_version, content_hash, name, category, options, price_minor, available, as_of
    from incoming where from_version is null
    on conflict do nothing
    returning 1
  ), changed as (
    update skus s set product_id = i.product_id, source_version = i.source_version, content_hash = i.content_hash, name = i.name,
      category = i.category, options = i.options, price_minor = i.price_minor, available = i.available, as_of = i.as_of
    from incoming i
    where s.operation_id = $1 and s.sku_id = i.sku_id and s.source_version = i.from_version
    returning 1
  )
  select (select count(*) from inserted) + (select count(*) from changed) as written`;

export const upsertSkus = async (client: ClientBase, operationId: OperationId, skus: readonly SkuWrite[]): Promise<number> => {
  if (skus.length === 0) return 0;
  const values = [operationId, JSON.stringify(skus.map(skuToRow))];
  const { rows } = await client.query<{ readonly written: string }>({ name: "import_upsert_skus", text: UPSERT, values });
  return Number(rows[0]?.written);
};

const skuToRow = ({ sku, ...version }: SkuWrite) => ({
  sku_id: sku.skuId,
  product_id: sku.productId,
  source: version.source,
  source_version: version.sourceVersion,
  from_version: version.fromVersion,
  content_hash: version.contentHash,
  name: sku.name,
  category: sku.category,
  options: sku.options,
  price_minor: Number(sku.priceMinor),
  available: sku.available,
  as_of: sku.asOf,
});

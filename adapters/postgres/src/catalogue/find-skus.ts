import type { CatalogueSku } from "@amends/domain/intake/catalogue-sku";
import { instant } from "@amends/domain/kernel/time";
import type { Scope } from "@amends/flows/scope";
import type { ClientBase, Pool } from "pg";

type Db = Pick<Pool | ClientBase, "query">;

/** The catalogue is public within its operation. */
const SELECT = "select sku_id, product_id, name, category, options, price_minor, available, as_of from skus where operation_id = $1";
const OF_PRODUCT = `${SELECT} and product_id = $2 order by sku_id`;
const BY_ID = `${SELECT} and sku_id = any($2) order by sku_id`;

export const listSkus = async (db: Db, scope: Scope, productId: string): Promise<readonly CatalogueSku[]> => {
  const { rows } = await db.query<Row>({ name: "sku_list_of_product", text: OF_PRODUCT, values: [scope.operationId, productId] });
  return rows.map(rowToSku);
};

export const findSkus = async (db: Db, scope: Scope, skuIds: readonly string[]): Promise<readonly CatalogueSku[]> => {
  const { rows } = await db.query<Row>({ name: "sku_find", text: BY_ID, values: [scope.operationId, skuIds] });
  return rows.map(rowToSku);
};

type Row = {
  readonly sku_id: string;
  readonly product_id: string;
  readonly name: string;
  readonly category: string;
  readonly options: Readonly<Record<string, string>>;
  readonly price_minor: string;
  readonly available: number | null;
  readonly as_of: string;
};

const rowToSku = (row: Row): CatalogueSku => ({
  skuId: row.sku_id,
  productId: row.product_id,
  name: row.name,
  category: row.category,
  options: row.options,
  priceMinor: BigInt(row.price_minor),
  available: row.available,
  asOf: instant(Number(row.as_of)),
});

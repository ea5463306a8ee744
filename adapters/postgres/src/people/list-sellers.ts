import type { SellerId } from "@amends/domain/kernel/ids";
import type { Scope } from "@amends/flows/scope";
import type { SellerReader } from "@amends/flows/seller-reader";
import type pg from "pg";
import { scopeValues } from "../scope-values.ts";

/** What was typed is looked for as it stands: `%` and `_` are letters like others. */
const LIST = `
select s.seller_id, s.name, s.external_id, s.is_trader, s.closed from sellers s
where s.operation_id = $1 and ($2::text is null or s.seller_id = $2)
  and ($3::text is null or position(lower($3) in lower(s.name)) > 0 or s.external_id = $3 or s.seller_id = $3)
  and ($4::text is null or (s.name collate "C", s.seller_id) > ($4 collate "C", $5))
order by s.name collate "C", s.seller_id limit $6`;

type Row = {
  readonly seller_id: SellerId;
  readonly name: string;
  readonly external_id: string;
  readonly is_trader: boolean;
  readonly closed: boolean;
};

export const createSellerReader = (pool: Pick<pg.Pool, "query">): SellerReader => ({
  list: async (scope: Scope, { q, after, limit }) => {
    const [operationId, customerId, sellerId] = scopeValues(scope);
    if (customerId !== null) return [];
    const values = [operationId, sellerId, q, after?.name ?? null, after?.sellerId ?? null, limit];
    const { rows } = await pool.query<Row>({ name: "seller_list", text: LIST, values });
    return rows.map(({ seller_id, name, external_id, is_trader, closed }) => ({
      sellerId: seller_id,
      name,
      externalId: external_id,
      isTrader: is_trader,
      closed,
    }));
  },
});

import type { SellerProfile } from "@amends/domain/intake/profiles";
import type { OperationId, PersonId, SellerId } from "@amends/domain/kernel/ids";
import type { Scope } from "@amends/flows/scope";
import type { ClientBase, Pool } from "pg";
import { scopeValues } from "../scope-values.ts";

export type StoredSeller = { readonly profile: SellerProfile; readonly personId: PersonId };

/** What a seller is called and whether they are a trader is shown on every listing, so a buyer may see it; of sellers each sees only itself. */
const FIND = `
  select s.seller_id, s.operation_id, s.external_id, s.person_id, s.name, s.is_trader, s.flagship, s.closed, (
    select coalesce(jsonb_agg(jsonb_build_object(
      'addressNo', a.address_no, 'isDefault', a.is_default, 'contactTextId', a.contact_text_id) order by a.address_no), '[]')
    from return_addresses a where a.operation_id = s.operation_id and a.seller_id = s.seller_id) as return_addresses
  from sellers s
  where s.operation_id = $1 and ($2::text is null or s.seller_id = $2) and s.seller_id = $3`;

type Row = {
  readonly seller_id: SellerId;
  readonly operation_id: OperationId;
  readonly external_id: string;
  readonly person_id: PersonId;
  readonly name: string;
  readonly is_trader: boolean;
  readonly flagship: boolean;
  readonly closed: boolean;
  readonly return_addresses: SellerProfile["returnAddresses"];
};

export const findSeller = async (db: Pick<Pool | ClientBase, "query">, scope: Scope, sellerId: SellerId): Promise<StoredSeller | null> => {
  const [operationId, , ownSellerId] = scopeValues(scope);
  const { rows } = await db.query<Row>({ name: "seller_find", text: FIND, values: [operationId, ownSellerId, sellerId] });
  return rows[0] === undefined ? null : rowToSeller(rows[0]);
};

const rowToSeller = (row: Row): StoredSeller => ({
  personId: row.person_id,
  profile: {
    sellerId: row.seller_id,
    operationId: row.operation_id,
    externalId: row.external_id,
    name: row.name,
    isTrader: row.is_trader,
    flagship: row.flagship,
    closed: row.closed,
    returnAddresses: row.return_addresses,
  },
});

import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { SellerWrite } from "@amends/flows/import-ports";
import type { ClientBase } from "pg";
import { tellOfSellers } from "../return-places/address-news.ts";

const UPSERT = `
  with incoming as materialized (
    select * from jsonb_to_recordset($2::jsonb) as x (
      shard smallint, seller_id text, external_id text, person_id text, source text, source_version bigint, from_version bigint,
      content_hash text, name text, is_trader boolean, flagship boolean, closed boolean)
  ), inserted as (
    insert into sellers (operation_id, seller_id, shard, external_id, person_id, source, source_version, content_hash, name, is_trader,
      flagship, closed, changed_at)
    select $1, seller_id, shard, external_id, person_id, source, source_version, content_hash, name, is_trader, flagship, closed, $3
    from incoming where from_version is null
    on conflict do nothing
    returning 1
  ), changed as (
    update sellers s set source_version = i.source_version, content_hash = i.content_hash, name = i.name, is_trader = i.is_trader,
      flagship = i.flagship, closed = i.closed, changed_at = $3
    from incoming i
    where s.operation_id = $1 and s.seller_id = i.seller_id and s.source_version = i.from_version
    returning 1
  )
  select (select count(*) from inserted) + (select count(*) from changed) as written`;

export const upsertSellers = async (
  client: ClientBase,
  operationId: OperationId,
  sellers: readonly SellerWrite[],
  at: Instant,
): Promise<number> => {
  if (sellers.length === 0) return 0;
  const values = [operationId, JSON.stringify(sellers.map(sellerToRow)), at];
  const { rows } = await client.query<{ readonly written: string }>({ name: "import_upsert_sellers", text: UPSERT, values });
  await replaceReturnAddresses(client, operationId, sellers, at);
  return Number(rows[0]?.written);
};

const sellerToRow = ({ shard, personId, profile, ...version }: SellerWrite) => ({
  shard,
  seller_id: profile.sellerId,
  external_id: profile.externalId,
  person_id: personId,
  source: version.source,
  source_version: version.sourceVersion,
  from_version: version.fromVersion,
  content_hash: version.contentHash,
  name: profile.name,
  is_trader: profile.isTrader,
  flagship: profile.flagship,
  closed: profile.closed,
});

const DELETE_ADDRESSES = "delete from return_addresses where operation_id = $1 and seller_id = any($2)";

const INSERT_ADDRESSES = `
  insert into return_addresses (operation_id, seller_id, address_no, is_default, contact_text_id)
  select $1, x.seller_id, x.address_no, x.is_default, x.contact_text_id
  from jsonb_to_recordset($2::jsonb) as x (seller_id text, address_no integer, is_default boolean, contact_text_id text)
  join sellers s on s.operation_id = $1 and s.seller_id = x.seller_id`;

/** The host's book is the whole book. A case that sends goods to an entry keeps the entry's text, so it may go. */
const replaceReturnAddresses = async (
  client: ClientBase,
  operationId: OperationId,
  sellers: readonly SellerWrite[],
  at: Instant,
): Promise<void> => {
  const sellerIds = sellers.map(seller => seller.profile.sellerId);
  const known = sellers.filter(({ fromVersion }) => fromVersion !== null);
  if (known.length > 0) await tellOfSellers(client, operationId, known.map(bookTold), at);
  await client.query({ name: "import_delete_return_addresses", text: DELETE_ADDRESSES, values: [operationId, sellerIds] });
  const rows = sellers.flatMap(({ profile }) =>
    profile.returnAddresses
      .filter(address => address.contactTextId !== null)
      .map(address => ({
        seller_id: profile.sellerId,
        address_no: address.addressNo,
        is_default: address.isDefault,
        contact_text_id: address.contactTextId,
      })),
  );
  if (rows.length > 0)
    await client.query({ name: "import_insert_return_addresses", text: INSERT_ADDRESSES, values: [operationId, JSON.stringify(rows)] });
};

const bookTold = ({ profile: { sellerId, returnAddresses } }: SellerWrite) => ({
  seller_id: sellerId,
  texts: returnAddresses
    .filter(({ contactTextId }) => contactTextId !== null)
    .toSorted((one, other) => one.addressNo - other.addressNo)
    .map(({ addressNo, isDefault, contactTextId }) => `${addressNo} ${isDefault} ${contactTextId}`),
});

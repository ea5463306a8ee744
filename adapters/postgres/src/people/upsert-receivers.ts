import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { ReceiverWrite } from "@amends/flows/import-ports";
import type { ClientBase } from "pg";
import { tellOfReceivers } from "../return-places/address-news.ts";

const UPSERT = `
  with incoming as materialized (
    select * from jsonb_to_recordset($2::jsonb) as x (
      shard smallint, receiver_id text, external_id text, person_id text, source text, source_version bigint, from_version bigint,
      content_hash text, name text, takes_in_as text, seller_id text, closed boolean)
  ), inserted as (
    insert into receivers (operation_id, receiver_id, shard, external_id, person_id, source, source_version, content_hash, name, takes_in_as,
      seller_id, closed, changed_at)
    select $1, receiver_id, shard, external_id, person_id, source, source_version, content_hash, name, takes_in_as, seller_id, closed, $3
    from incoming where from_version is null
    on conflict do nothing
    returning 1
  ), changed as (
    update receivers r set source_version = i.source_version, content_hash = i.content_hash, name = i.name, takes_in_as = i.takes_in_as,
      seller_id = i.seller_id, closed = i.closed, changed_at = $3
    from incoming i
    where r.operation_id = $1 and r.receiver_id = i.receiver_id and r.source_version = i.from_version
    returning 1
  )
  select (select count(*) from inserted) + (select count(*) from changed) as written`;

const DELETE_ADDRESSES = "delete from receiver_addresses where operation_id = $1 and receiver_id = any($2)";

const INSERT_ADDRESSES = `
  insert into receiver_addresses (operation_id, receiver_id, address_no, is_default, contact_text_id)
  select $1, x.receiver_id, x.address_no, x.is_default, x.contact_text_id
  from jsonb_to_recordset($2::jsonb) as x (receiver_id text, address_no integer, is_default boolean, contact_text_id text)
  join receivers r on r.operation_id = $1 and r.receiver_id = x.receiver_id`;

/** As the host sends them, each with its whole book; open cases are told if goods go elsewhere by it. */
export const upsertReceivers = async (
  client: ClientBase,
  operationId: OperationId,
  receivers: readonly ReceiverWrite[],
  at: Instant,
): Promise<number> => {
  if (receivers.length === 0) return 0;
  await tellOfReceivers(client, operationId, at);
  const values = [operationId, JSON.stringify(receivers.map(receiverToRow)), at];
  const { rows } = await client.query<{ readonly written: string }>({ name: "import_upsert_receivers", text: UPSERT, values });
  const ids = receivers.map(({ profile }) => profile.receiverId);
  await client.query({ name: "import_delete_receiver_addresses", text: DELETE_ADDRESSES, values: [operationId, ids] });
  const addresses = JSON.stringify(receivers.flatMap(addressesToRows));
  await client.query({ name: "import_insert_receiver_addresses", text: INSERT_ADDRESSES, values: [operationId, addresses] });
  return Number(rows[0]?.written);
};

const receiverToRow = ({ shard, personId, profile, ...version }: ReceiverWrite) => ({
  shard,
  receiver_id: profile.receiverId,
  external_id: profile.externalId,
  person_id: personId,
  source: version.source,
  source_version: version.sourceVersion,
  from_version: version.fromVersion,
  content_hash: version.contentHash,
  name: profile.name,
  takes_in_as: profile.takesInAs,
  seller_id: profile.sellerId,
  closed: profile.closed,
});

const addressesToRows = ({ profile: { receiverId, returnAddresses } }: ReceiverWrite) =>
  returnAddresses
    .filter(({ contactTextId }) => contactTextId !== null)
    .map(({ addressNo, isDefault, contactTextId }) => ({
      receiver_id: receiverId,
      address_no: addressNo,
      is_default: isDefault,
      contact_text_id: contactTextId,
    }));

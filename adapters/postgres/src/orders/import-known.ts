import type { CustomerId, OperationId, OrderId, PersonId, ReceiverId, SellerId, Shard, TextId } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import type { ImportKnown, ImportWanted, KnownPerson, KnownText, KnownVersion, TextProbe } from "@amends/flows/import-ports";
import type { ClientBase, Pool } from "pg";
import { ENTRIES, type EntryRow, rowToEntry } from "./acceptance-rows.ts";

type Db = Pick<Pool | ClientBase, "query">;

/** What we have of everything a batch names. */
export const loadKnown = async (db: Db, operationId: OperationId, wanted: ImportWanted): Promise<ImportKnown> => ({
  sellers: await loadSellers(db, operationId, wanted.sellers),
  receivers: await loadReceivers(db, operationId, wanted.receivers),
  customers: await loadCustomers(db, operationId, wanted.customers),
  skus: await loadSkus(db, operationId, wanted.skus),
  orders: await loadOrders(db, operationId, wanted.orders),
});

type VersionRow = { readonly source: string; readonly source_version: string; readonly content_hash: string };
type PersonRow = { readonly person_id: PersonId; readonly wrapped_key: Buffer | null; readonly wrapped_salt: Buffer | null };

const rowToVersion = (row: VersionRow): KnownVersion => ({
  source: row.source,
  sourceVersion: Number(row.source_version),
  contentHash: row.content_hash,
});

const rowToPerson = (row: PersonRow): KnownPerson => ({
  personId: row.person_id,
  secret: row.wrapped_key === null || row.wrapped_salt === null ? null : { wrappedKey: row.wrapped_key, wrappedSalt: row.wrapped_salt },
});

const SELLERS = `
  select s.external_id, s.seller_id, s.shard, s.source, s.source_version, s.content_hash, p.person_id, p.wrapped_key, p.wrapped_salt
  from unnest($2::text[]) as wanted (external_id)
  join sellers s on s.operation_id = $1 and s.external_id = wanted.external_id
  join persons p on p.shard = s.shard and p.person_id = s.person_id`;

const loadSellers = async (db: Db, operationId: OperationId, externalIds: readonly string[]): Promise<ImportKnown["sellers"]> => {
  if (externalIds.length === 0) return [];
  type Row = VersionRow & PersonRow & { readonly external_id: string; readonly seller_id: SellerId; readonly shard: Shard };
  const { rows } = await db.query<Row>({ name: "import_known_sellers", text: SELLERS, values: [operationId, externalIds] });
  return rows.map(row => ({
    ...rowToVersion(row),
    externalId: row.external_id,
    sellerId: row.seller_id,
    shard: row.shard,
    person: rowToPerson(row),
  }));
};

const RECEIVERS = `
  select r.external_id, r.receiver_id, r.shard, r.source, r.source_version, r.content_hash, p.person_id, p.wrapped_key, p.wrapped_salt
  from unnest($2::text[]) as wanted (external_id)
  join receivers r on r.operation_id = $1 and r.external_id = wanted.external_id
  join persons p on p.shard = r.shard and p.person_id = r.person_id`;

const loadReceivers = async (db: Db, operationId: OperationId, externalIds: readonly string[]): Promise<ImportKnown["receivers"]> => {
  if (externalIds.length === 0) return [];
  type Row = VersionRow & PersonRow & { readonly external_id: string; readonly receiver_id: ReceiverId; readonly shard: Shard };
  const { rows } = await db.query<Row>({ name: "import_known_receivers", text: RECEIVERS, values: [operationId, externalIds] });
  return rows.map(row => ({
    ...rowToVersion(row),
    externalId: row.external_id,
    receiverId: row.receiver_id,
    shard: row.shard,
    person: rowToPerson(row),
  }));
};

const CUSTOMERS = `
  select c.external_id, c.customer_id, c.shard, c.source, c.source_version, c.content_hash, p.person_id, p.wrapped_key, p.wrapped_salt
  from unnest($2::smallint[], $3::text[]) as wanted (shard, external_id)
  join customers c on c.shard = wanted.shard and c.operation_id = $1 and c.external_id = wanted.external_id
  join persons p on p.shard = c.shard and p.person_id = c.person_id`;

const loadCustomers = async (db: Db, operationId: OperationId, wanted: ImportWanted["customers"]): Promise<ImportKnown["customers"]> => {
  if (wanted.length === 0) return [];
  type Row = VersionRow & PersonRow & { readonly external_id: string; readonly customer_id: CustomerId; readonly shard: Shard };
  const values = [operationId, wanted.map(customer => customer.shard), wanted.map(customer => customer.externalId)];
  const { rows } = await db.query<Row>({ name: "import_known_customers", text: CUSTOMERS, values });
  return rows.map(row => ({
    ...rowToVersion(row),
    externalId: row.external_id,
    customerId: row.customer_id,
    shard: row.shard,
    person: rowToPerson(row),
  }));
};

const SKUS = `
  select s.sku_id, s.source, s.source_version, s.content_hash
  from unnest($2::text[]) as wanted (sku_id) join skus s on s.operation_id = $1 and s.sku_id = wanted.sku_id`;

const loadSkus = async (db: Db, operationId: OperationId, skuIds: readonly string[]): Promise<ImportKnown["skus"]> => {
  if (skuIds.length === 0) return [];
  type Row = VersionRow & { readonly sku_id: string };
  const { rows } = await db.query<Row>({ name: "import_known_skus", text: SKUS, values: [operationId, skuIds] });
  return rows.map(row => ({ ...rowToVersion(row), skuId: row.sku_id }));
};

const ORDERS = `
  select o.external_order_no, o.order_id, o.shard, o.customer_id, o.currency, o.source, o.source_version, o.content_hash, g.facts_version,
    ${ENTRIES} as acceptances
  from unnest($2::text[], $3::text[]) as wanted (source, external_order_no)
  join directory d on d.key = wanted.external_order_no and d.key_kind = 'external_order_no' and d.operation_id = $1 and d.qualifier = wanted.source
  join orders o on o.shard = d.shard and o.order_id = d.target_id
  join order_guards g on g.shard = o.shard and g.order_id = o.order_id`;

const loadOrders = async (db: Db, operationId: OperationId, wanted: ImportWanted["orders"]): Promise<ImportKnown["orders"]> => {
  if (wanted.length === 0) return [];
  type Row = VersionRow & {
    readonly external_order_no: string;
    readonly order_id: OrderId;
    readonly shard: Shard;
    readonly customer_id: CustomerId;
    readonly currency: Currency;
    readonly facts_version: string;
    readonly acceptances: readonly EntryRow[];
  };
  const values = [operationId, wanted.map(order => order.source), wanted.map(order => order.externalOrderNo)];
  const { rows } = await db.query<Row>({ name: "import_known_orders", text: ORDERS, values });
  return rows.map(row => ({
    ...rowToVersion(row),
    externalOrderNo: row.external_order_no,
    orderId: row.order_id,
    shard: row.shard,
    customerId: row.customer_id,
    currency: row.currency,
    factsVersion: Number(row.facts_version),
    acceptances: row.acceptances.map(rowToEntry),
  }));
};

const TEXTS = `
  select t.shard, t.person_id, t.salted_hash, t.text_id
  from unnest($1::smallint[], $2::text[], $3::text[]) as probe (shard, person_id, salted_hash)
  join personal_texts t on t.shard = probe.shard and t.person_id = probe.person_id and t.salted_hash = probe.salted_hash`;

export const findKnownTexts = async (db: Db, probes: readonly TextProbe[]): Promise<readonly KnownText[]> => {
  type Row = { readonly shard: Shard; readonly person_id: PersonId; readonly salted_hash: string; readonly text_id: TextId };
  const values = [probes.map(probe => probe.shard), probes.map(probe => probe.personId), probes.map(probe => probe.saltedHash)];
  const { rows } = await db.query<Row>({ name: "import_known_texts", text: TEXTS, values });
  return rows.map(row => ({ shard: row.shard, personId: row.person_id, saltedHash: row.salted_hash, textId: row.text_id }));
};

import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { CustomerWrite } from "@amends/flows/import-ports";
import type { ClientBase } from "pg";
import { toJson } from "../json-minor.ts";

/** New ones are inserted, known ones changed where they still have the version that was read; what comes back is what was written. */
const UPSERT = `
  with incoming as materialized (
    select * from jsonb_to_recordset($2::jsonb) as x (
      shard smallint, customer_id text, external_id text, person_id text, source text, source_version bigint, from_version bigint,
      content_hash text, tier text, facts jsonb)
  ), inserted as (
    insert into customers (shard, customer_id, operation_id, external_id, person_id, source, source_version, content_hash, tier, facts, changed_at)
    select shard, customer_id, $1, external_id, person_id, source, source_version, content_hash, tier, facts, $3
    from incoming where from_version is null
    on conflict do nothing
    returning 1
  ), changed as (
    update customers c set source_version = i.source_version, content_hash = i.content_hash, tier = i.tier, facts = i.facts, changed_at = $3
    from incoming i
    where c.shard = i.shard and c.customer_id = i.customer_id and c.source_version = i.from_version
    returning 1
  )
  select (select count(*) from inserted) + (select count(*) from changed) as written`;

export const upsertCustomers = async (
  client: ClientBase,
  operationId: OperationId,
  customers: readonly CustomerWrite[],
  at: Instant,
): Promise<number> => {
  if (customers.length === 0) return 0;
  const values = [operationId, JSON.stringify(customers.map(customerToRow)), at];
  const { rows } = await client.query<{ readonly written: string }>({ name: "import_upsert_customers", text: UPSERT, values });
  await replaceMethods(client, customers);
  return Number(rows[0]?.written);
};

const customerToRow = ({ shard, personId, profile, ...version }: CustomerWrite) => ({
  shard,
  customer_id: profile.customerId,
  external_id: profile.externalId,
  person_id: personId,
  source: version.source,
  source_version: version.sourceVersion,
  from_version: version.fromVersion,
  content_hash: version.contentHash,
  tier: profile.tier,
  facts: toJson({
    riskSignals: profile.riskSignals,
    nameTextId: profile.nameTextId,
    phoneTextId: profile.phoneTextId,
    emailTextId: profile.emailTextId,
    addressTextIds: profile.addressTextIds,
  }),
});

/** The host's list is the whole list. Two statements: in one, the delete would not see what the insert is about to write. */
const DELETE_METHODS = `
  delete from customer_methods m using unnest($1::smallint[], $2::text[]) as x (shard, customer_id)
  where m.shard = x.shard and m.customer_id = x.customer_id`;

const INSERT_METHODS = `
  insert into customer_methods (shard, customer_id, method_ref, tender_kind, balance_minor, label)
  select x.shard, x.customer_id, x.method_ref, x.tender_kind, x.balance_minor, x.label
  from jsonb_to_recordset($1::jsonb)
    as x (shard smallint, customer_id text, method_ref text, tender_kind text, balance_minor bigint, label text)
  join customers c on c.shard = x.shard and c.customer_id = x.customer_id`;

const replaceMethods = async (client: ClientBase, customers: readonly CustomerWrite[]): Promise<void> => {
  const known = customers.filter(customer => customer.fromVersion !== null);
  const rows = customers.flatMap(methodRows);
  if (known.length > 0) {
    const values = [known.map(customer => customer.shard), known.map(customer => customer.profile.customerId)];
    await client.query({ name: "import_delete_methods", text: DELETE_METHODS, values });
  }
  if (rows.length > 0) await client.query({ name: "import_insert_methods", text: INSERT_METHODS, values: [JSON.stringify(rows)] });
};

const methodRows = ({ shard, profile }: CustomerWrite) =>
  profile.methods.map(method => ({
    shard,
    customer_id: profile.customerId,
    method_ref: method.methodRef,
    tender_kind: method.tenderKind,
    balance_minor: method.balanceMinor === null ? null : Number(method.balanceMinor),
    label: method.label,
  }));

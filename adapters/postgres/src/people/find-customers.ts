import type { CustomerProfile } from "@amends/domain/intake/profiles";
import { type CustomerId, type OperationId, type PersonId, type Shard, shardOf, type TextId } from "@amends/domain/kernel/ids";
import { shardOfKey } from "@amends/domain/kernel/placement";
import type { CustomerMethod, CustomerTier } from "@amends/domain/order/host-record";
import type { TenderKind } from "@amends/domain/order/order-facts";
import type { StoredCustomer } from "@amends/flows/read-ports";
import type { Scope } from "@amends/flows/scope";
import type { ClientBase, Pool } from "pg";
import { scopeValues } from "../scope-values.ts";

type Db = Pick<Pool | ClientBase, "query">;

/** A seller sees who bought from them and nobody else. */
const SELECT = `
  select c.customer_id, c.operation_id, c.external_id, c.tier, c.person_id, c.facts, (
    select coalesce(jsonb_agg(jsonb_build_object(
      'methodRef', m.method_ref, 'tenderKind', m.tender_kind, 'balance', m.balance_minor::text, 'label', m.label) order by m.method_ref), '[]')
    from customer_methods m where m.shard = c.shard and m.customer_id = c.customer_id) as methods
  from customers c
  where c.operation_id = $1 and ($2::text is null or c.customer_id = $2) and ($3::text is null or exists (
    select from orders o where o.shard = c.shard and o.customer_id = c.customer_id and $3 = any(o.seller_ids)))`;

const FIND = `${SELECT} and c.shard = $4 and c.customer_id = $5`;
const FIND_BY_EXTERNAL_ID = `${SELECT} and c.shard = $4 and c.external_id = $5`;

export const findCustomer = (db: Db, scope: Scope, customerId: CustomerId): Promise<StoredCustomer | null> =>
  find(db, { name: "customer_find", text: FIND }, scope, shardOf(customerId), customerId);

/** The shard follows from the external id, so no directory is asked. */
export const findCustomerByExternalId = (db: Db, scope: Scope, externalId: string): Promise<StoredCustomer | null> =>
  find(
    db,
    { name: "customer_find_by_external_id", text: FIND_BY_EXTERNAL_ID },
    scope,
    shardOfKey(scope.operationId, externalId),
    externalId,
  );

type Row = {
  readonly customer_id: CustomerId;
  readonly operation_id: OperationId;
  readonly external_id: string;
  readonly tier: CustomerTier;
  readonly person_id: PersonId;
  readonly facts: Pick<CustomerProfile, "riskSignals" | "nameTextId" | "phoneTextId" | "emailTextId"> & {
    readonly addressTextIds: readonly TextId[];
  };
  /** A balance comes as text: in a JSON document it would have become a float on the way. */
  readonly methods: readonly {
    readonly methodRef: string;
    readonly tenderKind: TenderKind;
    readonly balance: string | null;
    readonly label: string | null;
  }[];
};

const find = async (
  db: Db,
  statement: { readonly name: string; readonly text: string },
  scope: Scope,
  shard: Shard,
  key: string,
): Promise<StoredCustomer | null> => {
  const { rows } = await db.query<Row>({ ...statement, values: [...scopeValues(scope), shard, key] });
  return rows[0] === undefined ? null : rowToCustomer(rows[0]);
};

const rowToCustomer = (row: Row): StoredCustomer => ({
  personId: row.person_id,
  profile: {
    customerId: row.customer_id,
    operationId: row.operation_id,
    externalId: row.external_id,
    tier: row.tier,
    ...row.facts,
    methods: row.methods.map(
      (method): CustomerMethod => ({
        methodRef: method.methodRef,
        tenderKind: method.tenderKind,
        balanceMinor: method.balance === null ? null : BigInt(method.balance),
        label: method.label,
      }),
    ),
  },
});

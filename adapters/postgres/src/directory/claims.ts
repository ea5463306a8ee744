import type { OperationId } from "@amends/domain/kernel/ids";
import type { OrderWrite } from "@amends/flows/import-ports";
import type { NewText } from "@amends/flows/personal-data-ports";
import type { ClientBase } from "pg";

export type DirectoryKeyKind = "external_order_no" | "tracking_no" | "phone_hmac" | "case_short_no" | "customer_external_id";

/** A claim that is already there stays as it is: who came first has the key. */
export type Claim = {
  readonly operationId: OperationId;
  readonly keyKind: DirectoryKeyKind;
  readonly key: string;
  /** Tells apart what may share the key; empty where a key has one target. */
  readonly qualifier: string;
  readonly shard: number;
  readonly targetId: string;
};

const CLAIM = `
  insert into directory (operation_id, key_kind, key, qualifier, shard, target_id)
  select operation_id, key_kind, key, qualifier, shard, target_id
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::text[])
    as claim (operation_id, key_kind, key, qualifier, shard, target_id)
  order by key, key_kind, operation_id, qualifier
  on conflict do nothing`;

/** How many of the claims are new. They are made in one order, so that two that overlap wait for each other and do not deadlock. */
export const claimKeys = async (client: Pick<ClientBase, "query">, claims: readonly Claim[]): Promise<number> => {
  if (claims.length === 0) return 0;
  const values = [
    claims.map(claim => claim.operationId),
    claims.map(claim => claim.keyKind),
    claims.map(claim => claim.key),
    claims.map(claim => claim.qualifier),
    claims.map(claim => claim.shard),
    claims.map(claim => claim.targetId),
  ];
  const { rowCount } = await client.query({ name: "directory_claim", text: CLAIM, values });
  return rowCount ?? 0;
};

export const claimOrders = (client: ClientBase, operationId: OperationId, orders: readonly OrderWrite[]): Promise<number> =>
  claimKeys(
    client,
    orders.map(({ shard, facts }) => ({
      operationId,
      keyKind: "external_order_no",
      key: facts.externalOrderNo,
      qualifier: facts.source,
      shard,
      targetId: facts.orderId,
    })),
  );

/** Several orders may travel in one parcel, and carriers use numbers again: a tracking number may have several targets. */
export const claimTracking = (client: ClientBase, operationId: OperationId, orders: readonly OrderWrite[]): Promise<number> =>
  claimKeys(
    client,
    orders.flatMap(({ shard, facts }) =>
      facts.shipments.map(shipment => ({
        operationId,
        keyKind: "tracking_no" as const,
        key: shipment.trackingNo,
        qualifier: facts.orderId,
        shard,
        targetId: facts.orderId,
      })),
    ),
  );

/** A household shares a telephone: each of its customers is a target. */
export const claimPhones = (client: Pick<ClientBase, "query">, texts: readonly NewText[]): Promise<number> =>
  claimKeys(
    client,
    texts.flatMap(({ operationId, lookupKey, ownerId, shard }) =>
      lookupKey === null
        ? []
        : [{ operationId, keyKind: "phone_hmac" as const, key: lookupKey, qualifier: ownerId, shard, targetId: ownerId }],
    ),
  );

import { type CustomerId, type OrderId, type PersonId, shardOf, type TextId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { Scope } from "@amends/flows/scope";
import type { ClientBase, Pool } from "pg";
import type { DirectoryKeyKind } from "../directory/claims.ts";
import { fromJson, type Json } from "../json-minor.ts";
import { scopeValues } from "../scope-values.ts";

type Db = Pick<Pool | ClientBase, "query">;

export type StoredOrder = {
  readonly facts: OrderFacts;
  /** Raised with every change of the facts, and `claimsVersion` with every filing: a command names the ones it was decided on. */
  readonly factsVersion: number;
  readonly claimsVersion: number;
  /** Whose texts `facts.recipientTextId` and `messageTextId` are. */
  readonly personId: PersonId;
  readonly messageTextId: TextId | null;
};

type Row = {
  readonly facts: Json;
  readonly facts_version: string;
  readonly claims_version: string;
  readonly person_id: PersonId;
  readonly message_text_id: TextId | null;
};

const rowToOrder = (row: Row): StoredOrder => ({
  facts: fromJson<OrderFacts>(row.facts),
  factsVersion: Number(row.facts_version),
  claimsVersion: Number(row.claims_version),
  personId: row.person_id,
  messageTextId: row.message_text_id,
});

const SELECT = "select o.facts, g.facts_version, g.claims_version, c.person_id, o.message_text_id";
const JOINED = `
  join order_guards g on g.shard = o.shard and g.order_id = o.order_id
  join customers c on c.shard = o.shard and c.customer_id = o.customer_id`;
const IN_SCOPE = "o.operation_id = $1 and ($2::text is null or o.customer_id = $2) and ($3::text is null or $3 = any(o.seller_ids))";

const FIND = `${SELECT} from orders o ${JOINED} where ${IN_SCOPE} and o.shard = $4 and o.order_id = $5`;

export const findOrder = async (db: Db, scope: Scope, orderId: OrderId): Promise<StoredOrder | null> => {
  const values = [...scopeValues(scope), shardOf(orderId), orderId];
  const { rows } = await db.query<Row>({ name: "order_find", text: FIND, values });
  return rows[0] === undefined ? null : rowToOrder(rows[0]);
};

/** More than one key may lead to an order and one key to several; nobody types more than a few. */
const FOUND_MAX = 20;

const FIND_BY_KEY = `
  ${SELECT} from directory d join orders o on o.shard = d.shard and o.order_id = d.target_id ${JOINED}
  where ${IN_SCOPE} and d.operation_id = $1 and d.key_kind = $4 and d.key = $5 and ($6::text is null or d.qualifier = $6)
  order by o.placed_at desc, o.order_id desc limit ${FOUND_MAX}`;

const findByKey = async (db: Db, scope: Scope, keyKind: DirectoryKeyKind, key: string, qualifier: string | null) => {
  const values = [...scopeValues(scope), keyKind, key, qualifier];
  const { rows } = await db.query<Row>({ name: "order_find_by_key", text: FIND_BY_KEY, values });
  return rows.map(rowToOrder);
};

/** The number people know. Without a source there may be several: one from each host system that numbers its orders alike. */
export const findOrdersByExternalNo = (db: Db, scope: Scope, externalOrderNo: string, source?: string): Promise<readonly StoredOrder[]> =>
  findByKey(db, scope, "external_order_no", externalOrderNo, source ?? null);

/** Several orders may share a parcel. */
export const findOrdersByTrackingNo = (db: Db, scope: Scope, trackingNo: string): Promise<readonly StoredOrder[]> =>
  findByKey(db, scope, "tracking_no", trackingNo, null);

export type OrderCursor = { readonly placedAt: Instant; readonly orderId: OrderId };
export type OrderPage = { readonly orders: readonly StoredOrder[]; readonly next: OrderCursor | null };

const LIST = `
  ${SELECT} from orders o ${JOINED}
  where ${IN_SCOPE} and o.shard = $4 and o.customer_id = $5 and ($6::bigint is null or (o.placed_at, o.order_id) < ($6, $7))
  order by o.placed_at desc, o.order_id desc limit $8`;

/** Latest first. */
export const listOrdersOfCustomer = async (
  db: Db,
  scope: Scope,
  customerId: CustomerId,
  page: { readonly after: OrderCursor | null; readonly limit: number },
): Promise<OrderPage> => {
  const after = [page.after?.placedAt ?? null, page.after?.orderId ?? null];
  const values = [...scopeValues(scope), shardOf(customerId), customerId, ...after, page.limit + 1];
  const { rows } = await db.query<Row>({ name: "order_list_of_customer", text: LIST, values });
  const orders = rows.slice(0, page.limit).map(rowToOrder);
  const last = orders.at(-1)?.facts;
  return { orders, next: rows.length > page.limit && last !== undefined ? { placedAt: last.placedAt, orderId: last.orderId } : null };
};

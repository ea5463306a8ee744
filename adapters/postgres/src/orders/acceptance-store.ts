import { type FileId, type OrderId, type PersonId, type SellerId, shardOf, type TextId } from "@amends/domain/kernel/ids";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { TextKind } from "@amends/domain/party/masking";
import type { AcceptanceStore, AcceptanceWrite } from "@amends/flows/acceptance-ports";
import type { Scope } from "@amends/flows/scope";
import type pg from "pg";
import { takeFileOfOrder } from "../evidence/take-file-of-order.ts";
import { inTransaction } from "../in-transaction.ts";
import { fromJson, type Json, toJson } from "../json-minor.ts";
import { insertTexts } from "../people/person-rows.ts";
import { scopeValues } from "../scope-values.ts";
import { ENTRIES, type EntryRow, rowToEntry } from "./acceptance-rows.ts";

export const createAcceptanceStore = (pool: pg.Pool): AcceptanceStore => ({
  list: async (scope, orderId) => {
    const { rows } = await pool.query<ListRow>({ ...LIST, values: [...scopeValues(scope), shardOf(orderId), orderId] });
    const [row] = rows;
    if (row === undefined) return null;
    return {
      order: fromJson<OrderFacts>(row.facts),
      entries: row.entries.map(rowToEntry),
      traders: row.traders,
      personId: row.person_id,
      remarks: row.wrapped_key === null || row.wrapped_salt === null ? null : await remarksOf(pool, row, orderId),
    };
  },
  append: write => append(pool, write),
  takeFile: (scope: Scope, orderId: OrderId, fileId: FileId, viewer, at) => takeFileOfOrder(pool, scope, { orderId, fileId }, viewer, at),
});

const LIST = {
  name: "acceptances_list",
  text: `
select o.facts, ${ENTRIES} as entries, c.person_id, p.wrapped_key, p.wrapped_salt,
  array(select s.seller_id from sellers s where s.operation_id = o.operation_id and s.seller_id = any(o.seller_ids) and s.is_trader) as traders
from orders o
join customers c on c.shard = o.shard and c.customer_id = o.customer_id
join persons p on p.shard = c.shard and p.person_id = c.person_id
where o.operation_id = $1 and ($2::text is null or o.customer_id = $2) and ($3::text is null or $3 = any(o.seller_ids))
  and o.shard = $4 and o.order_id = $5`,
};

type ListRow = {
  readonly facts: Json;
  readonly entries: readonly EntryRow[];
  readonly traders: readonly SellerId[];
  readonly person_id: PersonId;
  readonly wrapped_key: Buffer | null;
  readonly wrapped_salt: Buffer | null;
};

/** Only what an entry of this order names. */
const REMARKS = {
  name: "acceptances_remarks",
  text: `
select t.text_id, t.kind, t.ciphertext from order_acceptances a
join personal_texts t on t.shard = a.shard and t.person_id = $3 and t.text_id = a.remark_text_id
where a.shard = $1 and a.order_id = $2 and t.ciphertext is not null`,
};

const remarksOf = async (pool: pg.Pool, { person_id, wrapped_key, wrapped_salt }: ListRow, orderId: OrderId) => {
  if (wrapped_key === null || wrapped_salt === null) return null;
  type Row = { readonly text_id: TextId; readonly kind: TextKind; readonly ciphertext: Buffer };
  const { rows } = await pool.query<Row>({ ...REMARKS, values: [shardOf(orderId), orderId, person_id] });
  return {
    secret: { wrappedKey: wrapped_key, wrappedSalt: wrapped_salt },
    texts: rows.map(row => ({ textId: row.text_id, kind: row.kind, sealed: row.ciphertext })),
  };
};

/** The guard first: it is what a filing, an import and another entry about the same order meet each other at. */
const GUARD = {
  name: "acceptances_guard",
  text: "update order_guards set facts_version = facts_version + 1 where shard = $1 and order_id = $2 and facts_version = $3",
};
const INSERT = {
  name: "acceptances_insert",
  text: `
insert into order_acceptances (shard, order_id, entry_no, line_no, kind, at, by_role, by_id, goods, files, remark_text_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
};
const REWRITE = {
  name: "acceptances_rewrite_facts",
  text: "update orders set facts = $3 where shard = $1 and order_id = $2",
};

const append = (pool: pg.Pool, { entry, remark, order, factsVersion }: AcceptanceWrite): Promise<"appended" | "stale"> =>
  inTransaction(pool, async client => {
    const { orderId } = order;
    const shard = shardOf(orderId);
    const guarded = await client.query({ ...GUARD, values: [shard, orderId, factsVersion] });
    if (guarded.rowCount === 0) return "stale";
    if (remark !== null && (await insertTexts(client, [remark], entry.at)) === 0)
      throw new Error(`${orderId}: its buyer was erased meanwhile`);
    const goods = entry.goods === null ? null : JSON.stringify(entry.goods);
    const said = [entry.entryNo, entry.lineNo, entry.kind, entry.at, entry.by.role, entry.by.id];
    await client.query({ ...INSERT, values: [shard, orderId, ...said, goods, JSON.stringify(entry.files), entry.remarkTextId] });
    await client.query({ ...REWRITE, values: [shard, orderId, JSON.stringify(toJson(order))] });
    return "appended";
  });

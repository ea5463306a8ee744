import type pg from "pg";
import { INSTALLATION_KEY } from "./installation-key.ts";
import { shopRecords } from "./shop-records.ts";

/** An operation with customers and orders that wait for somebody to file on them. */
export type Shop = {
  readonly base: string;
  readonly bearer: string;
  /** Orders nobody has filed on, in no order; made by copying where there are not enough. */
  readonly freshOrders: (count: number) => Promise<readonly string[]>;
};

const CUSTOMERS = 2_000;

export const openShop = async (base: string, admin: pg.Pool): Promise<Shop> => {
  const operation = { code: "bench", kind: "brand", name: { zh: "测速", en: "Bench" }, currency: "CNY" };
  const made = await send(base, "/v1/operations", INSTALLATION_KEY, "application/json", JSON.stringify(operation));
  const bearer = String(made["secret"]);
  const imported = await send(base, "/v1/orders:import", bearer, "application/x-ndjson", shopRecords(CUSTOMERS, Date.now()));
  if (imported["refused"] !== 0) throw new Error(`the shop was not imported whole: ${JSON.stringify(imported).slice(0, 500)}`);
  const stock: string[] = [];
  // One at a time, or two would make the same orders twice over.
  let last: Promise<unknown> = Promise.resolve();
  return {
    base,
    bearer,
    freshOrders: count => {
      const taken = last.then(async () => {
        if (stock.length < count) stock.push(...(await copyOrders(admin, count - stock.length)));
        return stock.splice(0, count);
      });
      last = taken;
      return taken;
    },
  };
};

const send = async (base: string, path: string, bearer: string, type: string, body: string): Promise<Record<string, unknown>> => {
  const response = await fetch(base + path, { method: "POST", headers: { authorization: `Bearer ${bearer}`, "content-type": type }, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
};

/**
 * Copies of the imported orders under ids of their own in the same shard: what the importer would have written, in a fraction of the time. Twelve hex
 * digits are as good as any twelve of an id's alphabet.
 */
const COPY_ORDERS = `
with wanted as (
  select o.*, 'order_' || substr(o.order_id, 7, 12) || substr(md5(random()::text || clock_timestamp()::text), 1, 12) as new_id
  from (select * from orders where external_order_no like 'B-%') o, generate_series(1, $1::int)
), copied as (
  insert into orders (shard, order_id, operation_id, customer_id, external_order_no, source, source_version, content_hash, currency, seller_ids, state,
    recipient_text_id, message_text_id, placed_at, changed_at, facts)
  select shard, new_id, operation_id, customer_id, 'C-' || new_id, source, source_version, content_hash, currency, seller_ids, state,
    recipient_text_id, message_text_id, placed_at, changed_at, (facts::jsonb || jsonb_build_object('orderId', new_id, 'externalOrderNo', 'C-' || new_id))::json
  from wanted returning shard, order_id
)
insert into order_guards (shard, order_id) select shard, order_id from copied returning order_id`;

const copyOrders = async (admin: pg.Pool, count: number): Promise<readonly string[]> => {
  const { rows } = await admin.query<{ readonly order_id: string }>(COPY_ORDERS, [Math.ceil(count / CUSTOMERS)]);
  await admin.query("vacuum analyze orders");
  await admin.query("vacuum analyze order_guards");
  return shuffled(rows.map(row => row.order_id));
};

const shuffled = <T>(items: readonly T[]): readonly T[] =>
  items
    .map(item => ({ item, place: Math.random() }))
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item);

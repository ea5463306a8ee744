import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { NativeRecord } from "@amends/contract/import/native-record";
import type { Instant } from "@amends/domain/kernel/time";
import { nativeCustomer, nativeOrder, nativeSeller, nativeSkus } from "./to-native.ts";
import { orders, products, users } from "./world.ts";

export type TauRetailOptions = {
  /** The world has no dates: every delivery is signed for at this moment, so choose one inside all windows of the day of use. */
  readonly signedAt: Instant;
};

/** The world's three files as native lines: its seller, then articles, customers and orders. */
export async function* readTauRetail(folder: string, { signedAt }: TauRetailOptions): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const line = (record: NativeRecord): Uint8Array => encoder.encode(`${JSON.stringify(record)}\n`);
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(folder, name), "utf8"));
  const catalogue = products.parse(await read("products.json"));
  const people = users.parse(await read("users.json"));
  const sales = orders.parse(await read("orders.json"));
  yield line(nativeSeller());
  for (const product of Object.values(catalogue)) for (const sku of nativeSkus(product, signedAt)) yield line(sku);
  for (const [userId, user] of Object.entries(people)) yield line(nativeCustomer(userId, user));
  for (const order of Object.values(sales)) {
    const user = people[order.user_id];
    if (user === undefined) throw new Error(`order ${order.order_id}: users.json has no ${order.user_id}`);
    yield line(nativeOrder(order, user, signedAt));
  }
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { NativeRecord } from "@amends/contract/import/native-record";
import type { Instant } from "@amends/domain/kernel/time";
import { readTauRetail } from "@amends/importers/tau-retail/read-tau-retail";
import type { Negative, Task, TauOrder, TauUser, Tool } from "./task.ts";

type Native<K extends NativeRecord["kind"]> = Extract<NativeRecord, { readonly kind: K }>;

/** The world before anything is done: as its files say it, and as the importer hands it to us. */
export type World = {
  readonly orders: Readonly<Record<string, TauOrder>>;
  readonly users: Readonly<Record<string, TauUser>>;
  /** Seller and articles, the same for every task. */
  readonly shared: readonly NativeRecord[];
  readonly customers: ReadonlyMap<string, Native<"customer">>;
  readonly sales: ReadonlyMap<string, Native<"order">>;
};

export const readWorld = async (folder: string, signedAt: Instant): Promise<World> => {
  const shared: NativeRecord[] = [];
  const customers = new Map<string, Native<"customer">>();
  const sales = new Map<string, Native<"order">>();
  const decoder = new TextDecoder();
  for await (const line of readTauRetail(folder, { signedAt })) {
    const record: NativeRecord = JSON.parse(decoder.decode(line));
    if (record.kind === "customer") customers.set(record.externalId, record);
    else if (record.kind === "order") sales.set(record.externalOrderNo, record);
    else shared.push(record);
  }
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));
  return { orders: read("orders.json"), users: read("users.json"), shared, customers, sales };
};

/**
 * Each task plays on a copy of its own of the people and orders it touches, so that tasks neither meet nor wait for each other. What a name of the copy is
 * called at the server; a way to pay is told apart between runs too, since a bank knows it by its name alone.
 */
export type Copy = {
  readonly users: readonly string[];
  readonly orders: readonly string[];
  readonly called: (name: string) => string;
  readonly nameOf: (called: string) => string;
};

export const copyFor = (world: World, run: string, played: Task | Negative): Copy => {
  const users = new Set<string>(played.kind === "task" ? [...played.userIds, ...Object.keys(played.changed.users)] : []);
  const tools: readonly Tool[] = played.kind === "task" ? played.writes : [...played.setup, played.forbidden];
  for (const tool of tools) {
    if (tool.name === "modify_user_address") users.add(tool.args.user_id);
    else for (const orderNo of [tool.args.order_id, `#${tool.args.order_id}`]) users.add(world.orders[orderNo]?.user_id ?? "");
    if ("payment_method_id" in tool.args) users.add(ownerOfMethod(world, tool.args.payment_method_id));
  }
  const known = [...users].filter(userId => world.customers.has(userId));
  const prefix = `${run}.${played.id}.`;
  return {
    users: known,
    orders: Object.values(world.orders).flatMap(order => (known.includes(order.user_id) ? [order.order_id] : [])),
    called: name => prefix + name,
    nameOf: called => (called.startsWith(prefix) ? called.slice(prefix.length) : called),
  };
};

const ownerOfMethod = ({ users }: World, methodRef: string): string =>
  Object.entries(users).find(([, user]) => methodRef in user.payment_methods)?.[0] ?? "";

export const copiedRecords = (world: World, { users, orders, called }: Copy): readonly NativeRecord[] => [
  ...users.flatMap(userId => {
    const customer = world.customers.get(userId);
    return customer === undefined ? [] : [copiedCustomer(customer, called)];
  }),
  ...orders.flatMap(orderNo => {
    const order = world.sales.get(orderNo);
    return order === undefined ? [] : [copiedOrder(order, called)];
  }),
];

export const copiedCustomer = (customer: Native<"customer">, called: Copy["called"]): Native<"customer"> => ({
  ...customer,
  externalId: called(customer.externalId),
  methods: (customer.methods ?? []).map(method => ({ ...method, methodRef: called(method.methodRef) })),
});

const copiedOrder = (order: Native<"order">, called: Copy["called"]): Native<"order"> => ({
  ...order,
  externalOrderNo: called(order.externalOrderNo),
  customerExternalId: called(order.customerExternalId),
  tenders: order.tenders.map(tender => ({ ...tender, methodRef: called(tender.methodRef) })),
  shipments: (order.shipments ?? []).map(shipment => ({ ...shipment, trackingNo: called(shipment.trackingNo) })),
});

/** As the importer writes an address of this world. */
export const contactOf = (address: TauOrder["address"], { name }: TauUser) => ({
  name: `${name.first_name} ${name.last_name}`,
  region: `${address.city}, ${address.state} ${address.zip}, ${address.country}`,
  detail: `${address.address1}, ${address.address2}`,
});

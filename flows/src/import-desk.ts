import { canonicalText } from "@amends/domain/kernel/canonical-json";
import { shardOfKey } from "@amends/domain/kernel/placement";
import type { HostCustomer, HostOrder, HostReceiver, HostRecord, HostSeller } from "@amends/domain/order/host-record";
import { createPeople } from "./import-people.ts";
import type {
  CustomerWrite,
  ImportContext,
  ImportWanted,
  ImportWrites,
  KnownCustomer,
  KnownOrder,
  KnownReceiver,
  KnownSeller,
  KnownSku,
  OrderWrite,
  ReceiverWrite,
  SellerWrite,
  SkuWrite,
} from "./import-ports.ts";
import { createTextBook, type Person, personalFieldsOf, probesOf, type TextBook } from "./import-texts.ts";

/** Everything one attempt knows and has decided so far. */
export type Desk = {
  readonly context: ImportContext;
  readonly sellers: Map<string, KnownSeller>;
  readonly receivers: Map<string, KnownReceiver>;
  readonly customers: Map<string, KnownCustomer>;
  readonly skus: Map<string, KnownSku>;
  readonly orders: ReadonlyMap<string, KnownOrder>;
  readonly personFor: (record: HostSeller | HostReceiver | HostCustomer) => Person;
  readonly personOf: (customer: KnownCustomer) => Person;
  readonly texts: TextBook;
  readonly written: {
    readonly sellers: SellerWrite[];
    readonly receivers: ReceiverWrite[];
    readonly customers: CustomerWrite[];
    readonly skus: SkuWrite[];
    readonly orders: OrderWrite[];
  };
  readonly keepPerson: (person: Person) => void;
  readonly writes: () => ImportWrites;
};

export const openDesk = async (context: ImportContext, records: readonly HostRecord[]): Promise<Desk> => {
  const known = await context.store.load(context.operation.operationId, wantedBy(context, records));
  const people = createPeople(context, known);
  const probes = records.flatMap(record => {
    const person = people.ofRecord(record);
    return person === null ? [] : probesOf(person, personalFieldsOf(record));
  });
  const texts = createTextBook(context, probes.length === 0 ? [] : await context.store.findTexts(probes));
  const written: Desk["written"] = { sellers: [], receivers: [], customers: [], skus: [], orders: [] };
  return {
    context,
    sellers: people.sellers,
    receivers: people.receivers,
    customers: people.customers,
    skus: new Map(known.skus.map(sku => [sku.skuId, sku])),
    orders: new Map(known.orders.map(order => [orderKey(order), order])),
    personFor: people.forRecord,
    personOf: people.ofCustomer,
    texts,
    written,
    keepPerson: people.keep,
    writes: () => ({ persons: people.kept(), texts: texts.kept, ...written }),
  };
};

export const orderKey = (order: { readonly source: string; readonly externalOrderNo: string }): string =>
  canonicalText([order.source, order.externalOrderNo]);

const wantedBy = (context: ImportContext, records: readonly HostRecord[]): ImportWanted => {
  const sellers = new Set<string>();
  const receivers = new Set<string>();
  const customers = new Set<string>();
  const skus = new Set<string>();
  const orders: HostOrder[] = [];
  for (const record of records) {
    if (record.kind === "seller") sellers.add(record.externalId);
    else if (record.kind === "receiver") {
      receivers.add(record.externalId);
      if (record.sellerExternalId !== null) sellers.add(record.sellerExternalId);
    } else if (record.kind === "customer") customers.add(record.externalId);
    else if (record.kind === "sku") skus.add(record.skuId);
    else {
      orders.push(record);
      customers.add(record.customerExternalId);
      for (const line of record.lines) {
        sellers.add(line.sellerExternalId);
        skus.add(line.skuId);
      }
    }
  }
  const { operationId } = context.operation;
  return {
    sellers: [...sellers],
    receivers: [...receivers],
    customers: [...customers].map(externalId => ({ shard: shardOfKey(operationId, externalId), externalId })),
    skus: [...skus],
    orders: orders.map(({ source, externalOrderNo }) => ({ source, externalOrderNo })),
  };
};

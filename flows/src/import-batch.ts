import { assert } from "@amends/domain/kernel/assert";
import { type CanonicalValue, canonicalText } from "@amends/domain/kernel/canonical-json";
import { shardOfKey } from "@amends/domain/kernel/placement";
import { externalIdOf } from "@amends/domain/order/check-host-record";
import type { HostCustomer, HostOrder, HostRecord, HostSeller, HostSku } from "@amends/domain/order/host-record";
import type { ImportFault } from "@amends/domain/order/import-error";
import { catalogueSku, customerProfile, orderFacts, type Refer, sellerProfile } from "./import-facts.ts";
import type {
  CustomerWrite,
  ImportContext,
  ImportKnown,
  ImportWanted,
  ImportWrites,
  KnownCustomer,
  KnownOrder,
  KnownPerson,
  KnownSeller,
  KnownSku,
  KnownVersion,
  OrderWrite,
  SellerWrite,
  SkuWrite,
} from "./import-ports.ts";
import { createTextBook, type Person, personalFieldsOf, probesOf, type TextBook } from "./import-texts.ts";
import { outcomeOf, standingOf } from "./import-versions.ts";
import type { NewPerson, NewText, PersonOwner } from "./personal-data-ports.ts";

export type BatchRecord = { readonly lineNumber: number; readonly record: HostRecord };
export type Verdict = "accepted" | "updated" | "unchanged" | "older" | ImportFault;
export type BatchVerdicts = readonly { readonly lineNumber: number; readonly record: HostRecord; readonly verdict: Verdict }[];

/** An import that meets another one on the same records decides again; more often than this and something else is wrong. */
const ATTEMPTS_MAX = 5;

/**
 * One batch: load what we have, decide record by record, write everything accepted in one transaction. Sellers, customers and articles go first, so an
 * order may stand before them in the file. No two records of the batch may name the same thing.
 */
export const importBatch = async (context: ImportContext, records: readonly BatchRecord[]): Promise<BatchVerdicts> => {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const desk = await openDesk(context, records);
    const verdicts = inOrderOfNeed(records).map(item => ({ ...item, verdict: decide(desk, item.record) }));
    const written = await context.store.commit(context.operation.operationId, desk.writes(), context.now());
    if (written === "committed") return verdicts.sort((left, right) => left.lineNumber - right.lineNumber);
  }
  throw new Error(`import: the same records were changed by others ${ATTEMPTS_MAX} times in a row; start the import again`);
};

const NEED: Readonly<Record<HostRecord["kind"], number>> = { seller: 0, customer: 1, sku: 2, order: 3 };

const inOrderOfNeed = (records: readonly BatchRecord[]): readonly BatchRecord[] =>
  [...records].sort((left, right) => NEED[left.record.kind] - NEED[right.record.kind]);

/** Everything one attempt knows and has decided so far. */
type Desk = {
  readonly context: ImportContext;
  readonly sellers: Map<string, KnownSeller>;
  readonly customers: Map<string, KnownCustomer>;
  readonly skus: Map<string, KnownSku>;
  readonly orders: ReadonlyMap<string, KnownOrder>;
  readonly personFor: (record: HostSeller | HostCustomer) => Person;
  readonly personOf: (customer: KnownCustomer) => Person;
  readonly texts: TextBook;
  readonly written: {
    readonly sellers: SellerWrite[];
    readonly customers: CustomerWrite[];
    readonly skus: SkuWrite[];
    readonly orders: OrderWrite[];
  };
  readonly keepPerson: (person: Person) => void;
  readonly writes: () => ImportWrites;
};

const openDesk = async (context: ImportContext, records: readonly BatchRecord[]): Promise<Desk> => {
  const known = await context.store.load(context.operation.operationId, wantedBy(context, records));
  const people = createPeople(context, known);
  const probes = records.flatMap(({ record }) => {
    const person = people.ofRecord(record);
    return person === null ? [] : probesOf(person, personalFieldsOf(record));
  });
  const texts = createTextBook(context, probes.length === 0 ? [] : await context.store.findTexts(probes));
  const written: Desk["written"] = { sellers: [], customers: [], skus: [], orders: [] };
  return {
    context,
    sellers: people.sellers,
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

const orderKey = (order: { readonly source: string; readonly externalOrderNo: string }): string =>
  canonicalText([order.source, order.externalOrderNo]);

const wantedBy = (context: ImportContext, records: readonly BatchRecord[]): ImportWanted => {
  const sellers = new Set<string>();
  const customers = new Set<string>();
  const skus = new Set<string>();
  const orders: HostOrder[] = [];
  for (const { record } of records) {
    if (record.kind === "seller") sellers.add(record.externalId);
    else if (record.kind === "customer") customers.add(record.externalId);
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
    customers: [...customers].map(externalId => ({ shard: shardOfKey(operationId, externalId), externalId })),
    skus: [...skus],
    orders: orders.map(({ source, externalOrderNo }) => ({ source, externalOrderNo })),
  };
};

/** The people behind sellers and customers. Opening a key costs, so each is opened once a batch. */
const createPeople = (context: ImportContext, known: ImportKnown) => {
  const sellers = new Map(known.sellers.map(seller => [seller.externalId, seller]));
  const customers = new Map(known.customers.map(customer => [customer.externalId, customer]));
  const opened = new Map<string, Person>();
  const created = new Map<string, NewPerson>();
  const kept: NewPerson[] = [];
  const open = (ownerId: PersonOwner, place: Pick<Person, "shard">, person: KnownPerson): Person => {
    const found = opened.get(person.personId);
    if (found !== undefined) return found;
    const key = person.secret === null ? null : context.cipher.open(person.personId, person.secret);
    const made: Person = { shard: place.shard, personId: person.personId, ownerId, key, isNew: false };
    opened.set(made.personId, made);
    return made;
  };
  const create = (kind: "seller" | "customer", externalId: string): Person => {
    const { operationId } = context.operation;
    const shard = shardOfKey(operationId, externalId);
    const personId = context.newId("person", shard);
    const ownerId = context.newId(kind, shard);
    const secret = context.cipher.newSecret(personId);
    const made: Person = { shard, personId, ownerId, key: context.cipher.open(personId, secret), isNew: true };
    opened.set(personId, made);
    created.set(personId, { shard, personId, operationId, ownerId, secret });
    return made;
  };
  const ofCustomer = (customer: KnownCustomer): Person => open(customer.customerId, customer, customer.person);
  const ofSeller = (seller: KnownSeller): Person => open(seller.sellerId, seller, seller.person);
  const ofRecord = (record: HostRecord): Person | null => {
    const customer =
      record.kind === "customer"
        ? customers.get(record.externalId)
        : record.kind === "order"
          ? customers.get(record.customerExternalId)
          : undefined;
    if (customer !== undefined) return ofCustomer(customer);
    const seller = record.kind === "seller" ? sellers.get(record.externalId) : undefined;
    return seller === undefined ? null : ofSeller(seller);
  };
  const forRecord = (record: HostSeller | HostCustomer): Person => ofRecord(record) ?? create(record.kind, record.externalId);
  const keep = (person: Person): void => {
    const made = created.get(person.personId);
    if (made !== undefined) kept.push(made);
  };
  return { sellers, customers, ofCustomer, ofRecord, forRecord, keep, kept: () => kept };
};

const decide = (desk: Desk, record: HostRecord): Verdict => {
  switch (record.kind) {
    case "seller":
      return decideSeller(desk, record);
    case "customer":
      return decideCustomer(desk, record);
    case "sku":
      return decideSku(desk, record);
    case "order":
      return decideOrder(desk, record);
  }
};

const nameOf = (record: HostRecord): string => `${record.kind} ${externalIdOf(record)}`;

/** The order of the checks is the order of `IMPORT_ERROR_CODES`. */
const decideSeller = (desk: Desk, seller: HostSeller): Verdict => {
  const known = desk.sellers.get(seller.externalId);
  const standing = standingOf(nameOf(seller), known, seller);
  if (standing !== "look") return standing;
  const person = desk.personFor(seller);
  const { fresh, refer } = referTo(desk, person);
  const profile = sellerProfile(desk.context.operation.operationId, known?.sellerId ?? ownerOf("seller", person), seller, refer);
  const verdict = settle(desk, seller, known, person, { ...profile, source: seller.source, sourceVersion: seller.sourceVersion });
  if (!isWrite(verdict)) return verdict.verdict;
  desk.texts.keep(fresh);
  if (known === undefined) desk.keepPerson(person);
  desk.written.sellers.push({ ...verdict.version, shard: person.shard, personId: person.personId, profile });
  if (known === undefined)
    desk.sellers.set(seller.externalId, {
      ...verdict.version,
      externalId: seller.externalId,
      sellerId: profile.sellerId,
      shard: person.shard,
      person: unsaved(person),
    });
  return verdict.verdict;
};

const decideCustomer = (desk: Desk, customer: HostCustomer): Verdict => {
  const known = desk.customers.get(customer.externalId);
  const standing = standingOf(nameOf(customer), known, customer);
  if (standing !== "look") return standing;
  const foreign = foreignCurrency(desk, customer);
  if (foreign !== null) return foreign;
  const person = desk.personFor(customer);
  const { fresh, refer } = referTo(desk, person);
  const profile = customerProfile(desk.context.operation.operationId, known?.customerId ?? ownerOf("customer", person), customer, refer);
  const verdict = settle(desk, customer, known, person, { ...profile, source: customer.source, sourceVersion: customer.sourceVersion });
  if (!isWrite(verdict)) return verdict.verdict;
  desk.texts.keep(fresh);
  if (known === undefined) desk.keepPerson(person);
  desk.written.customers.push({ ...verdict.version, shard: person.shard, personId: person.personId, profile });
  if (known === undefined)
    desk.customers.set(customer.externalId, {
      ...verdict.version,
      externalId: customer.externalId,
      customerId: profile.customerId,
      shard: person.shard,
      person: unsaved(person),
    });
  return verdict.verdict;
};

const decideSku = (desk: Desk, record: HostSku): Verdict => {
  const known = desk.skus.get(record.skuId);
  const standing = standingOf(nameOf(record), known, record);
  if (standing !== "look") return standing;
  const foreign = foreignCurrency(desk, record);
  if (foreign !== null) return foreign;
  const sku = catalogueSku(record);
  const verdict = settle(desk, record, known, null, { ...sku, source: record.source, sourceVersion: record.sourceVersion });
  if (!isWrite(verdict)) return verdict.verdict;
  desk.written.skus.push({ ...verdict.version, sku });
  if (known === undefined) desk.skus.set(sku.skuId, { ...verdict.version, skuId: sku.skuId });
  return verdict.verdict;
};

const decideOrder = (desk: Desk, order: HostOrder): Verdict => {
  const known = desk.orders.get(orderKey(order));
  const standing = standingOf(nameOf(order), known, order);
  if (standing !== "look") return standing;
  const stranger = strangerIn(desk, order, known);
  if (stranger !== null) return stranger;
  const customer = desk.customers.get(order.customerExternalId);
  assert(customer !== undefined, `order ${order.externalOrderNo}: its customer was looked for`);
  const person = desk.personOf(customer);
  const { fresh, refer } = referTo(desk, person);
  const facts = orderFacts(order, referencesOf(desk, known, customer), refer);
  const messageTextId = order.message === null ? null : refer({ kind: "message", plain: order.message, phone: null });
  const verdict = settle(desk, order, known, person, { ...facts, messageTextId });
  if (!isWrite(verdict)) return verdict.verdict;
  desk.texts.keep(fresh);
  desk.written.orders.push({ ...verdict.version, shard: customer.shard, facts, messageTextId });
  return verdict.verdict;
};

const referencesOf = (desk: Desk, known: KnownOrder | undefined, customer: KnownCustomer) => ({
  orderId: known?.orderId ?? desk.context.newId("order", customer.shard),
  operationId: desk.context.operation.operationId,
  customerId: customer.customerId,
  sellerIdOf: (externalId: string) => {
    const seller = desk.sellers.get(externalId);
    assert(seller !== undefined, `seller ${externalId} was looked for`);
    return seller.sellerId;
  },
});

const strangerIn = (desk: Desk, order: HostOrder, known: KnownOrder | undefined): ImportFault | null => {
  const name = nameOf(order);
  if (known !== undefined && known.currency !== order.currency)
    return {
      code: "currency_changed",
      message: `${name} was in ${known.currency} and is now in ${order.currency}: an order keeps its currency`,
    };
  const foreign = foreignCurrency(desk, order);
  if (foreign !== null) return foreign;
  const customer = desk.customers.get(order.customerExternalId);
  if (customer === undefined)
    return { code: "unknown_customer", message: `${name}: send customer ${order.customerExternalId} before the order` };
  const seller = order.lines.find(line => !desk.sellers.has(line.sellerExternalId));
  if (seller !== undefined)
    return { code: "unknown_seller", message: `${name}, line ${seller.lineNo}: send seller ${seller.sellerExternalId} before the order` };
  const sku = order.lines.find(line => !desk.skus.has(line.skuId));
  if (sku !== undefined) return { code: "unknown_sku", message: `${name}, line ${sku.lineNo}: send sku ${sku.skuId} before the order` };
  return known === undefined || known.customerId === customer.customerId
    ? null
    : { code: "buyer_changed", message: `${name} belongs to another customer than ${order.customerExternalId}: an order keeps its buyer` };
};

const foreignCurrency = (desk: Desk, record: HostCustomer | HostSku | HostOrder): ImportFault | null => {
  const { currency } = desk.context.operation;
  return record.currency === currency
    ? null
    : { code: "currency_not_of_operation", message: `${nameOf(record)} is in ${record.currency}, the operation in ${currency}` };
};

const referTo = (desk: Desk, person: Person): { readonly fresh: NewText[]; readonly refer: Refer } => {
  const fresh: NewText[] = [];
  return { fresh, refer: field => desk.texts.refer(person, field, fresh) };
};

const ownerOf = <K extends "seller" | "customer">(kind: K, person: Person): Extract<PersonOwner, `${K}_${string}`> => {
  assert(person.ownerId.startsWith(`${kind}_`), `${person.personId} stands behind a ${kind}`);
  return person.ownerId as Extract<PersonOwner, `${K}_${string}`>;
};

/** The key of a person made in this batch is already open, so its secret is not asked for again. */
const unsaved = (person: Person): KnownPerson => ({ personId: person.personId, secret: null });

type Settled =
  | { readonly verdict: "accepted" | "updated"; readonly version: KnownVersion & { readonly fromVersion: number | null } }
  | { readonly verdict: "unchanged" | ImportFault; readonly version: null };

const isWrite = (settled: Settled): settled is Extract<Settled, { readonly verdict: "accepted" | "updated" }> => settled.version !== null;

const settle = (
  desk: Desk,
  record: HostRecord,
  known: KnownVersion | undefined,
  person: Person | null,
  content: CanonicalValue,
): Settled => {
  const contentHash = desk.context.contentHash(canonicalText(content));
  const verdict = outcomeOf(nameOf(record), known, record, contentHash);
  // An erased person's texts are gone, so the content cannot be compared any more: the version alone decides.
  const isErased = person !== null && person.key === null;
  if (typeof verdict === "object") return { verdict: isErased ? "unchanged" : verdict, version: null };
  if (verdict === "unchanged") return { verdict, version: null };
  const { source, sourceVersion } = record;
  return { verdict, version: { source, sourceVersion, contentHash, fromVersion: known?.sourceVersion ?? null } };
};

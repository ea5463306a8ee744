import { shardOfKey } from "@amends/domain/kernel/placement";
import type { HostCustomer, HostReceiver, HostRecord, HostSeller } from "@amends/domain/order/host-record";
import type { ImportContext, ImportKnown, KnownCustomer, KnownPerson, KnownSeller } from "./import-ports.ts";
import type { Person } from "./import-texts.ts";
import type { NewPerson, PersonOwner } from "./personal-data-ports.ts";

/** The people behind sellers, receivers and customers. Opening a key costs, so each is opened once a batch. */
export const createPeople = (context: ImportContext, known: ImportKnown) => {
  const sellers = new Map(known.sellers.map(seller => [seller.externalId, seller]));
  const receivers = new Map(known.receivers.map(receiver => [receiver.externalId, receiver]));
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
  const create = (kind: "seller" | "receiver" | "customer", externalId: string): Person => {
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
    const receiver = record.kind === "receiver" ? receivers.get(record.externalId) : undefined;
    if (receiver !== undefined) return open(receiver.receiverId, receiver, receiver.person);
    const seller = record.kind === "seller" ? sellers.get(record.externalId) : undefined;
    return seller === undefined ? null : ofSeller(seller);
  };
  const forRecord = (record: HostSeller | HostReceiver | HostCustomer): Person =>
    ofRecord(record) ?? create(record.kind, record.externalId);
  const keep = (person: Person): void => {
    const made = created.get(person.personId);
    if (made !== undefined) kept.push(made);
  };
  return { sellers, receivers, customers, ofCustomer, ofRecord, forRecord, keep, kept: () => kept };
};

import { assert } from "@amends/domain/kernel/assert";
import { type CanonicalValue, canonicalText } from "@amends/domain/kernel/canonical-json";
import { withAcceptances } from "@amends/domain/order/acceptance-record";
import type { HostCustomer, HostOrder, HostReceiver, HostRecord, HostSeller, HostSku } from "@amends/domain/order/host-record";
import type { ImportFault } from "@amends/domain/order/import-error";
import { type Desk, orderKey } from "./import-desk.ts";
import { catalogueSku, customerProfile, orderFacts, type Refer, receiverProfile, sellerProfile } from "./import-facts.ts";
import type { KnownCustomer, KnownOrder, KnownPerson, KnownVersion } from "./import-ports.ts";
import type { Person } from "./import-texts.ts";
import { nameOf, outcomeOf, standingOf } from "./import-versions.ts";
import type { NewText, PersonOwner } from "./personal-data-ports.ts";

export type Verdict = "accepted" | "updated" | "unchanged" | "older" | ImportFault;

/** What to do with one record, given everything known and decided before it; what is to be written lies on the desk afterwards. */
export const decideRecord = (desk: Desk, record: HostRecord): Verdict => {
  switch (record.kind) {
    case "seller":
      return decideSeller(desk, record);
    case "receiver":
      return decideReceiver(desk, record);
    case "customer":
      return decideCustomer(desk, record);
    case "sku":
      return decideSku(desk, record);
    case "order":
      return decideOrder(desk, record);
  }
};

/** The order of the checks is the order of `IMPORT_ERROR_CODES`. */
const decideSeller = (desk: Desk, seller: HostSeller): Verdict => {
  const known = desk.sellers.get(seller.externalId);
  const standing = standingOf(known, seller);
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

const decideReceiver = (desk: Desk, receiver: HostReceiver): Verdict => {
  const known = desk.receivers.get(receiver.externalId);
  const standing = standingOf(known, receiver);
  if (standing !== "look") return standing;
  const { sellerExternalId, externalId } = receiver;
  const seller = sellerExternalId === null ? undefined : desk.sellers.get(sellerExternalId);
  if (sellerExternalId !== null && seller === undefined)
    return { code: "unknown_seller", params: { ...nameOf(receiver), seller: sellerExternalId } };
  const person = desk.personFor(receiver);
  const { fresh, refer } = referTo(desk, person);
  const receiverId = known?.receiverId ?? ownerOf("receiver", person);
  const { operationId } = desk.context.operation;
  const profile = receiverProfile({ operationId, receiverId, sellerId: seller?.sellerId ?? null }, receiver, refer);
  const verdict = settle(desk, receiver, known, person, { ...profile, source: receiver.source, sourceVersion: receiver.sourceVersion });
  if (!isWrite(verdict)) return verdict.verdict;
  desk.texts.keep(fresh);
  if (known === undefined) desk.keepPerson(person);
  desk.written.receivers.push({ ...verdict.version, shard: person.shard, personId: person.personId, profile });
  if (known === undefined)
    desk.receivers.set(externalId, { ...verdict.version, externalId, receiverId, shard: person.shard, person: unsaved(person) });
  return verdict.verdict;
};

const decideCustomer = (desk: Desk, customer: HostCustomer): Verdict => {
  const known = desk.customers.get(customer.externalId);
  const standing = standingOf(known, customer);
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
  const standing = standingOf(known, record);
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
  const standing = standingOf(known, order);
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
  // The host's word is what is compared next time; what was accepted here is kept with it and is no part of it.
  const kept = withAcceptances(facts, known?.acceptances ?? []);
  desk.written.orders.push({
    ...verdict.version,
    shard: customer.shard,
    facts: kept,
    factsVersion: known?.factsVersion ?? null,
    messageTextId,
  });
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
  const { currency } = order;
  if (known !== undefined && known.currency !== currency)
    return { code: "currency_changed", params: { ...name, knownCurrency: known.currency, currency } };
  const foreign = foreignCurrency(desk, order);
  if (foreign !== null) return foreign;
  const customer = desk.customers.get(order.customerExternalId);
  if (customer === undefined) return { code: "unknown_customer", params: { ...name, customer: order.customerExternalId } };
  const ofSeller = order.lines.find(line => !desk.sellers.has(line.sellerExternalId));
  if (ofSeller !== undefined) return { code: "unknown_seller", params: { ...name, seller: ofSeller.sellerExternalId } };
  const ofSku = order.lines.find(line => !desk.skus.has(line.skuId));
  if (ofSku !== undefined) return { code: "unknown_sku", params: { ...name, sku: ofSku.skuId } };
  return known === undefined || known.customerId === customer.customerId
    ? null
    : { code: "buyer_changed", params: { ...name, customer: order.customerExternalId } };
};

const foreignCurrency = (desk: Desk, record: HostCustomer | HostSku | HostOrder): ImportFault | null => {
  const { currency } = record;
  const { currency: operationCurrency } = desk.context.operation;
  return currency === operationCurrency
    ? null
    : { code: "currency_not_of_operation", params: { ...nameOf(record), currency, operationCurrency } };
};

const referTo = (desk: Desk, person: Person): { readonly fresh: NewText[]; readonly refer: Refer } => {
  const fresh: NewText[] = [];
  return { fresh, refer: field => desk.texts.refer(person, field, fresh) };
};

const ownerOf = <K extends "seller" | "receiver" | "customer">(kind: K, person: Person): Extract<PersonOwner, `${K}_${string}`> => {
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
  const verdict = outcomeOf(known, record, contentHash);
  // An erased person's texts are gone, so the content cannot be compared any more: the version alone decides.
  const isErased = person !== null && person.key === null;
  if (typeof verdict === "object") return { verdict: isErased ? "unchanged" : verdict, version: null };
  if (verdict === "unchanged") return { verdict, version: null };
  const { source, sourceVersion } = record;
  return { verdict, version: { source, sourceVersion, contentHash, fromVersion: known?.sourceVersion ?? null } };
};

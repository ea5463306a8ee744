import { canonicalText } from "@amends/domain/kernel/canonical-json";
import type { PersonId, Shard, TextId } from "@amends/domain/kernel/ids";
import type { HostRecord } from "@amends/domain/order/host-record";
import type { TextKind } from "@amends/domain/party/masking";
import type { PostalContact } from "@amends/domain/party/postal-contact";
import type { ImportContext, KnownText, TextProbe } from "./import-ports.ts";
import type { NewText, PersonKey, PersonOwner } from "./personal-data-ports.ts";

/** Somebody whose personal data a record carries. `key` is null once they were erased: what is sent about them afterwards is dropped. */
export type Person = {
  readonly shard: Shard;
  readonly personId: PersonId;
  readonly ownerId: PersonOwner;
  readonly key: PersonKey | null;
  /** Not in the database yet, so none of its texts can be. */
  readonly isNew: boolean;
};

export type PersonalField = { readonly kind: TextKind; readonly plain: string; readonly phone: string | null };

/** A contact has one written form, so that the same contact has the same hash. */
export const contactField = (contact: PostalContact): PersonalField => ({
  kind: "address",
  plain: canonicalText(contact),
  phone: contact.phone,
});
export const phoneField = (phone: string): PersonalField => ({ kind: "phone", plain: phone, phone });
export const plainField = (kind: Exclude<TextKind, "address" | "phone">, plain: string): PersonalField => ({ kind, plain, phone: null });

/** Every personal field of a record, to ask once which of them we have. */
export const personalFieldsOf = (record: HostRecord): readonly PersonalField[] => {
  switch (record.kind) {
    case "sku":
      return [];
    case "seller":
    case "receiver":
      return record.returnAddresses.map(address => contactField(address.contact));
    case "customer":
      return [
        ...(record.name === null ? [] : [plainField("name", record.name)]),
        ...(record.phone === null ? [] : [phoneField(record.phone)]),
        ...(record.email === null ? [] : [plainField("email", record.email)]),
        ...record.addresses.map(contactField),
      ];
    case "order":
      return [
        ...(record.recipient === null ? [] : [contactField(record.recipient)]),
        ...(record.message === null ? [] : [plainField("message", record.message)]),
      ];
  }
};

export const probesOf = (person: Person, fields: readonly PersonalField[]): readonly TextProbe[] => {
  const { key } = person;
  if (key === null || person.isNew) return [];
  return fields.map(field => ({ shard: person.shard, personId: person.personId, saltedHash: key.hash(field.kind, field.plain) }));
};

/**
 * Turns personal fields into references. A text the person already has keeps its id, so the same content sent twice gives the same facts. New ones
 * are kept only when `keep` is called: a refused record must leave nothing behind.
 */
export type TextBook = {
  readonly refer: (person: Person, field: PersonalField, fresh: NewText[]) => TextId | null;
  readonly keep: (fresh: readonly NewText[]) => void;
  readonly kept: readonly NewText[];
};

export const createTextBook = (context: ImportContext, known: readonly KnownText[]): TextBook => {
  const ids = new Map(known.map(text => [`${text.personId} ${text.saltedHash}`, text.textId]));
  const kept: NewText[] = [];
  const refer = (person: Person, field: PersonalField, fresh: NewText[]): TextId | null => {
    if (person.key === null) return null;
    const saltedHash = person.key.hash(field.kind, field.plain);
    const found = ids.get(`${person.personId} ${saltedHash}`) ?? fresh.find(text => text.saltedHash === saltedHash)?.textId;
    if (found !== undefined) return found;
    const text = sealed(context, person, person.key, field, saltedHash);
    fresh.push(text);
    return text.textId;
  };
  const keep = (fresh: readonly NewText[]): void => {
    for (const text of fresh) ids.set(`${text.personId} ${text.saltedHash}`, text.textId);
    kept.push(...fresh);
  };
  return { refer, keep, kept };
};

const sealed = (context: ImportContext, person: Person, key: PersonKey, field: PersonalField, saltedHash: string): NewText => {
  const textId = context.newId("text", person.shard);
  const { operationId } = context.operation;
  return {
    shard: person.shard,
    textId,
    personId: person.personId,
    operationId,
    ownerId: person.ownerId,
    kind: field.kind,
    sealed: key.seal(textId, field.kind, field.plain),
    saltedHash,
    lookupKey: field.phone === null ? null : context.cipher.phoneLookupKey(operationId, field.phone),
  };
};

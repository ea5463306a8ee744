import type { Instant } from "@amends/domain/kernel/time";
import type { NewPerson, NewText } from "@amends/flows/personal-data-ports";
import type { ClientBase } from "pg";

const INSERT_PERSONS = `
  insert into persons (shard, person_id, operation_id, owner_id, wrapped_key, wrapped_salt, created_at)
  select shard, person_id, operation_id, owner_id, wrapped_key, wrapped_salt, $7
  from unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::bytea[])
    as x (shard, person_id, operation_id, owner_id, wrapped_key, wrapped_salt)`;

export const insertPersons = async (client: Pick<ClientBase, "query">, persons: readonly NewPerson[], at: Instant): Promise<void> => {
  if (persons.length === 0) return;
  const values = [
    persons.map(person => person.shard),
    persons.map(person => person.personId),
    persons.map(person => person.operationId),
    persons.map(person => person.ownerId),
    persons.map(person => person.secret.wrappedKey),
    persons.map(person => person.secret.wrappedSalt),
    at,
  ];
  await client.query({ name: "insert_persons", text: INSERT_PERSONS, values });
};

/** An erased person gets no new text: the join on the key finds nobody. */
const INSERT_TEXTS = `
  insert into personal_texts (shard, text_id, person_id, kind, ciphertext, salted_hash, lookup_key, created_at)
  select x.shard, x.text_id, x.person_id, x.kind, x.ciphertext, x.salted_hash, x.lookup_key, $8
  from unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::text[], $7::text[])
    as x (shard, text_id, person_id, kind, ciphertext, salted_hash, lookup_key)
  join persons p on p.shard = x.shard and p.person_id = x.person_id and p.erased_at is null
  order by x.shard, x.person_id, x.salted_hash
  for share of p
  on conflict do nothing`;

/** How many were written: fewer than given when the person already had one of them, or was erased meanwhile. */
export const insertTexts = async (client: Pick<ClientBase, "query">, texts: readonly NewText[], at: Instant): Promise<number> => {
  if (texts.length === 0) return 0;
  const values = [
    texts.map(text => text.shard),
    texts.map(text => text.textId),
    texts.map(text => text.personId),
    texts.map(text => text.kind),
    texts.map(text => text.sealed),
    texts.map(text => text.saltedHash),
    texts.map(text => text.lookupKey),
    at,
  ];
  const { rowCount } = await client.query({ name: "insert_texts", text: INSERT_TEXTS, values });
  return rowCount ?? 0;
};

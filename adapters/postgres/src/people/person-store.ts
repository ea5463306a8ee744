import { type PersonId, shardOf, type TextId } from "@amends/domain/kernel/ids";
import type { TextKind } from "@amends/domain/party/masking";
import type { AccessRecord, PersonStore, SealedTexts } from "@amends/flows/personal-data-ports";
import type { Scope } from "@amends/flows/scope";
import type { Pool, PoolClient } from "pg";
import { scopeValues } from "../scope-values.ts";

export const createPersonStore = (pool: Pool): PersonStore => ({
  findTexts: (scope, personId, textIds) => findTexts(pool, scope, personId, textIds),
  takeTexts: (scope, personId, textIds, record) => takeTexts(pool, scope, personId, textIds, record),
  erase: async (scope, personId, record) => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      const outcome = await erase(client, scope, personId, record);
      await client.query("commit");
      client.release();
      return outcome;
    } catch (error) {
      await client.query("rollback").then(
        () => client.release(),
        () => client.release(true),
      );
      throw error;
    }
  },
});

/** A seller sees its own contacts, and of its buyers what came with an order of its own. */
const FIND = `
  select t.text_id, t.kind, t.ciphertext, p.wrapped_key, p.wrapped_salt
  from persons p join personal_texts t on t.shard = p.shard and t.person_id = p.person_id
  where p.operation_id = $1 and ($2::text is null or p.owner_id = $2)
    and ($3::text is null or p.owner_id = $3 or exists (
      select from orders o
      where o.shard = p.shard and o.customer_id = p.owner_id and $3 = any(o.seller_ids) and t.text_id in (o.recipient_text_id, o.message_text_id)))
    and p.shard = $4 and p.person_id = $5 and p.erased_at is null and t.text_id = any($6)
  order by array_position($6, t.text_id)`;

type Row = {
  readonly text_id: TextId;
  readonly kind: TextKind;
  readonly ciphertext: Buffer;
  readonly wrapped_key: Buffer;
  readonly wrapped_salt: Buffer;
};

const findTexts = async (pool: Pool, scope: Scope, personId: PersonId, textIds: readonly TextId[]): Promise<SealedTexts | null> => {
  const values = [...scopeValues(scope), shardOf(personId), personId, textIds];
  return sealedTexts((await pool.query<Row>({ name: "person_find_texts", text: FIND, values })).rows);
};

/** One statement: nothing is given out that the record does not name. */
const TAKE = `
  with taken as materialized (${FIND}), logged as (
    insert into access_log (shard, operation_id, at, action, actor, target_id, text_ids, reason)
    select $4, $1, $7, 'reveal', $8, $5, array_agg(text_id), $9 from taken having count(*) > 0
  )
  select * from taken order by array_position($6, text_id)`;

const takeTexts = async (
  pool: Pool,
  scope: Scope,
  personId: PersonId,
  textIds: readonly TextId[],
  { by, reason, at }: AccessRecord,
): Promise<SealedTexts | null> => {
  const values = [...scopeValues(scope), shardOf(personId), personId, textIds, at, by, reason];
  return sealedTexts((await pool.query<Row>({ name: "person_take_texts", text: TAKE, values })).rows);
};

const sealedTexts = (rows: readonly Row[]): SealedTexts | null => {
  const [first] = rows;
  if (first === undefined) return null;
  return {
    secret: { wrappedKey: first.wrapped_key, wrappedSalt: first.wrapped_salt },
    texts: rows.map(row => ({ textId: row.text_id, kind: row.kind, sealed: row.ciphertext })),
  };
};

/** Locked in a statement of its own, so that the next one sees every text written before the lock was had. */
const LOCK = `
  select erased_at from persons
  where operation_id = $1 and ($2::text is null or owner_id = $2) and ($3::text is null or owner_id = $3) and shard = $4 and person_id = $5
  for update`;

/**
 * Old row versions keep a ciphertext until they are vacuumed; without the key it is noise, and the key's own row is overwritten here first. Files cannot
 * be opened from now on either, and are swept out of their store next.
 */
const ERASE = `
  with erased as (
    update persons set wrapped_key = null, wrapped_salt = null, erased_at = $3 where shard = $1 and person_id = $2
    returning shard, person_id, operation_id, owner_id
  ), logged as (
    insert into access_log (shard, operation_id, at, action, actor, target_id, reason)
    select shard, operation_id, $3, 'erase', $4, person_id, $5 from erased
  ), phones as (
    select distinct t.lookup_key from personal_texts t where t.shard = $1 and t.person_id = $2 and t.lookup_key is not null
  ), forgotten as (
    delete from directory d using phones, erased e
    where d.key = phones.lookup_key and d.key_kind = 'phone_hmac' and d.operation_id = e.operation_id and d.qualifier = e.owner_id
  ), files as (
    update evidence_files set status = 'erased', sweep_at = $3 where shard = $1 and person_id = $2
  )
  update personal_texts t set ciphertext = null, lookup_key = null where t.shard = $1 and t.person_id = $2`;

const erase = async (
  client: PoolClient,
  scope: Scope,
  personId: PersonId,
  { by, reason, at }: AccessRecord,
): Promise<"erased" | "already_erased" | "not_found"> => {
  const shard = shardOf(personId);
  const values = [...scopeValues(scope), shard, personId];
  const { rows } = await client.query<{ readonly erased_at: string | null }>({ name: "person_lock", text: LOCK, values });
  if (rows[0] === undefined) return "not_found";
  if (rows[0].erased_at !== null) return "already_erased";
  await client.query({ name: "person_erase", text: ERASE, values: [shard, personId, at, by, reason] });
  return "erased";
};

-- Why: personal data lies here and nowhere else, encrypted with a key of its person, so that erasing one row's key erases the person everywhere,
-- while facts, events and chains that name a text stay whole.

-- placement: customer (sellers' people lie in the seller's shard). Key and salt are wrapped by the master key, which is not in the database.
-- Both are null after an erasure. `owner_id` is the customer or seller the person stands behind.
create table persons (
  shard smallint not null,
  person_id text collate "C" not null,
  operation_id text collate "C" not null,
  owner_id text collate "C" not null,
  wrapped_key bytea,
  wrapped_salt bytea,
  created_at bigint not null,
  erased_at bigint,
  primary key (shard, person_id),
  check ((wrapped_key is null) = (erased_at is not null) and (wrapped_salt is null) = (erased_at is not null))
);
comment on table persons is 'placement: customer';

-- placement: customer. `salted_hash` is what chains hold of a text; without the salt it says nothing. `lookup_key` is the keyed hash of a
-- telephone in it, the same as in the directory, so that an erasure finds those rows by their key.
create table personal_texts (
  shard smallint not null,
  text_id text collate "C" not null,
  person_id text collate "C" not null,
  kind text not null check (kind in ('name', 'phone', 'email', 'address', 'message')),
  ciphertext bytea,
  salted_hash text collate "C" not null,
  lookup_key text collate "C",
  -- Written in a case, under an id that the case's sealed events name: a text of its own, even where the person's records hold the same.
  of_case boolean not null default false,
  created_at bigint not null,
  primary key (shard, text_id),
  foreign key (shard, person_id) references persons
);
-- A name or an address the host sends again is the same text; a message is a message each time it is written.
create unique index personal_texts_once on personal_texts (shard, person_id, salted_hash) where kind <> 'message' and not of_case;
comment on table personal_texts is 'placement: customer';

alter table customers add foreign key (shard, person_id) references persons;

select grant_to('amends_writer', 'update', 'persons'),
       grant_to('amends_writer', 'update', 'personal_texts');

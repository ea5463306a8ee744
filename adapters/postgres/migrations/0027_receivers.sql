-- Why: goods do not always go back to their seller. An inspection centre, a return warehouse of an agent or a repair shop takes them in at an address of
-- its own, and a buyer who is to send goods must be told it.

-- placement: reference. `shard` is where the person behind it lies; it follows from (operation, external id). `seller_id` null = for every seller.
create table receivers (
  operation_id text collate "C" not null,
  receiver_id text collate "C" not null,
  shard smallint not null,
  external_id text collate "C" not null,
  person_id text collate "C" not null,
  source text collate "C" not null,
  source_version bigint not null,
  content_hash text collate "C" not null,
  name text not null,
  takes_in_as text collate "C" not null check (takes_in_as in ('inspector', 'warehouse', 'repairer')),
  seller_id text collate "C",
  closed boolean not null,
  changed_at bigint not null,
  primary key (operation_id, receiver_id),
  unique (operation_id, external_id),
  foreign key (operation_id, seller_id) references sellers
);
comment on table receivers is 'placement: reference';

-- placement: reference. As of a seller: the contact is an encrypted text of the receiver's person.
create table receiver_addresses (
  operation_id text collate "C" not null,
  receiver_id text collate "C" not null,
  address_no integer not null check (address_no > 0),
  is_default boolean not null,
  contact_text_id text collate "C" not null,
  primary key (operation_id, receiver_id, address_no),
  foreign key (operation_id, receiver_id) references receivers
);
create unique index receiver_addresses_one_default on receiver_addresses (operation_id, receiver_id) where is_default;
comment on table receiver_addresses is 'placement: reference';

-- placement: reference. A book that was given or corrected, until every open case that waits for an address has been told. `seller_id` null = a receiver's
-- book: any seller's case may mean it. `was` is where goods went before; `after_*` how far the work has come.
create table address_news (
  operation_id text collate "C" not null,
  news_no bigint generated always as identity,
  seller_id text collate "C",
  was json not null,
  since bigint not null,
  leased_until bigint not null default 0,
  after_shard smallint not null default -1,
  after_case_id text collate "C" not null default '',
  primary key (operation_id, news_no)
);
comment on table address_news is 'placement: reference';

select grant_to('amends_writer', 'update', 'receivers'),
       grant_to('amends_writer', 'update, delete', 'receiver_addresses'),
       grant_to('amends_writer', 'update, delete', 'address_news');

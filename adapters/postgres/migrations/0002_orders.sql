-- Why: orders belong to the host. What it said is kept whole and apart from what we do with it, so an import never touches a claim,
-- and filing never rewrites an order. Amounts inside a jsonb document are whole minor units; moments are epoch milliseconds.

-- placement: reference
create table operations (
  operation_id text collate "C" primary key,
  code text collate "C" not null unique,
  kind text not null check (kind in ('c2c', 'group_buy', 'marketplace', 'brand')),
  name_zh text not null,
  name_en text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  zone_id text not null,
  zone_offset_minutes integer not null check (zone_offset_minutes between -840 and 840),
  pack_id text collate "C",
  settings jsonb not null default '{}',
  created_at bigint not null
);
comment on table operations is 'placement: reference';

-- placement: directory. Placed by hash(key): it is where one looks before the shard is known. Claimed before the row it points to is written,
-- which makes an external id unique everywhere. `qualifier` tells apart what may share a key: an order number between two sources (the
-- source), a telephone or a parcel between several targets (the target). It is empty for keys that have one target.
create table directory (
  operation_id text collate "C" not null,
  key_kind text not null check (key_kind in ('external_order_no', 'tracking_no', 'phone_hmac', 'case_short_no', 'customer_external_id')),
  key text collate "C" not null,
  qualifier text collate "C" not null default '',
  shard smallint not null,
  target_id text collate "C" not null,
  primary key (key, key_kind, operation_id, qualifier)
);
comment on table directory is 'placement: directory';

-- placement: customer. The shard follows from (operation, external id), so the id is unique everywhere without a directory row.
create table customers (
  shard smallint not null,
  customer_id text collate "C" not null,
  operation_id text collate "C" not null,
  external_id text collate "C" not null,
  person_id text collate "C" not null,
  source text collate "C" not null,
  source_version bigint not null,
  content_hash text collate "C" not null,
  tier text not null check (tier in ('standard', 'vip', 'green_lane')),
  facts jsonb not null,
  changed_at bigint not null,
  primary key (shard, customer_id),
  unique (shard, operation_id, external_id)
);
comment on table customers is 'placement: customer';

-- placement: customer
create table customer_methods (
  shard smallint not null,
  customer_id text collate "C" not null,
  method_ref text collate "C" not null,
  tender_kind text not null,
  balance_minor bigint check (balance_minor >= 0),
  label text,
  primary key (shard, customer_id, method_ref),
  foreign key (shard, customer_id) references customers
);
comment on table customer_methods is 'placement: customer';

-- placement: reference. `shard` is where the seller's own rows lie (person, deposit, settlements); it follows from (operation, external id).
create table sellers (
  operation_id text collate "C" not null,
  seller_id text collate "C" not null,
  shard smallint not null,
  external_id text collate "C" not null,
  person_id text collate "C" not null,
  source text collate "C" not null,
  source_version bigint not null,
  content_hash text collate "C" not null,
  name text not null,
  is_trader boolean not null,
  flagship boolean not null,
  closed boolean not null,
  changed_at bigint not null,
  primary key (operation_id, seller_id),
  unique (operation_id, external_id)
);
comment on table sellers is 'placement: reference';

-- placement: reference. Whom to send returns to is personal data: the contact is an encrypted text of the seller's person.
create table return_addresses (
  operation_id text collate "C" not null,
  seller_id text collate "C" not null,
  address_no integer not null check (address_no > 0),
  is_default boolean not null,
  contact_text_id text collate "C" not null,
  primary key (operation_id, seller_id, address_no),
  foreign key (operation_id, seller_id) references sellers
);
create unique index return_addresses_one_default on return_addresses (operation_id, seller_id) where is_default;
comment on table return_addresses is 'placement: reference';

-- placement: reference. `available` null = unlimited; a hint as of `as_of`, the warehouse decides when it is asked to reserve.
create table skus (
  operation_id text collate "C" not null,
  sku_id text collate "C" not null,
  product_id text collate "C" not null,
  source text collate "C" not null,
  source_version bigint not null,
  content_hash text collate "C" not null,
  name text not null,
  category text collate "C" not null,
  options jsonb not null,
  price_minor bigint not null check (price_minor >= 0),
  available integer check (available >= 0),
  as_of bigint not null,
  primary key (operation_id, sku_id)
);
-- The product first: an index that begins with the operation would tempt a planner without statistics to read the whole catalogue.
create index skus_of_product on skus (product_id, operation_id, sku_id);
comment on table skus is 'placement: reference';

-- placement: customer. Columns beside `facts` repeat what lists, scope checks and the import itself ask for.
create table orders (
  shard smallint not null,
  order_id text collate "C" not null,
  operation_id text collate "C" not null,
  customer_id text collate "C" not null,
  external_order_no text collate "C" not null,
  source text collate "C" not null,
  source_version bigint not null,
  content_hash text collate "C" not null,
  currency text not null,
  seller_ids text[] collate "C" not null,
  state text not null,
  recipient_text_id text collate "C",
  message_text_id text collate "C",
  placed_at bigint not null,
  changed_at bigint not null,
  -- Read whole by every filing and command, so: as text, which costs nothing to put together again.
  facts json not null,
  primary key (shard, order_id),
  foreign key (shard, customer_id) references customers
);
create index orders_of_customer on orders (shard, customer_id, placed_at desc, order_id desc);
comment on table orders is 'placement: customer';

-- placement: customer. Small on purpose: filing bumps `claims_version` here and the order document stays as it is. The free space in each page
-- keeps the new version of a row on the page of the old one (HOT), so no index is touched either.
create table order_guards (
  shard smallint not null,
  order_id text collate "C" not null,
  claims_version bigint not null default 0,
  facts_version bigint not null default 1,
  primary key (shard, order_id),
  foreign key (shard, order_id) references orders
) with (fillfactor = 70);
comment on table order_guards is 'placement: customer';

-- placement: customer. Append-only: each time the host's facts about an order changed after the first import.
create table order_changes (
  shard smallint not null,
  order_id text collate "C" not null,
  from_version bigint not null,
  to_version bigint not null check (to_version > from_version),
  at bigint not null,
  primary key (shard, order_id, to_version)
);
comment on table order_changes is 'placement: customer';

create function refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception '% is append-only: write a new row instead', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger order_changes_append_only before update or delete or truncate on order_changes
  for each statement execute function refuse_change();

select grant_to('amends_writer', 'update', 'operations'),
       grant_to('amends_writer', 'delete', 'directory'),
       grant_to('amends_writer', 'update', 'customers'),
       grant_to('amends_writer', 'update, delete', 'customer_methods'),
       grant_to('amends_writer', 'update', 'sellers'),
       grant_to('amends_writer', 'update, delete', 'return_addresses'),
       grant_to('amends_writer', 'update', 'skus'),
       grant_to('amends_writer', 'update', 'orders'),
       grant_to('amends_writer', 'update', 'order_guards');

-- Why: who may enter is known before any case: accounts, sessions, API keys, host keys, buyers' links with their one-time codes, failed attempts.
-- placement: directory (each table by the first column of its primary key); nothing here lies in a case's shard.
-- operation_id has no foreign key: the operation is reference data, replicated apart from the directory, and a foreign key from a distributed table
-- to it would tie the order of migrations and restores. Instants are epoch milliseconds; time is always a parameter.

create table accounts (
  account_id    text collate "C" primary key,
  operation_id  text collate "C" not null,
  email         text not null,
  name          text not null,
  role          text not null check (role in ('agent', 'complaint_owner', 'supervisor', 'finance', 'warehouse', 'admin', 'seller')),
  seller_id     text collate "C",
  password_hash text not null,
  is_disabled   boolean not null default false,
  created_at    bigint not null,
  -- One way back in at a time: the hash of the newest link's token. Whoever reads the table cannot use it.
  reset_hash       text collate "C",
  reset_expires_at bigint,
  constraint accounts_reset_expires check ((reset_hash is null) = (reset_expires_at is null)),
  constraint accounts_seller_has_seller_id check ((role = 'seller') = (seller_id is not null))
);
-- One account per e-mail and operation, whatever its case.
create unique index accounts_email on accounts (operation_id, lower(email));
create index accounts_operation on accounts (operation_id, account_id);
create unique index accounts_reset_hash on accounts (reset_hash) where reset_hash is not null;

create table sessions (
  token_hash   text collate "C" primary key,
  session_id   text collate "C" not null,
  operation_id text collate "C" not null,
  account_id   text collate "C",
  customer_id  text collate "C",
  created_at   bigint not null,
  last_seen_at bigint not null,
  expires_at   bigint not null,
  idle_ms      bigint not null,
  revoked_at   bigint,
  constraint sessions_one_holder check ((account_id is null) <> (customer_id is null))
);
create unique index sessions_session_id on sessions (session_id);
create index sessions_account on sessions (account_id) where account_id is not null and revoked_at is null;
create index sessions_expires_at on sessions (expires_at);

create table api_keys (
  key_id       text collate "C" primary key,
  operation_id text collate "C" not null,
  name         text not null,
  access       text not null check (access in ('full', 'read_only')),
  hint         text not null,
  token_hash   text collate "C" not null,
  created_at   bigint not null,
  last_used_at bigint,
  revoked_at   bigint
);
create unique index api_keys_token_hash on api_keys (token_hash);
create index api_keys_operation on api_keys (operation_id, key_id);

-- subject is an HMAC of an account's address or of a network address: no personal data is readable here.
create table login_attempts (
  subject        text collate "C" primary key,
  failures       integer not null,
  last_failed_at bigint not null,
  locked_until   bigint not null
);

create table host_keys (
  key_id       text collate "C" primary key,
  operation_id text collate "C" not null,
  algorithm    text not null check (algorithm in ('HS256', 'ES256', 'EdDSA')),
  audience     text not null,
  material     text not null,
  created_at   bigint not null,
  revoked_at   bigint
);
create index host_keys_operation on host_keys (operation_id, key_id);

create table buyer_links (
  token_hash   text collate "C" primary key,
  link_id      text collate "C" not null,
  operation_id text collate "C" not null,
  order_id     text collate "C" not null,
  customer_id  text collate "C" not null,
  created_by   text not null,
  created_at   bigint not null,
  expires_at   bigint not null
);
create unique index buyer_links_link_id on buyer_links (link_id);

-- One row per link: a new code takes the place of the one before it, and the row is what parallel requests queue on.
create table one_time_codes (
  link_id        text collate "C" primary key,
  code_id        text collate "C" not null,
  code_hash      text collate "C" not null,
  created_at     bigint not null,
  expires_at     bigint not null,
  tries          integer not null default 0,
  used_at        bigint,
  window_from_at bigint not null,
  window_count   integer not null
);

-- The writer reads and appends by default; what may change is named here.
comment on table accounts is 'placement: directory';
comment on table sessions is 'placement: directory';
comment on table api_keys is 'placement: directory';
comment on table login_attempts is 'placement: directory';
comment on table host_keys is 'placement: directory';
comment on table buyer_links is 'placement: directory';
comment on table one_time_codes is 'placement: directory';

select
  grant_to('amends_writer', 'update', 'accounts'),
  grant_to('amends_writer', 'update, delete', 'sessions'),
  grant_to('amends_writer', 'update', 'api_keys'),
  grant_to('amends_writer', 'update, delete', 'login_attempts'),
  grant_to('amends_writer', 'update', 'host_keys'),
  grant_to('amends_writer', 'update', 'one_time_codes');

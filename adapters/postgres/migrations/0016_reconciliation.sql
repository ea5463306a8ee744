-- Why: what a gateway says it moved is held against the books day by day, what differs is somebody's to settle, and a day that was signed stays as it is.

-- In the order they are summed: a close says up to which entry it has counted, so what comes in later for a day that is closed is found and told.
alter table ledger_entries add column entry_no bigint generated always as identity;
create index ledger_entries_by_number on ledger_entries (operation_id, entry_no);

-- The house has a book of its own beside its sellers', under the operation's id: what is settled of a statement is posted there.
alter table merchant_postings drop constraint merchant_postings_kind_check;
alter table merchant_postings add constraint merchant_postings_kind_check check (kind in ('recourse', 'deposit', 'reconciliation'));

-- placement: reference. One row a file that was sent. `reading` counts for nothing, and neither do its lines; `refused` keeps what was wrong with it;
-- `replaced` was in force until another file of the same day came.
create table gateway_statements (
  operation_id text collate "C" not null,
  statement_id text collate "C" not null,
  gateway text collate "C" not null,
  format text not null,
  day date not null,
  status text not null check (status in ('reading', 'taken', 'refused', 'replaced')),
  file_hash text collate "C",
  lines_hash text collate "C",
  line_count integer not null default 0,
  amount_minor bigint not null default 0,
  fee_minor bigint not null default 0,
  faults json not null default '[]',
  fault_count integer not null default 0,
  imported_at bigint not null,
  imported_by text collate "C" not null,
  primary key (operation_id, statement_id)
);
-- One statement is in force for a gateway and a day.
create unique index gateway_statements_in_force on gateway_statements (operation_id, gateway, day) where status = 'taken';
create index gateway_statements_by_time on gateway_statements (operation_id, imported_at desc, statement_id desc);
comment on table gateway_statements is 'placement: reference';

-- placement: reference. Written once while a statement is read; a statement that is refused takes its lines with it.
create table gateway_lines (
  operation_id text collate "C" not null,
  statement_id text collate "C" not null,
  row_no integer not null,
  kind text not null,
  gateway_ref text collate "C",
  our_key text collate "C",
  order_no text collate "C",
  amount_minor bigint not null,
  fee_minor bigint not null,
  currency text not null,
  at bigint not null,
  state text not null,
  primary key (operation_id, statement_id, row_no)
);
comment on table gateway_lines is 'placement: reference';

-- placement: reference. Which fact of the books is which line: each fact once, each line once. The fact's key is its posting's.
create table gateway_matches (
  operation_id text collate "C" not null,
  fact_key text collate "C" not null,
  gateway text collate "C" not null,
  day date not null,
  statement_id text collate "C" not null,
  row_no integer not null,
  outcome text not null check (outcome in ('matched', 'different')),
  primary key (operation_id, fact_key),
  unique (operation_id, statement_id, row_no)
);
create index gateway_matches_of_day on gateway_matches (operation_id, gateway, day);
comment on table gateway_matches is 'placement: reference';

-- placement: reference. What the newest match of a gateway's day came to.
create table reconciliations (
  operation_id text collate "C" not null,
  gateway text collate "C" not null,
  day date not null,
  statement_id text collate "C" not null,
  matched_at bigint not null,
  outcomes json not null,
  primary key (operation_id, gateway, day)
);
comment on table reconciliations is 'placement: reference';

-- placement: reference. What a match left over, from the day it was first seen on until it is settled or finds its other half.
create table reconciliation_items (
  operation_id text collate "C" not null,
  gateway text collate "C" not null,
  item_key text collate "C" not null,
  day date not null,
  outcome text not null,
  status text not null check (status in ('open', 'proposed', 'settled', 'cleared')),
  fact_key text collate "C",
  case_id text collate "C",
  statement_id text collate "C",
  row_no integer,
  differences text[] not null default '{}',
  suggested text collate "C",
  stake_minor bigint,
  currency text not null,
  owner_id text collate "C",
  note text,
  resolution text check (resolution in ('fee', 'suspend', 'link')),
  linked_fact text collate "C",
  settled_by text collate "C",
  confirmed_by text collate "C",
  settled_at bigint,
  asked_at bigint,
  gateway_said text,
  -- What is on the house's book for it now; counted up so that what is undone and done again is posted under another key.
  posted_minor bigint not null default 0,
  posted_times integer not null default 0,
  primary key (operation_id, gateway, item_key)
);
create index reconciliation_items_open on reconciliation_items (operation_id, day, gateway, item_key) where status <> 'cleared';
comment on table reconciliation_items is 'placement: reference';

-- placement: reference. Append-only: days that were signed, each with the hash of the one before.
create table daily_closes (
  operation_id text collate "C" not null,
  day date not null,
  close_hash text collate "C" not null,
  previous_hash text collate "C",
  last_entry_no bigint not null,
  summary text not null,
  signature bytea not null,
  key_id text collate "C" not null,
  closed_at bigint not null,
  closed_by text collate "C" not null,
  primary key (operation_id, day),
  -- Of two that follow the same day, one is refused.
  unique nulls not distinct (operation_id, previous_hash)
);
comment on table daily_closes is 'placement: reference';
create trigger daily_closes_append_only before update or delete or truncate on daily_closes for each statement execute function refuse_change();

select grant_to('amends_writer', 'update, delete', 'gateway_statements'),
       grant_to('amends_writer', 'delete', 'gateway_lines'),
       grant_to('amends_writer', 'delete', 'gateway_matches'),
       grant_to('amends_writer', 'update', 'reconciliations'),
       grant_to('amends_writer', 'update', 'reconciliation_items');

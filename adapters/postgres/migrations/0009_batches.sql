-- Why: one cause with many buyers is decided once and sent for one by one. A batch lies with its seller, apart from the cases it opens: filing and
-- commanding never read or write these tables.

-- placement: merchant. The row is the fold of the batch's events. `gathered_*` is how far the search through the seller's orders has come, and
-- `leased_until` keeps a second worker away; neither is history.
create table batches (
  operation_id text collate "C" not null,
  seller_id text collate "C" not null,
  batch_id text collate "C" not null,
  status text not null,
  version bigint not null,
  opened_at bigint not null,
  state json not null,
  gathered_at bigint,
  gathered_order_id text collate "C",
  leased_until bigint not null default 0,
  primary key (operation_id, seller_id, batch_id)
);
create index batches_latest on batches (operation_id, opened_at desc, batch_id desc);
-- The few with work to do, which workers ask for again and again.
create index batches_at_work on batches (leased_until) where status in ('gathering', 'sending');
comment on table batches is 'placement: merchant';

-- placement: merchant. One row for each order with the goods, and the shard the order lies in. What was gathered is changed only by what is decided and
-- sent.
create table batch_members (
  operation_id text collate "C" not null,
  seller_id text collate "C" not null,
  batch_id text collate "C" not null,
  shard smallint not null,
  order_id text collate "C" not null,
  lines json not null,
  fate text not null check (fate in ('file', 'link', 'left_out', 'refused')),
  progress text not null default 'waiting' check (progress in ('waiting', 'done', 'failed')),
  code text,
  case_id text collate "C",
  amount_minor bigint not null,
  contests boolean not null,
  primary key (operation_id, seller_id, batch_id, order_id)
);
create index batch_members_waiting on batch_members (operation_id, seller_id, batch_id, order_id)
  where progress = 'waiting' and fate in ('file', 'link');
comment on table batch_members is 'placement: merchant';

-- placement: merchant. Append-only: who opened, looked, left out, decided and stopped.
create table batch_events (
  operation_id text collate "C" not null,
  seller_id text collate "C" not null,
  batch_id text collate "C" not null,
  seq integer not null,
  type text not null,
  at bigint not null,
  by json,
  data json not null,
  primary key (operation_id, seller_id, batch_id, seq)
);
comment on table batch_events is 'placement: merchant';
create trigger batch_events_append_only before update or delete or truncate on batch_events for each statement execute function refuse_change();

select grant_to('amends_writer', 'update', 'batches'),
       grant_to('amends_writer', 'update', 'batch_members');

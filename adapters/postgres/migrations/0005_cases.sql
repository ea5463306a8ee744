-- Why: a case, its history and everything it promises lie in the buyer's shard, so that one statement can write them together or not at all.
--
-- No foreign keys between what that statement writes: it inserts a case, its lines, steps and deadlines from one guard, which holds the order's own row
-- (and that one has a foreign key); nothing may delete a case, a line or a step. The keys would ask again, row by row, what cannot be otherwise.
--
-- Documents that are only ever read whole are `json`: no work to take them apart, and as text they compress to two thirds of `jsonb`.
--
-- Few checks: each is read from the catalogue, planned and started anew by every statement that writes its table. What a column may hold is the domain's
-- closed list; the database guards what nothing else can: one version at a time, histories that only grow, postings that balance.

-- placement: customer. The row is the fold of the case's events.
create table cases (
  shard smallint not null,
  case_id text collate "C" not null,
  operation_id text collate "C" not null,
  order_id text collate "C" not null,
  customer_id text collate "C" not null,
  seller_id text collate "C" not null,
  short_no text collate "C" not null,
  service_type text not null,
  claimed_reason text collate "C" not null,
  phase text not null,
  severity text not null,
  version bigint not null,
  head_hash bytea not null,
  pack_hash text collate "C" not null,
  filed_at bigint not null,
  changed_at bigint not null,
  ended_at bigint,
  -- The promise line: who must act next and until when.
  waits_for text,
  due_at bigint,
  state json not null,
  primary key (shard, case_id)
) with (fillfactor = 80);
create index cases_of_customer on cases (shard, customer_id, order_id);
create index cases_open on cases (operation_id, due_at, case_id) where ended_at is null;
comment on table cases is 'placement: customer';

-- placement: customer
create table case_lines (
  shard smallint not null,
  case_id text collate "C" not null,
  line_no integer not null,
  quantity integer not null,
  promised_minor bigint not null,
  detail json not null,
  primary key (shard, case_id, line_no)
);
comment on table case_lines is 'placement: customer';

-- placement: customer
create table steps (
  shard smallint not null,
  case_id text collate "C" not null,
  step_no integer not null,
  key text collate "C" not null,
  type text not null,
  owner text not null,
  status text not null,
  started_at bigint,
  due_at bigint,
  on_timeout text,
  standard_due_at bigint,
  -- Rungs taken, when the next is, and since when the standard is paused; of active steps alone.
  climb json,
  outcome text,
  ended_at bigint,
  automatic json,
  primary key (shard, case_id, step_no)
) with (fillfactor = 70);
comment on table steps is 'placement: customer';

-- placement: customer. One row for each step that waits for a time; it goes when the step ends, so what is due is always a short list.
create table deadlines (
  shard smallint not null,
  case_id text collate "C" not null,
  step_no integer not null,
  due_at bigint not null,
  leased_until bigint not null default 0,
  primary key (shard, case_id, step_no)
);
create index deadlines_due on deadlines (due_at, shard, case_id);
comment on table deadlines is 'placement: customer';

-- placement: customer. Append-only: the case's history, each event sealed with the hash of the one before.
create table case_events (
  shard smallint not null,
  case_id text collate "C" not null,
  seq integer not null,
  type text not null,
  at bigint not null,
  actor json not null,
  data json not null,
  hash bytea not null,
  -- Which transaction wrote it: the relay numbers whole transactions, oldest first, once nothing older can still commit.
  tx xid8 not null default pg_current_xact_id(),
  primary key (shard, case_id, seq)
);
create index case_events_tx on case_events (tx);
comment on table case_events is 'placement: customer';

-- placement: customer. Append-only: the whole facts a decision was made on, in the canonical form that was decided on, and what was found, by
-- which pack: packed behind the dictionary of that number (`decision-content.ts`).
create table decisions (
  shard smallint not null,
  case_id text collate "C" not null,
  decision_no integer not null,
  at bigint not null,
  engine integer not null,
  facts_schema integer not null,
  dictionary smallint not null,
  content bytea not null,
  primary key (shard, case_id, decision_no)
);
comment on table decisions is 'placement: customer';

-- placement: customer. What a buyer's open cases hold at once: stored value set aside for differences, and money paid ahead of the goods. A filing that
-- uses either claims this row at the version it read, so that two filings on two orders cannot spend the same balance.
create table customer_guards (
  shard smallint not null,
  customer_id text collate "C" not null,
  version bigint not null default 0,
  instant_used_minor bigint not null default 0 check (instant_used_minor >= 0),
  held jsonb not null default '{}',
  primary key (shard, customer_id)
) with (fillfactor = 70);
comment on table customer_guards is 'placement: customer';

create function guard_customer() returns trigger
language plpgsql as $$
begin
  insert into customer_guards (shard, customer_id) values (new.shard, new.customer_id);
  return null;
end $$;
create trigger customers_are_guarded after insert on customers for each row execute function guard_customer();
insert into customer_guards (shard, customer_id) select shard, customer_id from customers;

-- One of two guards of a statement held and the other did not: taking both back is what a rolled back statement does.
create function refuse_stale() returns boolean
language plpgsql as $$
begin
  raise exception 'what was read has changed since' using errcode = 'serialization_failure';
end $$;

-- The database itself refuses a posting that does not balance. Not in SQL: a check starts such a function anew for each row, at five times the cost.
create function is_balanced(accounts text[], parties text[], amounts bigint[]) returns boolean
language plpgsql immutable strict parallel safe as $$
declare
  total numeric := 0;
  amount bigint;
begin
  foreach amount in array amounts loop
    total := total + amount;
  end loop;
  return total = 0 and cardinality(amounts) > 1 and cardinality(accounts) = cardinality(amounts) and cardinality(parties) = cardinality(amounts);
end $$;

-- placement: customer. Append-only: one money fact a row, all its legs in it: debits positive, credits negative.
create table postings (
  shard smallint not null,
  case_id text collate "C" not null,
  posting_no integer not null,
  kind text not null,
  at bigint not null,
  event_seq integer not null,
  currency text not null,
  accounts text[] not null,
  parties text[] not null,
  amounts bigint[] not null,
  primary key (shard, case_id, posting_no),
  check (is_balanced(accounts, parties, amounts))
);
comment on table postings is 'placement: customer';

-- placement: customer. What a case asked of the world: written in its transaction, carried out after it.
-- pending → leased(until, attempt) → done | parked. `parked` waits for a person and is shown to one.
create table effects (
  shard smallint not null,
  effect_id text collate "C" not null,
  case_id text collate "C" not null,
  kind text not null,
  request json not null,
  status text not null default 'pending',
  due_at bigint not null,
  attempts integer not null default 0,
  -- Faults in a row: a partner that answers `pending` for days is asked often and is not at fault.
  faults integer not null default 0,
  last_fault text,
  primary key (shard, effect_id)
) with (fillfactor = 80);
create index effects_due on effects (due_at, shard, effect_id) where status = 'pending';
create index effects_parked on effects (shard, effect_id) where status = 'parked';
comment on table effects is 'placement: customer';

-- placement: customer. The answer given to a key, byte for byte, for as long as a client may ask again.
create table idempotency (
  shard smallint not null,
  target_id text collate "C" not null,
  principal text collate "C" not null,
  key text collate "C" not null,
  request_hash text collate "C" not null,
  status smallint not null,
  response text not null,
  at bigint not null,
  primary key (shard, target_id, principal, key)
);
comment on table idempotency is 'placement: customer';

-- placement: reference. Every pack that ever decided, so that any decision can be replayed.
create table packs (
  pack_hash text collate "C" primary key,
  pack_id text collate "C" not null,
  content text not null,
  stored_at bigint not null
);
comment on table packs is 'placement: reference';

-- placement: directory. Each server takes a hundred numbers at a time, so that naming a case costs no round trip.
create sequence case_numbers increment by 100 minvalue 1 start with 1;

-- placement: directory. Parcels that arrived and belong to no case we know: a person matches them or sends them back. They are found by number alone.
create table stray_parcels (
  operation_id text collate "C" not null,
  tracking_no text collate "C" not null,
  carrier text not null,
  seller_id text collate "C",
  received_at bigint not null,
  received_by jsonb not null,
  status text not null check (status in ('waiting', 'matched', 'sent_back')),
  case_id text collate "C",
  due_at bigint not null,
  settled_at bigint,
  primary key (tracking_no, operation_id)
);
create index stray_parcels_waiting on stray_parcels (operation_id, due_at, tracking_no) where status = 'waiting';
comment on table stray_parcels is 'placement: directory';

-- placement: reference. Committed events in one order for everyone who follows along; numbered by a relay, never by the transaction itself.
create table feed (
  feed_seq bigint primary key,
  shard smallint not null,
  case_id text collate "C" not null,
  seq integer not null,
  unique (shard, case_id, seq)
);
comment on table feed is 'placement: reference';

-- placement: reference. How far the relay has come; no row = look at every event once (a new database, a restored one).
create table feed_cursor (
  only_one boolean primary key default true check (only_one),
  numbered_before xid8 not null
);
comment on table feed_cursor is 'placement: reference';

-- placement: reference. How far each reader of the feed has come; no row = from the beginning. A reader's rows and its place are written by one statement,
-- so nothing is read twice and nothing is left out however many servers read.
create table feed_followers (
  name text collate "C" primary key,
  read_to bigint not null
);
comment on table feed_followers is 'placement: reference';

create trigger case_events_append_only before update or delete or truncate on case_events for each statement execute function refuse_change();
create trigger decisions_append_only before update or delete or truncate on decisions for each statement execute function refuse_change();
create trigger postings_append_only before update or delete or truncate on postings for each statement execute function refuse_change();
create trigger packs_append_only before update or delete or truncate on packs for each statement execute function refuse_change();
create trigger feed_append_only before update or delete or truncate on feed for each statement execute function refuse_change();

-- A row of more than two kilobytes is compressed where it stands; the side table for large values would cost more log than it saves. Every column, because
-- PostgreSQL moves those that may move, ids included, before it compresses one that may not.
do $$
declare
  found record;
begin
  for found in
    select attrelid::regclass as kept_whole, attname from pg_attribute
    where attrelid in ('cases'::regclass, 'case_events'::regclass, 'decisions'::regclass) and attnum > 0 and attstorage = 'x'
  loop
    execute format('alter table %s alter column %I set storage main', found.kept_whole, found.attname);
  end loop;
end $$;

select grant_to('amends_writer', 'update', 'cases'),
       grant_to('amends_writer', 'update', 'case_lines'),
       grant_to('amends_writer', 'update', 'customer_guards'),
       grant_to('amends_writer', 'update', 'steps'),
       grant_to('amends_writer', 'update, delete', 'deadlines'),
       grant_to('amends_writer', 'update', 'effects'),
       grant_to('amends_writer', 'delete', 'idempotency'),
       grant_to('amends_writer', 'update, delete', 'feed_cursor'),
       grant_to('amends_writer', 'update', 'feed_followers'),
       grant_to('amends_writer', 'update', 'stray_parcels');

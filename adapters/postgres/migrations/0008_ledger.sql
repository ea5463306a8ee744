-- Why: what a case posts is summed by day for the books, and what the platform advanced comes back from sellers and bearers on books of their own.

-- placement: reference. The ledger summed by account, party and day, up to the number of the feed its mark names; what is newer is added when it is read.
-- Only a worker writes here: a case's transaction never touches a balance.
create table ledger_balances (
  operation_id text collate "C" not null,
  currency text not null,
  account text not null,
  party text collate "C" not null,
  day date not null,
  debit_minor bigint not null check (debit_minor >= 0),
  credit_minor bigint not null check (credit_minor >= 0),
  primary key (operation_id, currency, account, party, day)
);
comment on table ledger_balances is 'placement: reference';

-- placement: reference. Where each posting is, in the order of time, so that the books can be read by date and account without an index on the case's own
-- table. Written beside the sums.
create table ledger_entries (
  operation_id text collate "C" not null,
  at bigint not null,
  book_id text collate "C" not null,
  posting_no integer not null,
  shard smallint not null,
  accounts text[] not null,
  parties text[] not null,
  primary key (operation_id, at, book_id, posting_no)
);
create index ledger_entries_of_party on ledger_entries using gin (parties);
comment on table ledger_entries is 'placement: reference';

-- placement: merchant. One row a seller: the end of its book, and what its deposit should hold. Below `notice_minor` it is asked to top up, below
-- `floor_minor` its privileges are restricted.
create table merchant_books (
  shard smallint not null,
  seller_id text collate "C" not null,
  operation_id text collate "C" not null,
  next_posting_no integer not null default 1,
  head_hash bytea not null,
  notice_minor bigint not null default 0 check (notice_minor >= 0),
  floor_minor bigint not null default 0 check (floor_minor >= 0),
  is_frozen boolean not null default false,
  primary key (shard, seller_id)
);
create index merchant_books_of_operation on merchant_books (operation_id, seller_id);
comment on table merchant_books is 'placement: merchant';

-- placement: merchant. Append-only: the seller's side of the ledger, one money fact a row as in `postings`, each sealed with the hash of the one before.
-- `posting_key` is what asked for it: the same key is posted once.
create table merchant_postings (
  shard smallint not null,
  seller_id text collate "C" not null,
  posting_no integer not null,
  operation_id text collate "C" not null,
  kind text not null check (kind in ('recourse', 'deposit')),
  posting_key text collate "C" not null,
  at bigint not null,
  case_id text collate "C",
  recourse_id text collate "C",
  event_seq integer,
  currency text not null,
  accounts text[] not null,
  parties text[] not null,
  amounts bigint[] not null,
  hash bytea not null,
  primary key (shard, seller_id, posting_no),
  unique (shard, seller_id, posting_key),
  check (is_balanced(accounts, parties, amounts))
);
create index merchant_postings_of_recourse on merchant_postings (shard, recourse_id, event_seq) where recourse_id is not null;
create index merchant_postings_of_case on merchant_postings (case_id) where case_id is not null;
create index merchant_postings_by_time on merchant_postings (operation_id, at, seller_id, posting_no);
comment on table merchant_postings is 'placement: merchant';

-- placement: merchant. Those not summed yet; a row goes when it is.
create table merchant_postings_open (
  shard smallint not null,
  seller_id text collate "C" not null,
  posting_no integer not null,
  primary key (shard, seller_id, posting_no)
);
comment on table merchant_postings_open is 'placement: merchant';

-- placement: merchant. Money somebody must ask for before spending it: a deposit, what the host keeps of an order's proceeds, the advance fund. `held` is
-- promised and not taken yet. Nothing here can be spent twice: the row says no.
create table pots (
  shard smallint not null,
  pot_id text collate "C" not null,
  operation_id text collate "C" not null,
  seller_id text collate "C",
  kind text not null check (kind in ('deposit', 'frozen_settlement', 'advance')),
  currency text not null,
  balance_minor bigint not null default 0,
  held_minor bigint not null default 0 check (held_minor >= 0),
  -- The most that may be out at a time, for an advance fund.
  limit_minor bigint,
  primary key (shard, pot_id),
  -- A fund that is lowered, or a refund paid before there was one, leaves it with less than nothing: it then gives nothing more.
  check (kind = 'advance' or balance_minor >= held_minor)
) with (fillfactor = 50);
create index pots_of_seller on pots (shard, seller_id) where seller_id is not null;
create index pots_of_operation on pots (operation_id, kind);
comment on table pots is 'placement: merchant';

-- placement: merchant. held → confirmed | released; the key is the asker's and is answered once.
create table pot_holds (
  shard smallint not null,
  pot_id text collate "C" not null,
  hold_key text collate "C" not null,
  owner_id text collate "C" not null,
  amount_minor bigint not null check (amount_minor > 0),
  status text not null check (status in ('held', 'confirmed', 'released')),
  at bigint not null,
  primary key (shard, pot_id, hold_key)
) with (fillfactor = 80);
create index pot_holds_of_owner on pot_holds (shard, owner_id) where status = 'held';
comment on table pot_holds is 'placement: merchant';

-- placement: merchant. Append-only: what came in and went out, by a key that moves money once.
create table pot_moves (
  shard smallint not null,
  pot_id text collate "C" not null,
  move_key text collate "C" not null,
  kind text not null,
  amount_minor bigint not null,
  at bigint not null,
  primary key (shard, pot_id, move_key)
);
comment on table pot_moves is 'placement: merchant';

-- placement: merchant. What each case has out of an advance fund by now. It is set, not added to, so that saying it twice changes nothing.
create table pot_exposures (
  shard smallint not null,
  pot_id text collate "C" not null,
  case_id text collate "C" not null,
  exposed_minor bigint not null check (exposed_minor >= 0),
  primary key (shard, pot_id, case_id)
);
comment on table pot_exposures is 'placement: merchant';

-- Holds what each asker wants, in their order, as far as the pot goes: all of it or nothing, or what is left where `in_part`. One lock for all of them,
-- held for one statement. A key that was answered gets the same answer again.
create function hold_in_pot(of_shard smallint, of_pot text, owners text[], keys text[], wants bigint[], in_part boolean, now_at bigint)
returns table (hold_key text, amount_minor bigint, status text)
language plpgsql as $$
declare
  free bigint;
  granted bigint;
  total bigint := 0;
  known record;
begin
  select p.balance_minor - p.held_minor into free from pots p where p.shard = of_shard and p.pot_id = of_pot for update;
  if not found then return; end if;
  for i in 1 .. cardinality(keys) loop
    select h.amount_minor as amount, h.status as standing into known
    from pot_holds h where h.shard = of_shard and h.pot_id = of_pot and h.hold_key = keys[i];
    if found then
      return query select keys[i], known.amount, known.standing;
      continue;
    end if;
    granted := case when wants[i] <= free then wants[i] when in_part then greatest(free, 0) else 0 end;
    if granted > 0 then
      insert into pot_holds (shard, pot_id, hold_key, owner_id, amount_minor, status, at)
      values (of_shard, of_pot, keys[i], owners[i], granted, 'held', now_at);
      free := free - granted;
      total := total + granted;
    end if;
    return query select keys[i], granted, case when granted > 0 then 'held' else 'refused' end;
  end loop;
  if total > 0 then
    update pots set held_minor = held_minor + total where shard = of_shard and pot_id = of_pot;
  end if;
end $$;

-- Ends holds: confirmed ones leave the pot, released ones stay in it. One that has ended is left alone.
create function end_holds(of_shard smallint, of_pot text, keys text[], verdict text, now_at bigint) returns bigint
language plpgsql as $$
declare
  ended bigint;
begin
  perform from pots p where p.shard = of_shard and p.pot_id = of_pot for update;
  with over as (
    update pot_holds h set status = verdict
    where h.shard = of_shard and h.pot_id = of_pot and h.hold_key = any(keys) and h.status = 'held'
    returning h.hold_key, h.amount_minor
  ), moved as (
    insert into pot_moves (shard, pot_id, move_key, kind, amount_minor, at)
    select of_shard, of_pot, 'hold:' || over.hold_key, 'taken', -over.amount_minor, now_at from over where verdict = 'confirmed'
  )
  select coalesce(sum(over.amount_minor), 0) into ended from over;
  if ended > 0 then
    update pots set held_minor = held_minor - ended, balance_minor = balance_minor - case when verdict = 'confirmed' then ended else 0 end
    where shard = of_shard and pot_id = of_pot;
  end if;
  return ended;
end $$;

-- moved · known: the key was moved before · short: the pot does not hold that much · missing: there is no such pot
create function move_in_pot(of_shard smallint, of_pot text, of_key text, of_kind text, of_amount bigint, now_at bigint) returns text
language plpgsql as $$
declare
  free bigint;
begin
  select p.balance_minor - p.held_minor into free from pots p where p.shard = of_shard and p.pot_id = of_pot for update;
  if not found then return 'missing'; end if;
  if exists (select from pot_moves m where m.shard = of_shard and m.pot_id = of_pot and m.move_key = of_key) then return 'known'; end if;
  if free + of_amount < 0 then return 'short'; end if;
  insert into pot_moves (shard, pot_id, move_key, kind, amount_minor, at) values (of_shard, of_pot, of_key, of_kind, of_amount, now_at);
  update pots set balance_minor = balance_minor + of_amount where shard = of_shard and pot_id = of_pot;
  return 'moved';
end $$;

-- What a case has out of a fund, and the holds this was paid under, become one: the hold ends and the sum stands in its place. More than the fund holds
-- can be out, because it has been paid: the fund then says so and gives nothing more.
create function expose_pot(of_shard smallint, of_pot text, of_case text, of_amount bigint, keys text[], now_at bigint) returns bigint
language plpgsql as $$
declare
  was bigint;
  freed bigint;
begin
  perform from pots p where p.shard = of_shard and p.pot_id = of_pot for update;
  if not found then return 0; end if;
  freed := end_holds(of_shard, of_pot, keys, 'released', now_at);
  select e.exposed_minor into was from pot_exposures e where e.shard = of_shard and e.pot_id = of_pot and e.case_id = of_case;
  insert into pot_exposures (shard, pot_id, case_id, exposed_minor) values (of_shard, of_pot, of_case, of_amount)
  on conflict (shard, pot_id, case_id) do update set exposed_minor = excluded.exposed_minor;
  update pots set balance_minor = balance_minor - (of_amount - coalesce(was, 0)) where shard = of_shard and pot_id = of_pot;
  return of_amount - coalesce(was, 0);
end $$;

-- placement: merchant. The row is the fold of the recourse's events.
create table recourses (
  shard smallint not null,
  recourse_id text collate "C" not null,
  operation_id text collate "C" not null,
  seller_id text collate "C" not null,
  case_id text collate "C" not null,
  bearer text not null,
  -- Whose account the case's own postings charged.
  posted_to text not null check (posted_to in ('bearer', 'seller')),
  currency text not null,
  version integer not null,
  phase text not null check (phase in ('recovering', 'recovered', 'written_off')),
  source text,
  owed_minor bigint not null,
  outstanding_minor bigint not null check (outstanding_minor >= 0),
  opened_at bigint not null,
  changed_at bigint not null,
  due_at bigint,
  -- The version its sum in the advance fund is of.
  exposed_version integer not null default 0,
  state json not null,
  primary key (shard, recourse_id),
  unique (shard, case_id, bearer, posted_to)
) with (fillfactor = 70);
create index recourses_due on recourses (due_at) where due_at is not null;
create index recourses_of_seller on recourses (shard, seller_id, opened_at) where phase = 'recovering';
create index recourses_of_operation on recourses (operation_id, opened_at desc, recourse_id desc);
create index recourses_unexposed on recourses (shard) where exposed_version < version;
comment on table recourses is 'placement: merchant';

-- placement: merchant. Append-only.
create table recourse_events (
  shard smallint not null,
  recourse_id text collate "C" not null,
  seq integer not null,
  type text not null,
  at bigint not null,
  actor json not null,
  data json not null,
  primary key (shard, recourse_id, seq)
);
comment on table recourse_events is 'placement: merchant';

-- placement: merchant. Append-only: what the host said it settles with a seller, and what was kept of it for the platform.
create table settlements (
  shard smallint not null,
  seller_id text collate "C" not null,
  source_id text collate "C" not null,
  operation_id text collate "C" not null,
  kind text not null check (kind in ('kept', 'released', 'run')),
  external_order_no text collate "C",
  currency text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  withheld_minor bigint not null check (withheld_minor between 0 and amount_minor),
  at bigint not null,
  primary key (shard, seller_id, source_id)
);
comment on table settlements is 'placement: merchant';

-- placement: merchant. A seller's word against a line of its statement; what was written lies in the case.
create table statement_objections (
  shard smallint not null,
  seller_id text collate "C" not null,
  line_key text collate "C" not null,
  operation_id text collate "C" not null,
  case_id text collate "C" not null,
  raised_at bigint not null,
  due_at bigint not null,
  status text not null check (status in ('open', 'upheld', 'rejected')),
  answered_at bigint,
  answered_by text collate "C",
  primary key (shard, seller_id, line_key)
);
create index statement_objections_open on statement_objections (operation_id, due_at) where status = 'open';
comment on table statement_objections is 'placement: merchant';

-- placement: reference. What looks like an attack or a broken book, until somebody has looked: one row for each thing it is about.
create table alarms (
  operation_id text collate "C" not null,
  kind text not null,
  target_id text collate "C" not null,
  raised_at bigint not null,
  detail json not null,
  settled_at bigint,
  settled_by text collate "C",
  primary key (operation_id, kind, target_id)
);
create index alarms_open on alarms (operation_id, raised_at desc) where settled_at is null;
comment on table alarms is 'placement: reference';

create trigger merchant_postings_append_only before update or delete or truncate on merchant_postings for each statement execute function refuse_change();
create trigger recourse_events_append_only before update or delete or truncate on recourse_events for each statement execute function refuse_change();
create trigger pot_moves_append_only before update or delete or truncate on pot_moves for each statement execute function refuse_change();
create trigger settlements_append_only before update or delete or truncate on settlements for each statement execute function refuse_change();

select grant_to('amends_writer', 'update', 'ledger_balances'),
       grant_to('amends_writer', 'update', 'merchant_books'),
       grant_to('amends_writer', 'delete', 'merchant_postings_open'),
       grant_to('amends_writer', 'update', 'pots'),
       grant_to('amends_writer', 'update', 'pot_holds'),
       grant_to('amends_writer', 'update', 'pot_exposures'),
       grant_to('amends_writer', 'update', 'recourses'),
       grant_to('amends_writer', 'update', 'statement_objections'),
       grant_to('amends_writer', 'update', 'alarms');

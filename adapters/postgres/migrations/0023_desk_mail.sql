-- Why: a desk hears by mail too, each person as they want. What is urgent or runs against a deadline cannot be switched off, so a notice says which it is.

alter table desk_notices add column must_hear text not null default 'no';

-- placement: queue (operation_id). How somebody at a desk wants to hear; no row: as the rules say.
create table desk_notice_settings (
  operation_id text collate "C" not null,
  account_id text collate "C" not null,
  -- By kind the ways to hear of it; a kind that is not named comes as the rules say.
  ways jsonb not null,
  language text not null,
  quiet_from smallint not null,
  quiet_to smallint not null,
  changed_at bigint not null,
  primary key (operation_id, account_id)
);
comment on table desk_notice_settings is 'placement: queue';

-- placement: queue (operation_id). A notice on its way to one account by mail: pending → sent | skipped | parked, like a buyer's.
create table desk_notice_sends (
  operation_id text collate "C" not null,
  notice_id text collate "C" not null,
  account_id text collate "C" not null,
  audience text not null,
  status text not null default 'pending',
  due_at bigint not null,
  attempts integer not null default 0,
  faults integer not null default 0,
  -- Why it was skipped, or the last fault. Never an address.
  said text,
  primary key (operation_id, notice_id, account_id)
) with (fillfactor = 80);
create index desk_notice_sends_due on desk_notice_sends (due_at, operation_id, notice_id, account_id) where status = 'pending';
create index desk_notice_sends_parked on desk_notice_sends (operation_id, notice_id) where status = 'parked';
comment on table desk_notice_sends is 'placement: queue';

-- Whose desk it is: everybody of a role, or of a role at one shop.
create index accounts_desk on accounts (operation_id, role, coalesce(seller_id, '')) where not is_disabled;

select grant_to('amends_writer', 'update', 'desk_notice_settings'),
       grant_to('amends_writer', 'update', 'desk_notice_sends');

-- Why: a sandbox lives through a time-out in a second, so its time is ours to move: how far it has been moved must outlive a restart and hold for every
-- server on the database.

-- placement: reference. How far a sandbox's clock runs ahead; no row = not at all. It only ever grows: time that was lived does not come back.
create table sandbox_clock (
  only_one boolean primary key default true check (only_one),
  ahead_ms bigint not null check (ahead_ms >= 0)
);
comment on table sandbox_clock is 'placement: reference';

create function refuse_turning_back() returns trigger
language plpgsql as $$
begin
  if new.ahead_ms < old.ahead_ms then
    raise exception 'the sandbox clock only goes forwards' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger sandbox_clock_goes_forwards before update on sandbox_clock for each row execute function refuse_turning_back();

select grant_to('amends_writer', 'update', 'sandbox_clock');

-- placement: reference. Announced extensions of running times (Spring Festival, a storm). Append-only but for withdrawing; its words are public.
-- `after_*` is how far the work has come through the open cases, `work_at` when somebody has to go through them (again); null = never again.
create table time_extensions (
  operation_id text collate "C" not null,
  extension_id text collate "C" not null,
  zh text not null,
  en text not null,
  carrier text,
  category text collate "C",
  seller_id text collate "C",
  step_types text[] collate "C" not null,
  from_at bigint not null,
  until_at bigint not null,
  announced_at bigint not null,
  announced_by json not null,
  withdrawn_at bigint,
  work_at bigint,
  leased_until bigint not null default 0,
  after_shard smallint not null default -1,
  after_case_id text collate "C" not null default '',
  primary key (operation_id, extension_id),
  check (from_at < until_at)
);
create index time_extensions_work on time_extensions (work_at) where work_at is not null;
comment on table time_extensions is 'placement: reference';

select grant_to('amends_writer', 'update', 'time_extensions');

-- placement: reference. When somebody works, as they wrote it down; every server keeps all of them in memory. `seller_id` '' = the operation itself.
create table work_calendars (
  operation_id text collate "C" not null,
  seller_id text collate "C" not null,
  written json not null,
  changed_at bigint not null,
  primary key (operation_id, seller_id)
);
comment on table work_calendars is 'placement: reference';

select grant_to('amends_writer', 'update', 'work_calendars');

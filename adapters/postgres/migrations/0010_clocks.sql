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

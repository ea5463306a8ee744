-- Why: work that is late is taken from who holds it and offered to somebody else, what was kept is told by the row of the rules that promised it, partners
-- have working hours of their own, and it is known when the buyer was told.

alter table work_items
  -- The row that promised `standard_due_at`.
  add column standard_row text,
  -- When the ladder last took it from somebody, from whom, and until when it is not offered to them again.
  add column passed_at bigint,
  add column passed_from text collate "C",
  add column passed_until bigint;

-- Figures of before were kept without their row and stay so.
alter table work_attainment add column row_id text collate "C" not null default '';
alter table work_attainment
  drop constraint work_attainment_pkey,
  add primary key (operation_id, day, team, kind, standard, account_id, row_id);

-- Whose hours they are: '' of who sells, else of the partners of that kind who work for them.
alter table work_calendars add column partner text collate "C" not null default '';
alter table work_calendars
  drop constraint work_calendars_pkey,
  add primary key (operation_id, seller_id, partner);

-- `at` is when it happened, this when the buyer could read of it; null for notices of before.
alter table notices add column told_at bigint;

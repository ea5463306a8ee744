-- Why: a week says when people are usually there. Who is away, who comes in besides, who really was there and what became of a call are facts of single
-- days; they stand beside the week, and staffing is read from all of them together.

-- placement: queue (operation_id). Beside somebody's week: away, or there when their week says they are not.
create table work_shift_changes (
  operation_id text collate "C" not null,
  change_id text collate "C" not null,
  account_id text collate "C" not null,
  kind text not null check (kind in ('absent', 'extra')),
  reason text not null check (reason in ('leave', 'sick', 'training', 'swap', 'other')),
  from_at bigint not null,
  until_at bigint not null check (until_at > from_at),
  entered_by text collate "C" not null,
  entered_at bigint not null,
  primary key (operation_id, change_id)
);
create index work_shift_changes_until on work_shift_changes (operation_id, until_at);
comment on table work_shift_changes is 'placement: queue';

-- placement: queue (operation_id). From when to when somebody was on duty; no end while they are.
create table work_duty_spans (
  operation_id text collate "C" not null,
  account_id text collate "C" not null,
  from_at bigint not null,
  until_at bigint,
  primary key (operation_id, account_id, from_at)
);
create unique index work_duty_spans_open on work_duty_spans (operation_id, account_id) where until_at is null;
create index work_duty_spans_until on work_duty_spans (operation_id, until_at);
comment on table work_duty_spans is 'placement: queue';

-- placement: queue (operation_id). One telephone call for one item: who, when, what came of it. What was said stands in the case.
create table work_calls (
  operation_id text collate "C" not null,
  item_id text collate "C" not null,
  call_no integer not null,
  case_id text collate "C" not null,
  account_id text collate "C" not null,
  called_at bigint not null,
  result text not null check (result in ('reached', 'no_answer', 'wrong_number', 'declined')),
  again_at bigint,
  primary key (operation_id, item_id, call_no)
);
create index work_calls_of_case on work_calls (operation_id, case_id, called_at);
comment on table work_calls is 'placement: queue';

select grant_to('amends_writer', 'delete', 'work_shift_changes'),
       grant_to('amends_writer', 'update', 'work_duty_spans');

-- Why: the readers of the feed go together, and one that cannot go on stays behind without holding up the others: what it stumbles over is written down
-- for whoever looks. The same for a case whose advance could not be followed.

-- Faults in a row, at the place where it stands.
alter table feed_followers add column faults integer not null default 0;
alter table feed_followers add column last_fault text;
alter table feed_followers add column blocked_at bigint;

-- placement: queue (operation_id). A case whose postings were read and whose bearers could not be told what they owe; tried again when it falls due, and
-- gone when that went well.
create table advances_stuck (
  operation_id text collate "C" not null,
  case_id text collate "C" not null,
  stuck_at bigint not null,
  due_at bigint not null,
  attempts integer not null,
  last_fault text not null,
  primary key (operation_id, case_id)
);
create index advances_stuck_due on advances_stuck (due_at);
comment on table advances_stuck is 'placement: queue';

select grant_to('amends_writer', 'update, delete', 'advances_stuck');

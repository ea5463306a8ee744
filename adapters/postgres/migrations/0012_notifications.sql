-- Why: what happened to a case is told to others: to programs by webhooks, to people by notices, and the buyer is asked afterwards how it was. All of it
-- is drawn from the feed after the commit; a command's transaction knows nothing of it.

-- placement: queue (operation_id). Where an operation's host wants to hear of its cases. Secrets are sealed with the server's key; for a while after a
-- change the old one signs too.
create table webhook_endpoints (
  operation_id text collate "C" not null,
  webhook_id text collate "C" not null,
  url text not null,
  -- Empty: every type, those that come to be later included.
  event_types text[] collate "C" not null,
  status text not null check (status in ('active', 'paused', 'gone')),
  sealed_secret text not null,
  sealed_old_secret text,
  old_secret_until bigint,
  -- Hears of what comes after this number.
  after_feed_seq bigint not null,
  created_at bigint not null,
  created_by json not null,
  primary key (operation_id, webhook_id)
);
comment on table webhook_endpoints is 'placement: queue';

-- placement: queue (operation_id). One event for one endpoint. `dead` was given up and waits for somebody to replay it.
create table webhook_deliveries (
  operation_id text collate "C" not null,
  webhook_id text collate "C" not null,
  feed_seq bigint not null,
  shard smallint not null,
  case_id text collate "C" not null,
  seq integer not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'dead')),
  attempts integer not null default 0,
  settled_at bigint,
  primary key (operation_id, webhook_id, feed_seq),
  foreign key (operation_id, webhook_id) references webhook_endpoints on delete cascade
);
create index webhook_deliveries_open on webhook_deliveries (operation_id, webhook_id, case_id, feed_seq) where status = 'pending';
create index webhook_deliveries_dead on webhook_deliveries (operation_id, webhook_id, feed_seq) where status = 'dead';
create index webhook_deliveries_old on webhook_deliveries (settled_at) where status = 'delivered';
comment on table webhook_deliveries is 'placement: queue';

-- placement: queue (operation_id). The queue of one case at one endpoint, while something is in it: it is leased as a whole, which keeps a case's events
-- in order and lets a case that fails hold up none but itself.
create table webhook_lanes (
  operation_id text collate "C" not null,
  webhook_id text collate "C" not null,
  case_id text collate "C" not null,
  pending integer not null check (pending >= 0),
  due_at bigint not null,
  -- In a row, of the event that is first in the queue.
  faults integer not null default 0,
  primary key (operation_id, webhook_id, case_id),
  foreign key (operation_id, webhook_id) references webhook_endpoints on delete cascade
);
create index webhook_lanes_due on webhook_lanes (due_at) where pending > 0;
comment on table webhook_lanes is 'placement: queue';

-- placement: queue (operation_id). Every call and what was answered; goes with its delivery.
create table webhook_attempts (
  operation_id text collate "C" not null,
  webhook_id text collate "C" not null,
  feed_seq bigint not null,
  attempt_no integer not null,
  at bigint not null,
  result text not null,
  status smallint,
  took_ms integer not null,
  -- The beginning of what a target said that did not take it; nothing of one that did.
  said text,
  primary key (operation_id, webhook_id, feed_seq, attempt_no),
  foreign key (operation_id, webhook_id, feed_seq) references webhook_deliveries on delete cascade
);
comment on table webhook_attempts is 'placement: queue';

select grant_to('amends_writer', 'update, delete', 'webhook_endpoints'),
       grant_to('amends_writer', 'update, delete', 'webhook_deliveries'),
       grant_to('amends_writer', 'update, delete', 'webhook_lanes'),
       grant_to('amends_writer', 'delete', 'webhook_attempts');

-- placement: customer. What a buyer was told, as a template and what to fill in; put into words when it is read. No personal data.
create table notices (
  shard smallint not null,
  notice_id text collate "C" not null,
  operation_id text collate "C" not null,
  customer_id text collate "C" not null,
  case_id text collate "C" not null,
  template text not null,
  params json not null,
  urgent boolean not null,
  at bigint not null,
  read_at bigint,
  primary key (shard, notice_id)
);
create index notices_of_customer on notices (shard, customer_id, at desc, notice_id desc);
create index notices_unread on notices (shard, customer_id) where read_at is null;
comment on table notices is 'placement: customer';

-- placement: customer. A notice on its way by one channel: pending → sent | skipped | parked. `parked` waits for a person and is shown to one.
create table notice_sends (
  shard smallint not null,
  notice_id text collate "C" not null,
  channel text not null,
  status text not null default 'pending',
  due_at bigint not null,
  attempts integer not null default 0,
  faults integer not null default 0,
  -- Why it was skipped, or the last fault. Never an address.
  said text,
  primary key (shard, notice_id, channel)
) with (fillfactor = 80);
create index notice_sends_due on notice_sends (due_at, shard, notice_id) where status = 'pending';
create index notice_sends_parked on notice_sends (shard, notice_id) where status = 'parked';
comment on table notice_sends is 'placement: customer';

-- placement: customer. How a buyer wants to be told; no row: as most are.
create table notice_settings (
  shard smallint not null,
  customer_id text collate "C" not null,
  channels text[] collate "C" not null,
  language text not null,
  quiet_from smallint not null,
  quiet_to smallint not null,
  changed_at bigint not null,
  primary key (shard, customer_id)
);
comment on table notice_settings is 'placement: customer';

-- placement: queue (operation_id). What desks and sellers were told: everybody of these roles, or of this seller.
create table desk_notices (
  operation_id text collate "C" not null,
  notice_id text collate "C" not null,
  audience text not null,
  roles text[] collate "C" not null,
  seller_id text collate "C",
  case_id text collate "C" not null,
  template text not null,
  params json not null,
  urgent boolean not null,
  at bigint not null,
  primary key (operation_id, notice_id, audience)
);
create index desk_notices_latest on desk_notices (operation_id, at desc, notice_id desc);
comment on table desk_notices is 'placement: queue';

-- placement: queue (operation_id). Which of them one account has read.
create table desk_notice_reads (
  operation_id text collate "C" not null,
  account_id text collate "C" not null,
  notice_id text collate "C" not null,
  read_at bigint not null,
  primary key (operation_id, account_id, notice_id)
);
comment on table desk_notice_reads is 'placement: queue';

-- placement: customer. One question after one case: how was it? `due_at` is when it is asked, reminded of or given up next; null when nothing is left to
-- do. The answer stands here and nowhere else; what was written in it is a personal text.
create table surveys (
  shard smallint not null,
  case_id text collate "C" not null,
  operation_id text collate "C" not null,
  customer_id text collate "C" not null,
  status text not null check (status in ('planned', 'asked', 'reminded', 'answered', 'expired')),
  due_at bigint,
  remind_after_seconds integer not null,
  expire_after_seconds integer not null,
  low_score smallint not null,
  channels text[] collate "C" not null,
  asked_at bigint,
  answered_at bigint,
  score smallint check (score between 1 and 5),
  effort smallint check (effort between 1 and 5),
  reason text,
  text_id text collate "C",
  -- A low score that nobody has been told of yet.
  recovery_due boolean not null default false,
  primary key (shard, case_id)
);
create index surveys_due on surveys (due_at, shard, case_id) where due_at is not null;
create index surveys_asked on surveys (operation_id, asked_at) where asked_at is not null;
create index surveys_recovery on surveys (shard, case_id) where recovery_due;
comment on table surveys is 'placement: customer';

select grant_to('amends_writer', 'update', 'notices'),
       grant_to('amends_writer', 'update', 'notice_sends'),
       grant_to('amends_writer', 'update', 'notice_settings'),
       grant_to('amends_writer', 'update', 'surveys');

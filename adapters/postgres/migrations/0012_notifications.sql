-- Why: what happened to a case is told to others: to programs by webhooks, to people by notices, and the buyer is asked afterwards how it was. All of it
-- is drawn from the feed after the commit; a command's transaction knows nothing of it.

-- placement: reference. How far each follower has read the feed. A follower's rows and its place are written by one statement, so nothing is told twice
-- and nothing is left out however many servers follow.
create table feed_followers (
  name text collate "C" primary key,
  read_to bigint not null
);
comment on table feed_followers is 'placement: reference';

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

select grant_to('amends_writer', 'update', 'feed_followers'),
       grant_to('amends_writer', 'update, delete', 'webhook_endpoints'),
       grant_to('amends_writer', 'update, delete', 'webhook_deliveries'),
       grant_to('amends_writer', 'update, delete', 'webhook_lanes'),
       grant_to('amends_writer', 'delete', 'webhook_attempts');

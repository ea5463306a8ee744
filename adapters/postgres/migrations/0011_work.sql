-- Why: what a case asks of a person is taken up by people in an order, with a capacity and a first look for who knows the buyer. None of it belongs to the
-- case's own transaction: items are made and ended by a reader of the feed, so a filing pays nothing for the desk behind it.

-- placement: queue. One thing one person is to do. It is nobody's (`owner_id` null) or somebody's, until `ended_at`.
create table work_items (
  operation_id text collate "C" not null,
  item_id text collate "C" not null,
  case_id text collate "C" not null,
  short_no text collate "C" not null,
  -- Null where no step of the plan asks for it: a call-back, an order that changed.
  step_no integer,
  kind text not null,
  step_owner text not null,
  seller_id text collate "C" not null,
  customer_id text collate "C" not null,
  service_type text not null,
  category text not null,
  language text not null,
  tier text not null,
  severity text not null,
  team text not null,
  skill text not null,
  class smallint not null,
  effort smallint not null,
  keeps_owner boolean not null,
  routed_by text not null,
  waiting_since bigint not null,
  -- `waiting_since` less the head start of the routing row: the order within a class.
  rank_at bigint not null,
  answer_due_at bigint not null,
  standard_due_at bigint,
  due_at bigint,
  ready_at bigint not null default 0,
  preferred_id text collate "C",
  preferred_until bigint,
  owner_id text collate "C",
  owned_since bigint,
  first_owned_at bigint,
  merged_into text collate "C",
  -- Whom the buyer is still to be told of, and the time that person gave; it goes when the case knows.
  tell_owner_id text collate "C",
  tell_promised_at bigint,
  ended_at bigint,
  ended_how text,
  -- Who did it, where a person with an account did, whether or not they had taken it.
  ended_by text collate "C",
  version integer not null default 1,
  -- What is broken next if nobody moves: the first answer while nobody has taken it, then the standard.
  breach_at bigint generated always as (case when first_owned_at is null then least(answer_due_at, standard_due_at) else standard_due_at end) stored,
  primary key (operation_id, item_id)
) with (fillfactor = 80);
create index work_waiting on work_items (operation_id, class, rank_at, item_id) where ended_at is null and owner_id is null and merged_into is null;
create index work_open on work_items (operation_id, class, rank_at, item_id) where ended_at is null and merged_into is null;
create index work_owned on work_items (operation_id, owner_id, class, rank_at, item_id) where ended_at is null and owner_id is not null;
create index work_breaching on work_items (operation_id, breach_at, item_id) where ended_at is null and merged_into is null;
create index work_of_case on work_items (operation_id, case_id);
create index work_known on work_items (operation_id, customer_id, ended_at desc) where owner_id is not null;
create index work_merged on work_items (operation_id, merged_into) where merged_into is not null and ended_at is null;
create index work_untold on work_items (operation_id, item_id) where tell_owner_id is not null;
comment on table work_items is 'placement: queue';

-- placement: queue. Who takes up work: what they can do, how much at once, whether they are there. `load` is what the items they hold weigh together, kept
-- in the statements that give and take items, because only a row can be waited for.
create table work_agents (
  operation_id text collate "C" not null,
  account_id text collate "C" not null,
  name text not null,
  role text not null,
  seller_id text collate "C",
  teams text[] not null,
  skills text[] not null,
  languages text[] not null,
  capacity smallint not null check (capacity between 0 and 100),
  load integer not null default 0,
  is_on_duty boolean not null default false,
  duty_since bigint,
  -- Weekly spans: [{"weekday": 1..7, "fromMinute": 540, "toMinute": 1080}], in the operation's zone.
  shifts jsonb not null default '[]',
  primary key (operation_id, account_id)
) with (fillfactor = 70);
comment on table work_agents is 'placement: queue';

-- placement: queue. A buyer's own person.
create table work_advisors (
  operation_id text collate "C" not null,
  customer_id text collate "C" not null,
  account_id text collate "C" not null,
  primary key (operation_id, customer_id)
);
comment on table work_advisors is 'placement: queue';

-- placement: queue. What was kept and what was not, by day, team, kind of work and person ('' = nobody took it), added up where items end.
create table work_attainment (
  operation_id text collate "C" not null,
  day integer not null,
  team text not null,
  kind text not null,
  standard text not null check (standard in ('answered', 'handled')),
  account_id text collate "C" not null,
  met integer not null,
  missed integer not null,
  -- By how much, over all that were missed.
  late_seconds bigint not null,
  primary key (operation_id, day, team, kind, standard, account_id)
);
comment on table work_attainment is 'placement: queue';

-- placement: queue. What came in and what was done, by half hour and team: the figures staffing is computed from.
create table work_arrivals (
  operation_id text collate "C" not null,
  half_hour_at bigint not null,
  team text not null,
  arrived integer not null,
  handled integer not null,
  -- From being taken to being done, over all that were handled.
  handle_seconds bigint not null,
  primary key (operation_id, half_hour_at, team)
);
comment on table work_arrivals is 'placement: queue';

-- placement: queue. What keeps people from their work, as they say it: read in a review, answered, and never lost.
create table work_hindrances (
  operation_id text collate "C" not null,
  hindrance_id text collate "C" not null,
  account_id text collate "C" not null,
  kind text not null,
  text text not null,
  item_id text collate "C",
  reported_at bigint not null,
  reviewed_at bigint,
  reviewed_by text collate "C",
  answer text,
  primary key (operation_id, hindrance_id)
);
create index work_hindrances_open on work_hindrances (operation_id, reported_at desc, hindrance_id) where reviewed_at is null;
comment on table work_hindrances is 'placement: queue';

select grant_to('amends_writer', 'update', 'work_items'),
       grant_to('amends_writer', 'update', 'work_agents'),
       grant_to('amends_writer', 'update, delete', 'work_advisors'),
       grant_to('amends_writer', 'update', 'work_attainment'),
       grant_to('amends_writer', 'update', 'work_arrivals'),
       grant_to('amends_writer', 'update', 'work_hindrances');

-- Why: between private people what was seen and counted at the hand-over is said there and then, by one and confirmed by the other. The host does not
-- know of it, so a later import must not wash it away: it lies here, and is put into the order's facts whenever these are written.

-- placement: customer. Append-only: one row for each saying about a line of an order.
create table order_acceptances (
  shard smallint not null,
  order_id text collate "C" not null,
  entry_no integer not null check (entry_no > 0),
  line_no integer not null,
  kind text not null check (kind in ('recorded', 'confirmed', 'added')),
  at bigint not null,
  by_role text not null check (by_role in ('buyer', 'seller')),
  by_id text collate "C" not null,
  -- Condition, pieces, accessories and serial number, where the entry says what was handed over.
  goods jsonb,
  -- [{"fileId": …, "kind": …, "sha256": …}]
  files jsonb not null,
  remark_text_id text collate "C",
  primary key (shard, order_id, entry_no),
  foreign key (shard, order_id) references orders,
  check ((kind = 'recorded') = (goods is not null))
);
comment on table order_acceptances is 'placement: customer';
create trigger order_acceptances_append_only before update or delete or truncate on order_acceptances
  for each statement execute function refuse_change();

-- A picture of a hand-over is looked at before there is any case.
alter table file_views alter column case_id drop not null;

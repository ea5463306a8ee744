-- Why: lists, search and detail pages run as a role that sees one scope's rows even where a query forgets to ask, and whoever looked at what was
-- hidden, or took something out of the hands of the machine, is on record.

-- placement: customer. Which seller has lines in which order, in the order a seller's list shows them: `orders.seller_ids` is an array, and no index
-- of an array is sorted by time. Kept by triggers, since only an import writes orders. (`list_orders_of_seller`)
create table order_sellers (
  shard smallint not null,
  operation_id text collate "C" not null,
  seller_id text collate "C" not null,
  placed_at bigint not null,
  order_id text collate "C" not null,
  primary key (operation_id, seller_id, placed_at, order_id, shard)
);
comment on table order_sellers is 'placement: customer';

-- One statement for the whole batch of an import. An order whose sellers and time stay as they were, which is nearly every change, costs nothing.
create function index_sellers_of_new_orders() returns trigger
language plpgsql as $$
begin
  insert into order_sellers (shard, operation_id, seller_id, placed_at, order_id)
  select n.shard, n.operation_id, seller_id, n.placed_at, n.order_id from new_orders n, unnest(n.seller_ids) as seller_id
  on conflict do nothing;
  return null;
end $$;

create function index_sellers_of_changed_orders() returns trigger
language plpgsql as $$
begin
  if not exists (select from old_orders o join new_orders n using (shard, order_id) where (o.seller_ids, o.placed_at) is distinct from (n.seller_ids, n.placed_at))
  then return null; end if;
  delete from order_sellers s using old_orders o, new_orders n
  where n.shard = o.shard and n.order_id = o.order_id and (o.seller_ids, o.placed_at) is distinct from (n.seller_ids, n.placed_at)
    and s.operation_id = o.operation_id and s.seller_id = any(o.seller_ids) and s.placed_at = o.placed_at and s.order_id = o.order_id and s.shard = o.shard;
  insert into order_sellers (shard, operation_id, seller_id, placed_at, order_id)
  select n.shard, n.operation_id, seller_id, n.placed_at, n.order_id
  from old_orders o join new_orders n using (shard, order_id), unnest(n.seller_ids) as seller_id
  where (o.seller_ids, o.placed_at) is distinct from (n.seller_ids, n.placed_at)
  on conflict do nothing;
  return null;
end $$;

create trigger orders_index_new_sellers after insert on orders referencing new table as new_orders
  for each statement execute function index_sellers_of_new_orders();
create trigger orders_index_changed_sellers after update on orders referencing old table as old_orders new table as new_orders
  for each statement execute function index_sellers_of_changed_orders();
insert into order_sellers (shard, operation_id, seller_id, placed_at, order_id)
select o.shard, o.operation_id, seller_id, o.placed_at, o.order_id from orders o, unnest(o.seller_ids) as seller_id;

-- `list_cases` of a seller (open ones, by what is due first), and of cases that ended (latest first). A case is entered in one of them at a time; the
-- operation's own open list stands in 0005, and a buyer's cases are few.
create index cases_open_of_seller on cases (seller_id, due_at, case_id) where ended_at is null;
create index cases_ended on cases (operation_id, ended_at desc, case_id desc) where ended_at is not null;

-- placement: customer. Append-only: who unmasked, erased or retried what, and why; written in the transaction of the deed itself. Who was shown a
-- masked text (`view`) gives no reason and is written in batches a moment later.
create table access_log (
  shard smallint not null,
  access_no bigint generated always as identity,
  operation_id text collate "C" not null,
  at bigint not null,
  action text not null check (action in ('view', 'reveal', 'erase', 'retry_effect')),
  actor jsonb not null,
  target_id text collate "C" not null,
  text_ids text[] collate "C" not null default '{}',
  reason text not null,
  primary key (shard, access_no)
);
create index access_log_of_target on access_log (shard, target_id, access_no);
comment on table access_log is 'placement: customer';
create trigger access_log_append_only before update or delete or truncate on access_log for each statement execute function refuse_change();

select grant_to('amends_writer', 'delete', 'order_sellers');

-- The scope of a transaction, as its first part sets it. Unset is nobody's: NULL equals nothing. An empty customer or seller means all of the operation.
-- A policy asks in a sub-select, so that the setting is read once a query, and only when the first row is looked at.
create function scope_of(part text) returns text
language sql stable parallel restricted
return current_setting('amends.' || part, true);

-- Commands name their rows by key and scope in one statement; a policy would cost the writer a round trip and give it nothing.
create function pg_temp.let_read(relation regclass, condition text) returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', relation);
  if exists (select from pg_roles where rolname = 'amends_writer') then
    execute format('create policy writer_all on %s to amends_writer using (true) with check (true)', relation);
  end if;
  if exists (select from pg_roles where rolname = 'amends_reader') then
    execute format('create policy reader_scope on %s for select to amends_reader using (%s)', relation, condition);
  end if;
  perform grant_to('amends_reader', 'select', relation);
end $$;

select pg_temp.let_read('orders', $$operation_id = (select scope_of('operation_id')) and (select scope_of('customer_id')) in ('', customer_id)
  and ((select scope_of('seller_id')) = '' or (select scope_of('seller_id')) = any(seller_ids))$$);
select pg_temp.let_read('order_sellers', $$operation_id = (select scope_of('operation_id')) and (select scope_of('customer_id')) = ''
  and (select scope_of('seller_id')) in ('', seller_id)$$);
-- A seller sees who bought from them and nobody else.
select pg_temp.let_read('customers', $$operation_id = (select scope_of('operation_id')) and (select scope_of('customer_id')) in ('', customer_id)
  and ((select scope_of('seller_id')) = ''
    or exists (select from orders o where o.shard = customers.shard and o.customer_id = customers.customer_id))$$);
select pg_temp.let_read('cases', $$operation_id = (select scope_of('operation_id')) and (select scope_of('customer_id')) in ('', customer_id)
  and (select scope_of('seller_id')) in ('', seller_id)$$);
select pg_temp.let_read('case_lines', $$exists (select from cases c where c.shard = case_lines.shard and c.case_id = case_lines.case_id)$$);
select pg_temp.let_read('steps', $$exists (select from cases c where c.shard = steps.shard and c.case_id = steps.case_id)$$);
-- Those an internal note is not for do not even learn that there is one.
select pg_temp.let_read('case_events', $$exists (select from cases c where c.shard = case_events.shard and c.case_id = case_events.case_id)
  and (type <> 'note_added' or data ->> 'visibleTo' = 'everyone'
    or ((select scope_of('customer_id')) = '' and (select scope_of('seller_id')) = ''))$$);
select pg_temp.let_read('decisions', $$exists (select from cases c where c.shard = decisions.shard and c.case_id = decisions.case_id)$$);
-- What a seller is called stands on every listing; of sellers, each sees itself.
select pg_temp.let_read('sellers', $$operation_id = (select scope_of('operation_id')) and (select scope_of('seller_id')) in ('', seller_id)$$);
-- A key leads to an id; whether the id may be seen is for its own table to say.
select pg_temp.let_read('directory', $$operation_id = (select scope_of('operation_id'))$$);

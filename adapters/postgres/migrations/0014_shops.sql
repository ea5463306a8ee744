-- Why: a seller may give its buyers more than the operation asks of it, from a day on and until another, and an order keeps what it was bought under.

-- placement: reference. `rows` is what the seller wrote, row by row; it is never changed. Ended rules keep their row: orders paid before still have them.
create table shop_rules (
  operation_id text collate "C" not null,
  seller_id text collate "C" not null,
  rules_no bigint not null,
  from_at bigint not null,
  until_at bigint check (until_at >= from_at),
  rows jsonb not null,
  bound_by jsonb not null,
  bound_at bigint not null,
  primary key (operation_id, seller_id, rules_no),
  foreign key (operation_id, seller_id) references sellers
);
comment on table shop_rules is 'placement: reference';

-- placement: reference. Raised by whoever binds or ends rules, in the same statement: servers keep the rules at hand and read them again only when it moved.
create table shop_rules_versions (
  operation_id text collate "C" primary key,
  version bigint not null
);
comment on table shop_rules_versions is 'placement: reference';

select grant_to('amends_writer', 'update', 'shop_rules'),
       grant_to('amends_writer', 'update', 'shop_rules_versions');

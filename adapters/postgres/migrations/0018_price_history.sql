-- Why: whoever was promised that a price holds is owed the difference when it falls, and that is reckoned from what the article cost since, not from
-- what it costs today.

-- placement: reference. One row for each change of an article's price; a row is in force until the next one of its article.
create table sku_prices (
  operation_id text collate "C" not null,
  sku_id text collate "C" not null,
  from_at bigint not null,
  price_minor bigint not null check (price_minor >= 0),
  offer text collate "C" not null,
  primary key (operation_id, sku_id, from_at)
);
comment on table sku_prices is 'placement: reference';

select grant_to('amends_writer', 'update', 'sku_prices');

-- What the catalogue says today is the first word of each article's history.
insert into sku_prices (operation_id, sku_id, from_at, price_minor, offer)
select operation_id, sku_id, as_of, price_minor, 'public' from skus;

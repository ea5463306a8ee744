-- Why: a large sum leaves a seller's deposit only when two people want it. The first one's word lies here until the second has sent the same.

-- placement: merchant. One row for each reference that was asked for and not paid out yet.
create table deposit_withdrawals (
  shard smallint not null,
  seller_id text collate "C" not null,
  reference text collate "C" not null,
  operation_id text collate "C" not null,
  amount_minor bigint not null check (amount_minor > 0),
  asked_by text collate "C" not null,
  asked_at bigint not null,
  primary key (shard, seller_id, reference)
);
comment on table deposit_withdrawals is 'placement: merchant';

select grant_to('amends_writer', 'delete', 'deposit_withdrawals');

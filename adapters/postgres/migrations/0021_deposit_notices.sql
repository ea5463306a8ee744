-- Why: a seller hears of its deposit by a message: that it has to be topped up and by when, that privileges are restricted, and that they are back. What
-- was told last stands beside the book whose postings move the deposit.

alter table merchant_books
  add column deposit_told text not null default 'enough' check (deposit_told in ('enough', 'below_notice', 'overdue', 'below_floor')),
  -- How many messages there were: the number of the next.
  add column deposit_messages integer not null default 0,
  add column deposit_due_at bigint,
  -- When to look whether there is something to tell; null while nothing moves and nothing is awaited.
  add column deposit_look_at bigint;
create index merchant_books_look on merchant_books (deposit_look_at) where deposit_look_at is not null;

-- What is told of a deposit is of no case.
alter table desk_notices alter column case_id drop not null;

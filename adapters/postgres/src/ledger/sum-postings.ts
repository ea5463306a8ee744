/**
 * Parts of a statement: `fresh` are postings nobody has summed yet (operation_id, at, currency, book_id, posting_no, shard, accounts, parties, amounts).
 * They are entered where they are found by time and party, and added to the sums of their operation's day.
 */
export const SUMMED = `entered as (
  insert into ledger_entries (operation_id, at, book_id, posting_no, shard, accounts, parties)
  select operation_id, at, book_id, posting_no, shard, accounts, parties from fresh
  on conflict do nothing
), summed as (
  insert into ledger_balances as b (operation_id, currency, account, party, day, debit_minor, credit_minor)
  select f.operation_id, f.currency, leg.account, leg.party,
    (timestamp 'epoch' + (f.at + o.zone_offset_minutes * 60000) * interval '1 millisecond')::date,
    sum(greatest(leg.amount, 0)), sum(greatest(-leg.amount, 0))
  from fresh f join operations o on o.operation_id = f.operation_id, unnest(f.accounts, f.parties, f.amounts) as leg(account, party, amount)
  group by 1, 2, 3, 4, 5
  order by 1, 2, 3, 4, 5
  on conflict (operation_id, currency, account, party, day)
  do update set debit_minor = b.debit_minor + excluded.debit_minor, credit_minor = b.credit_minor + excluded.credit_minor
)`;

import type { LedgerRollUp } from "@amends/flows/ledger-ports";
import type pg from "pg";

/**
 * One statement, so one snapshot: what it sums is exactly what its mark has passed and what it takes from the sellers' open rows. A second worker finds
 * the mark locked and does nothing.
 */
const TURN = {
  name: "ledger_roll_up",
  text: `
with mark as materialized (
  select read_to from feed_followers where name = 'balances' for update skip locked
), reach as materialized (
  select mark.read_to as after, (select max(f.feed_seq) from feed f where f.feed_seq > mark.read_to and f.feed_seq <= mark.read_to + $1) as up_to from mark
), taken as (
  delete from merchant_postings_open where exists (select from mark)
    and (shard, seller_id, posting_no) in (select shard, seller_id, posting_no from merchant_postings_open limit $1)
  returning shard, seller_id, posting_no
), fresh as materialized (
  select k.operation_id, p.at, p.currency, p.case_id as book_id, p.posting_no, p.shard, p.accounts, p.parties, p.amounts
  from reach r join feed f on f.feed_seq > r.after and f.feed_seq <= r.up_to
  join postings p on p.shard = f.shard and p.case_id = f.case_id and p.event_seq = f.seq
  join cases k on k.shard = p.shard and k.case_id = p.case_id
  union all
  select m.operation_id, m.at, m.currency, m.seller_id, m.posting_no, m.shard, m.accounts, m.parties, m.amounts
  from taken t join merchant_postings m on m.shard = t.shard and m.seller_id = t.seller_id and m.posting_no = t.posting_no
), entered as (
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
), moved as (
  update feed_followers set read_to = r.up_to from reach r where name = 'balances' and r.up_to is not null
)
select (select count(*)::int from fresh) as count, (select up_to - after from reach) as passed`,
};

/** Not in the migration: a database that has rows is one that a backup is not restored into. */
const MARKS = {
  name: "ledger_follow",
  text: "insert into feed_followers (name, read_to) values ('balances', 0), ('advances', 0) on conflict do nothing",
};

export const createLedgerRollUp = (pool: pg.Pool): LedgerRollUp => {
  let isMarked = false;
  return {
    turn: async most => {
      if (!isMarked) await pool.query(MARKS);
      isMarked = true;
      const { rows } = await pool.query<{ readonly count: number; readonly passed: string | null }>({ ...TURN, values: [most] });
      return Math.max(rows[0]?.count ?? 0, Number(rows[0]?.passed ?? 0));
    },
  };
};

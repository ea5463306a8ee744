import type { LedgerRollUp } from "@amends/flows/ledger-ports";
import type pg from "pg";
import { SUMMED } from "./sum-postings.ts";

/** One statement: what it sums is exactly what it takes from the sellers' open rows. What a second worker took meanwhile is gone, and not summed again. */
const TURN = {
  name: "ledger_roll_up",
  text: `
with taken as (
  delete from merchant_postings_open where (shard, seller_id, posting_no) in (
    select shard, seller_id, posting_no from merchant_postings_open limit $1)
  returning shard, seller_id, posting_no
), fresh as materialized (
  select m.operation_id, m.at, m.currency, m.seller_id as book_id, m.posting_no, m.shard, m.accounts, m.parties, m.amounts
  from taken t join merchant_postings m on m.shard = t.shard and m.seller_id = t.seller_id and m.posting_no = t.posting_no
), ${SUMMED}
select (select count(*)::int from fresh) as count`,
};

export const createLedgerRollUp = (pool: pg.Pool): LedgerRollUp => ({
  turn: async most => {
    const { rows } = await pool.query<{ readonly count: number }>({ ...TURN, values: [most] });
    return rows[0]?.count ?? 0;
  },
});

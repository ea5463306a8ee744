import type { Currency, Minor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { CivilDay } from "@amends/domain/reconciliation/civil-day";
import type { CloseStore, CountedAsk, CountedPosting, StoredClose } from "@amends/flows/reconciliation/reconciliation-ports";
import type pg from "pg";
import { BOOK_ROWS, type PostingRow, postingOf, ROWS, TAIL } from "../ledger/ledger-reader.ts";

const COLUMNS = `select operation_id as "operationId", day::text as day, close_hash as "closeHash", previous_hash as "previousHash", last_entry_no, summary, signature,
  key_id as "keyId", closed_at, closed_by as "closedBy" from daily_closes where operation_id = $1`;
const FIND = { name: "close_find", text: `${COLUMNS} and day = $2` };
const BY_HASH = { name: "close_by_hash", text: `${COLUMNS} and close_hash = $2` };
const LIST = { name: "close_list", text: `${COLUMNS} order by day desc limit $2` };
const INSERT = {
  name: "close_insert",
  text: `
insert into daily_closes (operation_id, day, close_hash, previous_hash, last_entry_no, summary, signature, key_id, closed_at, closed_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
};
const UNSUMMED = { name: "close_unsummed", text: `select exists (select from (${TAIL}) as t where t.at < $2) as found` };
const LAST_ENTRY = {
  name: "close_last_entry",
  text: "select coalesce(max(entry_no), 0)::text as last from ledger_entries where operation_id = $1",
};

/** Dated before the day's end and entered by now, but for what the close before has counted. */
const COUNTED = {
  name: "close_counted",
  text: `
with page as materialized (
  select at, book_id, posting_no, shard, entry_no, at < $2 as is_late from ledger_entries
  where operation_id = $1 and at < $3 and entry_no <= $4 and (at >= $2 or entry_no > $5) and (at, book_id, posting_no) > ($6, $7, $8::int)
  order by at, book_id, posting_no limit $9
)
select found.*, page.is_late, page.entry_no from page, lateral (
  ${ROWS} where p.shard = page.shard and p.case_id = page.book_id and p.posting_no = page.posting_no
  union all
  ${BOOK_ROWS} where m.shard = page.shard and m.seller_id = page.book_id and m.posting_no = page.posting_no
) as found
order by found.at, found.book_id, found.posting_no`,
};
const OPENING = {
  name: "close_opening",
  text: `
select leg.account, f.currency, sum(leg.amount)::bigint as amount from (
  select e.shard, e.book_id, e.posting_no from ledger_entries e where e.operation_id = $1 and e.at < $2 and e.entry_no <= $3
) e cross join lateral (
  select p.currency, p.accounts, p.amounts from postings p where p.shard = e.shard and p.case_id = e.book_id and p.posting_no = e.posting_no
  union all
  select m.currency, m.accounts, m.amounts from merchant_postings m where m.shard = e.shard and m.seller_id = e.book_id and m.posting_no = e.posting_no
) f, unnest(f.accounts, f.amounts) as leg(account, amount)
group by 1, 2`,
};

const PAGE = 2000;
/** Before the first close nothing was counted, and what is dated before its day is its opening: no entry is late. */
const ALL_COUNTED = "9223372036854775807";

export const createCloseStore = (pool: pg.Pool): CloseStore => {
  const one = async (statement: typeof FIND, ...values: readonly unknown[]): Promise<StoredClose | null> => {
    const { rows } = await pool.query<CloseRow>({ ...statement, values: [...values] });
    return rows[0] === undefined ? null : closeOf(rows[0]);
  };
  return {
    find: ({ operationId, day }) => one(FIND, operationId, day),
    findByHash: (operationId, closeHash) => one(BY_HASH, operationId, closeHash),
    latest: operationId => one(LIST, operationId, 1),
    list: async (operationId, most) => (await pool.query<CloseRow>({ ...LIST, values: [operationId, most] })).rows.map(closeOf),
    insert: async close => {
      const { operationId, day, closeHash, previousHash, lastEntryNo, summary, signature, keyId, closedAt, closedBy } = close;
      const bytes = [summary, Buffer.from(signature)];
      const { rowCount } = await pool.query({
        ...INSERT,
        values: [operationId, day, closeHash, previousHash, lastEntryNo, ...bytes, keyId, closedAt, closedBy],
      });
      return rowCount === 1 ? "closed" : "taken";
    },
    hasUnsummed: async (operationId, before) => {
      const { rows } = await pool.query<{ readonly found: boolean }>({ ...UNSUMMED, values: [operationId, before] });
      return rows[0]?.found ?? false;
    },
    lastEntryNo: async operationId => {
      const { rows } = await pool.query<{ readonly last: string }>({ ...LAST_ENTRY, values: [operationId] });
      return Number(rows[0]?.last ?? 0);
    },
    counted: ask => counted(pool, ask),
    opening: async (operationId, before, lastEntryNo) => {
      const { rows } = await pool.query<{ readonly account: string; readonly currency: Currency; readonly amount: string }>({
        ...OPENING,
        values: [operationId, before, lastEntryNo],
      });
      return new Map(rows.map(({ account, currency, amount }): [string, Minor] => [`${account} ${currency}`, BigInt(amount)]));
    },
  };
};

async function* counted(pool: pg.Pool, ask: CountedAsk): AsyncGenerator<readonly CountedPosting[]> {
  const { operationId, from, until, lastEntryNo, previousEntryNo } = ask;
  let after: readonly [number, string, number] = [-1, "", 0];
  for (;;) {
    const values = [operationId, from, until, lastEntryNo, previousEntryNo ?? ALL_COUNTED, ...after, PAGE];
    const { rows } = await pool.query<PostingRow & { readonly is_late: boolean; readonly entry_no: string }>({ ...COUNTED, values });
    if (rows.length > 0) yield rows.map(row => ({ ...postingOf(row), isLate: row.is_late, entryNo: Number(row.entry_no) }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = [Number(last.at), last.book_id, last.posting_no];
  }
}

type CloseRow = Omit<StoredClose, "lastEntryNo" | "closedAt" | "day"> & {
  readonly day: string;
  readonly last_entry_no: string;
  readonly closed_at: string;
};
const closeOf = ({ last_entry_no, closed_at, day, ...row }: CloseRow): StoredClose => ({
  ...row,
  day: day as CivilDay,
  lastEntryNo: Number(last_entry_no),
  closedAt: Number(closed_at) as Instant,
});

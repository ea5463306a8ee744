import { type CaseId, isId, shardOf } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { LedgerAccount, Leg } from "@amends/domain/settlement/postings";
import type { AgeingBand, LedgerPosting, LedgerReader, PartySum, PostingFilter } from "@amends/flows/ledger-ports";
import type { Scope } from "@amends/flows/scope";
import type pg from "pg";

/** Everything posted and not summed yet: behind the mark in the feed, not in the feed yet, or open on a seller's book. */
export const TAIL = `
  select k.operation_id, p.at, p.currency, p.accounts, p.parties, p.amounts
  from feed f join postings p on p.shard = f.shard and p.case_id = f.case_id and p.event_seq = f.seq
  join cases k on k.shard = p.shard and k.case_id = p.case_id
  where f.feed_seq > coalesce((select read_to from feed_followers where name = 'balances'), 0) and k.operation_id = $1
  union all
  select k.operation_id, p.at, p.currency, p.accounts, p.parties, p.amounts
  from case_events e join postings p on p.shard = e.shard and p.case_id = e.case_id and p.event_seq = e.seq
  join cases k on k.shard = p.shard and k.case_id = p.case_id
  where e.tx >= coalesce((select numbered_before from feed_cursor), '0'::xid8) and k.operation_id = $1
    and not exists (select from feed f where f.shard = e.shard and f.case_id = e.case_id and f.seq = e.seq)
  union all
  select m.operation_id, m.at, m.currency, m.accounts, m.parties, m.amounts
  from merchant_postings_open o join merchant_postings m on m.shard = o.shard and m.seller_id = o.seller_id and m.posting_no = o.posting_no
  where m.operation_id = $1`;

const SUMS = `
  select account, party, currency, day, debit_minor, credit_minor from ledger_balances where operation_id = $1
  union all
  select leg.account, leg.party, t.currency, (timestamp 'epoch' + (t.at + o.zone_offset_minutes * 60000) * interval '1 millisecond')::date,
    greatest(leg.amount, 0), greatest(-leg.amount, 0)
  from (${TAIL}) as t join operations o on o.operation_id = t.operation_id, unnest(t.accounts, t.parties, t.amounts) as leg(account, party, amount)`;

const TRIAL_BALANCE = {
  name: "ledger_trial_balance",
  text: `
select account, currency, sum(debit_minor)::bigint as debit, sum(credit_minor)::bigint as credit from (${SUMS}) as sums
where $2::date is null or day <= $2 group by account, currency order by currency, account`,
};

const BALANCES = {
  name: "ledger_balances",
  text: `
select account, party, currency, sum(debit_minor)::bigint as debit, sum(credit_minor)::bigint as credit from (${SUMS}) as sums
where ($2::text is null or account = $2) and ($3::text is null or party = $3) and ($4::date is null or day >= $4) and ($5::date is null or day <= $5)
group by account, party, currency having sum(debit_minor) <> 0 or sum(credit_minor) <> 0 order by currency, account, party limit 2000`,
};

/** One case's own, whether summed or not: its postings lie together, those of its recourses by an index. */
export const ROWS = `
  select p.at, p.case_id as book_id, p.posting_no, p.kind, p.case_id, null as recourse_id, p.event_seq, (e.data->>'stepNo')::int as step_no,
    p.case_id || ':' || p.posting_no as posting_key, p.currency, p.accounts, p.parties, p.amounts
  from postings p join case_events e on e.shard = p.shard and e.case_id = p.case_id and e.seq = p.event_seq`;
export const BOOK_ROWS = `
  select m.at, m.seller_id as book_id, m.posting_no, m.kind, m.case_id, m.recourse_id, m.event_seq, null::int as step_no, m.posting_key, m.currency,
    m.accounts, m.parties, m.amounts
  from merchant_postings m`;

const OF_CASE = {
  name: "ledger_postings_of_case",
  text: `
select * from (
  ${ROWS} join cases k on k.shard = p.shard and k.case_id = p.case_id where p.shard = $2 and p.case_id = $3 and k.operation_id = $1
  union all
  ${BOOK_ROWS} where m.operation_id = $1 and m.case_id = $3
) as found
where ($4::text is null or $4 = any(accounts)) and ($5::text is null or $5 = any(parties)) and ($6::bigint is null or at >= $6) and ($7::bigint is null or at <= $7)
  and ($8::bigint is null or (at, book_id, posting_no) < ($8, $9, $10::int))
order by at desc, book_id desc, posting_no desc limit $11`,
};

const BY_TIME = {
  name: "ledger_postings_by_time",
  text: `
with page as materialized (
  select at, book_id, posting_no, shard from ledger_entries
  where operation_id = $1 and ($2::text is null or $2 = any(accounts)) and ($3::text is null or $3 = any(parties))
    and ($4::bigint is null or at >= $4) and ($5::bigint is null or at <= $5) and ($6::bigint is null or (at, book_id, posting_no) < ($6, $7, $8::int))
  order by at desc, book_id desc, posting_no desc limit $9
)
select found.* from page, lateral (
  ${ROWS} where p.shard = page.shard and p.case_id = page.book_id and p.posting_no = page.posting_no
  union all
  ${BOOK_ROWS} where m.shard = page.shard and m.seller_id = page.book_id and m.posting_no = page.posting_no
) as found
order by found.at desc, found.book_id desc, found.posting_no desc`,
};

const AGEING = {
  name: "ledger_ageing",
  text: `
select r.seller_id as "sellerId", s.name as "sellerName", case bearer when 'buyer' then 'buyer' else 'seller' end as "owedBy", currency, case when opened_at > $2::bigint - 2592000000 then 'to_30' when opened_at > $2::bigint - 5184000000 then 'to_60'
    when opened_at > $2::bigint - 7776000000 then 'to_90' else 'over_90' end as band,
  sum(outstanding_minor)::bigint as outstanding, count(*)::int as count
from recourses r join sellers s on s.operation_id = r.operation_id and s.seller_id = r.seller_id
where r.operation_id = $1 and phase = 'recovering' group by 1, 2, 3, 4, 5 order by 3 desc, 1, 4, 5`,
};

export const createLedgerReader = (pool: pg.Pool): LedgerReader => ({
  trialBalance: async (scope, upTo) => {
    const { rows } = await pool.query<SumRow>({ ...TRIAL_BALANCE, values: [wholeOperation(scope), upTo] });
    return rows.map(sumOf);
  },
  balances: async (scope, { account, partyRef, from, upTo }) => {
    const values = [wholeOperation(scope), account, partyRef, from, upTo];
    const { rows } = await pool.query<SumRow & { readonly party: string }>({ ...BALANCES, values });
    return rows.map((row): PartySum => ({ ...sumOf(row), partyRef: row.party }));
  },
  postings: async (scope, filter, { after, most }) => {
    const { rows } = await pool.query<PostingRow>(
      statementFor(wholeOperation(scope), filter, [after?.at ?? null, after?.bookId ?? null, after?.postingNo ?? null, most]),
    );
    return rows.map(postingOf);
  },
  ageing: async (scope, at) => {
    const { rows } = await pool.query<Omit<AgeingBand, "outstandingMinor"> & { readonly outstanding: string }>({
      ...AGEING,
      values: [wholeOperation(scope), at],
    });
    return rows.map(({ outstanding, ...row }) => ({ ...row, outstandingMinor: BigInt(outstanding) }));
  },
});

/** The books are the operation's: nobody sees a part of them but through what is made for them, as a seller through its statement. */
const wholeOperation = (scope: Scope): string => {
  if (scope.kind !== "operation") throw new Error("broken invariant: the books are read by the operation's own people");
  return scope.operationId;
};

const statementFor = (operationId: string, filter: PostingFilter, page: readonly unknown[]): pg.QueryConfig => {
  const narrowed = [filter.account, filter.partyRef, filter.from, filter.upTo];
  if (filter.caseId === null) return { ...BY_TIME, values: [operationId, ...narrowed, ...page] };
  return {
    ...OF_CASE,
    values: [operationId, isId("case", filter.caseId) ? shardOf(filter.caseId) : -1, filter.caseId, ...narrowed, ...page],
  };
};

type SumRow = { readonly account: LedgerAccount; readonly currency: Currency; readonly debit: string; readonly credit: string };
const sumOf = ({ account, currency, debit, credit }: SumRow) => ({
  account,
  currency,
  debitMinor: BigInt(debit),
  creditMinor: BigInt(credit),
});

export type LegColumns = {
  readonly accounts: readonly LedgerAccount[];
  readonly parties: readonly string[];
  readonly amounts: readonly string[];
};
export const legsOf = ({ accounts, parties, amounts }: LegColumns): readonly Leg[] =>
  accounts.map((account, place) => ({ account, partyRef: parties[place] ?? "", amountMinor: BigInt(amounts[place] ?? 0) }));

export type PostingRow = LegColumns & {
  readonly at: string;
  readonly book_id: string;
  readonly posting_no: number;
  readonly kind: string;
  readonly case_id: CaseId | null;
  readonly recourse_id: LedgerPosting["recourseId"];
  readonly event_seq: number | null;
  readonly step_no: number | null;
  readonly posting_key: string;
  readonly currency: Currency;
};
export const postingOf = (row: PostingRow): LedgerPosting => ({
  at: Number(row.at) as Instant,
  bookId: row.book_id,
  postingNo: row.posting_no,
  kind: row.kind,
  caseId: row.case_id,
  recourseId: row.recourse_id,
  eventSeq: row.event_seq,
  stepNo: row.step_no,
  idempotencyKey: row.posting_key,
  currency: row.currency,
  legs: legsOf(row),
});

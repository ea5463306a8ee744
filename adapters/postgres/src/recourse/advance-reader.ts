import type { AdvancedCase, AdvanceReader } from "@amends/flows/recourse-ports";
import type pg from "pg";
import { type LegColumns, legsOf } from "../ledger/ledger-reader.ts";

/** The cases that posted in a stretch of the feed, and the sums of all their postings to this day. */
const NEXT = {
  name: "advances_next",
  text: `
with reach as materialized (
  select m.read_to as after, (select max(f.feed_seq) from feed f where f.feed_seq > m.read_to and f.feed_seq <= m.read_to + $1) as up_to
  from feed_followers m where m.name = 'advances'
), touched as materialized (
  select distinct p.shard, p.case_id from reach r join feed f on f.feed_seq > r.after and f.feed_seq <= r.up_to
  join postings p on p.shard = f.shard and p.case_id = f.case_id and p.event_seq = f.seq
)
select r.up_to, c.* from reach r left join lateral (
  select k.case_id as "caseId", k.operation_id as "operationId", b.kind = 'brand' as "isOwnSeller", k.seller_id as "sellerId", s.shard as "sellerShard", k.pack_hash as "packHash",
    o.external_order_no as "externalOrderNo", o.currency, sums.*,
    k.state->'liability'->'inward' as inward,
    (select coalesce(sum(l.promised_minor), 0) from case_lines l where l.shard = t.shard and l.case_id = t.case_id) as goods,
    k.version::int as "caseVersion",
    coalesce((select array_agg(e.data->>'effectId') from case_events e
      where e.shard = t.shard and e.case_id = t.case_id and e.type = 'money_returned'), '{}') as "settledEffects"
  from touched t join cases k on k.shard = t.shard and k.case_id = t.case_id
  join operations b on b.operation_id = k.operation_id
  join orders o on o.shard = k.shard and o.order_id = k.order_id
  join sellers s on s.operation_id = k.operation_id and s.seller_id = k.seller_id,
  lateral (select array_agg(l.account) as accounts, array_agg(l.party) as parties, array_agg(l.amount::text) as amounts from (
    select leg.account, leg.party, sum(leg.amount) as amount from postings p, unnest(p.accounts, p.parties, p.amounts) as leg(account, party, amount)
    where p.shard = t.shard and p.case_id = t.case_id group by leg.account, leg.party) as l) as sums
) as c on true
where r.up_to is not null`,
};
const MARK = { name: "advances_mark", text: "update feed_followers set read_to = $1 where name = 'advances' and read_to < $1" };

type Row = LegColumns &
  Omit<AdvancedCase, "sums" | "caseId" | "found"> & {
    readonly inward: AdvancedCase["found"]["inward"];
    readonly goods: string;
    readonly up_to: string;
    readonly caseId: AdvancedCase["caseId"] | null;
  };

export const createAdvanceReader = (pool: pg.Pool): AdvanceReader => ({
  next: async most => {
    const { rows } = await pool.query<Row>({ ...NEXT, values: [most] });
    const cases = rows.flatMap(row => (row.caseId === null ? [] : [caseOf(row, row.caseId)]));
    return { cases, readTo: rows[0] === undefined ? null : Number(rows[0].up_to) };
  },
  markRead: async feedSeq => {
    await pool.query({ ...MARK, values: [feedSeq] });
  },
});

const caseOf = (
  { accounts, parties, amounts, inward, goods, up_to: _upTo, ...row }: Row,
  caseId: AdvancedCase["caseId"],
): AdvancedCase => ({
  ...row,
  caseId,
  found: { inward, goodsMinor: BigInt(goods) },
  sums: legsOf({ accounts, parties, amounts }),
});

import { type CaseId, shardOf } from "@amends/domain/kernel/ids";
import type { AdvancedCase, AdvanceReader, PostedCase } from "@amends/flows/recourse-ports";
import type pg from "pg";
import { type LegColumns, legsOf } from "../ledger/ledger-reader.ts";

const SUMS = `(select array_agg(l.account) as accounts, array_agg(l.party) as parties, array_agg(l.amount::text) as amounts from (
    select leg.account, leg.party, sum(leg.amount) as amount from postings p, unnest(p.accounts, p.parties, p.amounts) as leg(account, party, amount)
    where p.shard = k.shard and p.case_id = k.case_id group by leg.account, leg.party) as l)`;

/** Nothing here opens a case's document: a stretch of the feed is mostly cases on which nothing was paid. */
const POSTED = {
  name: "advances_posted",
  text: `
select k.case_id as "caseId", k.operation_id as "operationId", s.shard as "sellerShard", sums.*
from unnest($1::smallint[], $2::text[], $3::int[]) as asked(shard, case_id, from_seq)
join cases k on k.shard = asked.shard and k.case_id = asked.case_id
join sellers s on s.operation_id = k.operation_id and s.seller_id = k.seller_id
cross join lateral ${SUMS} as sums
where exists (select from postings p where p.shard = asked.shard and p.case_id = asked.case_id and p.event_seq >= asked.from_seq)`,
};

const FIND = {
  name: "advances_find",
  text: `
select k.case_id as "caseId", k.operation_id as "operationId", b.kind = 'brand' as "isOwnSeller", k.seller_id as "sellerId", s.shard as "sellerShard",
  k.pack_hash as "packHash", o.external_order_no as "externalOrderNo", o.currency, sums.*,
  k.state->'liability'->'inward' as inward,
  (select coalesce(sum(l.promised_minor), 0) from case_lines l where l.shard = k.shard and l.case_id = k.case_id) as goods,
  k.version::int as "caseVersion", k.customer_id as "customerId", k.state->'money'->'collect'->>'owedSince' is not null as "isOwing",
  coalesce((select array_agg(e.data->>'effectId') from case_events e
    where e.shard = k.shard and e.case_id = k.case_id and e.type = 'money_returned'), '{}') as "settledEffects"
from unnest($1::smallint[], $2::text[]) as asked(shard, case_id)
join cases k on k.shard = asked.shard and k.case_id = asked.case_id
join operations b on b.operation_id = k.operation_id
join orders o on o.shard = k.shard and o.order_id = k.order_id
join sellers s on s.operation_id = k.operation_id and s.seller_id = k.seller_id
cross join lateral ${SUMS} as sums`,
};

type PostedRow = LegColumns & Omit<PostedCase, "sums">;
type Row = LegColumns & Omit<AdvancedCase, "sums" | "found"> & { readonly inward: AdvancedCase["found"]["inward"]; readonly goods: string };

export const createAdvanceReader = (pool: pg.Pool): AdvanceReader => ({
  posted: async cases => {
    const caseIds = cases.map(({ caseId }) => caseId);
    const { rows } = await pool.query<PostedRow>({ ...POSTED, values: [...placesOf(caseIds), cases.map(({ fromSeq }) => fromSeq)] });
    return rows.map(({ accounts, parties, amounts, ...row }) => ({ ...row, sums: legsOf({ accounts, parties, amounts }) }));
  },
  find: async caseIds => {
    const { rows } = await pool.query<Row>({ ...FIND, values: placesOf(caseIds) });
    return rows.map(advancedCase);
  },
});

const placesOf = (caseIds: readonly CaseId[]): unknown[] => [caseIds.map(shardOf), caseIds];

const advancedCase = ({ accounts, parties, amounts, inward, goods, ...row }: Row): AdvancedCase => ({
  ...row,
  found: { inward, goodsMinor: BigInt(goods) },
  sums: legsOf({ accounts, parties, amounts }),
});

import type { EffectRequest } from "@amends/domain/case/effect";
import { bodyOf, type CaseId, type EffectId, type SellerId } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { TenderKind } from "@amends/domain/order/order-facts";
import type { MoneyFacts, PaymentMethod, StoredFact } from "@amends/flows/reconciliation/reconciliation-ports";
import type pg from "pg";
import { fromJson, type Json } from "../json-minor.ts";

/**
 * From the entries of the books, which are sorted by time, to the posting, its event and what the gateway was asked: nothing is kept twice. A fact another
 * day has matched is that day's; one of an earlier day is here while its item is not settled for good.
 */
const FOR_MATCH = `
declare facts no scroll cursor for
with wanted as materialized (
  select e.shard, e.book_id as case_id, e.posting_no from ledger_entries e
  where e.operation_id = $1 and e.at >= $4 and e.at < $5 and 'gateway_clearing' = any(e.accounts) and e.book_id like 'case\\_%'
  union
  select k.shard, i.case_id, split_part(i.fact_key, ':', 2)::int
  from reconciliation_items i join cases k on k.shard = shard_of(i.case_id) and k.case_id = i.case_id
  where i.operation_id = $1 and i.gateway = $2 and i.fact_key is not null and i.status <> 'cleared' and i.resolution is distinct from 'link' and i.day <= $3
  union
  select k.shard, k.case_id, split_part(i.linked_fact, ':', 2)::int
  from reconciliation_items i join cases k on k.shard = shard_of(split_part(i.linked_fact, ':', 1)) and k.case_id = split_part(i.linked_fact, ':', 1)
  where i.operation_id = $1 and i.gateway = $2 and i.day = $3 and i.status = 'settled' and i.linked_fact is not null
)
select p.case_id, p.posting_no, p.at, p.currency, e.type, e.data->>'effectId' as effect_id, e.data->>'gatewayRef' as gateway_ref,
  (select sum(a.amount) from unnest(p.accounts, p.amounts) as a(account, amount) where a.account = 'gateway_clearing')::bigint as amount,
  k.short_no, k.seller_id, o.external_order_no, f.kind, f.request->>'tenderKind' as tender_kind, f.request->>'methodRef' as method_ref
from wanted w
join postings p on p.shard = w.shard and p.case_id = w.case_id and p.posting_no = w.posting_no
join case_events e on e.shard = p.shard and e.case_id = p.case_id and e.seq = p.event_seq
join cases k on k.shard = p.shard and k.case_id = p.case_id and k.operation_id = $1
join orders o on o.shard = k.shard and o.order_id = k.order_id
left join effects f on f.shard = p.shard and f.effect_id = e.data->>'effectId'
where not exists (select from gateway_matches m where m.operation_id = $1 and m.fact_key = p.case_id || ':' || p.posting_no
    and (m.gateway, m.day) is distinct from ($2, $3::date))`;
const PAGE = "fetch 2000 from facts";

/** Whatever number of movements a day has, the ways they went are few. */
const METHODS = {
  name: "facts_methods",
  text: `
select distinct f.request->>'tenderKind' as "tenderKind",
  coalesce((select prefix from unnest($4::text[]) prefix where starts_with(f.request->>'methodRef', prefix) order by length(prefix) desc limit 1), '') as "methodRef"
from ledger_entries e
join postings p on p.shard = e.shard and p.case_id = e.book_id and p.posting_no = e.posting_no
join case_events v on v.shard = p.shard and v.case_id = p.case_id and v.seq = p.event_seq
join effects f on f.shard = p.shard and f.effect_id = v.data->>'effectId' and f.request->>'methodRef' is not null
where e.operation_id = $1 and e.at >= $2 and e.at < $3 and 'gateway_clearing' = any(e.accounts) and e.book_id like 'case\\_%'`,
};

const ASKED = {
  name: "facts_asked",
  text: `
select f.effect_id as "effectId", f.request, o.external_order_no as "externalOrderNo" from postings p
join case_events e on e.shard = p.shard and e.case_id = p.case_id and e.seq = p.event_seq
join cases k on k.shard = p.shard and k.case_id = p.case_id and k.operation_id = $1
join orders o on o.shard = k.shard and o.order_id = k.order_id
join effects f on f.shard = p.shard and f.effect_id = e.data->>'effectId'
where p.shard = k.shard and p.case_id = $2 and p.posting_no = $3`,
};

export const createMoneyFacts = (pool: pg.Pool): MoneyFacts & { readonly asked: AskedOf } => ({
  forMatch: ({ operationId, gateway, day }, from, until) => pages(pool, [operationId, gateway, day, from, until]),
  methodsUsed: async (operationId, { from, until }, prefixes) => {
    const { rows } = await pool.query<PaymentMethod>({ ...METHODS, values: [operationId, from, until, prefixes] });
    return rows;
  },
  asked: async (operationId, factKey) => {
    const [caseId = "", postingNo = "0"] = factKey.split(":");
    const { rows } = await pool.query<Omit<AskedEffect, "request"> & { readonly request: Json }>({
      ...ASKED,
      values: [operationId, caseId, Number(postingNo)],
    });
    return rows[0] === undefined ? null : { ...rows[0], request: fromJson<EffectRequest>(rows[0].request) };
  },
});

export type AskedEffect = { readonly effectId: EffectId; readonly request: EffectRequest; readonly externalOrderNo: string };
type AskedOf = (operationId: string, factKey: string) => Promise<AskedEffect | null>;

/** A cursor holds neither all of them here nor looks for the next page from the start. */
async function* pages(pool: pg.Pool, values: readonly unknown[]): AsyncGenerator<readonly StoredFact[]> {
  const client = await pool.connect();
  try {
    await client.query("begin read only");
    // All of it is fetched: what is planned for the first tenth takes the slower way.
    await client.query("set local cursor_tuple_fraction = 1");
    await client.query(FOR_MATCH, [...values]);
    for (;;) {
      const { rows } = await client.query<FactRow>(PAGE);
      if (rows.length === 0) break;
      yield rows.map(factOf);
    }
  } finally {
    // Nothing was written; whoever stopped early leaves no open transaction behind.
    await client.query("rollback").catch(() => undefined);
    client.release();
  }
}

type FactRow = {
  readonly case_id: CaseId;
  readonly posting_no: number;
  readonly at: string;
  readonly currency: Currency;
  readonly type: string;
  readonly effect_id: EffectId;
  readonly gateway_ref: string;
  readonly amount: string;
  readonly short_no: string;
  readonly seller_id: SellerId;
  readonly external_order_no: string;
  readonly kind: string | null;
  readonly tender_kind: TenderKind | null;
  readonly method_ref: string | null;
};
const factOf = (row: FactRow): StoredFact => ({
  factKey: `${row.case_id}:${row.posting_no}`,
  caseId: row.case_id,
  shortNo: row.short_no,
  sellerId: row.seller_id,
  kind: row.type === "money_collected" ? "collection" : row.kind === "pay_compensation" ? "compensation" : "refund",
  effectId: row.effect_id,
  gatewayRef: row.gateway_ref,
  key: bodyOf(row.effect_id),
  orderNo: row.external_order_no,
  amountMinor: BigInt(row.amount),
  currency: row.currency,
  at: Number(row.at) as Instant,
  method: row.tender_kind === null || row.method_ref === null ? null : { tenderKind: row.tender_kind, methodRef: row.method_ref },
});

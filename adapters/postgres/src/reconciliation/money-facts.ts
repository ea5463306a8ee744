import type { EffectRequest } from "@amends/domain/case/effect";
import { bodyOf, type CaseId, type EffectId, type SellerId } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { MoneyFacts, StoredFact } from "@amends/flows/reconciliation/reconciliation-ports";
import type pg from "pg";
import { fromJson, type Json } from "../json-minor.ts";

/**
 * From the entries of the books, which are sorted by time, to the posting, its event and what the gateway was asked: nothing is kept twice. A fact another
 * day has matched is that day's; one of an earlier day is here while its item is not settled for good.
 */
const FOR_MATCH = {
  name: "facts_for_match",
  text: `
with wanted as materialized (
  select e.shard, e.book_id as case_id, e.posting_no from ledger_entries e
  where e.operation_id = $1 and e.at >= $4 and e.at < $5 and 'gateway_clearing' = any(e.accounts) and e.book_id like 'case\\_%'
  union
  select k.shard, i.case_id, split_part(i.fact_key, ':', 2)::int
  from reconciliation_items i join cases k on k.case_id = i.case_id
  where i.operation_id = $1 and i.gateway = $2 and i.fact_key is not null and i.status <> 'cleared' and i.resolution is distinct from 'link' and i.day <= $3
)
select p.case_id, p.posting_no, p.at, p.currency, e.type, e.data->>'effectId' as effect_id, e.data->>'gatewayRef' as gateway_ref,
  (select sum(a.amount) from unnest(p.accounts, p.amounts) as a(account, amount) where a.account = 'gateway_clearing')::bigint as amount,
  k.short_no, k.seller_id, o.external_order_no, f.kind, f.request
from wanted w
join postings p on p.shard = w.shard and p.case_id = w.case_id and p.posting_no = w.posting_no
join case_events e on e.shard = p.shard and e.case_id = p.case_id and e.seq = p.event_seq
join cases k on k.shard = p.shard and k.case_id = p.case_id and k.operation_id = $1
join orders o on o.shard = k.shard and o.order_id = k.order_id
left join effects f on f.shard = p.shard and f.effect_id = e.data->>'effectId'
where not exists (select from gateway_matches m where m.operation_id = $1 and m.fact_key = p.case_id || ':' || p.posting_no
    and (m.gateway, m.day) is distinct from ($2, $3::date))`,
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
  forMatch: async ({ operationId, gateway, day }, from, until) => {
    const { rows } = await pool.query<FactRow>({ ...FOR_MATCH, values: [operationId, gateway, day, from, until] });
    return rows.map(factOf);
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
  readonly request: Json | null;
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
  request: row.request === null ? null : fromJson<EffectRequest>(row.request),
});

import type { CaseId, OperationId } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { FactFinder, LedgerFact } from "@amends/flows/reconciliation/reconciliation-ports";
import type pg from "pg";

const COLUMNS = `
select p.case_id, p.posting_no, p.at, p.currency, coalesce(e.data->>'gatewayRef', '') as gateway_ref, k.short_no, o.external_order_no, s.name as seller_name,
  (select sum(a.amount) from unnest(p.accounts, p.amounts) as a(account, amount) where a.account = 'gateway_clearing')::bigint as amount,
  exists (select from gateway_matches m where m.operation_id = $1 and m.fact_key = p.case_id || ':' || p.posting_no)
    or exists (select from reconciliation_items i where i.operation_id = $1 and i.linked_fact = p.case_id || ':' || p.posting_no) as is_taken`;
const JOINS = `
join case_events e on e.shard = p.shard and e.case_id = p.case_id and e.seq = p.event_seq
join orders o on o.shard = k.shard and o.order_id = k.order_id
left join sellers s on s.operation_id = k.operation_id and s.seller_id = k.seller_id
where 'gateway_clearing' = any(p.accounts)`;

const FIND = {
  name: "fact_find",
  text: `${COLUMNS} from cases k join postings p on p.shard = k.shard and p.case_id = k.case_id and p.posting_no = $3 ${JOINS}
  and k.operation_id = $1 and k.case_id = $2`,
};
/** An order's number leads to all its cases. */
const OF_NUMBER = {
  name: "facts_of_number",
  text: `
select * from (${COLUMNS} from directory d
  join cases k on k.shard = d.shard and k.operation_id = $1 and (k.order_id = d.target_id or k.case_id = d.target_id)
  join postings p on p.shard = k.shard and p.case_id = k.case_id ${JOINS}
  and d.operation_id = $1 and d.key = $2 and d.key_kind in ('external_order_no', 'case_short_no') and p.currency = $3) found
where not is_taken order by at desc limit $4`,
};
const OPEN = {
  name: "facts_open",
  text: `
select * from (${COLUMNS} from reconciliation_items i
  join cases k on k.shard = shard_of(i.case_id) and k.case_id = i.case_id
  join postings p on p.shard = k.shard and p.case_id = k.case_id and p.posting_no = split_part(i.fact_key, ':', 2)::int ${JOINS}
  and i.operation_id = $1 and i.outcome in ('missing', 'carried') and i.status in ('open', 'proposed') and i.currency = $2) found
where not is_taken and ($3::bigint is null or amount = $3 or amount = -$3) order by at desc limit $4`,
};

type Row = {
  readonly case_id: CaseId;
  readonly posting_no: number;
  readonly at: string;
  readonly currency: Currency;
  readonly gateway_ref: string;
  readonly short_no: string;
  readonly external_order_no: string;
  readonly seller_name: string | null;
  readonly amount: string;
  readonly is_taken: boolean;
};

/** Postings by what a person looks for them by: the number of an order or a case, which the directory knows, or what stands open. */
export const createFactFinder = (pool: pg.Pool): FactFinder => ({
  find: async (operationId: OperationId, factKey) => {
    const [caseId = "", postingNo = ""] = factKey.split(":");
    if (!/^\d{1,9}$/.test(postingNo)) return null;
    const { rows } = await pool.query<Row>({ ...FIND, values: [operationId, caseId, Number(postingNo)] });
    return rows[0] === undefined ? null : factOf(rows[0]);
  },
  unmatched: async (operationId, { number, amountMinor, currency, most }) => {
    const asked =
      number === null
        ? { ...OPEN, values: [operationId, currency, amountMinor === null ? null : String(amountMinor), most] }
        : { ...OF_NUMBER, values: [operationId, number, currency, most] };
    return (await pool.query<Row>(asked)).rows.map(factOf);
  },
});

const factOf = (row: Row): LedgerFact => ({
  ...{ factKey: `${row.case_id}:${row.posting_no}`, caseId: row.case_id, shortNo: row.short_no, orderNo: row.external_order_no },
  ...{ gatewayRef: row.gateway_ref, amountMinor: BigInt(row.amount), currency: row.currency, at: Number(row.at) as Instant },
  ...{ sellerName: row.seller_name, isTaken: row.is_taken },
});

import { claimOf } from "@amends/domain/case/claim";
import type { SkuFacts } from "@amends/domain/intake/case-facts";
import { type CaseId, type CustomerId, type OrderId, type PersonId, type SellerId, shardOf } from "@amends/domain/kernel/ids";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { IdempotencyKey, LoadAsk, LoadedCase, LoadedOrder } from "@amends/flows/case-ports";
import type { Scope } from "@amends/flows/scope";
import type pg from "pg";
import { fromJson, type Json } from "../json-minor.ts";
import { caseOf, HEAD, LINES, STEPS, type StoredCase } from "./stored-case.ts";

/** $1 shard, then the scope: a row outside it is not found, and nobody learns that it exists. */
const IN_SCOPE = "o.operation_id = $3 and ($4::text is null or o.customer_id = $4) and ($5::text is null or $5 = any(o.seller_ids))";

/** What any decision about an order looks at. */
const ORDER_FACTS = `
  o.facts as order, p.wrapped_key, p.wrapped_salt, g.claims_version::int as claims_version, g.facts_version::int as facts_version,
  json_build_object('customerId', c.customer_id, 'tier', c.tier, 'facts', c.facts, 'personId', c.person_id, 'instantUsedMinor', u.instant_used_minor, 'usesVersion', u.version, 'held', u.held,
    'methods', (select coalesce(json_agg(json_build_object('methodRef', m.method_ref, 'tenderKind', m.tender_kind, 'balanceMinor', m.balance_minor)
      order by m.method_ref), '[]') from customer_methods m where m.shard = $1 and m.customer_id = o.customer_id)) as customer,
  (select json_agg(json_build_object('head', ${HEAD}, 'state', k.state, 'lines', ${LINES}, 'steps', '[]'::json) order by k.filed_at, k.case_id)
    from cases k where k.shard = $1 and k.customer_id = o.customer_id and k.order_id = o.order_id and k.case_id <> $2) as others,
  (select json_build_object('requestHash', i.request_hash, 'status', i.status, 'response', i.response) from idempotency i
    where i.shard = $1 and i.target_id = $2 and i.principal = $6 and i.key = $7) as answered`;

/** And what only a filing does. */
const FILING_FACTS = `
  (select json_agg(json_build_object('sellerId', s.seller_id, 'isTrader', s.is_trader, 'flagship', s.flagship, 'closed', s.closed,
    'returnAddressNos', (select coalesce(json_agg(a.address_no order by a.is_default desc, a.address_no), '[]') from return_addresses a
      where a.operation_id = o.operation_id and a.seller_id = s.seller_id)))
    from sellers s where s.operation_id = o.operation_id and s.seller_id = any(o.seller_ids)) as sellers,
  (select coalesce(json_agg(json_build_object('skuId', v.sku_id, 'productId', v.product_id, 'priceMinor', v.price_minor, 'available', v.available)), '[]')
    from skus v where v.operation_id = o.operation_id and v.sku_id = any($8::text[])) as skus`;

const FROM_ORDER = `
from orders o
join order_guards g on g.shard = o.shard and g.order_id = o.order_id
join customers c on c.shard = o.shard and c.customer_id = o.customer_id
join customer_guards u on u.shard = o.shard and u.customer_id = o.customer_id
join persons p on p.shard = o.shard and p.person_id = c.person_id`;

const READ_ORDER = {
  name: "read_order_for_filing",
  text: `select ${ORDER_FACTS},${FILING_FACTS} ${FROM_ORDER} where o.shard = $1 and o.order_id = $2 and ${IN_SCOPE}`,
};

const READ_CASE = {
  name: "read_case_for_command",
  text: `select ${ORDER_FACTS}, ${HEAD} as head, k.state, k.head_hash, ${LINES} as lines, ${STEPS} as steps,
  (select coalesce(max(p.posting_no), 0) + 1 from postings p where p.shard = $1 and p.case_id = $2) as next_posting_no
${FROM_ORDER}
join cases k on k.shard = o.shard and k.order_id = o.order_id
where k.shard = $1 and k.case_id = $2 and ${IN_SCOPE.replaceAll("$5 = any(o.seller_ids)", "$5 = k.seller_id")}`,
};

export const readOrder = async (pool: pg.Pool, scope: Scope, orderId: OrderId, ask: LoadAsk): Promise<LoadedOrder | null> => {
  const result = await pool.query<FilingRow>({ ...READ_ORDER, values: [...values(orderId, scope, ask.idempotency), ask.skuIds] });
  const row = result.rows[0];
  return row === undefined ? null : { ...loaded(row), sellers: row.sellers, skus: fromJson<readonly SkuFacts[]>(row.skus) };
};

export const readCase = async (
  pool: pg.Pool,
  scope: Scope,
  caseId: CaseId,
  idempotency: IdempotencyKey | null,
): Promise<LoadedCase | null> => {
  const result = await pool.query<CaseRow>({ ...READ_CASE, values: values(caseId, scope, idempotency) });
  const row = result.rows[0];
  if (row === undefined) return null;
  return { ...loaded(row), state: caseOf(row), headHash: row.head_hash, nextPostingNo: row.next_posting_no };
};

const values = (targetId: OrderId | CaseId, scope: Scope, idempotency: IdempotencyKey | null): unknown[] => [
  shardOf(targetId),
  targetId,
  scope.operationId,
  scope.kind === "customer" ? scope.customerId : null,
  scope.kind === "seller" ? scope.sellerId : null,
  idempotency?.principal ?? null,
  idempotency?.key ?? null,
];

type OrderRow = {
  readonly order: Json;
  readonly wrapped_key: Uint8Array | null;
  readonly wrapped_salt: Uint8Array | null;
  readonly claims_version: number;
  readonly facts_version: number;
  readonly customer: CustomerDocument;
  /** The other cases of the order; null where there are none. */
  readonly others: readonly StoredCase[] | null;
  readonly answered: LoadedOrder["answered"];
};
type FilingRow = OrderRow & { readonly sellers: readonly SellerDocument[]; readonly skus: Json };
type CaseRow = OrderRow & StoredCase & { readonly head_hash: Uint8Array; readonly next_posting_no: number };
type CustomerDocument = {
  readonly customerId: CustomerId;
  readonly tier: LoadedOrder["customer"]["tier"];
  readonly facts: Json;
  readonly personId: PersonId;
  readonly methods: Json;
  readonly instantUsedMinor: number;
  readonly usesVersion: number;
  readonly held: Readonly<Record<string, number>>;
};
type SellerDocument = LoadedOrder["sellers"][number] & { readonly sellerId: SellerId };

const loaded = (row: OrderRow): Omit<LoadedOrder, "sellers" | "skus"> => {
  const { customerId, tier, facts, personId, methods } = row.customer;
  const { riskSignals } = fromJson<Pick<LoadedOrder["customer"], "riskSignals">>(facts);
  return {
    order: fromJson<OrderFacts>(row.order),
    claimsVersion: row.claims_version,
    factsVersion: row.facts_version,
    customer: {
      customerId,
      tier,
      riskSignals,
      methods: fromJson<LoadedOrder["customer"]["methods"]>(methods),
    },
    uses: { version: row.customer.usesVersion, instantUsedMinor: BigInt(row.customer.instantUsedMinor), held: row.customer.held },
    person: {
      personId,
      ownerId: customerId,
      secret: row.wrapped_key === null || row.wrapped_salt === null ? null : { wrappedKey: row.wrapped_key, wrappedSalt: row.wrapped_salt },
    },
    claims: row.others === null ? [] : row.others.map(other => claimOf(caseOf(other))),
    answered: row.answered,
  };
};

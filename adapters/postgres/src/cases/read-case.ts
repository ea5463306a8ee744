import { claimOf } from "@amends/domain/case/claim";
import type { ReturnPlaces } from "@amends/domain/case/return-destination";
import type { SellerFacts, SkuFacts } from "@amends/domain/intake/case-facts";
import { type CaseId, type CustomerId, type OrderId, type PersonId, type SellerId, shardOf } from "@amends/domain/kernel/ids";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { CaseStore, IdempotencyKey, LoadedOrder } from "@amends/flows/case-ports";
import type { Scope } from "@amends/flows/scope";
import type pg from "pg";
import { fromJson, type Json } from "../json-minor.ts";
import { bookSql, placesVersionSql, receiversSql, receiversVersionSql } from "../return-places/places-sql.ts";
import type { KnownCases } from "./known-cases.ts";
import { type Columns, type RecordSet, type Row, recordSet } from "./record-set.ts";
import { caseOf, HEAD, LINES, STEPS, type StoredCase } from "./stored-case.ts";
import { isTakenBack, together } from "./together.ts";

/** Whose key it is, and who asks: what lies outside their scope is not found, and nobody learns that it exists. */
const ASKED = {
  shard: "smallint",
  target_id: "text",
  operation_id: "text",
  customer_id: "text",
  seller_id: "text",
  principal: "text",
  key: "text",
} as const;
const ASKED_CASES = recordSet({ ...ASKED, known_version: "bigint", known_claims: "bigint", known_facts: "bigint", known_places: "text" });
const ASKED_ORDERS = recordSet({ ...ASKED, sku_ids: "text_list" });

const inScope = (sold: string): string =>
  `o.operation_id = row.operation_id and (row.customer_id is null or o.customer_id = row.customer_id) and (row.seller_id is null or ${sold})`;

const OTHERS = `(select json_agg(json_build_object('head', ${HEAD}, 'state', k.state, 'lines', ${LINES}, 'steps', '[]'::json) order by k.filed_at, k.case_id)
    from cases k where k.shard = o.shard and k.customer_id = o.customer_id and k.order_id = o.order_id and k.case_id <> row.target_id)`;

/** What any decision about an order looks at. */
const orderFacts = (order: string, others: string): string => `row.n,
  ${order} as order, p.wrapped_key, p.wrapped_salt, g.claims_version::int as claims_version, g.facts_version::int as facts_version,
  json_build_object('customerId', c.customer_id, 'contentHash', c.content_hash, 'tier', c.tier, 'facts', c.facts, 'personId', c.person_id, 'instantUsedMinor', u.instant_used_minor, 'usesVersion', u.version, 'held', u.held,
    'methods', (select coalesce(json_agg(json_build_object('methodRef', m.method_ref, 'tenderKind', m.tender_kind, 'balanceMinor', m.balance_minor)
      order by m.method_ref), '[]') from customer_methods m where m.shard = o.shard and m.customer_id = o.customer_id)) as customer,
  ${others} as others,
  (select json_build_object('requestHash', i.request_hash, 'status', i.status, 'response', i.response) from idempotency i
    where i.shard = row.shard and i.target_id = row.target_id and i.principal = row.principal and i.key = row.key) as answered`;

/** And what only a filing does. */
const FILING_FACTS = `
  (select json_agg(json_build_object('sellerId', s.seller_id, 'isTrader', s.is_trader, 'flagship', s.flagship, 'closed', s.closed,
    'contentHash', s.content_hash, 'book', ${bookSql("return_addresses", "s.operation_id", "a.seller_id = s.seller_id")}))
    from sellers s where s.operation_id = o.operation_id and s.seller_id = any(o.seller_ids)) as sellers,
  (select coalesce(json_agg(json_build_object('skuId', v.sku_id, 'productId', v.product_id, 'priceMinor', v.price_minor, 'available', v.available)), '[]')
    from skus v where v.operation_id = o.operation_id and v.sku_id = any(row.sku_ids::text[])) as skus,
  ${receiversSql("o.operation_id")} as receivers, ${receiversVersionSql("o.operation_id")} as receivers_version`;

const BESIDE_ORDER = `
join order_guards g on g.shard = o.shard and g.order_id = o.order_id
join customers c on c.shard = o.shard and c.customer_id = o.customer_id
join customer_guards u on u.shard = o.shard and u.customer_id = o.customer_id
join persons p on p.shard = o.shard and p.person_id = c.person_id`;

const READ_ORDERS = {
  name: "read_order_for_filing",
  text: `select ${orderFacts("o.facts", OTHERS)},${FILING_FACTS}
from ${ASKED_ORDERS.from(1)}
join orders o on o.shard = row.shard and o.order_id = row.target_id and ${inScope("row.seller_id = any(o.seller_ids)")}${BESIDE_ORDER}`,
};

/** Whatever has the version that the asker knows is null: it is neither opened nor sent. */
const unless = (known: string, part: string): string => `case when ${known} then null else ${part} end`;
const KNOWS_ORDER = "row.known_facts is not distinct from g.facts_version";
const KNOWS_OTHERS = "row.known_claims is not distinct from g.claims_version";
const KNOWS_CASE = "row.known_version is not distinct from k.version";

const KNOWS_PLACES = "row.known_places is not distinct from at.version";

const READ_CASES = {
  name: "read_case_for_command",
  text: `select ${orderFacts(unless(KNOWS_ORDER, "o.facts"), unless(KNOWS_OTHERS, OTHERS))}, ${KNOWS_OTHERS} as knows_others,
  ${unless(KNOWS_CASE, HEAD)} as head, ${unless(KNOWS_CASE, "k.state")} as state, ${unless(KNOWS_CASE, "k.head_hash")} as head_hash,
  ${unless(KNOWS_CASE, LINES)} as lines, ${unless(KNOWS_CASE, STEPS)} as steps,
  ${unless(KNOWS_CASE, "(select coalesce(max(p.posting_no), 0) + 1 from postings p where p.shard = k.shard and p.case_id = k.case_id)")} as next_posting_no,
  at.version as places_version, ${unless(KNOWS_PLACES, bookSql("return_addresses", "o.operation_id", "a.seller_id = k.seller_id"))} as book,
  ${unless(KNOWS_PLACES, receiversSql("o.operation_id"))} as receivers
from ${ASKED_CASES.from(1)}
join cases k on k.shard = row.shard and k.case_id = row.target_id
join orders o on o.shard = k.shard and o.order_id = k.order_id and ${inScope("row.seller_id = k.seller_id")}${BESIDE_ORDER}
cross join lateral (select ${placesVersionSql("k.operation_id", "k.seller_id")} as version) at`,
};

/** Readers that ask at the same time share a statement, each in its own scope. */
export const readOrders = (pool: pg.Pool, known: Keeping): CaseStore["loadOrder"] => {
  const read = readTogether<typeof ASKED_ORDERS.columns, FilingRow>(pool, READ_ORDERS, ASKED_ORDERS);
  return async (scope, orderId, { idempotency, skuIds }) => {
    const row = await read({ ...asked(orderId, scope, idempotency), sku_ids: skuIds });
    if (row === undefined) return null;
    const order = fromJson<OrderFacts>(row.order);
    const claims = claimsOf(row);
    const { uses, ...found } = loaded(row, order, claims);
    known.keepOrder({ factsVersion: row.facts_version, order, earlier: { claimsVersion: row.claims_version, claims } });
    keepBuyer(known, row, found.customer);
    const places = new Map<SellerId, ReturnPlaces>();
    for (const { sellerId, contentHash, book } of row.sellers) {
      const at = { book, receivers: row.receivers };
      places.set(sellerId, at);
      known.keepPlaces(sellerId, { version: contentHash + row.receivers_version, places: at });
    }
    return { ...found, uses, sellers: row.sellers.map(sellerFacts), skus: fromJson<readonly SkuFacts[]>(row.skus), places };
  };
};

export const readCases = (
  pool: pg.Pool,
  known: Keeping & Pick<KnownCases, "case" | "order" | "places" | "keepCase">,
): CaseStore["loadCase"] => {
  const read = readTogether<typeof ASKED_CASES.columns, CaseRow>(pool, READ_CASES, ASKED_CASES);
  return async (scope, caseId, idempotency) => {
    const knownCase = known.case(caseId);
    const knownOrder = knownCase === undefined ? undefined : known.order(knownCase.state.orderId);
    const knownPlaces = knownCase === undefined ? undefined : known.places(knownCase.state.sellerId);
    const row = await read({
      ...asked(caseId, scope, idempotency),
      known_version: knownCase?.state.version ?? null,
      known_claims: knownCase?.others?.claimsVersion ?? null,
      known_facts: knownOrder?.factsVersion ?? null,
      known_places: knownPlaces?.version ?? null,
    });
    if (row === undefined) return null;
    const order = row.order === null ? knownOrder?.order : fromJson<OrderFacts>(row.order);
    const claims = row.knows_others ? knownCase?.others?.claims : claimsOf(row);
    const found = row.head === null ? knownCase : { state: caseOf(row), headHash: row.head_hash, nextPostingNo: row.next_posting_no };
    const places = row.book === null || row.receivers === null ? knownPlaces?.places : { book: row.book, receivers: row.receivers };
    if (order === undefined || claims === undefined || found === undefined || places === undefined)
      throw new Error(`broken invariant: of ${caseId} only what was known is left out`);
    const { state, headHash, nextPostingNo } = found;
    const { uses: _uses, ...beside } = loaded(row, order, claims);
    known.keepOrder({ factsVersion: row.facts_version, order, earlier: null });
    known.keepCase({ state, headHash, nextPostingNo, others: { claimsVersion: row.claims_version, claims } });
    known.keepPlaces(state.sellerId, { version: row.places_version, places });
    keepBuyer(known, row, beside.customer);
    return { ...beside, state, headHash, nextPostingNo, places };
  };
};

type Keeping = Pick<KnownCases, "keepOrder" | "keepCustomer" | "keepPlaces">;

const keepBuyer = ({ keepCustomer }: Keeping, row: OrderRow, customer: LoadedOrder["customer"]): void => {
  const { contentHash, personId } = row.customer;
  if (customer.methods.every(({ balanceMinor }) => balanceMinor === null)) keepCustomer({ contentHash, personId, customer });
};

const readTogether = <C extends Columns, R extends { readonly n: number }>(
  pool: pg.Pool,
  statement: { readonly name: string; readonly text: string },
  set: RecordSet<C>,
): ((ask: Row<C>) => Promise<R | undefined>) => {
  const readAll = async (asks: readonly Row<C>[]): Promise<ReadonlyMap<number, R>> => {
    const { rows } = await pool.query<R>({ ...statement, values: [...set.values(asks.map(ask => [ask]))] });
    return new Map(rows.map(row => [row.n, row]));
  };
  const readAlone = async (ask: Row<C>): Promise<R | undefined> => (await readAll([ask])).get(1);
  return together({
    keyOf: () => statement,
    run: asks => {
      const read = readAll(asks);
      return asks.map((ask, index) =>
        read.then(
          rows => rows.get(index + 1),
          error => {
            if (asks.length > 1 && isTakenBack(error)) return readAlone(ask);
            throw error;
          },
        ),
      );
    },
  });
};

const asked = (targetId: OrderId | CaseId, scope: Scope, idempotency: IdempotencyKey | null) => ({
  shard: shardOf(targetId),
  target_id: targetId,
  operation_id: scope.operationId,
  customer_id: scope.kind === "customer" ? scope.customerId : null,
  seller_id: scope.kind === "seller" ? scope.sellerId : null,
  principal: idempotency?.principal ?? null,
  key: idempotency?.key ?? null,
});

type OrderRow = {
  readonly n: number;
  readonly wrapped_key: Uint8Array | null;
  readonly wrapped_salt: Uint8Array | null;
  readonly claims_version: number;
  readonly facts_version: number;
  readonly customer: CustomerDocument;
  /** The other cases of the order; null where there are none. */
  readonly others: readonly StoredCase[] | null;
  readonly answered: LoadedOrder["answered"];
};
type FilingRow = OrderRow & {
  readonly order: Json;
  readonly sellers: readonly SellerDocument[];
  readonly skus: Json;
  readonly receivers: ReturnPlaces["receivers"];
  readonly receivers_version: string;
};
/** What was known is null. */
type CaseRow = OrderRow & { readonly [Part in keyof ReturnPlaces]: ReturnPlaces[Part] | null } & {
  readonly order: Json | null;
  readonly knows_others: boolean;
  readonly places_version: string;
} & ((StoredCase & { readonly head_hash: Uint8Array; readonly next_posting_no: number }) | { readonly head: null });
type CustomerDocument = {
  readonly customerId: CustomerId;
  readonly contentHash: string;
  readonly tier: LoadedOrder["customer"]["tier"];
  readonly facts: Json;
  readonly personId: PersonId;
  readonly methods: Json;
  readonly instantUsedMinor: number;
  readonly usesVersion: number;
  readonly held: Readonly<Record<string, number>>;
};
type SellerDocument = Omit<SellerFacts, "returnAddressNos"> & Pick<ReturnPlaces, "book"> & { readonly contentHash: string };

/** The default address before the others. */
const sellerFacts = ({ book, contentHash: _contentHash, ...seller }: SellerDocument): SellerFacts => ({
  ...seller,
  returnAddressNos: book.toSorted((left, right) => Number(right.isDefault) - Number(left.isDefault)).map(({ addressNo }) => addressNo),
});

const claimsOf = ({ others }: OrderRow): LoadedOrder["claims"] => (others === null ? [] : others.map(other => claimOf(caseOf(other))));

const loaded = (row: OrderRow, order: OrderFacts, claims: LoadedOrder["claims"]): Omit<LoadedOrder, "sellers" | "skus" | "places"> => {
  const { customerId, tier, facts, personId, methods } = row.customer;
  const { riskSignals } = fromJson<Pick<LoadedOrder["customer"], "riskSignals">>(facts);
  return {
    order,
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
    claims,
    answered: row.answered,
  };
};

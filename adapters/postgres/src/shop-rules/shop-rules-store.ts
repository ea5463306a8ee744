import type { ShopRules, WrittenRow } from "@amends/domain/case/shop-rules";
import type { SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Actor } from "@amends/domain/party/party";
import type { Scope } from "@amends/flows/scope";
import type { BoundRules, ShopRulesStore } from "@amends/flows/shop-rules";
import type pg from "pg";

/** A seller's own shop, or any of the operation for who works there. A buyer's scope has none. */
const SELLER_IN_SCOPE = "s.operation_id = $1 and s.seller_id = $2 and ($3::text is null or s.seller_id = $3)";
const COLUMNS = "r.seller_id, r.rules_no, r.from_at, r.until_at, r.rows, r.bound_by, r.bound_at";

/**
 * The version is raised first and held until the end: of two at once the second waits, and their numbers are in the order they were bound. Where there is
 * nothing to change it stays.
 */
const raisedWhere = (condition: string): string => `
raised as (
  insert into shop_rules_versions (operation_id, version) select $1, 1 where exists (${condition})
  on conflict (operation_id) do update set version = shop_rules_versions.version + 1
  returning version
)`;

const BIND = `
with ${raisedWhere(`select from sellers s where ${SELLER_IN_SCOPE}`)}
insert into shop_rules as r (operation_id, seller_id, rules_no, from_at, until_at, rows, bound_by, bound_at)
select s.operation_id, s.seller_id, raised.version, $4, $5, $6, $7, $8 from sellers s, raised where ${SELLER_IN_SCOPE}
returning ${COLUMNS}`;

/** A row without rules says that the seller is there and has none. */
const LIST = `
select ${COLUMNS} from sellers s left join shop_rules r on r.operation_id = s.operation_id and r.seller_id = s.seller_id
where ${SELLER_IN_SCOPE} order by r.rules_no desc`;

const OWN_RULES = `
select from shop_rules x, sellers s
where ${SELLER_IN_SCOPE} and x.operation_id = s.operation_id and x.seller_id = s.seller_id and x.rules_no = $4`;

const END = `
with ${raisedWhere(OWN_RULES)}
update shop_rules r set until_at = least(r.until_at, greatest($5::bigint, r.from_at)) from sellers s, raised
where ${SELLER_IN_SCOPE} and r.operation_id = s.operation_id and r.seller_id = s.seller_id and r.rules_no = $4
returning ${COLUMNS}`;

/** One row without a seller where there are none; no row at all where the version is the one known. */
const INDEX = `
select v.version, r.seller_id, r.rules_no, r.from_at, r.until_at
from shop_rules_versions v left join shop_rules r on r.operation_id = v.operation_id
where v.operation_id = $1 and v.version <> $2 order by r.seller_id, r.rules_no`;

export const createShopRulesStore = (pool: Pick<pg.Pool, "query">): ShopRulesStore => ({
  bind: async (scope, { sellerId, fromAt, untilAt, rows, boundBy, boundAt }) => {
    const values = [...placed(scope, sellerId), fromAt, untilAt, JSON.stringify(rows), boundBy, boundAt];
    const bound = await pool.query<Row>({ name: "shop_rules_bind", text: BIND, values });
    return bound.rows[0] === undefined ? null : rowToRules(bound.rows[0]);
  },
  list: async (scope, sellerId) => {
    const { rows } = await pool.query<Row | NoRules>({ name: "shop_rules_list", text: LIST, values: placed(scope, sellerId) });
    return rows.length === 0 ? null : rows.flatMap(row => (row.rules_no === null ? [] : [rowToRules(row)]));
  },
  end: async (scope, sellerId, rulesNo, at) => {
    const values = [...placed(scope, sellerId), rulesNo, at];
    const { rows } = await pool.query<Row>({ name: "shop_rules_end", text: END, values });
    return rows[0] === undefined ? null : rowToRules(rows[0]);
  },
  index: async (operationId, known) => {
    const { rows } = await pool.query<IndexRow>({ name: "shop_rules_index", text: INDEX, values: [operationId, known] });
    const [first] = rows;
    if (first === undefined) return "known";
    const bySeller = new Map<SellerId, readonly ShopRules[]>();
    for (const row of rows) {
      if (row.seller_id !== null) bySeller.set(row.seller_id, [...(bySeller.get(row.seller_id) ?? []), datesOf(row)]);
    }
    return { version: Number(first.version), bySeller };
  },
});

const placed = (scope: Scope, sellerId: SellerId): unknown[] => [
  scope.operationId,
  sellerId,
  scope.kind === "operation" ? null : scope.kind === "seller" ? scope.sellerId : "nobody",
];

type Dates = { readonly rules_no: string; readonly from_at: string; readonly until_at: string | null };
type IndexRow = { readonly version: string } & (({ readonly seller_id: SellerId } & Dates) | { readonly seller_id: null });
type NoRules = { readonly rules_no: null };
type Row = Dates & {
  readonly seller_id: SellerId;
  readonly rows: readonly WrittenRow[];
  readonly bound_by: Actor;
  readonly bound_at: string;
};

const datesOf = ({ rules_no, from_at, until_at }: Dates): ShopRules => ({
  rulesNo: Number(rules_no),
  fromAt: Number(from_at) as Instant,
  untilAt: until_at === null ? null : (Number(until_at) as Instant),
});

const rowToRules = (row: Row): BoundRules => ({
  ...datesOf(row),
  sellerId: row.seller_id,
  rows: row.rows,
  boundBy: row.bound_by,
  boundAt: Number(row.bound_at) as Instant,
});

import { shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { CaseCursor, CaseFilter, ListedCase } from "@amends/flows/read-ports";
import type { Scope } from "@amends/flows/scope";
import type pg from "pg";
import { type ReadStatement, readAs } from "../reader/read-as.ts";
import { ACTIVE_STEPS, caseOf, HEAD, type StoredCase } from "./stored-case.ts";

type Page = { readonly after: CaseCursor | null; readonly limit: number };

/**
 * A page of cases by keyset, never counted. The filters are put together as text, so that each combination is planned for itself: an operation's list
 * walks `cases_open`, a seller's `cases_open_of_seller`, ended ones `cases_ended`, and those of a buyer or an order `cases_of_customer`.
 */
export const listCases = async (reader: pg.Pool, scope: Scope, filter: CaseFilter, page: Page): Promise<readonly ListedCase[]> =>
  (await readAs<Row>(reader, scope, statementOf(scope, filter, page))).map(listed);

const statementOf = (scope: Scope, filter: CaseFilter, page: Page): ReadStatement => {
  const values: unknown[] = [];
  const value = (given: unknown): string => {
    values.push(given);
    return `$${values.length + 3}`;
  };
  const where = conditions(scope, filter, value);
  const keys = filter.status === "open" ? openKeys(where, page, value) : endedKeys(where, page, value);
  return { text: `${SELECT} from (${keys}) page ${JOINS} order by page.place`, values };
};

type Value = (given: unknown) => string;

const conditions = (scope: Scope, filter: CaseFilter, value: Value): string => {
  const equal: Readonly<Record<string, string | undefined>> = {
    operation_id: scope.operationId,
    customer_id: scope.kind === "customer" ? scope.customerId : filter.customerId,
    seller_id: scope.kind === "seller" ? scope.sellerId : filter.sellerId,
    phase: filter.phase,
    waits_for: filter.waitsFor,
    service_type: filter.serviceType,
    severity: filter.severity,
    order_id: filter.orderId,
  };
  const parts = Object.entries(equal).flatMap(([column, wanted]) => (wanted === undefined ? [] : [`k.${column} = ${value(wanted)}`]));
  if (scope.kind === "customer" && filter.customerId !== undefined) parts.push(`k.customer_id = ${value(filter.customerId)}`);
  if (scope.kind === "seller" && filter.sellerId !== undefined) parts.push(`k.seller_id = ${value(filter.sellerId)}`);
  const placed = filter.orderId ?? (scope.kind === "customer" ? scope.customerId : filter.customerId);
  if (placed !== undefined) parts.push(`k.shard = ${value(shardOf(placed))}`);
  return parts.join(" and ");
};

/** Two walks over one index, each limited: those with a due time, then those without. `place` keeps their order through the joins. */
const openKeys = (where: string, { after, limit }: Page, value: Value): string => {
  const most = value(limit);
  const walk = (part: string) =>
    `(select k.shard, k.case_id, k.due_at from cases k where k.ended_at is null and ${where} and ${part} order by k.due_at, k.case_id limit ${most})`;
  const dated = (from: string) => `${walk(`k.due_at is not null ${from}`)} union all ${walk("k.due_at is null")}`;
  const keys =
    after === null
      ? dated("")
      : after.at === null
        ? walk(`k.due_at is null and k.case_id > ${value(after.caseId)}`)
        : dated(`and (k.due_at, k.case_id) > (${value(after.at)}::bigint, ${value(after.caseId)})`);
  return `select *, row_number() over (order by due_at nulls last, case_id) as place from (${keys}) open order by place limit ${most}`;
};

const endedKeys = (where: string, { after, limit }: Page, value: Value): string => {
  const earlier = after === null ? "" : `and (k.ended_at, k.case_id) < (${value(after.at)}::bigint, ${value(after.caseId)})`;
  const ended = `select k.shard, k.case_id, k.ended_at from cases k where k.ended_at is not null and ${where} ${earlier}
    order by k.ended_at desc, k.case_id desc limit ${value(limit)}`;
  return `select *, row_number() over (order by ended_at desc, case_id desc) as place from (${ended}) ended`;
};

const SELECT = `
select ${HEAD} as head, k.state, '[]'::json as lines, ${ACTIVE_STEPS} as steps, coalesce(k.ended_at, k.due_at) as sort_at, o.external_order_no,
  (select coalesce(json_agg(json_build_object('lineNo', l.line_no, 'name', bought ->> 'name', 'quantity', l.quantity) order by l.line_no), '[]')
    from case_lines l join json_array_elements(o.facts -> 'lines') bought on (bought ->> 'lineNo')::int = l.line_no
    where l.shard = k.shard and l.case_id = k.case_id) as goods`;

const JOINS = `
join cases k on k.shard = page.shard and k.case_id = page.case_id
join orders o on o.shard = k.shard and o.order_id = k.order_id`;

type Row = StoredCase & { readonly sort_at: string | null; readonly external_order_no: string; readonly goods: ListedCase["goods"] };

const listed = (row: Row): ListedCase => ({
  state: caseOf(row),
  externalOrderNo: row.external_order_no,
  goods: row.goods,
  sortAt: row.sort_at === null ? null : (Number(row.sort_at) as Instant),
});

import type { Scope } from "@amends/flows/scope";
import { type FacetAsk, WORK_FACETS, type WorkFilter, type WorkPage } from "@amends/flows/work/work-ports";
import type pg from "pg";
import { AT_DESK, deskOf, ITEM } from "./work-rows.ts";

export const FIND = { name: "work_find", text: `select ${ITEM} from work_items i where ${AT_DESK} and i.item_id = $3` };

export const OF_CASE = {
  name: "work_of_case",
  text: `select ${ITEM} from work_items i where ${AT_DESK} and i.case_id = $3 and i.ended_at is null order by i.item_id limit 50`,
};

/** Ready to be taken, by class, and how many of them have broken something. Each count stops at a bound: nobody needs to know how far above it. */
export const COUNTS = {
  name: "work_counts",
  text: `
select level.class, waiting.total::int as waiting, waiting.breached::int as breached
from generate_series(1, 4) as level(class) cross join lateral (
  select count(*) as total, count(*) filter (where breach_at <= $3::bigint) as breached from (
    select i.breach_at from work_items i where ${AT_DESK} and i.class = level.class and i.ended_at is null and i.owner_id is null
      and i.merged_into is null and i.ready_at <= $3::bigint limit $4) counted) waiting
order by level.class`,
};

/**
 * A page in the order in which items are given out, by keyset, never counted. The filters are put together as text, so that each combination is planned
 * for itself and walks the index of its view.
 */
export const listStatement = (scope: Scope, filter: WorkFilter, { accountId, after, limit, at }: WorkPage): pg.QueryConfig => {
  const { values, value } = numbered(scope);
  const parts = [...viewParts(filter, { accountId, at }, value), ...equalTo(filter, value)];
  for (const facet of WORK_FACETS) parts.push(...(filter[facet] === undefined ? [] : [`i.${facet} = ${value(filter[facet])}`]));
  if (filter.breachBefore !== undefined) parts.push(`i.breach_at < ${value(filter.breachBefore)}::bigint`);
  if (after !== null)
    parts.push(
      `(i.class, i.rank_at, i.item_id) > (${value(after.class)}::smallint, ${value(after.rankAt)}::bigint, ${value(after.itemId)})`,
    );
  return {
    text: `select ${ITEM} from work_items i where ${parts.join(" and ")} order by i.class, i.rank_at, i.item_id limit ${value(limit)}`,
    values,
  };
};

export type FacetRow = { readonly facet: string; readonly value: string; readonly count: number };

/**
 * What each choice of each filter would show while the others stay: the items of the view are read once, up to a bound, and counted by what they fit. The
 * filters a person does not choose among (class, seller, owner) narrow the view itself.
 */
export const facetStatement = (scope: Scope, filter: WorkFilter, { accountId, at, breachingBefore, most }: FacetAsk): pg.QueryConfig => {
  const { values, value } = numbered(scope);
  const parts = [...viewParts(filter, { accountId, at }, value), ...equalTo(filter, value)];
  const fits = [
    ...WORK_FACETS.map(facet => [facet, filter[facet] === undefined ? "true" : `i.${facet} = ${value(filter[facet])}`] as const),
    [
      "breaching",
      filter.breachBefore === undefined ? "true" : `coalesce(i.breach_at < ${value(filter.breachBefore)}::bigint, false)`,
    ] as const,
  ];
  const fitBut = (facet: string): string => fits.flatMap(([name]) => (name === facet ? [] : [`fits_${name}`])).join(" and ");
  return {
    text: `with seen as materialized (
  select ${WORK_FACETS.map(facet => `i.${facet}`).join(", ")}, coalesce(i.breach_at < ${value(breachingBefore)}::bigint, false) as is_breaching,
    ${fits.map(([name, test]) => `${test} as fits_${name}`).join(", ")}
  from work_items i where ${parts.join(" and ")} limit ${value(most + 1)})
${WORK_FACETS.map(facet => `select '${facet}' as facet, ${facet} as value, count(*)::int as count from seen where ${fitBut(facet)} group by ${facet}`).join("\nunion all ")}
union all select 'breaching', '', count(*)::int from seen where is_breaching and ${fitBut("breaching")}
union all select 'all', '', count(*)::int from seen
order by facet, count desc, value`,
    values,
  };
};

const numbered = (scope: Scope) => {
  const values: unknown[] = [...deskOf(scope)];
  const value = (given: unknown): string => {
    values.push(given);
    return `$${values.length}`;
  };
  return { values, value };
};
type Value = ReturnType<typeof numbered>["value"];

const viewParts = ({ view }: Pick<WorkFilter, "view">, asker: Pick<WorkPage, "accountId" | "at">, value: Value): readonly string[] => [
  AT_DESK,
  "i.ended_at is null",
  "i.merged_into is null",
  ...viewOf(view, asker, value),
];

const equalTo = (filter: WorkFilter, value: Value): readonly string[] =>
  Object.entries({ class: filter.class, seller_id: filter.sellerId, owner_id: filter.ownerId }).flatMap(([column, wanted]) =>
    wanted === undefined ? [] : [`i.${column} = ${value(wanted)}`],
  );

const viewOf = (view: WorkFilter["view"], { accountId, at }: Pick<WorkPage, "accountId" | "at">, value: Value): readonly string[] => {
  switch (view) {
    case "waiting":
      return ["i.owner_id is null", `i.ready_at <= ${value(at)}::bigint`];
    case "mine":
      return [`i.owner_id = ${value(accountId)}`];
    case "put_off":
      return ["i.owner_id is null", `i.ready_at > ${value(at)}::bigint`, `i.preferred_id = ${value(accountId)}`];
    case "open":
      return [];
  }
};

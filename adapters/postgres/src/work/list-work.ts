import type { Scope } from "@amends/flows/scope";
import type { WorkFilter, WorkPage } from "@amends/flows/work/work-ports";
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
  const values: unknown[] = [...deskOf(scope)];
  const value = (given: unknown): string => {
    values.push(given);
    return `$${values.length}`;
  };
  const parts = [AT_DESK, "i.ended_at is null", "i.merged_into is null", ...viewOf(filter.view, { accountId, at }, value)];
  const equal = { class: filter.class, team: filter.team, kind: filter.kind, seller_id: filter.sellerId, owner_id: filter.ownerId };
  for (const [column, wanted] of Object.entries(equal)) if (wanted !== undefined) parts.push(`i.${column} = ${value(wanted)}`);
  if (after !== null)
    parts.push(
      `(i.class, i.rank_at, i.item_id) > (${value(after.class)}::smallint, ${value(after.rankAt)}::bigint, ${value(after.itemId)})`,
    );
  return {
    text: `select ${ITEM} from work_items i where ${parts.join(" and ")} order by i.class, i.rank_at, i.item_id limit ${value(limit)}`,
    values,
  };
};

const viewOf = (
  view: WorkFilter["view"],
  { accountId, at }: Pick<WorkPage, "accountId" | "at">,
  value: (given: unknown) => string,
): readonly string[] => {
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

import type { Instant } from "@amends/domain/kernel/time";
import type { Drawn } from "@amends/flows/feed/followed-feed";
import type pg from "pg";
import { FIGURES } from "./work-figures.ts";
import { GIVEN_COLUMNS, givenRow } from "./work-rows.ts";

/** The ladder says that somebody else gets it: who had it by then has it no more. Who took it since keeps it, so a second reading takes nothing again. */
const IS_TAKEN_AWAY = `(excluded.passed_at is not null and excluded.ended_at is null and i.ended_at is null and i.owner_id is not null
      and i.owned_since <= excluded.passed_at and not i.keeps_owner)`;

/**
 * What is in hand of a person stays in their hand, whatever a new reading says of its route; an item
 * whose step now belongs to another desk leaves it, and one that has become late. `before` is counted so that it is read, and locked, before anything is
 * written. Loads and figures follow from what an item was before and is now, so a second reading adds nothing.
 */
const WRITE = {
  name: "work_write_items",
  text: `
with given as materialized (
  select g.* from jsonb_to_recordset($1::jsonb) as g(${GIVEN_COLUMNS})
), before as materialized (
  select i.item_id, i.operation_id, i.owner_id, i.effort, i.ended_at, i.team from given g
  join work_items i on i.operation_id = g.operation_id and i.item_id = g.item_id for update of i
), written as (
  insert into work_items as i (operation_id, item_id, case_id, short_no, step_no, kind, step_owner, seller_id, customer_id, service_type, category,
    language, tier, severity, team, skill, class, effort, keeps_owner, routed_by, waiting_since, rank_at, answer_due_at, standard_due_at, due_at,
    preferred_id, preferred_until, owner_id, owned_since, first_owned_at, ended_at, ended_how, ended_by, standard_row, passed_at, passed_until)
  select g.operation_id, g.item_id, g.case_id, g.short_no, g.step_no, g.kind, g.step_owner, g.seller_id, g.customer_id, g.service_type, g.category,
    g.language, g.tier, g.severity, g.team, g.skill, g.class, g.effort, g.keeps_owner, g.routed_by, g.waiting_since, g.rank_at, g.answer_due_at,
    g.standard_due_at, g.due_at, g.preferred_id, g.preferred_until, a.account_id, case when a.account_id is not null then $2::bigint end,
    case when a.account_id is not null then $2::bigint end, g.ended_at, g.ended_how, g.ended_by, g.standard_row, g.passed_at, g.passed_until
  from given g left join work_agents a on a.operation_id = g.operation_id and a.account_id = g.owner_id and g.ended_at is null
  where not (g.step_no is null and g.ended_at is not null and not exists (select from before b where b.item_id = g.item_id))
    and (select count(*) from before) >= 0
  on conflict (operation_id, item_id) do update set
    step_owner = excluded.step_owner, severity = excluded.severity, tier = excluded.tier, team = excluded.team, skill = excluded.skill,
    class = excluded.class, keeps_owner = excluded.keeps_owner, routed_by = excluded.routed_by,
    standard_due_at = case when excluded.ended_at is null then excluded.standard_due_at else coalesce(i.standard_due_at, excluded.standard_due_at) end,
    due_at = coalesce(excluded.due_at, i.due_at),
    waiting_since = case when i.ended_at is not null and excluded.ended_at is null then excluded.waiting_since else i.waiting_since end,
    rank_at = case when i.ended_at is not null and excluded.ended_at is null then excluded.rank_at else excluded.rank_at - excluded.waiting_since + i.waiting_since end,
    answer_due_at = case when i.ended_at is not null and excluded.ended_at is null then excluded.answer_due_at
      else excluded.answer_due_at - excluded.waiting_since + i.waiting_since end,
    owner_id = case when excluded.ended_at is null and (i.ended_at is not null or excluded.team <> i.team) or ${IS_TAKEN_AWAY} then null else i.owner_id end,
    standard_row = coalesce(excluded.standard_row, i.standard_row), passed_at = greatest(i.passed_at, excluded.passed_at),
    passed_from = case when ${IS_TAKEN_AWAY} then i.owner_id else i.passed_from end,
    passed_until = case when ${IS_TAKEN_AWAY} then excluded.passed_until else i.passed_until end,
    first_owned_at = case when excluded.ended_at is null and i.ended_at is not null then null else i.first_owned_at end,
    ended_at = case when excluded.ended_at is null then null else coalesce(i.ended_at, excluded.ended_at) end,
    ended_how = case when excluded.ended_at is null then null else coalesce(i.ended_how, excluded.ended_how) end,
    ended_by = case when excluded.ended_at is null then null else coalesce(i.ended_by, excluded.ended_by) end
  returning i.operation_id, i.item_id, i.team, i.kind, i.effort, i.owner_id, i.waiting_since, i.answer_due_at, i.standard_due_at, i.owned_since,
    i.first_owned_at, i.ended_at, i.ended_how, i.ended_by, i.routed_by, i.standard_row
), ${FIGURES}
)
select from written`,
};

/** What was merged into an item that has ended stands for itself again; the one who ended it has the first look until then. */
const REOPEN = {
  name: "work_reopen_merged",
  text: `
update work_items i set merged_into = null, ready_at = 0, preferred_id = coalesce(other.owner_id, i.preferred_id),
  preferred_until = case when other.owner_id is null then i.preferred_until else $1::bigint end, version = i.version + 1
from work_items other
where i.merged_into is not null and i.ended_at is null and other.operation_id = i.operation_id and other.item_id = i.merged_into
  and other.ended_at is not null`,
};

/** In the transaction that moves the reader's place. */
export const writeItems = async (
  db: pg.ClientBase,
  { items, firstLookUntil }: Extract<Drawn, { readonly follower: "work" }>,
  at: Instant,
): Promise<void> => {
  if (items.length === 0) return;
  await db.query({ ...WRITE, values: [JSON.stringify(items.map(givenRow)), at] });
  if (items.some(({ end }) => end !== null)) await db.query({ ...REOPEN, values: [firstLookUntil] });
};

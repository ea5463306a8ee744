import { FIGURES } from "./work-figures.ts";
import { AT_DESK, GIVEN_COLUMNS, ITEM } from "./work-rows.ts";

/**
 * Each change locks its item without waiting for it and then whoever it loads: who holds a person's row waits for no item, so no two changes wait for each
 * other. What a person weighs is asked of the locked row, which is why two calls of one person cannot both find room for one.
 */
const LOCKED = `item as materialized (select i.* from work_items i where ${AT_DESK} and i.item_id = $3 for update skip locked)`;
const OPEN_ITEM = "item.ended_at is null and item.merged_into is null";
const OWN_OR_MAY = "(item.owner_id is null or item.owner_id = $4 or $5::boolean)";
const SAME_ITEM = "i.operation_id = item.operation_id and i.item_id = item.item_id";
const GIVEN_BACK = `loaded as (
  update work_agents a set load = a.load - item.effort from changed c join item on item.item_id = c.item_id
  where a.operation_id = c.operation_id and a.account_id = item.owner_id
)`;
const CHANGED = `select ${ITEM} from changed i`;

/** The buyer is told of the first to take a complaint, and of whoever takes a call that was not promised by them. */
const IS_TOLD = (item: string, accountId: string) =>
  `${item}.first_owned_at is null and (${item}.keeps_owner or (${item}.kind = 'call_back' and ${item}.preferred_id is distinct from ${accountId}))`;
const TELL_FIRST = (item: string, accountId: string, at: string) => `
  tell_owner_id = case when ${IS_TOLD(item, accountId)} then ${accountId} else i.tell_owner_id end,
  tell_promised_at = case when ${IS_TOLD(item, accountId)}
    then case when ${item}.standard_due_at > ${at} then ${item}.standard_due_at end else i.tell_promised_at end`;

const TAKEN = (accountId: string, at: string) => `owner_id = ${accountId}, owned_since = ${at},
  first_owned_at = coalesce(i.first_owned_at, ${at}), preferred_id = null, preferred_until = null, version = i.version + 1`;

/** The right next item for one person. `skip locked` gives every caller another item; the person's own row makes their calls follow each other. */
export const NEXT = {
  name: "work_next",
  text: `
with me as materialized (
  select a.* from work_agents a where a.operation_id = $1 and a.account_id = $2 for update
), chosen as materialized (
  select found.* from me cross join lateral (
    select i.* from work_items i
    where i.operation_id = $1 and i.ended_at is null and i.owner_id is null and i.merged_into is null and i.ready_at <= $3::bigint
      and i.team = any(me.teams) and i.skill = any(me.skills) and i.language = any(me.languages)
      and (me.seller_id is null or (i.seller_id = me.seller_id and i.team = 'seller'))
      and (i.preferred_id is null or i.preferred_id = $2 or i.preferred_until <= $3::bigint)
      and (i.passed_from is distinct from $2 or i.passed_until is null or i.passed_until <= $3::bigint)
    order by i.class, i.rank_at, i.item_id limit 1 for update skip locked) found
  where me.is_on_duty and me.load < me.capacity
), changed as (
  update work_items i set ${TAKEN("$2", "$3::bigint")}, ${TELL_FIRST("chosen", "$2", "$3::bigint")}
  from chosen where i.operation_id = $1 and i.item_id = chosen.item_id returning i.*
), loaded as (
  update work_agents a set load = a.load + changed.effort from changed where a.operation_id = $1 and a.account_id = $2
)
select me.is_on_duty, me.load, me.capacity, (select to_json(shown) from (${CHANGED}) shown) as item from me`,
};

export const CLAIM = {
  name: "work_claim",
  text: `
with ${LOCKED}, me as materialized (
  select a.* from work_agents a where a.operation_id = $1 and a.account_id = $4 for update
), changed as (
  update work_items i set ${TAKEN("$4", "$5::bigint")}, ready_at = 0, ${TELL_FIRST("item", "$4", "$5::bigint")}
  from item, me where ${SAME_ITEM} and ${OPEN_ITEM} and item.owner_id is null and me.load < me.capacity
    and (not item.keeps_owner or item.preferred_id is null or item.preferred_id = $4 or item.preferred_until is not null or $6::boolean)
  returning i.*
), loaded as (
  update work_agents a set load = a.load + c.effort from changed c where a.operation_id = c.operation_id and a.account_id = $4
)
${CHANGED}`,
};

export const RELEASE = {
  name: "work_release",
  text: `
with ${LOCKED}, changed as (
  update work_items i set owner_id = null, owned_since = null, ready_at = 0, version = i.version + 1
  from item where ${SAME_ITEM} and ${OPEN_ITEM} and item.owner_id is not null and ${OWN_OR_MAY} and (not item.keeps_owner or $5::boolean)
  returning i.*
), ${GIVEN_BACK}
${CHANGED}`,
};

export const HAND_OVER = {
  name: "work_hand_over",
  text: `
with ${LOCKED}, people as materialized (
  select a.* from work_agents a where a.operation_id = $1 and (a.account_id = $6 or a.account_id = (select owner_id from item))
  order by a.account_id for update
), changed as (
  update work_items i set ${TAKEN("$6", "$8::bigint")}, ready_at = 0, tell_owner_id = $6, tell_promised_at = $7::bigint
  from item, people receiver where ${SAME_ITEM} and ${OPEN_ITEM} and ${OWN_OR_MAY} and item.owner_id is distinct from $6
    and (not item.keeps_owner or item.owner_id is null or $5::boolean)
    and receiver.account_id = $6 and receiver.load < receiver.capacity
    and item.team = any(receiver.teams) and item.skill = any(receiver.skills) and item.language = any(receiver.languages)
  returning i.*
), loaded as (
  update work_agents a set load = a.load + case when a.account_id = $6 then item.effort else -item.effort end
  from changed c join item on item.item_id = c.item_id
  where a.operation_id = c.operation_id and (a.account_id = $6 or a.account_id = item.owner_id)
)
${CHANGED}`,
};

/** What is put off is nobody's until then, and its owner has their hands free; the one owner of a complaint stays the only one it comes back to. */
export const SNOOZE = {
  name: "work_snooze",
  text: `
with ${LOCKED}, changed as (
  update work_items i set owner_id = null, owned_since = null, ready_at = $6::bigint, version = i.version + 1,
    preferred_id = coalesce(item.owner_id, item.preferred_id, $4),
    preferred_until = case when item.keeps_owner and item.owner_id is not null then null else $7::bigint end
  from item where ${SAME_ITEM} and ${OPEN_ITEM} and ${OWN_OR_MAY}
  returning i.*
), ${GIVEN_BACK}
${CHANGED}`,
};

export const MERGE = {
  name: "work_merge",
  text: `
with ${LOCKED}, target as materialized (
  select i.* from work_items i where ${AT_DESK} and i.item_id = $6
), changed as (
  update work_items i set merged_into = $6, owner_id = null, owned_since = null, version = i.version + 1
  from item, target where ${SAME_ITEM} and ${OPEN_ITEM} and ${OWN_OR_MAY} and target.ended_at is null and target.merged_into is null
    and target.customer_id = item.customer_id and target.item_id <> item.item_id
  returning i.*
), ${GIVEN_BACK}
${CHANGED}`,
};

const WRITTEN = `i.operation_id, i.item_id, i.team, i.kind, i.effort, i.owner_id, i.waiting_since, i.answer_due_at, i.standard_due_at, i.owned_since,
  i.first_owned_at, i.ended_at, i.ended_how, i.ended_by, i.routed_by, i.standard_row`;

/** Only what no step asks for: an item of a step ends with its step and not otherwise. */
export const FINISH = {
  name: "work_finish",
  text: `
with ${LOCKED}, before as materialized (
  select item.operation_id, item.item_id, item.owner_id, item.effort, item.ended_at, item.team from item
), changed as (
  update work_items i set ended_at = $6::bigint, ended_how = 'done', ended_by = $4, version = i.version + 1
  from item where ${SAME_ITEM} and ${OPEN_ITEM} and item.owner_id is not null and ${OWN_OR_MAY} and item.step_no is null and item.kind <> 'order_changed'
  returning i.*
), written as materialized (
  select ${WRITTEN} from changed i
), ${FIGURES}
)
${CHANGED}`,
};

export const OPEN = {
  name: "work_open",
  text: `
with given as materialized (
  select g.* from jsonb_to_recordset($1::jsonb) as g(${GIVEN_COLUMNS})
), before as materialized (
  select null::text as operation_id, null::text as item_id, null::text as owner_id, 0::smallint as effort, null::bigint as ended_at where false
), written as (
  insert into work_items as i (operation_id, item_id, case_id, short_no, step_no, kind, step_owner, seller_id, customer_id, service_type, category,
    language, tier, severity, team, skill, class, effort, keeps_owner, routed_by, waiting_since, rank_at, answer_due_at, standard_due_at, due_at,
    preferred_id, preferred_until, owner_id, owned_since, first_owned_at, ready_at, tell_owner_id, tell_promised_at)
  select g.operation_id, g.item_id, g.case_id, g.short_no, g.step_no, g.kind, g.step_owner, g.seller_id, g.customer_id, g.service_type, g.category,
    g.language, g.tier, g.severity, g.team, g.skill, g.class, g.effort, g.keeps_owner, g.routed_by, g.waiting_since, g.rank_at, g.answer_due_at,
    g.standard_due_at, g.due_at, g.preferred_id, g.preferred_until, a.account_id, case when a.account_id is not null then $2::bigint end,
    case when a.account_id is not null then $2::bigint end, coalesce($3::bigint, 0), $4, $5::bigint
  from given g left join work_agents a on a.operation_id = g.operation_id and a.account_id = g.owner_id
  on conflict (operation_id, item_id) do nothing
  returning ${WRITTEN}
), ${FIGURES}
)
select (select count(*) from written)::int as opened`,
};

/** The number of a call is the item's own: its row is locked while the call is written. */
export const CALLED = {
  name: "work_called",
  text: `
with ${LOCKED}, changed as (
  update work_items i set version = i.version + 1
  from item where ${SAME_ITEM} and ${OPEN_ITEM} and item.kind = 'call_back' and item.owner_id is not null and ${OWN_OR_MAY}
  returning i.*
), logged as (
  insert into work_calls (operation_id, item_id, call_no, case_id, account_id, called_at, result, again_at)
  select c.operation_id, c.item_id, 1 + (select count(*) from work_calls w where w.operation_id = c.operation_id and w.item_id = c.item_id), c.case_id, $4,
    $6::bigint, $7, $8::bigint from changed c
)
${CHANGED}`,
};

export const CALLS = {
  name: "work_calls_of_case",
  text: `
select w.item_id as "itemId", w.call_no as "callNo", w.account_id as "accountId", a.name, w.called_at, w.result, w.again_at
from work_calls w left join work_agents a on a.operation_id = w.operation_id and a.account_id = w.account_id
where w.operation_id = $1 and w.case_id = $2 order by w.called_at, w.item_id, w.call_no limit 100`,
};

export const UNTOLD = {
  name: "work_untold",
  text: `
select operation_id as "operationId", item_id as "itemId", case_id as "caseId", tell_owner_id as "ownerId", tell_promised_at as promised_at, owned_since
from work_items where tell_owner_id is not null order by operation_id, item_id limit $1`,
};

export const TOLD = {
  name: "work_told",
  text: `
update work_items set tell_owner_id = null, tell_promised_at = null where operation_id = $1 and item_id = $2 and tell_owner_id = $3 and tell_promised_at is not distinct from $4::bigint`,
};

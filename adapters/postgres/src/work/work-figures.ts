/**
 * What follows from items that changed, as parts of the statement that changed them: `before` holds each as it was (operation_id, item_id, owner_id, effort,
 * ended_at), `written` as it is now. Loads move with who holds what; an item that has ended is counted for what it kept and missed, by the day of its
 * operation; what was never answered is answered when it ends. People are locked in the order of their ids.
 */
export const FIGURES = `loads as materialized (
  select operation_id, account_id, sum(change)::int as change from (
    select b.operation_id, b.owner_id as account_id, -b.effort as change from before b join written w using (operation_id, item_id)
      where b.owner_id is not null and b.ended_at is null and (w.ended_at is not null or w.owner_id is distinct from b.owner_id)
    union all
    select w.operation_id, w.owner_id, w.effort from written w left join before b using (operation_id, item_id)
      where w.owner_id is not null and w.ended_at is null and b.item_id is null
  ) changes group by 1, 2
), people as materialized (
  select a.operation_id, a.account_id from work_agents a join loads l using (operation_id, account_id)
  order by a.operation_id, a.account_id for update of a
), loaded as (
  update work_agents a set load = a.load + l.change from loads l join people p using (operation_id, account_id)
  where a.operation_id = l.operation_id and a.account_id = l.account_id
), ended as materialized (
  select w.*, coalesce(w.ended_by, w.owner_id, '') as account_id, floor((w.ended_at + o.zone_offset_minutes * 60000::bigint) / 86400000.0)::int as day
  from written w left join before b using (operation_id, item_id) join operations o on o.operation_id = w.operation_id
  where w.ended_at is not null and b.ended_at is null
), judged as (
  select operation_id, day, team, kind, account_id, 'answered' as standard, routed_by as row_id, answer_due_at as due_at, least(first_owned_at, ended_at) as was_at, ended_how
  from ended
  union all
  select operation_id, day, team, kind, account_id, 'handled', coalesce(standard_row, ''), standard_due_at, ended_at, ended_how from ended where standard_due_at is not null
), attained as (
  insert into work_attainment as t (operation_id, day, team, kind, standard, account_id, row_id, met, missed, late_seconds)
  select operation_id, day, team, kind, standard, account_id, row_id, count(*) filter (where was_at <= due_at)::int, count(*) filter (where was_at > due_at)::int,
    coalesce(sum((was_at - due_at) / 1000) filter (where was_at > due_at), 0)::bigint
  from judged where ended_how <> 'called_off' or was_at > due_at group by 1, 2, 3, 4, 5, 6, 7
  on conflict (operation_id, day, team, kind, standard, account_id, row_id) do update set met = t.met + excluded.met, missed = t.missed + excluded.missed,
    late_seconds = t.late_seconds + excluded.late_seconds
), counted as (
  insert into work_arrivals as t (operation_id, half_hour_at, team, arrived, handled, handle_seconds)
  select operation_id, half_hour_at, team, sum(arrived)::int, sum(handled)::int, sum(handle_seconds)::bigint from (
    select w.operation_id, w.waiting_since - w.waiting_since % 1800000 as half_hour_at, w.team, 1 as arrived, 0 as handled, 0::bigint as handle_seconds
      from written w left join before b using (operation_id, item_id) where b.item_id is null
    union all
    select operation_id, ended_at - ended_at % 1800000, team, 0, 1, (ended_at - owned_since) / 1000 from ended where owned_since is not null and ended_how = 'done'
  ) figures group by 1, 2, 3
  on conflict (operation_id, half_hour_at, team) do update set arrived = t.arrived + excluded.arrived, handled = t.handled + excluded.handled,
    handle_seconds = t.handle_seconds + excluded.handle_seconds`;

import type { AccountId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { ShiftChangeKind, ShiftReason } from "@amends/domain/work/shift-plan";
import type { ArrivedHalfHour, Handled, KeptShiftChange, RosterStore } from "@amends/flows/work/team-ports";
import type pg from "pg";
import { atOf } from "./work-rows.ts";

const CHANGES = {
  name: "work_shift_changes",
  text: `
select change_id, account_id, kind, reason, from_at, until_at, entered_by, entered_at from work_shift_changes
where operation_id = $1 and until_at > $2::bigint and from_at < $3::bigint order by from_at, change_id limit 2000`,
};
const ENTER = {
  name: "work_shift_change_enter",
  text: `
insert into work_shift_changes (operation_id, change_id, account_id, kind, reason, from_at, until_at, entered_by, entered_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};
const TAKE_BACK = {
  name: "work_shift_change_take_back",
  text: "delete from work_shift_changes where operation_id = $1 and change_id = $2",
};

const DUTY = {
  name: "work_duty_spans",
  text: `
select account_id, from_at, coalesce(until_at, $3::bigint) as until_at from work_duty_spans
where operation_id = $1 and (until_at is null or until_at > $2::bigint) and from_at < $3::bigint order by from_at, account_id limit 5000`,
};

const WEEK_MS = 604_800_000;
const DAY_MS = 86_400_000;

/** $2 is the day's first half hour, $3 its end. Everything of four weeks and the day, by its place in a day. */
const ARRIVALS = {
  name: "work_arrivals_of_day",
  text: `
select team, ((half_hour_at - $2::bigint + 28 * ${DAY_MS}::bigint) % ${DAY_MS} / 1800000)::int as place,
  coalesce(sum(arrived) filter (where half_hour_at >= $2::bigint), 0)::int as today,
  coalesce(sum(arrived) filter (where half_hour_at < $2::bigint and (half_hour_at - $2::bigint + 4 * ${WEEK_MS}::bigint) % ${WEEK_MS} < ${DAY_MS}), 0)::int
    as "sameWeekday",
  coalesce(sum(arrived) filter (where half_hour_at < $2::bigint), 0)::int as "anyDay"
from work_arrivals where operation_id = $1 and half_hour_at >= $2::bigint - 4 * ${WEEK_MS}::bigint and half_hour_at < $3::bigint
group by 1, 2 having sum(arrived) > 0 order by 1, 2`,
};
const HANDLED = {
  name: "work_handled_of_weeks",
  text: `
select team, sum(handled)::int as handled, sum(handle_seconds)::float8 as seconds from work_arrivals
where operation_id = $1 and half_hour_at >= $2::bigint - 4 * ${WEEK_MS}::bigint and half_hour_at < $3::bigint group by 1 order by 1`,
};
const SINCE = {
  name: "work_arrivals_since",
  text: `
select min(half_hour_at) as since from work_arrivals
where operation_id = $1 and half_hour_at >= $2::bigint - 4 * ${WEEK_MS}::bigint and half_hour_at < $2::bigint`,
};

export const createRosterStore = (pool: pg.Pool): RosterStore => ({
  changes: async (operationId, { fromAt, untilAt }) => {
    const { rows } = await pool.query<ChangeRow>({ ...CHANGES, values: [operationId, fromAt, untilAt] });
    return rows.map(changeOf);
  },
  enter: async (operationId, { changeId, accountId, kind, reason, fromAt, untilAt, enteredBy, enteredAt }) => {
    await pool.query({ ...ENTER, values: [operationId, changeId, accountId, kind, reason, fromAt, untilAt, enteredBy, enteredAt] });
  },
  takeBack: async (operationId, changeId) => (await pool.query({ ...TAKE_BACK, values: [operationId, changeId] })).rowCount === 1,
  duty: async (operationId, { fromAt, untilAt }) => {
    const { rows } = await pool.query<DutyRow>({ ...DUTY, values: [operationId, fromAt, untilAt] });
    return rows.map(({ account_id, from_at, until_at }) => ({
      accountId: account_id,
      fromAt: atOf(from_at),
      untilAt: atOf(until_at),
    }));
  },
  arrivals: async (operationId, { fromAt, untilAt }) => {
    const [halfHours, handled, since] = await Promise.all([
      pool.query<ArrivedHalfHour>({ ...ARRIVALS, values: [operationId, fromAt, untilAt] }),
      pool.query<Handled>({ ...HANDLED, values: [operationId, fromAt, untilAt] }),
      pool.query<{ readonly since: string | null }>({ ...SINCE, values: [operationId, fromAt] }),
    ]);
    return { halfHours: halfHours.rows, handled: handled.rows, since: sinceOf(since.rows[0]) };
  },
});

type ChangeRow = {
  readonly change_id: string;
  readonly account_id: AccountId;
  readonly kind: ShiftChangeKind;
  readonly reason: ShiftReason;
  readonly from_at: string;
  readonly until_at: string;
  readonly entered_by: AccountId;
  readonly entered_at: string;
};
type DutyRow = { readonly account_id: AccountId; readonly from_at: string; readonly until_at: string };

const changeOf = (row: ChangeRow): KeptShiftChange => ({
  changeId: row.change_id,
  accountId: row.account_id,
  kind: row.kind,
  reason: row.reason,
  fromAt: atOf(row.from_at),
  untilAt: atOf(row.until_at),
  enteredBy: row.entered_by,
  enteredAt: atOf(row.entered_at),
});

const sinceOf = (row: { readonly since: string | null } | undefined): Instant | null =>
  row === undefined || row.since === null ? null : atOf(row.since);

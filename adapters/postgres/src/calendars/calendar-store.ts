import type { OperationId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Partner } from "@amends/domain/promise/hours";
import type { WrittenCalendar } from "@amends/domain/promise/written-calendar";
import type { CalendarStore, StoredCalendar } from "@amends/flows/calendar-ports";
import type pg from "pg";

const PUT = {
  name: "calendar_put",
  text: `
insert into work_calendars (operation_id, seller_id, partner, written, changed_at)
select $1, $2, $3, $4::json, $5::bigint where $2 = '' or exists (select from sellers s where s.operation_id = $1 and s.seller_id = $2)
on conflict (operation_id, seller_id, partner) do update set written = excluded.written, changed_at = excluded.changed_at`,
};

const COLUMNS = "operation_id, seller_id, partner, written, changed_at";
const LIST = {
  name: "calendar_list",
  text: `select ${COLUMNS} from work_calendars where operation_id = $1 and ($2::text is null or seller_id = $2) order by seller_id, partner`,
};
const ALL = { name: "calendar_all", text: `select ${COLUMNS} from work_calendars` };

export const createCalendarStore = (pool: pg.Pool): CalendarStore => ({
  put: async ({ operationId, sellerId, partner, written, changedAt }) => {
    const { rowCount } = await pool.query({
      ...PUT,
      values: [operationId, sellerId ?? "", partner ?? "", JSON.stringify(written), changedAt],
    });
    return rowCount === 1;
  },
  list: async scope => {
    const own = scope.kind === "seller" ? scope.sellerId : null;
    const { rows } = await pool.query<Row>({ ...LIST, values: [scope.operationId, own] });
    return rows.map(calendarOf);
  },
  all: async () => {
    const { rows } = await pool.query<Row>(ALL);
    return rows.map(calendarOf);
  },
});

type Row = {
  readonly operation_id: OperationId;
  readonly seller_id: SellerId | "";
  readonly partner: Partner | "";
  readonly written: WrittenCalendar;
  readonly changed_at: string;
};

const calendarOf = (row: Row): StoredCalendar => ({
  operationId: row.operation_id,
  sellerId: row.seller_id === "" ? null : row.seller_id,
  partner: row.partner === "" ? null : row.partner,
  written: row.written,
  changedAt: Number(row.changed_at) as Instant,
});

import type { CaseId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Actor } from "@amends/domain/party/party";
import type { Scope } from "@amends/flows/scope";
import type { StrayParcel, StrayParcelStore } from "@amends/flows/stray-parcels";
import type pg from "pg";

/** A seller sees the parcels that came to them; nobody but staff and the host sees the others. */
const IN_SCOPE = "operation_id = $1 and ($2::text is null or seller_id = $2)";
/** `case_id` is the case a parcel was matched to or kept for, and until then the one whose parcel it was too much in, as a server without `surplus_of` reads it. */
const COLUMNS = "tracking_no, carrier, seller_id, received_at, received_by, status, case_id, surplus_of, due_at";

/** The case is named only to who may see it; that there is one has to be told, or the parcel would be recorded beside it. */
const FIND_CASE = `
select d.target_id, exists (select from cases k where k.shard = d.shard and k.case_id = d.target_id and ($2::text is null or k.seller_id = $2)) as visible
from directory d where d.operation_id = $1 and d.key = $3 and d.key_kind = 'tracking_no' and d.target_id like 'case\\_%'
  and ($4::text is null or d.target_id = $4)
order by visible desc limit 1`;

const RECORD = `
with recorded as (
  insert into stray_parcels (operation_id, tracking_no, carrier, seller_id, received_at, received_by, status, case_id, surplus_of, due_at)
  values ($1, $2, $3, $4, $5, $6, 'waiting', $9, $9, $7)
  on conflict (tracking_no, operation_id) do update
    set status = 'waiting', surplus_of = excluded.surplus_of, received_at = excluded.received_at, received_by = excluded.received_by, due_at = excluded.due_at, settled_at = null
    where stray_parcels.status in ('matched', 'accepted') and stray_parcels.case_id = excluded.case_id and ($8::text is null or stray_parcels.seller_id = $8)
  returning ${COLUMNS}
)
select ${COLUMNS} from recorded
union all
select ${COLUMNS} from stray_parcels
where operation_id = $1 and tracking_no = $2 and ($8::text is null or seller_id = $8) and not exists (select from recorded)`;

const LIST_WAITING = `
select ${COLUMNS} from stray_parcels
where ${IN_SCOPE} and status = 'waiting' and ($3::bigint is null or (due_at, tracking_no) > ($3, $4))
order by due_at, tracking_no limit $5`;

const LIST_SETTLED = `
select ${COLUMNS} from stray_parcels
where ${IN_SCOPE} and status <> 'waiting' and ($3::bigint is null or (due_at, tracking_no) < ($3, $4))
order by due_at desc, tracking_no desc limit $5`;

const SETTLE = `
update stray_parcels set status = $4, case_id = coalesce($5, case_id), settled_at = $6
where ${IN_SCOPE} and tracking_no = $3 and status = 'waiting'
returning ${COLUMNS}`;

const FIND = `select ${COLUMNS} from stray_parcels where ${IN_SCOPE} and tracking_no = $3 and status = 'waiting'`;

export const createStrayParcelStore = (pool: pg.Pool): StrayParcelStore => ({
  record: async (scope, parcel) => {
    const { trackingNo, carrier, sellerId, receivedAt, receivedBy, surplusOf, dueAt } = parcel;
    const known = await pool.query<{ readonly target_id: CaseId; readonly visible: boolean }>({
      name: "stray_parcel_find_case",
      text: FIND_CASE,
      values: [...scopeValues(scope), trackingNo, surplusOf],
    });
    const [found] = known.rows;
    if (surplusOf !== null && found?.visible !== true) return { kind: "not_of_case", caseId: surplusOf };
    if (surplusOf === null && found !== undefined)
      return found.visible ? { kind: "known_case", caseId: found.target_id } : { kind: "not_yours" };
    const values = [scope.operationId, trackingNo, carrier, sellerId, receivedAt, receivedBy, dueAt, scopeValues(scope)[1], surplusOf];
    const { rows } = await pool.query<Row>({ name: "stray_parcel_record", text: RECORD, values });
    const [row] = rows;
    if (row === undefined) return { kind: "not_yours" };
    return { kind: "recorded", parcel: rowToParcel(row) };
  },
  list: async (scope, status, after, limit) => {
    const values = [...scopeValues(scope), after?.dueAt ?? null, after?.trackingNo ?? null, limit];
    const { rows } = await pool.query<Row>({
      name: `stray_parcel_list_${status}`,
      text: status === "waiting" ? LIST_WAITING : LIST_SETTLED,
      values,
    });
    return rows.map(rowToParcel);
  },
  find: async (scope, trackingNo) => {
    const { rows } = await pool.query<Row>({ name: "stray_parcel_find", text: FIND, values: [...scopeValues(scope), trackingNo] });
    return rows[0] === undefined ? null : rowToParcel(rows[0]);
  },
  settle: async (scope, trackingNo, how, at) => {
    const caseId = how.status === "sent_back" ? null : how.caseId;
    const values = [...scopeValues(scope), trackingNo, how.status, caseId, at];
    const { rows } = await pool.query<Row>({ name: "stray_parcel_settle", text: SETTLE, values });
    return rows[0] === undefined ? null : rowToParcel(rows[0]);
  },
});

const scopeValues = (scope: Scope): readonly (string | null)[] => [scope.operationId, scope.kind === "seller" ? scope.sellerId : null];

type Row = {
  readonly tracking_no: string;
  readonly carrier: string;
  readonly seller_id: SellerId | null;
  readonly received_at: string;
  readonly received_by: Actor;
  readonly status: StrayParcel["status"];
  readonly case_id: CaseId | null;
  readonly surplus_of: CaseId | null;
  readonly due_at: string;
};

const rowToParcel = (row: Row): StrayParcel => ({
  trackingNo: row.tracking_no,
  carrier: row.carrier,
  sellerId: row.seller_id,
  receivedAt: Number(row.received_at) as Instant,
  receivedBy: row.received_by,
  status: row.status,
  caseId: hasCase(row) ? row.case_id : null,
  surplusOf: row.surplus_of ?? (hasCase(row) ? null : row.case_id),
  dueAt: Number(row.due_at) as Instant,
});

const hasCase = ({ status }: Pick<Row, "status">): boolean => status === "matched" || status === "accepted";

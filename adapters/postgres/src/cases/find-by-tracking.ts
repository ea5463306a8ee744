import type { CaseId, OperationId } from "@amends/domain/kernel/ids";
import type pg from "pg";

/** Cases that named this parcel, return or replacement: it is looked up before any shard or operation is known. */
export const findCasesByTrackingNo = async (
  pool: pg.Pool,
  trackingNo: string,
): Promise<readonly { readonly operationId: OperationId; readonly caseId: CaseId }[]> => {
  const { rows } = await pool.query<{ readonly operation_id: OperationId; readonly target_id: CaseId }>({
    name: "find_cases_by_tracking_no",
    text: "select operation_id, target_id from directory where key = $1 and key_kind = 'tracking_no' and target_id like 'case\\_%'",
    values: [trackingNo],
  });
  return rows.map(row => ({ operationId: row.operation_id, caseId: row.target_id }));
};

import { type FileId, shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Role } from "@amends/domain/party/party";
import type { EvidenceFiles } from "@amends/flows/evidence-ports";
import type { Pool } from "pg";
import { scopeValues } from "../scope-values.ts";

/** A row without a file is the case nobody looked at yet. */
const VIEWS_OF_CASE = {
  name: "file_views_of_case",
  text: `
select v.file_id, v.at, v.viewer_role, v.viewer_id, a.name from cases k
left join lateral (
  select v.* from evidence_files f join file_views v on v.shard = f.shard and v.file_id = f.file_id
  where f.shard = k.shard and f.order_id = k.order_id and v.case_id = k.case_id
  order by v.view_no desc limit $6
) v on true
left join accounts a on a.account_id = v.viewer_id and a.operation_id = k.operation_id
where k.operation_id = $1 and ($2::text is null or k.customer_id = $2) and ($3::text is null or k.seller_id = $3) and k.shard = $4 and k.case_id = $5
order by v.view_no desc`,
};

type ViewRow = {
  readonly file_id: FileId | null;
  readonly at: string;
  readonly viewer_role: Role;
  readonly viewer_id: string;
  readonly name: string | null;
};

export const listFileViews =
  (pool: Pool): EvidenceFiles["viewsOfCase"] =>
  async (scope, caseId, most) => {
    const { rows } = await pool.query<ViewRow>({ ...VIEWS_OF_CASE, values: [...scopeValues(scope), shardOf(caseId), caseId, most] });
    if (rows.length === 0) return null;
    return rows.flatMap(({ file_id: fileId, at, viewer_role: role, viewer_id: id, name }) =>
      fileId === null ? [] : [{ fileId, at: Number(at) as Instant, by: { role, id }, name }],
    );
  };

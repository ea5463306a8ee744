import { type FileId, type OrderId, shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Actor } from "@amends/domain/party/party";
import type { StoredFile } from "@amends/flows/evidence-ports";
import type { Scope } from "@amends/flows/scope";
import type { Pool } from "pg";
import { scopeValues } from "../scope-values.ts";
import { type FileRow, SAME_LOOK_MS, storedFile, WHOLE, WITH_KEY } from "./file-row.ts";

/** One statement: nothing is given out that is not on record. A seller sees what was said of their own lines. */
const TAKE_OF_ORDER = {
  name: "evidence_take_of_order",
  text: `
with found as materialized (
  select ${WHOLE} from orders o
  join evidence_files f on f.shard = o.shard and f.order_id = o.order_id and f.file_id = $6
  ${WITH_KEY}
  where o.operation_id = $1 and ($2::text is null or o.customer_id = $2) and ($3::text is null or $3 = any(o.seller_ids)) and o.shard = $4 and o.order_id = $5
    and exists (select from order_acceptances a cross join jsonb_array_elements(a.files) as item
      where a.shard = o.shard and a.order_id = o.order_id and item ->> 'fileId' = f.file_id
        and ($3::text is null or exists (select from json_array_elements(o.facts -> 'lines') as line
          where (line ->> 'lineNo')::int = a.line_no and line ->> 'sellerId' = $3)))
), seen as (
  insert into file_views (shard, operation_id, case_id, file_id, at, viewer_role, viewer_id)
  select $4, $1, null, $6, $7::bigint, $8, $9 from found
  where status = 'ready' and $8 <> 'buyer' and not exists (
    select from file_views v where v.shard = $4 and v.file_id = $6 and v.case_id is null and v.viewer_id = $9 and v.at > $10::bigint)
)
select * from found`,
};

export const takeFileOfOrder = async (
  pool: Pool,
  scope: Scope,
  { orderId, fileId }: { readonly orderId: OrderId; readonly fileId: FileId },
  viewer: Actor,
  at: Instant,
): Promise<StoredFile | null> => {
  const values = [...scopeValues(scope), shardOf(orderId), orderId, fileId, at, viewer.role, viewer.id, at - SAME_LOOK_MS];
  const { rows } = await pool.query<FileRow>({ ...TAKE_OF_ORDER, values });
  return rows[0] === undefined ? null : storedFile(rows[0]);
};

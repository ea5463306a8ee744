import { shardOf } from "@amends/domain/kernel/ids";
import type { EvidenceFiles } from "@amends/flows/evidence-ports";
import type { Pool } from "pg";
import { scopeValues } from "../scope-values.ts";
import {
  type FileRow,
  KNOWN_BUT_EXPIRY,
  type KnownRow,
  knownFile,
  SAME_LOOK_MS,
  storedContentType,
  storedFile,
  WHOLE,
  WITH_KEY,
} from "./file-row.ts";
import { IS_NAMED } from "./is-named.ts";
import { listFileViews } from "./list-file-views.ts";
import { createSweep } from "./sweep-files.ts";

export const createEvidenceFiles = (pool: Pool): EvidenceFiles => ({
  open: async (scope, { fileId, orderId, kind, sizeBytes, uploadedBy, at, expiresAt, sweepAt }, openMax) => {
    const place = [...scopeValues(scope), shardOf(orderId), orderId, fileId];
    const values = [...place, kind, sizeBytes, uploadedBy.role, uploadedBy.id, at, expiresAt, sweepAt, openMax];
    const { rows } = await pool.query<{ readonly is_erased: boolean; readonly is_full: boolean }>({ ...OPEN, values });
    const [row] = rows;
    if (row === undefined) return "not_found";
    return row.is_erased ? "person_erased" : row.is_full ? "too_many" : "opened";
  },
  find: async (scope, fileId) => {
    const { rows } = await pool.query<FileRow>({ ...FIND, values: [...scopeValues(scope), shardOf(fileId), fileId] });
    return rows[0] === undefined ? null : storedFile(rows[0]);
  },
  findNamed: async (scope, fileIds) => {
    const values = [...scopeValues(scope), [...new Set(fileIds.map(shardOf))], fileIds];
    const { rows } = await pool.query<KnownRow>({ ...FIND_NAMED, values });
    return rows.map(knownFile);
  },
  addPart: async (fileId, { name, offsetBytes, sizeBytes }) => {
    const result = await pool.query({ ...ADD_PART, values: [shardOf(fileId), fileId, offsetBytes, sizeBytes, name] });
    return result.rowCount === 1 ? "added" : "stale";
  },
  finish: async (fileId, { contentType, hasMetadata, keptBytes, sha256, receivedSha256 }) => {
    const type = storedContentType(contentType, hasMetadata);
    const result = await pool.query({ ...FINISH, values: [shardOf(fileId), fileId, type, keptBytes, sha256, receivedSha256] });
    return result.rowCount === 1 ? "finished" : "stale";
  },
  letGo: async (fileId, at, sweepAt) => {
    const result = await pool.query({ ...LET_GO, values: [shardOf(fileId), fileId, at, sweepAt] });
    return result.rowCount === 1 ? "let_go" : "in_case";
  },
  takeOfCase: async (scope, caseId, fileId, viewer, at) => {
    const values = [...scopeValues(scope), shardOf(caseId), caseId, fileId, at, viewer.role, viewer.id, at - SAME_LOOK_MS];
    const { rows } = await pool.query<FileRow>({ ...TAKE_OF_CASE, values });
    return rows[0] === undefined ? null : storedFile(rows[0]);
  },
  viewsOfCase: listFileViews(pool),
  ...createSweep(pool),
});

/** The count may be passed by as many as come at the same moment: it bounds waste and is no promise. */
const OPEN = {
  name: "evidence_open",
  text: `
with matter as materialized (
  select o.customer_id, c.person_id, p.erased_at is not null as is_erased,
    (select count(*) from evidence_files f where f.shard = o.shard and f.order_id = o.order_id and f.expires_at > $11) >= $14 as is_full
  from orders o
  join customers c on c.shard = o.shard and c.customer_id = o.customer_id
  join persons p on p.shard = c.shard and p.person_id = c.person_id
  where o.operation_id = $1 and ($2::text is null or o.customer_id = $2) and ($3::text is null or $3 = any(o.seller_ids))
    and o.shard = $4 and o.order_id = $5
), opened as (
  insert into evidence_files (shard, file_id, operation_id, order_id, customer_id, person_id, uploader_role, uploader_id, kind, status, size_bytes,
    created_at, expires_at, sweep_at)
  select $4, $6, $1, $5, customer_id, person_id, $9, $10, $7, 'receiving', $8, $11, $12, $13 from matter where not is_erased and not is_full
)
select is_erased, is_full from matter`,
};

/** Staff and the host use every file of their operation, a buyer and a seller their own uploads. */
const THEIRS = "f.operation_id = $1 and ($2::text is null or f.uploader_id = $2) and ($3::text is null or f.uploader_id = $3)";

const FIND = {
  name: "evidence_find",
  text: `select ${WHOLE} from evidence_files f ${WITH_KEY} where ${THEIRS} and f.shard = $4 and f.file_id = $5`,
};

/** One that a case or an acceptance names does not expire, also where nobody has swept since. */
const FIND_NAMED = {
  name: "evidence_find_named",
  text: `select ${KNOWN_BUT_EXPIRY}, case when f.expires_at is not null and ${IS_NAMED} then null else f.expires_at end as expires_at
from evidence_files f where ${THEIRS} and f.shard = any($4) and f.file_id = any($5)`,
};

const ADD_PART = {
  name: "evidence_add_part",
  text: `
update evidence_files set received_bytes = received_bytes + $4, parts = parts || $5::text
where shard = $1 and file_id = $2 and status = 'receiving' and received_bytes = $3 and received_bytes + $4 <= size_bytes`,
};

const FINISH = {
  name: "evidence_finish",
  text: `
update evidence_files set status = 'ready', content_type = $3, kept_bytes = $4, sha256 = $5, received_sha256 = $6, parts = '{}'
where shard = $1 and file_id = $2 and status = 'receiving' and received_bytes = size_bytes`,
};

const LET_GO = {
  name: "evidence_let_go",
  text: `
update evidence_files f set expires_at = $3, sweep_at = $4
where f.shard = $1 and f.file_id = $2 and f.expires_at is not null and not ${IS_NAMED}`,
};

/** One statement: nothing is given out that is not on record. */
const TAKE_OF_CASE = {
  name: "evidence_take_of_case",
  text: `
with found as materialized (
  select ${WHOLE} from cases k
  join evidence_files f on f.shard = k.shard and f.order_id = k.order_id and f.file_id = $6
  ${WITH_KEY}
  where k.operation_id = $1 and ($2::text is null or k.customer_id = $2) and ($3::text is null or k.seller_id = $3) and k.shard = $4 and k.case_id = $5
    and exists (select from case_events e cross join json_array_elements(coalesce(e.data -> 'evidence', e.data -> 'items')) as item
      where e.shard = k.shard and e.case_id = k.case_id and e.type in ('case_filed', 'evidence_added') and item ->> 'fileId' = f.file_id)
), seen as (
  insert into file_views (shard, operation_id, case_id, file_id, at, viewer_role, viewer_id)
  select $4, $1, $5, $6, $7::bigint, $8, $9 from found
  where status = 'ready' and $8 <> 'buyer' and not exists (
    select from file_views v where v.shard = $4 and v.file_id = $6 and v.case_id = $5 and v.viewer_id = $9 and v.at > $10::bigint)
)
select * from found`,
};

import type { KnownFile } from "@amends/domain/evidence/evidence-file";
import { type FileId, shardOf } from "@amends/domain/kernel/ids";
import type { EvidenceFiles } from "@amends/flows/evidence-ports";
import type { Pool } from "pg";
import { IS_NAMED } from "./is-named.ts";

/** No lease: whoever looks at a file a second time does what was done already. */
const DUE = {
  name: "evidence_due_for_sweep",
  text: `
select f.file_id, f.status, ${IS_NAMED} as is_named from evidence_files f
where f.sweep_at <= $1::bigint order by f.sweep_at limit $2`,
};

const KEEP = {
  name: "evidence_keep",
  text: "update evidence_files set expires_at = null, sweep_at = null where shard = $1 and file_id = $2 and status <> 'erased'",
};

const DROP = { name: "evidence_drop", text: "delete from evidence_files where shard = $1 and file_id = $2" };

const EMPTY = {
  name: "evidence_empty",
  text: "update evidence_files set parts = '{}', expires_at = null, sweep_at = null where shard = $1 and file_id = $2 and status = 'erased'",
};

type DueRow = { readonly file_id: FileId; readonly status: KnownFile["status"]; readonly is_named: boolean };

export const createSweep = (pool: Pool): Pick<EvidenceFiles, "dueForSweep" | "keep" | "drop"> => ({
  dueForSweep: async (at, most) => {
    const { rows } = await pool.query<DueRow>({ ...DUE, values: [at, most] });
    return rows.map(row => ({ fileId: row.file_id, status: row.status, isNamed: row.is_named }));
  },
  keep: async fileId => {
    await pool.query({ ...KEEP, values: [shardOf(fileId), fileId] });
  },
  drop: async ({ fileId, isNamed }) => {
    await pool.query({ ...(isNamed ? EMPTY : DROP), values: [shardOf(fileId), fileId] });
  },
});

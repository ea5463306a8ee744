import type { OperationId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import type { ApiKey, ApiKeyStore, KeyAccess, KeyId } from "@amends/flows/identity/ports";
import { unzipped } from "./session-store.ts";
import type { Db } from "./statement.ts";

export const createApiKeyStore = (db: Db): ApiKeyStore => ({
  insert: async ({ keyId, operationId, name, access, hint, tokenHash, createdAt }) => {
    await db.query({ name: "api_key_insert", text: INSERT, values: [keyId, operationId, name, access, hint, tokenHash, createdAt] });
  },
  find: async tokenHash => {
    const { rows } = await db.query<ApiKeyRow>({ name: "api_key_find", text: FIND, values: [tokenHash] });
    return rows[0] === undefined ? undefined : rowToApiKey(rows[0]);
  },
  list: async (operationId, after, limit) => {
    const { rows } = await db.query<ApiKeyRow>({ name: "api_key_list", text: LIST, values: [operationId, after ?? "", limit] });
    return rows.map(rowToApiKey);
  },
  revoke: async (operationId, keyId, now) => {
    const { rowCount } = await db.query({ name: "api_key_revoke", text: REVOKE, values: [operationId, keyId, now] });
    return rowCount === 1 ? "revoked" : "not_found";
  },
  markUsed: async used => {
    if (used.length > 0) await db.query({ name: "api_key_mark_used", text: MARK_USED, values: unzipped(used) });
  },
});

const COLUMNS = "key_id, operation_id, name, access, hint, created_at, last_used_at, revoked_at";

const INSERT = `
  insert into api_keys (key_id, operation_id, name, access, hint, token_hash, created_at)
  values ($1, $2, $3, $4, $5, $6, $7)`;

const FIND = `select ${COLUMNS} from api_keys where token_hash = $1 and revoked_at is null`;

const LIST = `select ${COLUMNS} from api_keys where operation_id = $1 and key_id > $2 order by key_id limit $3`;

/** Revoking twice is the same as once; the first time stays. */
const REVOKE = "update api_keys set revoked_at = coalesce(revoked_at, $3) where key_id = $2 and operation_id = $1";

const MARK_USED = `
  update api_keys set last_used_at = used.at
  from (select unnest($1::text[]) as key_id, unnest($2::bigint[]) as at) as used
  where api_keys.key_id = used.key_id and coalesce(api_keys.last_used_at, 0) < used.at`;

type ApiKeyRow = {
  readonly key_id: KeyId;
  readonly operation_id: OperationId;
  readonly name: string;
  readonly access: KeyAccess;
  readonly hint: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
  readonly revoked_at: string | null;
};

const rowToApiKey = (row: ApiKeyRow): ApiKey => ({
  keyId: row.key_id,
  operationId: row.operation_id,
  name: row.name,
  access: row.access,
  hint: row.hint,
  createdAt: instant(Number(row.created_at)),
  ...(row.last_used_at === null ? {} : { lastUsedAt: instant(Number(row.last_used_at)) }),
  ...(row.revoked_at === null ? {} : { revokedAt: instant(Number(row.revoked_at)) }),
});

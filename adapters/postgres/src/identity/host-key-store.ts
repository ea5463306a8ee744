import type { OperationId } from "@amends/domain/kernel/ids";
import type { HostKey, HostKeyAlgorithm, HostKeyStore, KeyId } from "@amends/flows/identity/ports";
import type { Db } from "./statement.ts";

export const createHostKeyStore = (db: Db): HostKeyStore => ({
  insert: async ({ keyId, operationId, algorithm, audience, material }, now) => {
    await db.query({ name: "host_key_insert", text: INSERT, values: [keyId, operationId, algorithm, audience, material, now] });
  },
  find: async keyId => {
    const { rows } = await db.query<HostKeyRow>({ name: "host_key_find", text: FIND, values: [keyId] });
    const row = rows[0];
    return row === undefined
      ? undefined
      : { keyId: row.key_id, operationId: row.operation_id, algorithm: row.algorithm, audience: row.audience, material: row.material };
  },
  revoke: async (operationId, keyId, now) => {
    const { rowCount } = await db.query({ name: "host_key_revoke", text: REVOKE, values: [operationId, keyId, now] });
    return rowCount === 1 ? "revoked" : "not_found";
  },
});

const INSERT = `
  insert into host_keys (key_id, operation_id, algorithm, audience, material, created_at)
  values ($1, $2, $3, $4, $5, $6)`;

const FIND = "select key_id, operation_id, algorithm, audience, material from host_keys where key_id = $1 and revoked_at is null";

const REVOKE = "update host_keys set revoked_at = coalesce(revoked_at, $3) where key_id = $2 and operation_id = $1";

type HostKeyRow = {
  readonly key_id: KeyId;
  readonly operation_id: OperationId;
  readonly algorithm: HostKeyAlgorithm;
  readonly audience: string;
  readonly material: HostKey["material"];
};

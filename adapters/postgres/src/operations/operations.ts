import type { OperationKind } from "@amends/domain/intake/case-facts";
import type { Operation } from "@amends/domain/intake/operation";
import type { OperationId } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { ClientBase, Pool } from "pg";

type Db = Pick<Pool | ClientBase, "query">;

const INSERT = `
  insert into operations (operation_id, code, kind, name_zh, name_en, currency, zone_id, zone_offset_minutes, pack_id, settings, created_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  on conflict (code) do nothing`;

export const insertOperation = async (db: Db, operation: Operation, at: Instant): Promise<"inserted" | "code_taken"> => {
  const { operationId, code, kind, name, currency, zone, packId, settings } = operation;
  const values = [operationId, code, kind, name.zh, name.en, currency, zone.id, zone.offsetMinutes, packId, settings, at];
  const { rowCount } = await db.query({ name: "operation_insert", text: INSERT, values });
  return rowCount === 0 ? "code_taken" : "inserted";
};

const SELECT =
  "select operation_id, code, kind, name_zh, name_en, currency, zone_id, zone_offset_minutes, pack_id, settings from operations";

export const findOperation = (db: Db, operationId: OperationId): Promise<Operation | null> =>
  find(db, { name: "operation_find", text: `${SELECT} where operation_id = $1`, values: [operationId] });

export const findOperationByCode = (db: Db, code: string): Promise<Operation | null> =>
  find(db, { name: "operation_find_by_code", text: `${SELECT} where code = $1`, values: [code] });

type Row = {
  readonly operation_id: OperationId;
  readonly code: string;
  readonly kind: OperationKind;
  readonly name_zh: string;
  readonly name_en: string;
  readonly currency: Currency;
  readonly zone_id: string;
  readonly zone_offset_minutes: number;
  readonly pack_id: string | null;
  readonly settings: Readonly<Record<string, unknown>>;
};

const find = async (
  db: Db,
  statement: { readonly name: string; readonly text: string; readonly values: readonly unknown[] },
): Promise<Operation | null> => {
  const { rows } = await db.query<Row>({ ...statement, values: [...statement.values] });
  return rows[0] === undefined ? null : rowToOperation(rows[0]);
};

const rowToOperation = (row: Row): Operation => ({
  operationId: row.operation_id,
  code: row.code,
  kind: row.kind,
  name: { zh: row.name_zh, en: row.name_en },
  currency: row.currency,
  zone: { id: row.zone_id, offsetMinutes: row.zone_offset_minutes },
  packId: row.pack_id,
  settings: row.settings,
});

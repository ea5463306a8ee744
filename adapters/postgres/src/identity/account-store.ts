import type { AccountId, OperationId, SellerId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import type { Account, AccountChange, AccountStore } from "@amends/flows/identity/ports";
import type { StaffRole } from "@amends/flows/scope";
import { type Db, isUniqueViolation } from "./statement.ts";

export const createAccountStore = (db: Db): AccountStore => ({
  insert: async (account, now) => {
    try {
      await db.query({ name: "account_insert", text: INSERT, values: [...valuesOf(account), now] });
      return "inserted";
    } catch (error) {
      if (isUniqueViolation(error)) return "email_taken";
      throw error;
    }
  },
  findByEmail: async (operationId, email) => {
    const { rows } = await db.query<AccountRow>({ name: "account_find_by_email", text: FIND_BY_EMAIL, values: [operationId, email] });
    return rows[0] === undefined ? undefined : rowToAccount(rows[0]);
  },
  replacePasswordHash: async (operationId, accountId, passwordHash) => {
    await db.query({ name: "account_replace_hash", text: REPLACE_HASH, values: [operationId, accountId, passwordHash] });
  },
  find: async (operationId, accountId) => {
    const { rows } = await db.query<AccountRow>({ name: "account_find", text: FIND, values: [operationId, accountId] });
    return rows[0] === undefined ? undefined : rowToAccount(rows[0]);
  },
  list: async (operationId, after, limit) => {
    const { rows } = await db.query<ListedRow>({ name: "account_list", text: LIST, values: [operationId, after ?? "", limit] });
    return rows.map(row => ({ ...accountRoleOf(row), ...listedOf(row), createdAt: instant(Number(row.created_at)) }));
  },
  change: async (operationId, accountId, change, now) => {
    const { rows } = await db.query({ name: "account_change", text: CHANGE, values: [operationId, accountId, now, ...changed(change)] });
    return rows.length === 0 ? "not_found" : "changed";
  },
  findByReset: async (resetHash, now) => {
    const { rows } = await db.query<AccountRow>({ name: "account_find_by_reset", text: FIND_BY_RESET, values: [resetHash, now] });
    return rows[0] === undefined ? undefined : rowToAccount(rows[0]);
  },
  useReset: async (resetHash, passwordHash, now) => {
    const { rows } = await db.query({ name: "account_use_reset", text: USE_RESET, values: [resetHash, now, passwordHash] });
    return rows.length === 1;
  },
});

const INSERT = `
  insert into accounts (account_id, operation_id, email, name, role, seller_id, password_hash, is_disabled, created_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const COLUMNS = "account_id, operation_id, email, name, role, seller_id, password_hash, is_disabled";

const FIND_BY_EMAIL = `select ${COLUMNS} from accounts where operation_id = $1 and lower(email) = lower($2)`;

const FIND = `select ${COLUMNS} from accounts where operation_id = $1 and account_id = $2`;

const LIST = `
  select account_id, operation_id, email, name, role, seller_id, is_disabled, created_at
  from accounts where operation_id = $1 and account_id > $2 order by account_id limit $3`;

const OPEN_RESET = "reset_hash = $1 and reset_expires_at > $2::bigint and not is_disabled";

const FIND_BY_RESET = `select ${COLUMNS} from accounts where ${OPEN_RESET}`;

const REPLACE_HASH = "update accounts set password_hash = $3 where account_id = $2 and operation_id = $1";

/** Whoever was signed in as what the account was is so no longer. */
const ENDING_SESSIONS = (now: string) => `, ended as (
    update sessions set revoked_at = ${now}::bigint from changed where sessions.account_id = changed.account_id and revoked_at is null
  )
  select account_id from changed`;

const CHANGE = `
  with changed as (
    update accounts set is_disabled = coalesce($4::boolean, is_disabled), role = coalesce($5::text, role),
      seller_id = case when $5::text is null then seller_id else $6::text end, password_hash = coalesce($7::text, password_hash),
      reset_hash = $8::text, reset_expires_at = $9::bigint
    where account_id = $2 and operation_id = $1 returning account_id
  )${ENDING_SESSIONS("$3")}`;

const USE_RESET = `
  with changed as (
    update accounts set password_hash = $3, reset_hash = null, reset_expires_at = null where ${OPEN_RESET} returning account_id
  )${ENDING_SESSIONS("$2")}`;

/** In the order of `CHANGE`: disabled, role, its seller, password, link, its end. */
const changed = (change: AccountChange): readonly unknown[] => {
  switch (change.kind) {
    case "disable":
      return [true, null, null, null, null, null];
    case "enable":
      return [false, null, null, null, null, null];
    case "role":
      return [null, change.role.role, change.role.role === "seller" ? change.role.sellerId : null, null, null, null];
    case "password":
      return [null, null, null, change.passwordHash, null, null];
    case "reset":
      return [null, null, null, change.passwordHash, change.resetHash, change.expiresAt];
  }
};

type ListedRow = {
  readonly account_id: AccountId;
  readonly operation_id: OperationId;
  readonly email: string;
  readonly name: string;
  readonly role: StaffRole | "seller";
  readonly seller_id: SellerId | null;
  readonly is_disabled: boolean;
  readonly created_at: string;
};
type AccountRow = Omit<ListedRow, "created_at"> & { readonly password_hash: string };

const valuesOf = (account: Account): readonly unknown[] => [
  account.accountId,
  account.operationId,
  account.email,
  account.name,
  account.role,
  account.role === "seller" ? account.sellerId : null,
  account.passwordHash,
  account.isDisabled,
];

const rowToAccount = (row: AccountRow): Account => ({ ...accountRoleOf(row), ...listedOf(row), passwordHash: row.password_hash });

const listedOf = (row: Omit<ListedRow, "created_at">) => ({
  accountId: row.account_id,
  operationId: row.operation_id,
  email: row.email,
  name: row.name,
  isDisabled: row.is_disabled,
});

const accountRoleOf = ({ role, seller_id: sellerId }: Pick<ListedRow, "role" | "seller_id">) => {
  if (role !== "seller") return { role };
  if (sellerId === null)
    throw new Error("broken invariant: a seller's account names its seller (constraint accounts_seller_has_seller_id)");
  return { role, sellerId };
};

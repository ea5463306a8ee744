import type { AccountId, OperationId, SellerId } from "@amends/domain/kernel/ids";
import type { Account, AccountStore } from "@amends/flows/identity/ports";
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
  disable: async (operationId, accountId, now) => {
    const { rows } = await db.query<{ readonly account_id: string }>({
      name: "account_disable",
      text: DISABLE,
      values: [operationId, accountId, now],
    });
    return rows.length === 0 ? "not_found" : "disabled";
  },
});

const INSERT = `
  insert into accounts (account_id, operation_id, email, name, role, seller_id, password_hash, is_disabled, created_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const FIND_BY_EMAIL = `
  select account_id, operation_id, email, name, role, seller_id, password_hash, is_disabled
  from accounts where operation_id = $1 and lower(email) = lower($2)`;

const REPLACE_HASH = "update accounts set password_hash = $3 where account_id = $2 and operation_id = $1";

const DISABLE = `
  with disabled as (
    update accounts set is_disabled = true where account_id = $2 and operation_id = $1 returning account_id
  ), ended as (
    update sessions set revoked_at = $3 from disabled where sessions.account_id = disabled.account_id and revoked_at is null
  )
  select account_id from disabled`;

type AccountRow = {
  readonly account_id: AccountId;
  readonly operation_id: OperationId;
  readonly email: string;
  readonly name: string;
  readonly role: StaffRole | "seller";
  readonly seller_id: SellerId | null;
  readonly password_hash: string;
  readonly is_disabled: boolean;
};

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

const rowToAccount = (row: AccountRow): Account => ({
  ...accountRoleOf(row),
  accountId: row.account_id,
  operationId: row.operation_id,
  email: row.email,
  name: row.name,
  passwordHash: row.password_hash,
  isDisabled: row.is_disabled,
});

const accountRoleOf = ({ role, seller_id: sellerId }: AccountRow) => {
  if (role !== "seller") return { role };
  if (sellerId === null)
    throw new Error("broken invariant: a seller's account names its seller (constraint accounts_seller_has_seller_id)");
  return { role, sellerId };
};

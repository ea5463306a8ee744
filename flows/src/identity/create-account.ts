import type { AccountId, OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import { type PasswordWeakness, weaknessOf } from "@amends/domain/party/sign-in-limits";
import type { AccountRole, IdentityPorts } from "./ports.ts";

export type NewAccount = AccountRole & { readonly email: string; readonly name: string; readonly password: string };
export type AccountCreated =
  | { readonly kind: "created"; readonly accountId: AccountId }
  | { readonly kind: "email_taken" }
  | { readonly kind: "weak_password"; readonly weakness: PasswordWeakness };

export const createAccount =
  ({ accounts, secrets, passwords }: Pick<IdentityPorts, "accounts" | "secrets" | "passwords">) =>
  async (operationId: OperationId, { password, ...rest }: NewAccount, now: Instant): Promise<AccountCreated> => {
    const weakness = weaknessOf(password, rest.email);
    if (weakness !== undefined) return { kind: "weak_password", weakness };
    const accountId = secrets.newId("account", now);
    const passwordHash = await passwords.hash(password);
    const inserted = await accounts.insert({ ...rest, accountId, operationId, passwordHash, isDisabled: false }, now);
    return inserted === "inserted" ? { kind: "created", accountId } : { kind: "email_taken" };
  };

import type { AccountId, OperationId } from "@amends/domain/kernel/ids";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import { PASSWORD_RESET_LIFE_MS, type PasswordWeakness, weaknessOf } from "@amends/domain/party/sign-in-limits";
import type { IdentityPorts } from "./ports.ts";
import { accountSubject } from "./sign-in.ts";

type Ports = Pick<IdentityPorts, "accounts" | "attempts" | "secrets" | "passwords">;

export type ResetOpened = { readonly kind: "opened"; readonly token: string; readonly expiresAt: Instant } | { readonly kind: "not_found" };

/** From now on the old password is worth nothing and nobody is signed in: only who holds the link comes in again, with a password of their own. */
export const openPasswordReset =
  ({ accounts, secrets, passwords }: Ports) =>
  async (operationId: OperationId, accountId: AccountId, now: Instant): Promise<ResetOpened> => {
    const token = secrets.newToken("pr_");
    const expiresAt = addMs(now, PASSWORD_RESET_LIFE_MS);
    const reset = { kind: "reset", passwordHash: passwords.decoyHash, resetHash: secrets.hashToken(token), expiresAt } as const;
    const outcome = await accounts.change(operationId, accountId, reset, now);
    return outcome === "changed" ? { kind: "opened", token, expiresAt } : { kind: "not_found" };
  };

export type PasswordReset =
  | { readonly kind: "reset"; readonly accountId: AccountId }
  | { readonly kind: "link_invalid" }
  | { readonly kind: "weak_password"; readonly weakness: PasswordWeakness };

/** The link works once. A password that is too weak does not use it up. */
export const resetPassword =
  ({ accounts, attempts, secrets, passwords }: Ports) =>
  async (token: string, password: string, now: Instant): Promise<PasswordReset> => {
    const resetHash = secrets.hashToken(token);
    const account = await accounts.findByReset(resetHash, now);
    if (account === undefined) return { kind: "link_invalid" };
    const weakness = weaknessOf(password, account.email);
    if (weakness !== undefined) return { kind: "weak_password", weakness };
    if (!(await accounts.useReset(resetHash, await passwords.hash(password), now))) return { kind: "link_invalid" };
    await attempts.clear(accountSubject(secrets, account.operationId, account.email));
    return { kind: "reset", accountId: account.accountId };
  };

import type { AccountId, OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import { ACCOUNT_LOCKS_MS, ATTEMPTS_FORGOTTEN_MS, type PasswordWeakness, weaknessOf } from "@amends/domain/party/sign-in-limits";
import type { IdentityPorts } from "./ports.ts";
import { accountSubject } from "./sign-in.ts";

export type PasswordChange = { readonly currentPassword: string; readonly password: string };
export type PasswordChanged =
  | { readonly kind: "changed" }
  | { readonly kind: "wrong_password" }
  | { readonly kind: "locked_out"; readonly until: Instant }
  | { readonly kind: "weak_password"; readonly weakness: PasswordWeakness };

/** Whoever sits down at an open desk must not be able to guess their way to the password: tries count as they do when signing in. */
export const changePassword =
  ({ accounts, attempts, secrets, passwords }: Pick<IdentityPorts, "accounts" | "attempts" | "secrets" | "passwords">) =>
  async (operationId: OperationId, accountId: AccountId, change: PasswordChange, now: Instant): Promise<PasswordChanged> => {
    const account = await accounts.find(operationId, accountId);
    if (account === undefined) throw new Error(`broken invariant: ${accountId} is signed in and exists`);
    const weakness = weaknessOf(change.password, account.email);
    if (weakness !== undefined) return { kind: "weak_password", weakness };
    const subject = accountSubject(secrets, operationId, account.email);
    const attempt = await attempts.count({ subject, now, locksMs: ACCOUNT_LOCKS_MS, forgottenMs: ATTEMPTS_FORGOTTEN_MS });
    if (attempt.kind === "locked") return { kind: "locked_out", until: attempt.until };
    if (!(await passwords.verify(change.currentPassword, account.passwordHash))) return { kind: "wrong_password" };
    await attempts.clear(subject);
    await accounts.change(operationId, accountId, { kind: "password", passwordHash: await passwords.hash(change.password) }, now);
    return { kind: "changed" };
  };

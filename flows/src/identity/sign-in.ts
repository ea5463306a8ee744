import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import { ACCOUNT_LOCKS_MS, ACCOUNT_SESSION_LIFE, ADDRESS_LOCKS_MS, ATTEMPTS_FORGOTTEN_MS } from "@amends/domain/party/sign-in-limits";
import type { Principal } from "../scope.ts";
import { type OpenedSession, openSession } from "./open-session.ts";
import type { Account, Attempt, IdentityPorts } from "./ports.ts";

export type SignInRequest = {
  readonly operationId: OperationId;
  readonly email: string;
  readonly password: string;
  /** Where the request came from; only its HMAC is kept. */
  readonly address: string;
};
export type SignInRefused = { readonly kind: "wrong_credentials" } | { readonly kind: "locked_out"; readonly until: Instant };

type Ports = Pick<IdentityPorts, "accounts" | "attempts" | "sessions" | "secrets" | "passwords">;

/**
 * An unknown account, a disabled one and a wrong password take the same way: both counters, one look-up, one password check, one answer. So neither the
 * answer nor its time tells whether an account exists, and the lock of an address that has no account is told like that of one that has.
 */
export const signIn =
  (ports: Ports) =>
  async (request: SignInRequest, now: Instant): Promise<OpenedSession | SignInRefused> => {
    const subjects = subjectsOf(ports, request);
    const attempts = [
      await counted(ports, subjects.address, ADDRESS_LOCKS_MS, now),
      await counted(ports, subjects.account, ACCOUNT_LOCKS_MS, now),
    ];
    for (const attempt of attempts) if (attempt.kind === "locked") return { kind: "locked_out", until: attempt.until };

    const account = await ports.accounts.findByEmail(request.operationId, request.email);
    const isRight = await ports.passwords.verify(request.password, account?.passwordHash ?? ports.passwords.decoyHash);
    if (account === undefined || account.isDisabled || !isRight) return { kind: "wrong_credentials" };

    // Who proves to be one account's owner clears that account alone; their address gets back what this try took, and keeps what others guessed.
    await ports.attempts.clear(subjects.account);
    await ports.attempts.giveBack(subjects.address, now);
    await rehashed(ports, account, request.password);
    const { operationId, accountId } = account;
    return openSession(ports)({ kind: "account", operationId, accountId }, principalOf(account), ACCOUNT_SESSION_LIFE, now);
  };

const subjectsOf = ({ secrets }: Ports, { operationId, email, address }: SignInRequest) => ({
  account: accountSubject(secrets, operationId, email),
  address: secrets.macOf("attempt_address", address),
});

/** What failures against one account are counted under. */
export const accountSubject = (secrets: Ports["secrets"], operationId: OperationId, email: string): string =>
  secrets.macOf("attempt_account", `${operationId} ${email.toLowerCase()}`);

const counted = ({ attempts }: Ports, subject: string, locksMs: readonly number[], now: Instant): Promise<Attempt> =>
  attempts.count({ subject, now, locksMs, forgottenMs: ATTEMPTS_FORGOTTEN_MS });

/** The one moment a password is at hand: old parameters are raised here. */
const rehashed = async ({ accounts, passwords }: Ports, account: Account, password: string): Promise<void> => {
  if (!passwords.needsRehash(account.passwordHash)) return;
  await accounts.replacePasswordHash(account.operationId, account.accountId, await passwords.hash(password));
};

const principalOf = (account: Account): Principal => {
  const { operationId, accountId } = account;
  return account.role === "seller"
    ? { role: "seller", operationId, accountId, sellerId: account.sellerId }
    : { role: account.role, operationId, accountId };
};

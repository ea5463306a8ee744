import type { ProblemCode } from "@amends/contract/errors";
import type { Instant } from "@amends/domain/kernel/time";
import { isSessionAlive } from "@amends/domain/party/sign-in-limits";
import type { IdentityPorts } from "@amends/flows/identity/ports";
import type { Authenticated, KnownCredentials } from "./known-credentials.ts";
import type { LastSeen } from "./last-seen.ts";

export type Presented =
  | { readonly kind: "bearer"; readonly token: string }
  | { readonly kind: "session"; readonly token: string }
  | { readonly kind: "nothing" }
  /** An Authorization header of another scheme, or none we could mean. */
  | { readonly kind: "unreadable" };

export type Authentication =
  | { readonly kind: "known"; readonly authenticated: Authenticated }
  | {
      readonly kind: "unknown";
      readonly code: Extract<ProblemCode, "unauthenticated" | "invalid_token" | "session_expired">;
      readonly reason: string;
    };

export type Authenticator = {
  /** From memory only; nothing when it must be looked up. */
  recall(presented: Presented, now: Instant): Authenticated | undefined;
  lookUp(presented: Presented, now: Instant): Promise<Authentication>;
};

type Parts = {
  readonly identity: IdentityPorts;
  readonly known: KnownCredentials;
  readonly sessionsSeen: LastSeen;
  readonly keysUsed: LastSeen;
};

export const presentedBy = (authorization: string | undefined, sessionToken: string | undefined): Presented => {
  if (authorization !== undefined) {
    const token = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(authorization)?.[1];
    return token === undefined ? { kind: "unreadable" } : { kind: "bearer", token };
  }
  return sessionToken === undefined ? { kind: "nothing" } : { kind: "session", token: sessionToken };
};

/** Three kinds of credential, one answer. Only hashes are looked up and remembered. */
export const createAuthenticator = ({ identity, known, sessionsSeen, keysUsed }: Parts): Authenticator => {
  const hashOf = identity.secrets.hashToken;
  const marked = (authenticated: Authenticated, now: Instant): Authenticated => {
    if (authenticated.session !== undefined) sessionsSeen.mark(authenticated.session.sessionId, now);
    else if (authenticated.principal.role === "integrator") keysUsed.mark(authenticated.principal.keyId, now);
    return authenticated;
  };
  return {
    recall: (presented, now) => {
      if (presented.kind !== "bearer" && presented.kind !== "session") return undefined;
      const authenticated = known.get(hashOf(presented.token), now);
      if (authenticated === undefined) return undefined;
      return authenticated.session === undefined || isSessionAlive(authenticated.session, now) ? marked(authenticated, now) : undefined;
    },
    lookUp: async (presented, now) => {
      const found = await checked(identity, presented, now);
      if (found.kind === "unknown" || (presented.kind !== "bearer" && presented.kind !== "session")) return found;
      known.put(hashOf(presented.token), found.authenticated, now);
      return { kind: "known", authenticated: marked(found.authenticated, now) };
    },
  };
};

const checked = (identity: IdentityPorts, presented: Presented, now: Instant): Promise<Authentication> | Authentication => {
  switch (presented.kind) {
    case "session":
      return session(identity, presented.token, now);
    case "bearer":
      return presented.token.startsWith("ak_") ? apiKey(identity, presented.token) : hostToken(identity, presented.token, now);
    case "nothing":
    case "unreadable":
      return unknown("unauthenticated");
  }
};

const unknown = (code: Extract<Authentication, { kind: "unknown" }>["code"], reason = ""): Authentication => ({
  kind: "unknown",
  code,
  reason,
});

const session = async ({ sessions, secrets }: IdentityPorts, token: string, now: Instant): Promise<Authentication> => {
  const tokenHash = secrets.hashToken(token);
  const found = await sessions.find(tokenHash);
  if (found === undefined || !isSessionAlive(found, now)) return unknown("session_expired");
  const { principal, sessionId, lastSeenAt, expiresAt, idleMs } = found;
  const csrf = secrets.macOf("csrf", sessionId);
  return {
    kind: "known",
    authenticated: { principal, access: "full", session: { sessionId, lastSeenAt, expiresAt, idleMs, tokenHash, csrf } },
  };
};

const apiKey = async ({ apiKeys, secrets }: IdentityPorts, token: string): Promise<Authentication> => {
  const found = await apiKeys.find(secrets.hashToken(token));
  if (found === undefined) return unknown("unauthenticated");
  const { operationId, keyId, access } = found;
  return { kind: "known", authenticated: { principal: { role: "integrator", operationId, keyId }, access } };
};

const hostToken = async ({ hostTokens, resolveCustomer }: IdentityPorts, token: string, now: Instant): Promise<Authentication> => {
  const verified = await hostTokens.verify(token, now);
  if (verified.kind === "invalid") return unknown("invalid_token", verified.reason);
  const { operationId, externalCustomerId, expiresAt } = verified;
  const customerId = await resolveCustomer(operationId, externalCustomerId);
  if (customerId === undefined) return unknown("invalid_token", "unknown_customer");
  const principal = { role: "buyer", operationId, customerId, via: "host_token" } as const;
  return { kind: "known", authenticated: { principal, access: "full", endsAt: expiresAt } };
};

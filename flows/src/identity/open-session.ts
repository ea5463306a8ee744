import type { Instant } from "@amends/domain/kernel/time";
import { addMs } from "@amends/domain/kernel/time";
import type { SessionLife } from "@amends/domain/party/sign-in-limits";
import type { Principal } from "../scope.ts";
import type { IdentityPorts, SessionHolder, SessionId } from "./ports.ts";

export type OpenedSession = {
  readonly kind: "opened";
  readonly principal: Principal;
  readonly sessionId: SessionId;
  readonly token: string;
  readonly expiresAt: Instant;
};

/** Always a new token: what the caller may have brought along is never taken over. */
export const openSession =
  ({ sessions, secrets }: Pick<IdentityPorts, "sessions" | "secrets">) =>
  async (holder: SessionHolder, principal: Principal, life: SessionLife, now: Instant): Promise<OpenedSession> => {
    const token = secrets.newToken("se_");
    const sessionId = secrets.newId("session", now);
    const expiresAt = addMs(now, life.absoluteMs);
    await sessions.insert({ sessionId, tokenHash: secrets.hashToken(token), holder, createdAt: now, expiresAt, idleMs: life.idleMs });
    return { kind: "opened", principal, sessionId, token, expiresAt };
  };

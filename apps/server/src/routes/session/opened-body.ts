import type { OpenedSession } from "@amends/flows/identity/open-session";
import type { Secrets } from "@amends/flows/identity/ports";
import { identityOf } from "../me/identity-of.ts";

export const openedBody = ({ principal, sessionId, expiresAt }: OpenedSession, secrets: Secrets) => ({
  identity: identityOf(principal),
  csrf: secrets.macOf("csrf", sessionId),
  expiresAt,
});
